"""What every slide of a deck has: size, theme, the two layouts (封面, 正文), rules and places.

All measures are inches. Colours and fonts stand in the theme, so that a slide that is edited, or copied into
another deck, goes on looking right. Fonts are named, not bundled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Length

from dashboard.briefing.formats.native_style import EAST_ASIAN_FONT, LATIN_FONT, rgb
from dashboard.palette import BLUE, CARD, INK, LINE, PAGE, SECONDARY, SERIES
from dashboard.texts import deck as texts


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return where it ends."""
        return self.top + self.height


WIDTH, HEIGHT = 13.333, 7.5
_MARGIN = 0.62
_INNER = WIDTH - 2 * _MARGIN

# 正文: subject and running head, headline, what it shows, foot.
SUBJECT = Box(_MARGIN + 0.2, 0.34, 7.2, 0.34)
RUNNING_HEAD = Box(WIDTH - _MARGIN - 4.5, 0.34, 4.5, 0.34)
HEADLINE = Box(_MARGIN, 0.72, _INNER, 0.96)
CAPTION = Box(_MARGIN, 1.92, _INNER, 0.32)
BODY = Box(_MARGIN, 1.98, _INNER, 4.82)
# A sentence that stands alone on its slide.
STATEMENT = Box(_MARGIN, 2.4, _INNER, 2.6)
CHART = Box(_MARGIN, 2.26, _INNER, 3.94)
DEFINITION = Box(_MARGIN, 6.24, _INNER, 0.58)
FOOT = Box(_MARGIN, 6.98, _INNER - 1.0, 0.3)
NUMBER = Box(WIDTH - _MARGIN - 0.9, 6.98, 0.9, 0.3)
_RULE_TOP, _FOOT_RULE_TOP = 1.8, 6.92
_THIN, _THICK = 0.012, 0.045

# 封面: a field of blue with name and period, below it who, when, which number.
COVER_FIELD = Box(0, 0, WIDTH, 4.85)
COVER_ISSUER = Box(1.0, 0.75, 8.0, 0.45)
COVER_SECRECY = Box(9.3, 0.75, 3.03, 0.45)
COVER_TITLE = Box(1.0, 1.55, 11.33, 1.75)
COVER_PERIOD = Box(1.0, 3.55, 11.33, 0.85)
COVER_NUMBER = Box(1.0, 5.25, 11.33, 0.5)
COVER_DAY = Box(1.0, 5.75, 11.33, 0.45)
COVER_FOOT = Box(1.0, 6.75, 11.33, 0.4)

_DRAWING = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
_COLOURS = {
    "dk1": INK,
    "lt1": CARD,
    "dk2": BLUE,
    "lt2": PAGE,
    **{f"accent{place}": colour for place, colour in enumerate(SERIES, start=1)},
    "hlink": BLUE,
    "folHlink": SECONDARY,
}
_COVER, _PAGE = 0, 5
# Of the library's own template: its picture, a printer's settings.
_UNWANTED = ("thumbnail", "printerSettings")


def framed() -> Any:
    """Return a presentation without slides, 16:9, with the layouts 封面 and 正文."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck._element.sldSz.attrib.pop("type", None)
    for part in (deck.part, deck.part.package):
        for key, relation in list(part._rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNWANTED:
                part._rels.pop(key)
    _application(deck)
    master = deck.slide_master
    _theme(master)
    for place, layout in enumerate(list(deck.slide_layouts)):
        if place not in (_COVER, _PAGE):
            deck.slide_layouts.remove(layout)
    _master(master)
    cover, page = deck.slide_layouts
    _cover(cover)
    _page(page)
    return deck


def below(upper: Box, box: Box) -> Box:
    """Return what of a place is left below another one."""
    top = upper.bottom + 0.1
    return Box(box.left, top, box.width, box.bottom - top)


def emu(box: Box) -> tuple[Length, Length, Length, Length]:
    """Return a place as the library takes it: left, top, width, height."""
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)


def _application(deck: Any) -> None:
    """The library's template says that a Macintosh's PowerPoint made it."""
    part = next(
        relation.target_part
        for relation in deck.part.package._rels.values()
        if relation.reltype.endswith("/extended-properties")
    )
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = etree.Element(f"{{{namespace}}}Properties", nsmap={None: namespace})
    etree.SubElement(root, f"{{{namespace}}}Application").text = texts.APPLICATION
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _theme(master: Any) -> None:
    part = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    root.set("name", texts.APPLICATION)
    scheme = root.find(".//a:clrScheme", _DRAWING)
    scheme.set("name", texts.APPLICATION)
    for name, colour in _COLOURS.items():
        role = scheme.find(f"a:{name}", _DRAWING)
        for old in list(role):
            role.remove(old)
        etree.SubElement(role, qn("a:srgbClr")).set("val", colour.lstrip("#"))
    root.find(".//a:fontScheme", _DRAWING).set("name", texts.APPLICATION)
    for kind in ("majorFont", "minorFont"):
        fonts = root.find(f".//a:{kind}", _DRAWING)
        fonts.find("a:latin", _DRAWING).set("typeface", LATIN_FONT)
        fonts.find("a:ea", _DRAWING).set("typeface", EAST_ASIAN_FONT)
        for font in fonts.findall("a:font[@script='Hans']", _DRAWING):
            font.set("typeface", EAST_ASIAN_FONT)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master(master: Any) -> None:
    boxes = {"title": HEADLINE, "body": BODY, "ftr": FOOT, "sldNum": NUMBER}
    for shape in list(master.placeholders):
        kind = shape.element.ph.get("type")
        if kind == "dt":
            shape.element.getparent().remove(shape.element)
            continue
        shape.left, shape.top, shape.width, shape.height = emu(boxes[kind])
        _still(shape)
        if kind in ("ftr", "sldNum"):
            _level(shape, 10, "l" if kind == "ftr" else "r", SECONDARY, bold=False)
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2400")
    title.find(qn("a:defRPr")).set("b", "1")
    for place, level in enumerate(styles.find(qn("p:bodyStyle"))):
        if level.tag != qn("a:extLst"):
            level.find(qn("a:defRPr")).set("sz", str(2000 - 200 * min(place, 4)))
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = rgb(CARD)


def _cover(layout: Any) -> None:
    layout.name = texts.COVER_LAYOUT
    _keep(layout, {"ctrTitle": COVER_TITLE, "subTitle": COVER_PERIOD})
    for shape in layout.placeholders:
        is_title = shape.element.ph.get("type") == "ctrTitle"
        shape.text_frame.text = texts.TITLE_PROMPT if is_title else texts.SUBTITLE_PROMPT
        _level(shape, 48 if is_title else 20, "l", CARD, bold=is_title)
    _behind(layout, COVER_FIELD, BLUE)
    _behind(layout, Box(1.0, COVER_PERIOD.top - 0.16, 1.1, _THICK), CARD)
    _behind(layout, Box(1.0, COVER_FOOT.top - 0.1, COVER_FOOT.width, _THIN), LINE)


def _page(layout: Any) -> None:
    layout.name = texts.PAGE_LAYOUT
    _keep(layout, {"title": HEADLINE, "ftr": FOOT, "sldNum": NUMBER})
    for shape in layout.placeholders:
        if shape.element.ph.get("type") == "title":
            shape.text_frame.text = texts.TITLE_PROMPT
    _behind(layout, Box(_MARGIN, SUBJECT.top + 0.06, 0.07, 0.22), BLUE)
    _behind(layout, Box(_MARGIN, _RULE_TOP, _INNER, _THIN), LINE)
    _behind(layout, Box(_MARGIN, _RULE_TOP - (_THICK - _THIN), 1.1, _THICK), BLUE)
    _behind(layout, Box(_MARGIN, _FOOT_RULE_TOP, _INNER, _THIN), LINE)


def _keep(layout: Any, boxes: dict[str, Box]) -> None:
    """Put a layout's placeholders into their places and drop the others."""
    for shape in list(layout.placeholders):
        kind = shape.element.ph.get("type")
        if kind not in boxes:
            shape.element.getparent().remove(shape.element)
            continue
        shape.left, shape.top, shape.width, shape.height = emu(boxes[kind])
        _still(shape)


def _still(shape: Any) -> None:
    """Let neither box nor text change its size, which is reckoned beforehand; margins are the slide's."""
    frame = shape.element.txBody.find(qn("a:bodyPr"))
    for old in list(frame):
        frame.remove(old)
    frame.append(parse_xml(f"<a:noAutofit {nsdecls('a')}/>"))
    for side in ("lIns", "tIns", "rIns", "bIns"):
        frame.set(side, "0")
    frame.set("anchor", "ctr")


def _level(shape: Any, points: int, align: str, colour: str, bold: bool) -> None:
    """Set how a placeholder's text looks where its slide says nothing."""
    style = shape.element.txBody.find(qn("a:lstStyle"))
    for old in list(style):
        style.remove(old)
    level = (
        f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{points * 100}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/>'
        f"</a:solidFill></a:defRPr></a:lvl1pPr>"
    )
    style.append(parse_xml(level))


def _behind(layout: Any, box: Box, colour: str) -> None:
    """Draw a rectangle behind everything that the layout already has."""
    tree = layout.shapes._spTree
    used = max(int(one.get("id")) for one in tree.iter(qn("p:cNvPr")))
    left, top, width, height = emu(box)
    drawn = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{used + 1}" name="rule {used + 1}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f"</p:sp>"
    )
    first = next(one for one in tree if one.tag == qn("p:sp") and one.find(f".//{qn('p:ph')}") is not None)
    first.addprevious(drawn)
