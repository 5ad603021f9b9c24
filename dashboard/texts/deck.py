"""Words of a deck (PPTX) beside those of its briefing. None has a number in it."""

from __future__ import annotations

APPLICATION = "法治看板"
COVER_LAYOUT = "封面"
PAGE_LAYOUT = "正文"
TITLE_PROMPT = "单击此处编辑标题"
SUBTITLE_PROMPT = "单击此处编辑副标题"

LEAD = "综述"
NOTES = "说明"
NO_VALUES = "所选范围内没有数据。"
NO_ROWS = "没有需要列出的事项。"
