"""Words of 普法覆盖 about what is ahead, what is ordinary, and what waits for a decision."""

from __future__ import annotations

GRAIN_LABEL = "控制图按"
GRAINS = {"week": "周", "month": "月"}
YEAR_END = "预计"
RANGE = "（{low}—{high}）"
BY_EARLIER_YEARS = "按往年节奏（{first}—{last}年），年底预计 {total}{range}，区间约八成把握"
BY_EVEN_PACE = "往年可比的不足 {years} 年，按今年进度匀速推算，年底预计 {total}，不给区间"
PEAK_AHEAD = "，{festival}的活动尚在其后"
TARGET_SURE = "；年度目标 {target}，预计可完成。"
TARGET_MISSED = "；年度目标 {target}，照此难以完成。"
TARGET_OPEN = "；年度目标 {target}，能否完成尚难判断。"
TARGET_DONE = "；年度目标 {target}已完成。"
NO_TARGET = "。"
NO_PROJECTION = "今年数据尚少，暂不作年底预计。"
TARGET_PER_PERIOD = "年度目标按{grain}均摊 {value}"
JOINT_TITLE = "{count} 对疑似联合活动待定"
JOINT_TITLE_NONE = "没有待定的联合活动"
JOINT_NONE = "疑似同一活动的报送均已有结论。{decided}"
JOINT_DECIDED = "按规则合并 {by_rule} 对，人工合并 {confirmed} 对，否定 {rejected} 对。"
JOINT_COLUMNS = ("相似度", "报送一", "报送二", "开展日期", "性质")
JOINT_NOTE = "待定期间两行分别计数，可能重复。由普法科核对后以 python -m pipelines joint 记录结论。"
JOINT_WAITING = "已有结论，下次载入生效"
JOINT_SHOWN = "共 {total} 对，列出相似度最高的 {shown} 对"
