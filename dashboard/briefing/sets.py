"""The set of a briefing: every format that was asked for, each written whole or not at all.

A format that fails does not keep the others from being made; what went wrong is said with the file's name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.briefing.checking.check import digest
from dashboard.briefing.checking.record import in_office, in_pdf, in_png, in_svg
from dashboard.briefing.content.caption import Caption
from dashboard.briefing.content.model import Briefing, Chart
from dashboard.briefing.editions import Edition
from dashboard.briefing.formats.deck.writer import deck
from dashboard.briefing.formats.document.writer import document
from dashboard.briefing.formats.html.writer import page
from dashboard.briefing.formats.pdf.writer import drawing_size, pdf
from dashboard.briefing.pictures.figures import figure_of
from dashboard.briefing.pictures.renderer import NoBrowser, NoPicture, Renderer, Shape
from dashboard.data.ledgers import ledger_names
from dashboard.texts import briefing as texts
from warehouse.errors import FazhiError
from warehouse.keeping.durable import make_folder, write_durably

_log = logging.getLogger("fazhi.dashboard")

Record = Mapping[str, Any]


class Format(StrEnum):
    """The formats there are; the value is the end of the file's name."""

    PPTX = "pptx"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"
    PNG = "png"
    SVG = "svg"

    @property
    def is_picture(self) -> bool:
        """Whether there is a file per chart."""
        return self in (Format.PNG, Format.SVG)


ALL = tuple(Format)


@dataclass
class Made:
    """What a set came to: the files that were written, and what went wrong, in words."""

    files: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class _Pictures:
    """The drawings of a briefing, all by one browser, which starts while other work is done."""

    def __init__(self, briefing: Briefing, formats: Sequence[Format]) -> None:
        self._briefing = briefing
        self._is_wanted = any(kind.is_picture or kind is Format.PDF for kind in formats)
        self._renderer = Renderer()
        self.failed: NoBrowser | None = None

    def __enter__(self) -> _Pictures:
        if self._is_wanted:
            self._renderer.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._renderer.close()

    def framed(self, chart: Chart, kind: Format) -> bytes:
        """Return a chart in its frame, as PNG or SVG. Raises NoPicture; without a browser at once."""
        make = self._renderer.png if kind is Format.PNG else self._renderer.svg
        return self._made(lambda: make(figure_of(chart), self._caption(chart), Shape.WIDE))

    def drawings(self) -> dict[str, bytes]:
        """Return the charts alone as SVG, by key; those that cannot be drawn are missing."""
        found: dict[str, bytes] = {}
        for chart in self._briefing.charts():
            with suppress(NoPicture):
                found[chart.key] = self._made(partial(self._alone, chart))
        return found

    def _alone(self, chart: Chart) -> bytes:
        return self._renderer.drawing(figure_of(chart), *drawing_size(chart))

    def _made(self, make: Callable[[], bytes]) -> bytes:
        if self.failed is not None:
            raise self.failed
        try:
            return make()
        except NoBrowser as fault:
            self.failed = fault
            raise

    def _caption(self, chart: Chart) -> Caption:
        ids = [source.metric_id for source in chart.sources]
        stamp = self._briefing.stamp_of(chart)
        return Caption(chart.title, chart.unit, chart.definition, ledger_names(ids), stamp)


def make_set(
    edition: Edition, formats: Sequence[Format], folder: Path, told: Callable[[Path], None] | None = None
) -> Made:
    """Write the formats of an edition into a folder. told: is called with each file that is finished."""
    result = Made()
    make_folder(folder)
    with _Pictures(edition.briefing, formats) as pictures:
        # Those that need no browser first: they are there even if it hangs.
        for kind in (one for one in ALL if one in formats):
            for path, make in _parts(edition, kind, folder, pictures):
                _write(path, make, result, told)
        if pictures.failed is not None and Format.PDF in formats:
            result.problems.append(
                texts.NO_DRAWINGS.format(file=f"{edition.name}.pdf", reason=pictures.failed)
            )
    return result


def one_document(edition: Edition, kind: Format) -> bytes:
    """Return one document of an edition. A PDF has drawings where there is a browser. Raises FazhiError."""
    with _Pictures(edition.briefing, [kind]) as pictures:
        return made(edition.briefing, edition.record, kind, pictures.drawings)


def _parts(
    edition: Edition, kind: Format, folder: Path, pictures: _Pictures
) -> Iterator[tuple[Path, Callable[[], bytes]]]:
    """Yield each file of a format and what makes its content."""
    if not kind.is_picture:
        path = folder / f"{edition.name}.{kind}"
        yield path, lambda: made(edition.briefing, edition.record, kind, pictures.drawings)
        return
    make_folder(folder / texts.PICTURES_FOLDER)
    for place, chart in enumerate(edition.briefing.charts(), start=1):
        path = folder / texts.PICTURES_FOLDER / f"{place:02d}-{chart.key}.{kind}"
        yield path, partial(_picture, edition, chart, kind, pictures)


def made(
    briefing: Briefing, record: Record, kind: Format, drawings: Callable[[], Mapping[str, bytes]] = dict
) -> bytes:
    """Return a briefing as a document with its record in it.

    drawings: gives its charts as SVG by key, for the PDF. ValueError for the format of a picture.
    """
    match kind:
        case Format.PPTX:
            return in_office(deck(briefing), record)
        case Format.DOCX:
            return in_office(document(briefing), record)
        case Format.PDF:
            return in_pdf(pdf(briefing, drawings()), record)
        case Format.HTML:
            return page(briefing, record)
        case _:
            raise ValueError(f"{kind} is a picture of one chart, not a document")


def _picture(edition: Edition, chart: Chart, kind: Format, pictures: _Pictures) -> bytes:
    drawn = pictures.framed(chart, kind)
    record = {
        **edition.record,
        "chart": chart.key,
        "series": [[one.name, list(one.values)] for one in chart.series],
        "sha256": digest(drawn),
    }
    return (in_png if kind is Format.PNG else in_svg)(drawn, record)


def _write(path: Path, make: Callable[[], bytes], result: Made, told: Callable[[Path], None] | None) -> None:
    try:
        write_durably(path, make())
    except FazhiError as fault:
        result.problems.append(texts.NOT_MADE.format(file=path.name, reason=fault))
    except OSError as fault:
        result.problems.append(texts.NOT_WRITTEN.format(file=path.name, reason=fault.strerror or fault))
    except Exception:
        # A fault of this program in one format is no reason to keep back the others; the log has it.
        _log.exception("%s was not made", path.name)
        result.problems.append(texts.NOT_MADE.format(file=path.name, reason=texts.OWN_FAULT))
    else:
        result.files.append(path)
        if told is not None:
            told(path)
