"""Which slides a briefing becomes: one message on each, with what shows it.

The headline of a slide is the sentence. A section's first slide bears its message; the charts and tables
after it bear their own findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Chart, ChartKind, Section, Sentence, Table
from dashboard.briefing.formats.native import clean, has_values

_LYING = frozenset((ChartKind.BARS, ChartKind.STACKED_BARS))
# More bars below each other are no picture any more, but a list.
_MOST_LYING = 20


@dataclass(frozen=True)
class Slide:
    """A slide. subject: the section's title. shown: what stands below the headline. notes: for who speaks.

    aside: the title of what is shown, where the headline says something else; "" otherwise.
    """

    subject: str
    headline: str
    shown: Chart | Table | tuple[Sentence, ...]
    notes: tuple[str, ...]
    aside: str = ""


def planned(briefing: Briefing) -> Iterator[Slide]:
    """Yield the slides between the first ones (title and lead) and the last one (notes)."""
    for section in briefing.sections:
        for slide in _of_section(section):
            yield replace(slide, notes=_notes(section, slide, briefing))


def _of_section(section: Section) -> Iterator[Slide]:
    shown: list[Chart | Table] = [*map(_drawable, section.charts), *section.tables]
    told = {_bare(one.title) for one in shown}
    more = tuple(one for one in section.paragraphs if _bare(one.text) not in told and one.text)
    first = wording.headline(section.message)
    if more or not shown:
        yield Slide(section.title, first or section.title, more, ())
        first = ""
    for one in shown:
        own = wording.headline(Sentence(one.title))
        headline = first or own or section.title
        aside = "" if _bare(own) in (_bare(headline), _bare(section.title)) else own
        yield Slide(section.title, headline, one, (), aside)
        first = ""


def _drawable(chart: Chart) -> Chart | Table:
    """Return the chart, or its values as a table where they are too many bars to draw."""
    if chart.kind not in _LYING or len(chart.categories) <= _MOST_LYING or not has_values(chart):
        return chart
    headers, rows = wording.value_rows(chart)
    numeric = frozenset(range(1, len(chart.series) + 1))
    return Table(chart.key, chart.title, headers, rows, numeric, chart.sources)


def _notes(section: Section, slide: Slide, briefing: Briefing) -> tuple[str, ...]:
    """Return definitions and sources of what stands on the slide."""
    said = replace(section, paragraphs=(), charts=(), tables=())
    if slide.headline != wording.headline(section.message):
        said = replace(said, message=Sentence(""))
    if isinstance(slide.shown, Table):
        charts = tuple(one for one in section.charts if one.key == slide.shown.key)
        said = replace(said, charts=charts, tables=() if charts else (slide.shown,))
    elif isinstance(slide.shown, Chart):
        said = replace(said, charts=(slide.shown,))
    else:
        said = replace(said, paragraphs=slide.shown)
    return tuple(map(clean, wording.note_lines(said, briefing.stamp)))


def _bare(text: str) -> str:
    return clean(text).rstrip("。")
