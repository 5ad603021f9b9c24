"""Names that a document in the official form shows to who edits it: its styles in Word."""

from __future__ import annotations

STYLE_SECRECY = "简报密级"
STYLE_NAME = "简报名称"
STYLE_NUMBER = "简报期号"
STYLE_ISSUER = "简报编发"
STYLE_PERIOD = "简报时段"
STYLE_BODY = "公文正文"
STYLE_FIGURE = "图"
STYLE_TABLE_TITLE = "表题"
STYLE_FIGURE_TITLE = "图题"
STYLE_SMALL = "图表说明"
STYLE_IMPRINT = "版记"
STYLE_GAP = "图表间隔"
STYLE_ORIGIN = "数据说明"

NO_FONT = "本机没有中文字体，生成的 PDF 会是空白方框，所以没有生成。请安装下列任一字体后重试：{fonts}"
