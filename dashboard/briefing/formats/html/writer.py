"""The briefing as one HTML file that opens without a server: words, tables, charts that answer the mouse.

Nothing in it is fetched: plotly.js lies in the file. Below each chart its values stand as a table, for those
who read with their ears, for print without scripts, and for the check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from dashboard.appearance import Appearance
from dashboard.briefing.checking.record import Record, in_html, script_safe
from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Chart
from dashboard.briefing.pictures.figures import figure_of
from dashboard.charts.layout import CONFIG
from dashboard.texts import briefing as texts

_TEMPLATE = "page.html.j2"
FIGURES_ID = "fazhi-figures"
# A first column of such short texts is not broken.
_NARROW = 8


def page(briefing: Briefing, record: Record) -> bytes:
    """Return the page, UTF-8."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    figures = figures_json(briefing)
    colours = "".join(f"--{role}:{colour};" for role, colour in Appearance().colours.items())
    return (
        environment.get_template(_TEMPLATE)
        .render(
            briefing=briefing,
            words=texts,
            wording=wording,
            sections=_sections(briefing),
            colours=Markup(colours),
            figures_id=FIGURES_ID,
            # JSON whose every < is written as an escape: nothing in it can end the element.
            figures=Markup(figures),
            settings=Markup(json.dumps(dict(CONFIG))),
            record=Markup(in_html(record)),
            plotly=Markup(get_plotlyjs()),
        )
        .encode()
    )


def figures_json(briefing: Briefing) -> str:
    """Return the figures of a briefing by the place of their charts, as they stand in the page's script."""
    figures = {f"chart-{place}": _figure(chart) for place, chart in enumerate(briefing.charts(), start=1)}
    return script_safe(json.dumps(figures, ensure_ascii=False))


def _sections(briefing: Briefing) -> list[Mapping[str, Any]]:
    """Return the sections with their charts and tables numbered through the whole briefing."""
    charts = tables = 0
    found: list[Mapping[str, Any]] = []
    for place, section in enumerate(briefing.sections, start=1):
        numbered: dict[str, Any] = {"section": section, "heading": wording.heading(place, section)}
        numbered["charts"] = [
            {
                "id": f"chart-{charts + index}",
                "chart": chart,
                "title": wording.figure_title(charts + index, chart),
                "rows": _rows(chart),
            }
            for index, chart in enumerate(section.charts, start=1)
        ]
        charts += len(section.charts)
        numbered["tables"] = [
            {
                "table": table,
                "title": wording.table_title(tables + index, table),
                "is_narrow": all(len(row[0]) <= _NARROW for row in table.rows),
            }
            for index, table in enumerate(section.tables, start=1)
        ]
        tables += len(section.tables)
        numbered["notes"] = wording.note_lines(section, briefing.stamp)
        found.append(numbered)
    return found


def _rows(chart: Chart) -> Sequence[Sequence[str]]:
    return [
        (category, *(wording.value_text(one.values[index], chart.unit) for one in chart.series))
        for index, category in enumerate(chart.categories)
    ]


def _figure(chart: Chart) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(figure_of(chart).to_json())
    # The default theme is a hundred lines that no chart of ours uses.
    drawn.get("layout", {}).pop("template", None)
    return drawn
