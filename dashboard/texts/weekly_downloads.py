"""Words of the downloads of a week's documents (周报材料)."""

from __future__ import annotations

BUTTON = "周报材料"
TITLE = "{week}周报材料"
KINDS = {
    "pptx": "演示文稿（PPTX，图表可编辑）",
    "docx": "公文格式文档（DOCX）",
    "pdf": "PDF",
    "html": "网页（HTML，离线可看）",
}
PICTURES = "全部图表（PNG、SVG）"
FILE = "法治工作周报-{week}.{kind}"
PICTURES_FILE = "法治工作周报-{week}-图表.zip"
KEPT = "冻结时生成并保存的原件。"
MADE_NOW = "点击后按当前所看的快照生成；PDF 含图形，约需十秒。"
