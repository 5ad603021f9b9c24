"""Words of `brief --check`: where a number stands, and what is wrong with it."""

from __future__ import annotations

PARAGRAPH = "正文第 {place} 段"
TABLE_ROW = "表格第 {place} 行"
CHART = "第 {place} 个图"
SLIDE = "第 {place} 页"
NOTES = "第 {place} 页备注"
PAGE = "第 {place} 页"
BLOCK = "第 {place} 段"
PICTURE = "图片"
FIGURE = "图形数据"

CHANGED = "{place}：文中为“{found}”，快照 {snapshot} 中应为“{expected}”"
UNKNOWN = "{place}：“{found}”中的数字在快照 {snapshot} 中没有出处"
SERIES_CHANGED = "{place}：“{name}”的第 {point} 个数为 {found}，快照 {snapshot} 中应为 {expected}"
SERIES_UNKNOWN = "{place}：数列“{name}”在快照 {snapshot} 中没有出处"
PICTURE_CHANGED = "{place}：图片在生成后被改动过，请重新生成"
FIGURE_CHANGED = "{place}：图形与快照 {snapshot} 中的数不一致，请重新生成"
NUMBER_CHANGED = "{place}：{metric}（{selection}）生成时写为“{found}”，快照 {snapshot} 中为“{expected}”"
NONE = "没有数"

PASSED = "{file}：核对 {numbers} 个数，全部与快照 {snapshot} 一致。"
FAILED = "{file}：核对 {numbers} 个数，{problems} 处与快照 {snapshot} 不一致："
BAD_FORMAT = "{file} 不是可核对的格式，可核对 docx、pptx、pdf、html、png、svg"
DAMAGED = "{file} 打不开，文件可能已损坏：请用系统生成的原件"
TEMPLATE_RECORD = "{file} 的生成记录不完整，无法核对：请用系统重新生成"
