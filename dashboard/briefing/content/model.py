"""What a briefing says, apart from how any format draws it.

A writer of a format shows these words and numbers and adds none of its own: so every number in a finished
document is one that can be made again from the snapshot (`dashboard.briefing.checking.check`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from warehouse.metrics.selection import Selection


@dataclass(frozen=True)
class Source:
    """Where a number comes from: a metric under a selection."""

    metric_id: str
    selection: Selection


@dataclass(frozen=True)
class Sentence:
    """One or more sentences, and what the numbers in them come from."""

    text: str
    sources: tuple[Source, ...] = ()


class ChartKind(StrEnum):
    """How a chart is drawn. Bars lie, columns stand; parts of a stacked one add up to a whole."""

    COLUMNS = "columns"
    STACKED_COLUMNS = "stacked_columns"
    BARS = "bars"
    STACKED_BARS = "stacked_bars"
    LINES = "lines"


@dataclass(frozen=True)
class Series:
    """A series: one value per category, None where there is none. is_base: what others are compared with."""

    name: str
    values: tuple[float | None, ...]
    is_base: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart. key: its name in file names. title: the finding. definition: what is counted, on one line.

    name: what is drawn, for a document whose sentences tell the finding already; "" for the title.
    """

    key: str
    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    definition: str
    sources: tuple[Source, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Table:
    """A table of finished texts. numeric: the columns set to the right."""

    key: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Section:
    """A subject: its message (one sentence, a slide's headline), what it says more, charts and tables.

    stamp: where its numbers belong to another state of the data than the rest of the briefing.
    """

    key: str
    title: str
    message: Sentence
    paragraphs: tuple[Sentence, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    stamp: Stamp | None = None


@dataclass(frozen=True)
class Masthead:
    """The head and tail of an official brief (简报): 期号, 编发单位, 日期, 密级, 报/送/发; "" where none."""

    name: str
    number: str
    issuer: str
    issued_on: date
    secrecy: str = ""
    report_to: str = ""
    send_to: str = ""
    issue_to: str = ""
    copies: str = ""


@dataclass(frozen=True)
class Stamp:
    """Which state of the data the numbers belong to. label: of a frozen week; None where not frozen."""

    snapshot: str
    label: str | None
    cutoff: date
    is_demo: bool = False


@dataclass(frozen=True)
class Briefing:
    """A whole briefing. period: which days it is about, in words. lead: its first paragraph."""

    title: str
    period: str
    masthead: Masthead
    stamp: Stamp
    lead: Sentence
    sections: tuple[Section, ...]
    notes: tuple[tuple[str, str], ...] = field(default=())

    def charts(self) -> Iterator[Chart]:
        """Yield its charts in order."""
        for section in self.sections:
            yield from section.charts

    def stamp_of(self, chart: Chart) -> Stamp:
        """Return the stamp of one of its charts: its section's, else its own."""
        own = (section.stamp for section in self.sections if chart in section.charts)
        return next(own, None) or self.stamp

    def tables(self) -> Iterator[Table]:
        """Yield its tables in order."""
        for section in self.sections:
            yield from section.tables
