"""The matrix of the three systems (三项制度): unit × rate, each cell with n, status and 溯源."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.enforcement import Enforcement
from dashboard.data.three_systems import (
    MATRIX_METRICS,
    SYSTEM_METRICS,
    Coverage,
    ThreeSystems,
    cell_selection,
)
from dashboard.formatting import number, percent, ratio
from dashboard.markup import Child, Markup, div, element, join, span
from dashboard.periods import Moment
from dashboard.texts import enforcement as texts
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.lineage_links import number_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import text_panel
from dashboard.widgets.safe import empty
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot

UNITS_SHOWN = 60
_FULL = 100


def systems_panel(snapshot: Snapshot, moment: Moment, found: Enforcement) -> None:
    """Show which unit is short of which rate of the three systems."""
    systems = found.systems
    if not systems.units:
        text_panel("systems", texts.SYSTEMS_TITLE, empty())
        return
    shown = systems.units[:UNITS_SHOWN]
    note = texts.SYSTEMS_NOTE.format(note=source_note(MATRIX_METRICS, moment))
    if len(systems.units) > len(shown):
        note = f"{texts.SYSTEMS_SHOWN.format(count=number(len(systems.units)), shown=len(shown))} · {note}"
    rows = [_row(snapshot, found, unit_link(row.unit), row.cells, {"unit": row.unit}) for row in shown]
    if len(systems.units) > 1:
        rows.insert(0, _row(snapshot, found, element("strong", texts.SYSTEMS_ALL), systems.whole, {}))
    text_panel(
        "systems",
        systems_title(systems),
        div(
            "fz-scroll fz-scroll-tall fz-matrix-frame",
            element("table", _head(), element("tbody", *rows), class_="fz-table fz-matrix"),
        ),
        note,
        texts.SYSTEMS_ASIDE,
        numbers=(snapshot, MATRIX_METRICS),
    )


def systems_title(systems: ThreeSystems) -> str:
    """Return how many units meet every target, and which rate most of the others miss."""
    units = len(systems.units)
    met = sum(not unit.missed for unit in systems.units)
    if met == units:
        return texts.SYSTEMS_TITLE_MET.format(units=number(units))
    if units == 1:
        (only,) = systems.units
        return texts.SYSTEMS_TITLE_ONE.format(unit=only.unit, missed=number(only.missed))
    worst = max(MATRIX_METRICS, key=systems.missed_by)
    return texts.SYSTEMS_TITLE_FOUND.format(
        units=number(units),
        met=number(met),
        name=METRICS[worst].name,
        short=number(systems.missed_by(worst)),
    )


def _head() -> Markup:
    groups = [
        element("th", name, class_="fz-group", colspan=str(len(metric_ids)), scope="colgroup")
        for name, metric_ids in SYSTEM_METRICS
    ]
    names = [element("th", METRICS[metric_id].name, scope="col") for metric_id in MATRIX_METRICS]
    return element(
        "thead",
        element("tr", element("th", texts.SYSTEMS_UNIT, rowspan="2", scope="col"), *groups),
        element("tr", *names),
    )


def _row(
    snapshot: Snapshot,
    found: Enforcement,
    name: Child,
    cells: Mapping[str, Coverage],
    where: Mapping[str, str],
) -> Markup:
    return element(
        "tr",
        element("td", name),
        *(
            element("td", _cell(snapshot, found, metric_id, cells[metric_id], where))
            for metric_id in MATRIX_METRICS
        ),
    )


def _cell(
    snapshot: Snapshot, found: Enforcement, metric_id: str, cell: Coverage, where: Mapping[str, str]
) -> Markup:
    """Return shape, rate with n, and word; the rate leads to its rows."""
    answer = cell.answer
    if cell.short is None or answer.value is None:
        # A unit with nothing to judge has no row of its own; where nobody reported, it did not either.
        is_unreported = found.systems.whole[metric_id].answer.is_unreported
        nothing = texts.NOT_REPORTED if is_unreported else texts.NOTHING_TO_JUDGE
        return span("fz-cell fz-cell-idle", nothing)
    look, shape, word = (
        ("short", texts.SHORT_SHAPE, texts.SHORT.format(count=number(cell.short)))
        if cell.short
        else ("met", texts.MET_SHAPE, texts.MET)
    )
    # A whole is 100% without decimals; 99.96% is none.
    decimals = 1 if cell.short or answer.value < _FULL else 0
    text = f"{percent(answer.value, decimals)}（{ratio(answer.numerator, answer.denominator)}）"
    return span(
        f"fz-cell fz-cell-{look}",
        join(
            element("span", shape, aria_hidden="true"),
            number_link(snapshot, metric_id, cell_selection(metric_id, found.reviews), text, **where),
            element("small", word),
        ),
    )
