"""Words of pictures of charts: the button, its dialog, what is wrong where none can be made."""

from __future__ import annotations

PICTURE = "图片"
PICTURE_HINT = "生成带口径、来源和快照编号的图片，可下载或复制"
