"""An empty Word document in the official form: page, grid, fonts and styles, and nothing else in it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from dashboard.briefing.formats import official
from dashboard.briefing.formats.official import Face
from dashboard.texts import official as names

TWIPS_PER_POINT = 20
# What a document grid adds to a character, in 4096ths of a point.
_GRID_UNITS = 4096
# What makes 28 characters fill a line, in twentieths of a point, cut so that they never overflow it.
_TRACKING = math.floor((official.CHARACTER_PITCH - official.BODY) * TWIPS_PER_POINT)
# Compatibility of Word 2013 and later; below it Word opens a document in its 兼容模式.
_WORD_2013 = 15
# Parts of python-docx's own template that say nothing here: a thumbnail, the styles of Word 2010.
_USELESS = ("/thumbnail", "/customXml", "/stylesWithEffects", "/numbering", "/webSettings")
_SIMPLIFIED_CHINESE = "86"


@dataclass(frozen=True)
class Style:
    """A paragraph style. Lengths in points.

    pitch: from line to line, exactly; None where a line is as high as what stands in it. indent: of the first
    line, sides: on the left and right, both in characters. level: in the navigation pane, from 0.
    """

    key: str
    name: str
    face: Face
    size: float = official.BODY
    align: str = "left"
    pitch: float | None = official.LINE_PITCH
    before: float = 0
    after: float = 0
    indent: int = 0
    sides: int = 0
    level: int | None = None
    keep_next: bool = False
    color: str | None = None
    latin: str = official.LATIN.name
    is_own: bool = True


_TITLE_PITCH = 33.0
SECRECY = Style("Secrecy", names.STYLE_SECRECY, official.HEI)
NAME = Style(
    "BriefName", names.STYLE_NAME, official.XIAO_BIAO_SONG, align="center", pitch=None, color=official.RED
)
NUMBER = Style("BriefNumber", names.STYLE_NUMBER, official.FANG_SONG, align="center")
ISSUER = Style("BriefIssuer", names.STYLE_ISSUER, official.FANG_SONG)
TITLE = Style(
    "Title",
    "Title",
    official.XIAO_BIAO_SONG,
    official.TITLE,
    "center",
    _TITLE_PITCH,
    before=official.LINE_PITCH,
    keep_next=True,
    is_own=False,
)
PERIOD = Style(
    "Period", names.STYLE_PERIOD, official.KAI, align="center", after=official.LINE_PITCH / 2, keep_next=True
)
BODY = Style(
    "BodyText",
    names.STYLE_BODY,
    official.FANG_SONG,
    align="both",
    indent=official.INDENT_CHARACTERS,
)
# 7.3.3: the first level 黑体, the second 楷体, both two characters in.
HEADING_1 = Style(
    "Heading1",
    "heading 1",
    official.HEI,
    indent=official.INDENT_CHARACTERS,
    level=0,
    keep_next=True,
    is_own=False,
)
HEADING_2 = Style(
    "Heading2",
    "heading 2",
    official.KAI,
    indent=official.INDENT_CHARACTERS,
    level=1,
    keep_next=True,
    is_own=False,
)
TABLE_TITLE = Style(
    "TableTitle",
    names.STYLE_TABLE_TITLE,
    official.HEI,
    official.SIZE_SMALL_4,
    "center",
    20.0,
    before=8,
    after=4,
    keep_next=True,
)
FIGURE = Style(
    "Figure", names.STYLE_FIGURE, official.FANG_SONG, align="center", pitch=None, before=8, keep_next=True
)
FIGURE_TITLE = Style(
    "FigureTitle",
    names.STYLE_FIGURE_TITLE,
    official.HEI,
    official.SIZE_SMALL_4,
    "center",
    18.0,
    before=2,
    keep_next=True,
)
SMALL = Style("Small", names.STYLE_SMALL, official.FANG_SONG, official.SIZE_SMALL_5, "center", 14.0, after=10)
GAP = Style("Gap", names.STYLE_GAP, official.FANG_SONG, official.SIZE_5, pitch=9.0)
ORIGIN = Style("Origin", names.STYLE_ORIGIN, official.FANG_SONG, official.SIZE_5, pitch=18.0)
# 7.4.2: 四号, one character in on either side.
IMPRINT = Style("Imprint", names.STYLE_IMPRINT, official.FANG_SONG, official.IMPRINT, pitch=26.0, sides=1)
# 7.5: half-width 宋体 digits.
FOOTER = Style(
    "Footer",
    "footer",
    official.SONG,
    official.PAGE_NUMBER,
    pitch=official.PAGE_NUMBER,
    sides=1,
    latin=official.SONG.name,
    is_own=False,
)
STYLES = (
    SECRECY,
    NAME,
    NUMBER,
    ISSUER,
    TITLE,
    PERIOD,
    BODY,
    HEADING_1,
    HEADING_2,
    TABLE_TITLE,
    FIGURE,
    FIGURE_TITLE,
    SMALL,
    GAP,
    ORIGIN,
    IMPRINT,
    FOOTER,
)


def empty_document() -> Document:
    """Return a document of one section: A4, margins, grid, styles, fonts and settings of the form."""
    document = docx.Document()
    _drop_useless(document)
    _set_page(document)
    _set_styles(document)
    _set_settings(document)
    _set_fonts(document)
    return document


def twips(points: float) -> int:
    """Return points as Word counts most lengths, in twentieths."""
    return round(points * TWIPS_PER_POINT)


def fonts_xml(face: Face, latin: str = official.LATIN.name) -> str:
    """Return the fonts of a run: one for Chinese, one for what stands between it."""
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face.name}" w:cs="{latin}"/>'


def size_xml(size: float) -> str:
    """Return the size of a run, in half points."""
    return f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def color_xml(color: str) -> str:
    """Return the colour of a run. color: #RRGGBB."""
    return f'<w:color w:val="{color.removeprefix("#")}"/>'


_NORMAL = (
    f'<w:style {nsdecls("w")} w:type="paragraph" w:default="1" w:styleId="Normal">'
    # The grid of characters is reckoned from the size of this style.
    f'<w:name w:val="Normal"/><w:qFormat/><w:rPr>{fonts_xml(official.FANG_SONG)}'
    f"{size_xml(official.BODY)}</w:rPr></w:style>"
)
_CHARACTER = (
    f'<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_TABLE = (
    f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)


def _drop_useless(document: Document) -> None:
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if not relation.is_external and any(word in relation.reltype for word in _USELESS):
                del holder.rels[key]


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(official.PAGE_WIDTH_MM), Mm(official.PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(official.TOP_MM), Mm(official.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(official.LEFT_MM), Mm(official.RIGHT_MM)
    section.footer_distance, section.header_distance = Mm(official.FOOTER_MM), Mm(official.TOP_MM / 2)
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    # The pitch is cut to whole twips, never rounded up: a grid a hair too high has one line less a page.
    properties.append(
        parse_xml(
            f'<w:docGrid {nsdecls("w")} w:type="linesAndChars"'
            f' w:linePitch="{int(official.LINE_PITCH * TWIPS_PER_POINT)}"'
            f' w:charSpace="{math.floor((official.CHARACTER_PITCH - official.BODY) * _GRID_UNITS)}"/>'
        )
    )


def _set_styles(document: Document) -> None:
    root = document.styles.element
    for old in [*root.findall(qn("w:style")), *root.findall(qn("w:docDefaults"))]:
        root.remove(old)
    defaults = (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts_xml(official.FANG_SONG)}"
        f'{size_xml(official.BODY)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        # A line alone on a page is better than a page of 21 lines; and no spaces that nobody typed.
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    root.insert(0, parse_xml(defaults))
    for xml in (_NORMAL, _CHARACTER, _TABLE, *map(_style_xml, STYLES)):
        root.append(parse_xml(xml))


def _style_xml(style: Style) -> str:
    spacing = f'w:before="{twips(style.before)}" w:after="{twips(style.after)}"'
    if style.pitch is None:
        spacing += ' w:line="240" w:lineRule="auto"'
    else:
        spacing += f' w:line="{int(style.pitch * TWIPS_PER_POINT)}" w:lineRule="exact"'
    indent = ""
    if style.indent:
        first = twips(style.indent * official.CHARACTER_PITCH)
        indent = f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{first}"/>'
    elif style.sides:
        side, chars = twips(style.sides * style.size), style.sides * 100
        indent = f'<w:ind w:leftChars="{chars}" w:left="{side}" w:rightChars="{chars}" w:right="{side}"/>'
    own = ' w:customStyle="1"' if style.is_own else ""
    following = "" if style.level is None else f'<w:next w:val="{BODY.key}"/>'
    keep = "<w:keepNext/>" if style.keep_next else ""
    # The grid says 22 lines of 28 characters; what makes them is an exact pitch and a spacing, since programs
    # do not agree on how a character that is a hair wider than its cell is set on a grid.
    grid = '<w:snapToGrid w:val="0"/>'
    tracking = f'<w:spacing w:val="{_TRACKING}"/>' if style.size == official.BODY else ""
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    color = color_xml(style.color) if style.color else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{own} w:styleId="{style.key}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f'<w:pPr>{keep}{grid}<w:spacing {spacing}/>{indent}<w:jc w:val="{style.align}"/>{level}</w:pPr>'
        f"<w:rPr>{fonts_xml(style.face, style.latin)}{grid}{color}{tracking}{size_xml(style.size)}"
        "</w:rPr></w:style>"
    )


def _set_settings(document: Document) -> None:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", _WORD_2013),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    for child in parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    ):
        settings.append(child)


def _set_fonts(document: Document) -> None:
    """Name the fonts with what stands in for them, and make the theme's fonts, which charts use, ours."""
    for relation in document.part.rels.values():
        part = relation.target_part
        if relation.reltype.endswith("/fontTable"):
            part._blob = _font_table()
        elif relation.reltype.endswith("/theme"):
            part._blob = _theme(part)


def _font_table() -> bytes:
    entries = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{",".join(face.alternatives)}"/>'
        f'<w:charset w:val="{_SIMPLIFIED_CHINESE}"/><w:family w:val="auto"/></w:font>'
        for face in official.FACES
    )
    latin = official.LATIN
    entries += (
        f'<w:font w:name="{latin.name}"><w:altName w:val="{",".join(latin.alternatives)}"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{entries}</w:fonts>".encode()


def _theme(part: Part) -> bytes:
    fonts = (
        f'<a:latin typeface="{official.LATIN.name}"/><a:ea typeface="{official.FANG_SONG.name}"/>'
        '<a:cs typeface=""/>'
    )
    theme = part.blob.decode("utf-8")
    for kind in ("majorFont", "minorFont"):
        theme = re.sub(f"<a:{kind}>.*?</a:{kind}>", f"<a:{kind}>{fonts}</a:{kind}>", theme, flags=re.DOTALL)
    return theme.encode()
