"""The official form (GB/T 9704-2012 《党政机关公文格式》): measures, sizes, fonts, for DOCX and PDF.

Every constant names the clause that it comes from. The standard knows no head of a brief (简报报头): what it
says of a document's head (版头) and imprint (版记) is kept there as far as it fits.

Fonts are named, never bundled: a machine of a Chinese office has them, and what stands in for one that is
missing is named with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.briefing.content.model import Briefing
from dashboard.palette import OFFICIAL_BLACK, OFFICIAL_RED

STANDARD = "GB/T 9704-2012"

# 5.1: A4. 5.2.1: upper margin 天头 37 mm, left margin 订口 28 mm, text block 版心 156 mm × 225 mm.
PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210.0, 297.0
TOP_MM, LEFT_MM = 37.0, 28.0
TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 156.0, 225.0
RIGHT_MM = PAGE_WIDTH_MM - LEFT_MM - TEXT_WIDTH_MM
BOTTOM_MM = PAGE_HEIGHT_MM - TOP_MM - TEXT_HEIGHT_MM

# 5.2.3: 22 lines of 28 characters fill the text block.
LINES, CHARACTERS = 22, 28

POINTS_PER_MM = 72 / 25.4
# Sizes of type (字号) in points.
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0  # 二号, 三号, 四号
SIZE_SMALL_4, SIZE_5, SIZE_SMALL_5 = 12.0, 10.5, 9.0  # 小四, 五号, 小五

# 5.2.2: 三号 unless something else is said; 7.3.1: the title 二号; 7.4.2 and 7.4.3: the imprint 四号.
BODY, TITLE, IMPRINT = SIZE_3, SIZE_2, SIZE_4
LINE_PITCH = TEXT_HEIGHT_MM * POINTS_PER_MM / LINES
CHARACTER_PITCH = TEXT_WIDTH_MM * POINTS_PER_MM / CHARACTERS
# 7.3.3: each paragraph begins two characters in.
INDENT_CHARACTERS = 2

# 7.5: page numbers 四号, a dash on either side, 7 mm below the text block; odd pages one character from the
# right, even pages one from the left.
PAGE_NUMBER = SIZE_4
PAGE_NUMBER_BELOW_MM = 7.0
# Where Word has the lower edge of the footer: the dash stands in the middle of its line.
FOOTER_MM = BOTTOM_MM - PAGE_NUMBER_BELOW_MM - PAGE_NUMBER / 2 / POINTS_PER_MM

# 7.2.4 and 7.2.7: the name and the rule below the head are red (the rule as wide as the text block).
RED = OFFICIAL_RED
# 5.2.4: everything else is black.
BLACK = OFFICIAL_BLACK
RED_RULE = 2.25  # the 反线 of a brief, in points; the standard gives a document's rule no height
# 7.4.1: the first and the last rule of the imprint 0.35 mm.
IMPRINT_RULE_MM = 0.35

# Largest and smallest the name of a brief may be (7.2.4: as is fitting, in keeping with the paper).
_NAME_LARGEST, _NAME_SMALLEST = 60.0, SIZE_2
_NAME_FILLS = 0.86
# What begins an aside in the words for a period.
_ASIDE = "（"


@dataclass(frozen=True)
class Face:
    """A typeface.

    name: as the document asks for it. alternatives: what Word takes where it is missing, in order.
    installed: family names under which a PDF's writer finds it, in order. is_bold: whether a stand-in of a
    lighter cut is set bold. own: how many of `installed` are no stand-ins.
    """

    name: str
    alternatives: tuple[str, ...]
    installed: tuple[str, ...]
    is_bold: bool = False
    own: int = 2


_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Source Han Serif CN")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Source Han Sans CN", "Microsoft YaHei")

# 7.2.4 and 7.3.1: 小标宋; 5.2.2: 仿宋; 7.2.2 and 7.3.3: 黑体 and 楷体; 7.5: 宋体.
XIAO_BIAO_SONG = Face(
    "方正小标宋简体",
    ("方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"),
    ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", *_SERIF, "SimSun", "Songti SC"),
    is_bold=True,
    own=3,
)
FANG_SONG = Face(
    "仿宋_GB2312",
    ("仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC"),
    ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02S", *_SERIF, "SimSun", "Songti SC"),
)
HEI = Face("黑体", ("SimHei", "Noto Sans CJK SC"), ("SimHei", "STHeiti", "Heiti SC", *_SANS))
KAI = Face(
    "楷体_GB2312",
    ("楷体", "KaiTi", "华文楷体", "Noto Serif CJK SC"),
    ("KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "LXGW WenKai", *_SERIF, "SimSun"),
)
SONG = Face("宋体", ("SimSun", "Noto Serif CJK SC"), ("SimSun", "NSimSun", "STSong", "Songti SC", *_SERIF))
FACES = (XIAO_BIAO_SONG, FANG_SONG, HEI, KAI, SONG)
# Digits and letters between Chinese ones.
LATIN = Face("Times New Roman", ("Liberation Serif",), ("Times New Roman", "Liberation Serif", "Tinos"))
# Charts are lettered without serifs, like 黑体.
CHART_LATIN = "Arial"


def name_size(name: str) -> float:
    """Return how large the name of a brief (简报名称) is set, in points: it fills a line if it can."""
    room = TEXT_WIDTH_MM * POINTS_PER_MM * _NAME_FILLS
    return max(_NAME_SMALLEST, min(_NAME_LARGEST, room / max(len(name), 1)))


def title_lines(briefing: Briefing) -> tuple[tuple[str, str], ...]:
    """Return the lines of the title, each as what is set large and what follows it, smaller.

    Where the head already bears the title, the days that the briefing is about are the title.
    """
    if briefing.title != briefing.masthead.name:
        return ((briefing.title, ""), ("", briefing.period))
    days, mark, rest = briefing.period.partition(_ASIDE)
    return ((days.strip(), f"{mark}{rest}"),)
