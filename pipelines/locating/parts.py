"""Parts of a table whose captions say that their rows are of another year, or plans (2022年, 下月计划).

Each part is a table of its own with the same header, so that 「3月5日」 takes its year from the caption
above it, and what is only planned is not counted as held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipelines.clean.dates import parse_period, parse_year
from pipelines.clean.text import clean_text
from pipelines.locating.figures import caption_figures
from pipelines.locating.model import BodyRow, Envelope, EnvelopeValue, LocatedTable, RowKind

# 一、 stands higher than （一）, that higher than 1. or （1）; a caption without a number stands lowest.
_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]+[、.．]\s*"),
    re.compile(r"[（(][一二三四五六七八九十]+[）)]\s*"),
    re.compile(r"[（(]?\d{1,2}[）)、.．]\s*"),
)
_COUNT = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
_YEAR = re.compile(
    r"(?:(?:19|20)\d\d|二[〇零○一二三四五六七八九]{3})年度?(?:.{0,4}?(?:月份?|季度|上半年|下半年|底))?"
)


class _Stated(NamedTuple):
    """What a caption says of the rows below it. level: as its number shows it."""

    place: int
    level: int
    year: EnvelopeValue | None
    period: EnvelopeValue | None
    figures: EnvelopeValue | None


def in_parts(table: LocatedTable) -> list[LocatedTable]:
    """Return a table in the parts that its captions make of it, itself where they make none."""
    captions = [place for place, row in enumerate(table.body) if row.kind is RowKind.GROUP]
    stated = [_stated(table.body, place) for place in captions]
    if not any(_differs(caption, table.envelope) for caption in stated):
        return [table]
    starts = _starts(stated)
    bounds = [0, *(place for place, _ in starts), len(table.body)]
    envelopes = [table.envelope, *(_within(table.envelope, caption) for _, caption in starts)]
    parts: list[LocatedTable] = []
    for number, envelope in enumerate(envelopes):
        body = table.body[bounds[number] : bounds[number + 1]]
        if not body:
            continue
        above = table.body[: bounds[number]]
        parts.append(
            replace(
                table,
                body=body,
                first_row=body[0].row if parts else table.first_row,
                last_row=body[-1].row,
                envelope=envelope,
                part=len(parts) + 1,
                captions_above=tuple(row for row in above if row.kind in (RowKind.GROUP, RowKind.TOTAL)),
            )
        )
    return parts


def _stated(body: Sequence[BodyRow], place: int) -> _Stated:
    row = body[place]
    cells = row.source.rows[row.row]
    column, text = next((at, clean_text(value)) for at, value in enumerate(cells) if isinstance(value, str))
    level = next((at for at, ordinal in enumerate(_ORDINALS) if ordinal.match(text)), len(_ORDINALS))
    bare = _ORDINALS[level].sub("", text, count=1) if level < len(_ORDINALS) else text
    cell = (row.row, column)
    figures = caption_figures(bare)
    name = _COUNT.sub("", bare).replace(" ", "")
    year = parse_year(name[:4]) if _YEAR.fullmatch(name) else None
    is_dated = isinstance(year, int)
    period = EnvelopeValue(name, cell, "cell") if is_dated and parse_period(name) is not None else None
    return _Stated(
        place,
        level,
        EnvelopeValue(str(year), cell, "cell") if is_dated else None,
        period,
        EnvelopeValue(figures, cell, "caption") if figures else None,
    )


def _differs(caption: _Stated, envelope: Envelope) -> bool:
    """Whether a caption says something of its rows that the envelope does not say."""
    if caption.figures is not None:
        return envelope.figures is None or envelope.figures.text != caption.figures.text
    return caption.year is not None and (envelope.year is None or envelope.year.text != caption.year.text)


def _starts(captions: Sequence[_Stated]) -> list[tuple[int, _Stated | None]]:
    """Return where each part begins, with the caption that speaks for it; None for the envelope alone.

    A caption speaks for the rows down to the next that says anything of the kind, or to the next numbered
    one that stands as high.
    """
    starts: list[tuple[int, _Stated | None]] = []
    current: _Stated | None = None
    for caption in captions:
        if caption.year is not None or caption.figures is not None:
            current = caption
            starts.append((caption.place, caption))
        elif current is not None and caption.level <= current.level < len(_ORDINALS):
            current = None
            starts.append((caption.place, None))
    return starts


def _within(envelope: Envelope, caption: _Stated | None) -> Envelope:
    if caption is None:
        return envelope
    year, figures = caption.year or envelope.year, caption.figures or envelope.figures
    is_dated = caption.year is not None
    return replace(
        envelope,
        year=year,
        period=caption.period if is_dated else envelope.period,
        figures=figures,
        spans_years=envelope.spans_years and not is_dated,
    )
