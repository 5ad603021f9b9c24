"""Every line that a document prints beside the sentences, tables and charts of its briefing.

All writers take them from here, and so does the check of a finished document: a line with a number in it that
nobody can make again would be a number that nobody can verify.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from dashboard.briefing.content.caption import snapshot_words
from dashboard.briefing.content.model import (
    Briefing,
    Chart,
    Masthead,
    Section,
    Sentence,
    Source,
    Stamp,
    Table,
)
from dashboard.data.lineage_address import PAGE, Address
from dashboard.formatting import figure, full_day
from dashboard.texts import briefing as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Selection

_NUMERALS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """Return 一, 十二, 二十 of 1 to 99, for headings (一、 二、)."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


def heading(place: int, section: Section) -> str:
    """Return 一、普法宣传. place: from 1."""
    return f"{chinese_numeral(place)}、{section.title}"


def headline(sentence: Sentence) -> str:
    """Return a sentence as the headline of a slide: without its full stop."""
    return sentence.text.removesuffix("。")


def figure_title(place: int, chart: Chart) -> str:
    """Return 图1 and what a chart draws. place: from 1, through the whole document."""
    return texts.FIGURE_TITLE.format(place=place, title=chart.name or chart.title)


def table_title(place: int, table: Table) -> str:
    """Return 表1 and the title of a table. place: from 1, through the whole document."""
    return texts.TABLE_TITLE.format(place=place, title=table.title)


def unit_line(chart: Chart) -> str:
    """Return 单位：人次."""
    return texts.UNIT.format(unit=chart.unit)


def definition_words(chart: Chart) -> str:
    """Return 口径：… of a chart."""
    return texts.DEFINITION.format(text=chart.definition)


def stamp_line(stamp: Stamp) -> str:
    """Return up to which day the data goes and which snapshot it is."""
    return f"{texts.CUTOFF.format(day=full_day(stamp.cutoff))}　{snapshot_words(stamp)}"


def head_lines(head: Masthead) -> tuple[str, str, str]:
    """Return 期号, 编发单位 and 日期."""
    return head.number, head.issuer, full_day(head.issued_on)


def tail_lines(head: Masthead) -> tuple[str, ...]:
    """Return 报, 送 and 发 as far as they are given."""
    given = (
        (texts.REPORT_TO, head.report_to),
        (texts.SEND_TO, head.send_to),
        (texts.ISSUE_TO, head.issue_to),
    )
    return tuple(texts.TAIL.format(word=word, names=names) for word, names in given if names)


def copies_line(head: Masthead) -> str:
    """Return 共印 60 份; "" where it is not given."""
    return texts.COPIES.format(copies=head.copies) if head.copies else ""


def value_text(value: float | None, unit: str) -> str:
    """Return a chart's value as it is written beside it or in its table."""
    return str(figure(value, unit))


def value_rows(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a chart's values as a table: the names of its series, then a row for each category."""
    headers = ("", *(one.name for one in chart.series))
    rows = tuple(
        (category, *(value_text(one.values[index], chart.unit) for one in chart.series))
        for index, category in enumerate(chart.categories)
    )
    return headers, rows


def selection_words(selection: Selection) -> str:
    """Return a selection in words: 2026年1月1日至2026年11月22日；镇（街道）：峡窝镇；按月."""
    parts = []
    if selection.start is not None and selection.end is not None:
        parts.append(texts.SPAN.format(start=full_day(selection.start), end=full_day(selection.end)))
    elif selection.end is not None:
        parts.append(texts.UNTIL.format(end=full_day(selection.end)))
    parts += [
        texts.CONDITION.format(dimension=DIMENSIONS[name].label, values="、".join(values))
        for name, values in selection.where.items()
    ]
    parts += [texts.SPLIT.format(dimension=DIMENSIONS[name].label) for name in selection.by]
    if selection.grain in texts.GRAINS:
        parts.append(texts.GRAINS[selection.grain])
    return "；".join(parts) or texts.EVERYTHING


def trace_address(source: Source, stamp: Stamp) -> str:
    """Return the address of a number's 溯源 page, relative to where the dashboard is served."""
    address = Address(source.metric_id, source.selection, stamp.snapshot)
    return f"{PAGE}?{urlencode(address.query(), doseq=True)}"


def source_line(source: Source, stamp: Stamp) -> str:
    """Return metric, selection and trace link of a number, on one line."""
    metric = METRICS[source.metric_id]
    return texts.SOURCE_LINE.format(
        metric=f"{metric.id} {metric.name}",
        selection=selection_words(source.selection),
        link=trace_address(source, stamp),
    )


def section_sources(section: Section) -> tuple[Source, ...]:
    """Return what all numbers of a section come from, each once."""
    sources = [*section.message.sources]
    for paragraph in section.paragraphs:
        sources += paragraph.sources
    for chart in section.charts:
        sources += chart.sources
    for table in section.tables:
        sources += table.sources
    return tuple(dict.fromkeys(sources))


def note_lines(section: Section, stamp: Stamp) -> tuple[str, ...]:
    """Return the notes of a slide: definitions, then metric, selection and trace link of each number.

    stamp: of the briefing; that of the section goes before it.
    """
    stamp = section.stamp or stamp
    definitions = dict.fromkeys(definition_words(chart) for chart in section.charts if chart.definition)
    return (*definitions, *(source_line(source, stamp) for source in section_sources(section)))


def lines(briefing: Briefing) -> Iterator[str]:
    """Yield every line that any writer may print: what a finished document is held against."""
    yield from (briefing.title, briefing.period, briefing.masthead.name, briefing.masthead.secrecy)
    yield from (
        *head_lines(briefing.masthead),
        *tail_lines(briefing.masthead),
        copies_line(briefing.masthead),
    )
    yield from (briefing.lead.text, stamp_line(briefing.stamp), texts.MADE_BY, texts.DEMO)
    yield from (source_line(source, briefing.stamp) for source in briefing.lead.sources)
    for label, text in briefing.notes:
        yield from (label, text)
    charts, tables = 0, 0
    for place, section in enumerate(briefing.sections, start=1):
        yield from (section.title, heading(place, section), section.message.text)
        if section.stamp is not None:
            yield stamp_line(section.stamp)
        yield headline(section.message)
        yield from (paragraph.text for paragraph in section.paragraphs)
        for chart in section.charts:
            charts += 1
            yield from _chart_lines(charts, chart)
        for table in section.tables:
            tables += 1
            yield from (table.title, table_title(tables, table))
            yield from ("\t".join(row) for row in (table.headers, *table.rows))
        yield from note_lines(section, briefing.stamp)


def _chart_lines(place: int, chart: Chart) -> Iterator[str]:
    yield from (chart.title, figure_title(place, chart), unit_line(chart), definition_words(chart))
    yield from chart.categories
    headers, rows = value_rows(chart)
    yield from ("\t".join(row) for row in (headers, *rows))
