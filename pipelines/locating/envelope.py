"""The envelope (表头表尾): who filed a table, when, and for which period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from pipelines.clean.dates import DateSpan, parse_date, parse_period, parse_year
from pipelines.clean.text import clean_text, normalise_header
from pipelines.locating.figures import Source, figures_of
from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import BodyRow, Envelope, EnvelopeValue, RowKind
from pipelines.locating.view import SheetView
from pipelines.locating.wording import says_any
from warehouse.contracts.envelope import (
    CORRECTION_WORDS,
    ENVELOPE_LABELS,
    FILED_ON,
    OFFSETTING_WORDS,
    PERIOD,
    PERSONAL,
    UNIT,
    YEAR,
)
from warehouse.contracts.types import UNIT_AS_WRITTEN, DatePrecision

MAX_FOOTER_ROWS = 40
_MEASURE = "measure"
_BARE_UNIT = "单位"
_YEAR_HEADERS = frozenset((*ENVELOPE_LABELS[YEAR], "年份"))
_FIELD_OF_LABEL = {label: field for field, labels in ENVELOPE_LABELS.items() for label in labels}
_LABELS = "|".join(sorted((*_FIELD_OF_LABEL, _BARE_UNIT), key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\u4e00-\u9fff])({_LABELS})\s*(?:[（(][^（）()]{{0,8}}[）)])?\s*[:：]")
_LABEL_ALONE = re.compile(rf"({_LABELS})\s*(?:[（(][^（）()]{{0,8}}[）)])?\s*[:：]?")
_UNDERLINE = re.compile(r"_{2,}|＿+")
_DATE = re.compile(r"(?:19|20)?\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?")
_YEAR_PHRASE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?=年|$|[^\d])|([二][〇零○Ｏ0一二三四五六七八九]{3})\s*年"
)
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:\d\d){0,2}(?!\d))")
# 2022年12月—2023年1月 and 2022—2023学年 name two years; 2021年版 is the edition of the form.
_YEAR_OF_TITLE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年(?!度?(?:版|修订|印发))|[-—–~～至到]+(?=\s*(?:19|20)\d\d\s*学?年))"
    r"|([二][〇零○一二三四五六七八九]{3})\s*年"
)
_SINCE = re.compile(r"(?<!\d)(?:19|20)\d\d\s*年度?(?:以来|至今|起)")
_LEADING_YEAR = re.compile(r"^\s*(?:19|20)\d\d\s*年度?")
_MONTH_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-._ ]?(0[1-9]|1[0-2])(?!\d)")
_APPENDIX = re.compile(r"附[件表录]\s*[\d一二三四五六七八九十]*\s*[:：]?")
_TITLE_ENDING = re.compile(r"(?:表|台账|清单|名单|情况|汇总|统计|明细|一览|目标|报表)(?:[（(].*[）)])?\s*$")
TITLE_WORD = re.compile(
    r"附[件表]|台账|清单|名单|情况|统计|汇总|明细|一览|名[录册]|表(?:[（(]|\s|[\d一二三四五六七八九十]|$)"
)
_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff（）]{1,16}?(?:局|委员会|委(?!托|员)|街道办事处|办事处|街道|镇|乡(?!村)|政府办公室|中心(?!组))"
    r"|[\u4e00-\u9fff（）]{0,16}?(?:法院|检察院|宣传部|组织部|统战部|总工会|妇联|团区委|残联|科协|红十字会|工商联|"
    r"党校|档案馆|消防大队|编办|机关工委)"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:[县区市省州盟旗]|街道|镇|乡)")
_NOT_DEPARTMENT = re.compile(
    r"台账|情况|统计(?!局)|法律(?!援助)|活动|培训|名单|法治|普法|评查|复议|年度?|月|全[区市县]|我|现将"
)
# 金额单位：万元 wherever it stands, and （单位：万元）, （万元） within a title.
_MONEY = r"[百千万亿]*元"
_MONEY_STATED = re.compile(
    rf"(?:金额|计量|货币)(?:的)?(?:计量)?单位\s*(?:均?[为是]|[:：])?\s*({_MONEY})|以({_MONEY})(?:为单位|计)"
    rf"|[（(]\s*(?:单位\s*[:：]?\s*)?(?:[^（）()、，,]{{0,4}}[、，,]\s*)*({_MONEY})\s*[）)]"
)
_UNIT_IN_BRACKETS = re.compile(r"[（(]([^（）()]{2,16})[）)]\s*$")
_NAME_SEPARATORS = re.compile(r"[_\-—－ 　+,，.]+")


@dataclass(frozen=True)
class Surroundings:
    """Where an envelope may stand. above, below: 0-based sheet rows; below are the footer rows."""

    above: Sequence[int]
    below: Sequence[int]
    sheet_name: str
    file_name: str


def read_envelope(view: SheetView, header: FoundHeader, around: Surroundings) -> tuple[Envelope, str]:
    """Return the envelope of a table and its title ("" when it has none)."""
    title, title_cell = find_title(view, around.above)
    found: dict[str, EnvelopeValue] = {}
    units_below: dict[str, EnvelopeValue] = {}
    footers = [row for row in around.below if any(isinstance(value, str) for value in view.rows[row])]
    for rows, is_footer in ((around.above, False), (footers[-MAX_FOOTER_ROWS:], True)):
        for row in rows:
            for field, value in _labelled(view, row, is_footer=is_footer):
                found.setdefault(field, value)
                if is_footer and field == UNIT:
                    units_below.setdefault(value.text, value)
    sheet_name = Source(around.sheet_name, None, "sheet")
    file_name = Source(clean_text(PurePath(around.file_name).stem), None, "file name")
    if len(units_below) > 1:
        # Which rows each of them filed is not to be told.
        found = {field: value for field, value in found.items() if value not in units_below.values()}
    others = [
        Source(view.text(*cell), cell, "title") for cell in _other_texts(view, around.above, title_cell)
    ]
    sources = [Source(title, title_cell, "title"), sheet_name, *others, file_name]
    takes_places = any(column.kind is UNIT_AS_WRITTEN for column in header.form.columns)
    _read_names(sources, found, takes_places=takes_places)
    names = (title, around.sheet_name, around.file_name)
    notes = [
        Source(view.text(row, column), (row, column), "note")
        for row in footers
        for column in view.filled(row)
    ]
    if _MEASURE not in found and (money := _money_stated([sources[0], *others, *notes])) is not None:
        found[_MEASURE] = money
    if PERIOD in found:
        others.append(Source(found[PERIOD].text, found[PERIOD].cell, "cell"))
    return (
        Envelope(
            unit=found.get(UNIT),
            filed_on=found.get(FILED_ON),
            period=found.get(PERIOD),
            year=found.get(YEAR),
            measure=found.get(_MEASURE),
            figures=figures_of(header, [sources[0], sheet_name, file_name], [*others, *notes]),
            is_correction=any(says_any(name, CORRECTION_WORDS) for name in names),
            spans_years=_spans_years(sources, found),
            may_offset=any(says_any(name, OFFSETTING_WORDS) for name in names),
        ),
        title,
    )


def _spans_years(sources: Sequence[Source], found: Mapping[str, EnvelopeValue]) -> bool:
    """Whether a table is of more than one year, so that 「3月5日」 may be of any of them."""
    if YEAR in found:
        return False
    is_stated = PERIOD in found and found[PERIOD].source == "cell"
    period = parse_period(found[PERIOD].text) if is_stated else None
    if period is not None:
        return period[0].year < period[1].year
    names = (source for place, source in enumerate(sources) if place == 0 or source.cell is None)
    return any(len(_years_in(source)) > 1 for source in names)


def with_year_column(
    envelope: Envelope, view: SheetView, header: FoundHeader, body: Sequence[BodyRow]
) -> Envelope:
    """Take the year from a column 年度 of no dataset; several years in it decide for none."""
    column = next((index for index, label in header.unknown if view.header(label).key in _YEAR_HEADERS), None)
    if column is None:
        return envelope
    rows = [row.row for row in body if row.kind is RowKind.DATA and view.cell(row.row, column) is not None]
    years = {row: parse_year(view.cell(row, column)) for row in rows}
    known = {row: year for row, year in years.items() if isinstance(year, int)}
    if not known:
        return envelope
    if len(set(known.values())) > 1:
        return replace(envelope, year=None, spans_years=True)
    row, year = next(iter(known.items()))
    return replace(envelope, year=EnvelopeValue(str(year), (row, column), "cell"), spans_years=False)


def has_label(text: str) -> bool:
    """Whether a text holds a caption of the envelope with a colon, people and phones aside."""
    return any(_FIELD_OF_LABEL.get(match[1], UNIT) != PERSONAL for match in _LABEL.finditer(text))


def names_unit(text: str) -> bool:
    """Whether a text holds a caption of the filing unit with a colon, which opens a table's envelope."""
    return any(_FIELD_OF_LABEL.get(match[1], UNIT) == UNIT for match in _LABEL.finditer(text))


def unit_stated(view: SheetView, row: int) -> EnvelopeValue | None:
    """Return the filing unit that a row states behind its caption (填报单位：公安局)."""
    return next((value for field, value in _labelled(view, row, is_footer=False) if field == UNIT), None)


def find_title(view: SheetView, rows: Iterable[int]) -> tuple[str, tuple[int, int] | None]:
    """Return the title among rows above a table: a text that ends like one, else the first plain text."""
    texts = [
        (_before_captions(view.text(row, column)), (row, column))
        for row in rows
        for column in view.filled(row)
        if isinstance(view.cell(row, column), str)
    ]
    plain = [
        (text, cell)
        for text, cell in texts
        if text and not _APPENDIX.fullmatch(text) and not text.startswith(("（", "("))
    ]
    for text, cell in plain:
        if _TITLE_ENDING.search(text):
            return _APPENDIX.sub("", text, count=1).strip() if text.startswith("附") else text, cell
    return plain[0] if plain else ("", None)


def _before_captions(text: str) -> str:
    """Return the title before the captions in one cell: 普法台账（单位：场） → 普法台账."""
    caption = _LABEL.search(text)
    return text if caption is None else text[: caption.start()].strip(" _,，;；（([【")


def is_measure(text: str) -> bool:
    """Whether a text is a unit of measure (份; 宗、万元) and not a department."""
    parts = _measures(text)
    return bool(parts) and all(normalise_header(f"数（{part}）").unit is not None for part in parts)


def measure_of_money(text: str) -> str | None:
    """Return the unit of the amounts in a unit of measure: 宗、万元 → 万元, 份 → None."""
    return next((part for part in _measures(text) if part.endswith("元")), None)


def _money_stated(sources: Iterable[Source]) -> EnvelopeValue | None:
    """Return the unit of amounts that title, note or caption states; None where they state several."""
    stated = [
        EnvelopeValue(next(filter(None, match.groups())), source.cell, source.name)
        for source in sources
        for match in _MONEY_STATED.finditer(source.text)
    ]
    return stated[0] if len({value.text for value in stated}) == 1 else None


def _measures(text: str) -> list[str]:
    return [part for part in re.split(r"[、，,/；; ]", text) if part]


def _labelled(view: SheetView, row: int, *, is_footer: bool) -> Iterable[tuple[str, EnvelopeValue]]:
    """Yield the values behind captions of one row: in the same cell, else in the cell to the right."""
    filled = view.filled(row)
    for place, column in enumerate(filled):
        text = _UNDERLINE.sub(" ", view.text(row, column))
        matches = list(_LABEL.finditer(text))
        if not matches and not (_LABEL_ALONE.fullmatch(text) and text != _BARE_UNIT):
            if not is_footer and len(filled) == 1 and _is_day(text):
                yield FILED_ON, EnvelopeValue(text, (row, column), "cell")
            continue
        if not matches:
            matches = [match for match in (_LABEL_ALONE.fullmatch(text),) if match]
        for number, match in enumerate(matches):
            end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            value, cell = _value_of(text[match.end() : end]), (row, column)
            if not value and number + 1 == len(matches) and place + 1 < len(filled):
                cell = (row, filled[place + 1])
                value = view.text(*cell)
                if _LABEL.search(value) or _LABEL_ALONE.fullmatch(value):
                    value = ""
            if not value:
                continue
            field = _FIELD_OF_LABEL.get(match[1], UNIT)
            if match[1] == _BARE_UNIT and is_measure(value):
                field = _MEASURE
            if field != PERSONAL:
                yield from _as_field(field, value, cell)


def _value_of(text: str) -> str:
    """Return what stands behind a caption, without the bracket that the caption stands in."""
    value = text.strip(" _,，;；")
    for opening, closing in ("（）", "()", "[]", "【】"):
        if value.endswith(closing) and value.count(closing) > value.count(opening):
            value = value.removesuffix(closing).rstrip()
        if value.endswith(opening):
            value = value.removesuffix(opening).rstrip()
    return value


def _as_field(field: str, value: str, cell: tuple[int, int]) -> Iterable[tuple[str, EnvelopeValue]]:
    if field == FILED_ON and (date := _DATE.search(value)) and not _is_day(value):
        value = date[0]
    if field == YEAR:
        year = parse_year(value)
        if not isinstance(year, int):
            return
        value = str(year)
    yield field, EnvelopeValue(value, cell, "cell")


def _other_texts(
    view: SheetView, rows: Iterable[int], title_cell: tuple[int, int] | None
) -> Iterable[tuple[int, int]]:
    """Positions of the texts above a table that are neither its title nor captions: （2022年11月）."""
    for row in rows:
        for column in view.filled(row):
            text = view.text(row, column)
            if (row, column) != title_cell and not _LABEL.search(text) and not _is_day(text):
                yield row, column


def _read_names(sources: Sequence[Source], found: dict[str, EnvelopeValue], *, takes_places: bool) -> None:
    """Add what captions do not say: the year and unit named first, and the narrowest period.

    A title of several years decides for none of them, and no other name decides in its stead.
    """
    is_dated = False
    for source in sources:
        years = set() if is_dated else _years_in(source)
        if len(years) > 1 and source is not sources[0] and source.cell is not None:
            years = set()  # A line above that cites several years dates nothing.
        is_dated = is_dated or bool(years)
        if len(years) == 1:
            found.setdefault(YEAR, EnvelopeValue(str(years.pop()), source.cell, source.name))
        is_title = source.name == "title"
        unit = (
            _unit_in_title(source.text, takes_places=takes_places) if is_title else _unit_in_name(source.text)
        )
        if unit:
            found.setdefault(UNIT, EnvelopeValue(unit, source.cell, source.name))
    default = int(found[YEAR].text) if YEAR in found else None
    periods = []
    for place, source in enumerate(sources):
        text = _period_in(source)
        period = parse_period(text, default) if text else None
        if period is not None:
            periods.append(
                ((period[1] - period[0]).days, place, EnvelopeValue(text, source.cell, source.name))
            )
    if periods:
        found.setdefault(PERIOD, min(periods, key=lambda entry: entry[:2])[2])


def _years_in(source: Source) -> set[int | None]:
    """Return the years that a text names; with None where it means all since then (2021年以来)."""
    pattern = _YEAR_OF_TITLE if source.name == "title" else _YEAR_IN_NAME
    texts = (next(filter(None, match.groups())) for match in pattern.finditer(source.text))
    years: set[int | None] = {year for text in texts if isinstance(year := parse_year(text), int)}
    return {*years, None} if years and _SINCE.search(source.text) else years


def _period_in(source: Source) -> str:
    """The text that names the period; 202211 in a name is spelled out."""
    month = _MONTH_IN_NAME.search(source.text) if source.name != "title" else None
    return f"{month[1]}年{int(month[2])}月" if month else source.text


def _unit_in_title(text: str, *, takes_places: bool) -> str:
    """「庆元县2024年度…统计表」 begins with the unit; a place counts only where the contract takes any."""
    if text.endswith((":", "：")):
        return ""  # 司法局：opens a letter to it.
    own = _UNIT_IN_BRACKETS.search(text)
    if own and _DEPARTMENT.fullmatch(own[1]) and not _NOT_DEPARTMENT.search(own[1]):
        return own[1]
    text = _LEADING_YEAR.sub("", text)
    before = re.split(r"(?:19|20)\d\d|二[〇零○]|关于", text, maxsplit=1)[0].strip(" （(")
    department = _DEPARTMENT.match(before)
    if department and not _NOT_DEPARTMENT.search(department[0]):
        return before if len(before) <= len(department[0]) + 1 else department[0]
    place = _PLACE.match(before) if takes_places else None
    if place is None or _NOT_DEPARTMENT.search(place[0]):
        return ""
    return before if not _NOT_DEPARTMENT.search(before) and not TITLE_WORD.search(before) else place[0]


def _unit_in_name(text: str) -> str:
    """「公安局_普法台账_2022年11月」 names its unit in one of its parts."""
    for part in _NAME_SEPARATORS.split(text):
        department = _DEPARTMENT.match(part.strip("（）()"))
        if department and not _NOT_DEPARTMENT.search(department[0]):
            return department[0]
    return ""


def _is_day(text: str) -> bool:
    found = parse_date(text, default_year=None)
    return isinstance(found, DateSpan) and found.precision is DatePrecision.DAY and not text.isdigit()
