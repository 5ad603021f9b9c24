"""Words of the verdict: beside numbers, at the head of a page, and where a snapshot is damaged."""

from __future__ import annotations

MARK = "! 核验提示 {count}"
MARK_TITLE = "核验提示"
MARK_NOTE = "这个数所依据的数据有需要核实之处。提示不影响发布，核实前请谨慎引用。不符之处见「数据质量」。"
HINT_COUNT = "不符 {unexpected} 处，由{owner}核实"
HINT_EXAMPLES = "例如：{examples}"
HINT_ERROR = "这一项没有能够核验：{error}"

BLOCKED = "最近一次装载（{at}）有 {critical} 项关键核验未通过，没有发布。"
NOT_PUBLISHED = "最近一次装载（{at}）没有发布。"
AND_MORE = "{reasons}等 {count} 项"
WHY = "未通过：{reasons}。"
SHOWN_INSTEAD = "本页仍显示 {at} 发布的快照 #{sequence}，数据截至 {day}。"

ASKED_SNAPSHOT = "本页显示的是较早的快照 {snapshot}，数据截至 {day}，不是最新数据。"
OLDER_SNAPSHOT = "已有更新的数据。本页仍按打开时的快照 {snapshot} 显示，数据截至 {day}。"
BACK_TO_CURRENT = "回到最新数据"
UNKNOWN_SNAPSHOT = "链接中的快照不存在，已改用最新数据。"
FROZEN = "已冻结 {label}"

DAMAGED_FILE = "快照文件 {file} 的内容与发布时不符，已损坏。{way_out}"
LOOK_AT_GOOD = "查看可用的快照 {snapshot}"
GOOD_OFFERED = "可先查看最近一个可用的快照（{snapshot}）；损坏的按上面的办法处理后刷新本页。"
