"""The reporting calendar: units by periods, each cell a shape with its words."""

from __future__ import annotations

from dashboard.data.reporting import Calendar, Cell, Line, Reported
from dashboard.markup import Markup, div, element, span
from dashboard.periods import month_label
from dashboard.texts import reporting as texts
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import table_link
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

LINES_SHOWN = 120
# Above this the cells have no links of their own: the unit's name leads on.
_LINKS = 800
_LINKED = (Reported.REPORTED, Reported.LATE, Reported.ZERO)


def calendar_markup(snapshot: Snapshot, found: Calendar) -> Markup:
    """Return the calendar as a table whose heads stay in view."""
    lines = found.lines[:LINES_SHOWN]
    is_linked = len(lines) * len(found.periods) <= _LINKS
    labels = [period_name(found.grain, label) for label, _, _ in found.periods]
    head = element(
        "tr",
        element("th", texts.CALENDAR_UNIT, scope="col", class_="fz-cal-unit"),
        element("th", texts.SUMMARY_COLUMN, scope="col", class_="fz-cal-sum"),
        *(element("th", *_tick(found, place), scope="col") for place in range(len(found.periods))),
    )
    body = [_line(snapshot, line, labels, is_linked=is_linked) for line in lines]
    return div(
        "fz-scroll fz-scroll-tall fz-cal-frame",
        element("table", element("thead", head), element("tbody", *body), class_="fz-cal"),
        tabindex="0",
        role="region",
        aria_label=texts.GRAINS[found.grain.value],
    )


def period_name(grain: Grain, label: str) -> str:
    """Return 2026年11月, 2026年第47周 or 2026年第4季度 of a period's label."""
    if grain is Grain.WEEK:
        year, _, week = label.partition("-W")
        return f"{year}年第{int(week)}周"
    if grain is Grain.QUARTER:
        year, _, quarter = label.partition("-Q")
        return f"{year}年第{quarter}季度"
    year, _, month = label.partition("-")
    return f"{year}年{int(month)}月"


def _tick(found: Calendar, place: int) -> tuple[str | Markup, ...]:
    """Return the short name of a period, the year below where it begins."""
    label = found.periods[place][0]
    year, _, rest = label.partition("-")
    if found.grain is Grain.MONTH:
        short = month_label(label).rpartition("年")[2]
    elif found.grain is Grain.WEEK:
        short = texts.WEEK_TICK.format(week=int(rest[1:]))
    else:
        short = texts.QUARTER_TICK.format(quarter=rest[1:])
    begins = place == 0 or found.periods[place - 1][0].partition("-")[0] != year
    return short, element("small", texts.YEAR_TICK.format(year=year) if begins else "\u00a0")


def _line(snapshot: Snapshot, line: Line, labels: list[str], *, is_linked: bool) -> Markup:
    missing = line.count(Reported.MISSING)
    return element(
        "tr",
        element(
            "th",
            unit_link(line.unit),
            element("small", line.kind) if line.kind else None,
            scope="row",
            class_="fz-cal-unit",
        ),
        element("td", str(missing) if missing else "", class_="fz-cal-sum"),
        *(
            _cell(snapshot, line.unit, label, cell, is_linked=is_linked)
            for label, cell in zip(labels, line.cells, strict=True)
        ),
    )


def _cell(snapshot: Snapshot, unit: str, label: str, cell: Cell, *, is_linked: bool) -> Markup:
    said = texts.CELL_TITLE.format(unit=unit, period=label, state=cell.state.word)
    if cell.files:
        said = texts.CELL_FILES.format(title=said, files=cell.files)
        if not cell.is_own:
            said = texts.CELL_OTHERS.format(title=said)
    shape = span(
        "fz-cal-shape",
        cell.state.shape,
        element("small", str(cell.files)) if cell.files > 1 else None,
        role="img",
        aria_label=said,
        title=said,
    )
    is_link = is_linked and cell.table_id is not None and cell.state in _LINKED
    body = table_link(snapshot, cell.table_id or "", shape) if is_link else shape
    return element("td", body, class_=f"fz-cal-{cell.state.value}")
