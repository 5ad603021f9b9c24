"""Words of `python -m dashboard brief`."""

from __future__ import annotations

DESCRIPTION = (
    "生成周报材料：图表（png、svg）、演示文稿（pptx）、公文格式的文档（docx、pdf）和网页（html），"
    "或按自己的模板生成，或核对已生成的文件。文中每个数都出自一个快照。"
)
EPILOG = (
    "示例：\n"
    "  python -m dashboard brief --week 2026-W47 --formats pptx,docx --to 周报\n"
    "  python -m dashboard brief --week 2026-W47 --to 周报\n"
    "  python -m dashboard brief --template 模板.docx --snapshot 2026-W47 --to 材料\n"
    "  python -m dashboard brief --check 周报/法治工作周报-2026-W47.docx"
)
HOME = "数据目录，默认取环境变量 {variable}，再取 var/"
WEEK = "周，例如 2026-W47；默认数据截至的那一周。已冻结的周取冻结的快照"
SNAPSHOT = "快照编号、序号或标签，默认见 --week"
FORMATS = "格式，用逗号隔开，默认全部：{formats}"
TEMPLATE = "自己的 Word 或 PowerPoint 模板"
TO = "存放的目录"
CHECK = "核对一份已生成的文件：其中每个数是否与快照一致"
KEEP = "与冻结的周一起保存，供看板下载（已有的不再生成）"

BAD_FORMAT = "没有「{format}」这种格式，可用的有：{known}"
WHERE_TO = "请用 --to 指明存放的目录，例如 --to 周报"
ONLY_ONE = "--check、--template、--week 各自单独使用"
KEEP_FROZEN = "{week} 还没有冻结，不能随它保存。请先冻结：python -m warehouse freeze {week}"
DONE = "{file}"
KEPT = "{week} 的材料已有，在 {folder}"
SUMMARY = "共 {count} 个文件，用时 {seconds} 秒，快照 {snapshot}。"
