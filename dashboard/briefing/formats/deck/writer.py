"""The deck (PPTX) of a briefing: 16:9, one message on each slide, native charts and tables.

It opens and edits in PowerPoint and WPS. The same briefing gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from pptx.enum.text import PP_ALIGN

from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Chart, Sentence, Table
from dashboard.briefing.formats.deck import frame, slides
from dashboard.briefing.formats.deck import table as deck_table
from dashboard.briefing.formats.deck.plan import Slide, planned
from dashboard.briefing.formats.native import clean, has_values
from dashboard.palette import BLUE, BLUE_PALE, CARD, INK, SECONDARY
from dashboard.texts import briefing as briefing_texts
from dashboard.texts import deck as texts

_COVER, _PAGE = 0, 1
# The oldest day that a zip file can bear.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def deck(briefing: Briefing) -> bytes:
    """Return the briefing as a PPTX: title, lead, the sections' slides, notes."""
    made = frame.framed()
    _properties(made, briefing)
    _cover(made, briefing)
    if clean(briefing.lead.text):
        page = _new(made, briefing, "", texts.LEAD, _source_notes(briefing))
        slides.sentences(page, frame.BODY, briefing.lead.text, 22)
    for section in briefing.sections:
        # The foot of a slide tells the state of the data that its own numbers belong to.
        alone = replace(briefing, sections=(section,), stamp=section.stamp or briefing.stamp)
        for slide in planned(alone):
            _slides(made, alone, slide)
    _notes(made, briefing)
    return _bytes(made)


def _slides(made: Any, briefing: Briefing, slide: Slide) -> None:
    if isinstance(slide.shown, Chart):
        page = _new(made, briefing, slide.subject, slide.headline, slide.notes)
        _chart(page, slide, slide.shown)
    elif isinstance(slide.shown, Table):
        _table(made, briefing, slide, slide.shown)
    else:
        _words(made, briefing, slide, slide.shown)


def _words(made: Any, briefing: Briefing, slide: Slide, words: tuple[Sentence, ...]) -> None:
    pages = list(slides.paged([one.text for one in words], frame.BODY))
    for place, page in enumerate(pages):
        added = _new(made, briefing, slide.subject, _continued(slide.headline, place), slide.notes)
        slides.paragraphs(added, frame.BODY, page, 22)
    if not pages and slide.headline == slide.subject:
        added = _new(made, briefing, slide.subject, slide.headline, slide.notes)
        slides.line(added, frame.CHART, texts.NO_ROWS, 20, SECONDARY, align=PP_ALIGN.CENTER)
    elif not pages:
        # Nothing below it: the sentence itself is what the slide shows.
        _new(made, briefing, slide.subject, slide.headline, slide.notes, frame.STATEMENT, 36)


def _notes(made: Any, briefing: Briefing) -> None:
    words = [text for pair in briefing.notes for text in pair]
    labels = frozenset(clean(label) for label, _ in briefing.notes)
    for place, page in enumerate(slides.paged(words, frame.BODY)):
        added = _new(made, briefing, "", _continued(texts.NOTES, place), ())
        slides.paragraphs(added, frame.BODY, page, 18, labels)


def _continued(headline: str, place: int) -> str:
    """Return the headline of the slides of one matter: from the second on it says so."""
    return f"{headline}{briefing_texts.CONTINUED}" if place else headline


def _chart(page: Any, slide: Slide, chart: Chart) -> None:
    if not has_values(chart):
        slides.line(page, frame.CHART, texts.NO_VALUES, 20, SECONDARY, align=PP_ALIGN.CENTER)
    else:
        unit = wording.unit_line(chart) if chart.unit else ""
        if slide.aside:
            slides.line(page, _left(frame.CAPTION), slide.aside, 14, INK, bold=True)
            slides.line(page, _right(frame.CAPTION), unit, 12, SECONDARY, align=PP_ALIGN.RIGHT)
        else:
            slides.line(page, frame.CAPTION, unit, 12, SECONDARY)
        slides.chart(page, frame.CHART, chart)
    if chart.definition:
        slides.line(page, frame.DEFINITION, wording.definition_words(chart), 11, SECONDARY)


def _table(made: Any, briefing: Briefing, slide: Slide, table: Table) -> None:
    room = frame.BODY if not slide.aside else frame.below(frame.CAPTION, frame.BODY)
    parts = deck_table.parts(table, room) if table.rows and table.headers else ()
    for place, part in enumerate(parts):
        page = _new(made, briefing, slide.subject, _continued(slide.headline, place), slide.notes)
        slides.line(page, frame.CAPTION, slide.aside, 14, INK, bold=True)
        deck_table.draw(page, part, table.numeric, room, clean(table.title))
    if not parts:
        page = _new(made, briefing, slide.subject, slide.headline, slide.notes)
        slides.line(page, frame.CAPTION, slide.aside, 14, INK, bold=True)
        slides.line(page, frame.CHART, texts.NO_ROWS, 20, SECONDARY, align=PP_ALIGN.CENTER)


def _new(
    made: Any,
    briefing: Briefing,
    subject: str,
    headline: str,
    notes: tuple[str, ...],
    box: frame.Box = frame.HEADLINE,
    largest: int = 24,
) -> Any:
    """Add a slide with subject, running head, headline, foot and notes."""
    page = made.slides.add_slide(made.slide_layouts[_PAGE])
    head = briefing.masthead
    slides.headline(page, headline, box, largest)
    slides.line(page, frame.SUBJECT, subject or head.name, 14, BLUE, bold=True)
    slides.line(page, frame.RUNNING_HEAD, f"{head.name}　{head.number}", 11, SECONDARY, align=PP_ALIGN.RIGHT)
    slides.foot(page, wording.stamp_line(briefing.stamp), len(made.slides))
    slides.notes(page, notes)
    return page


def _cover(made: Any, briefing: Briefing) -> None:
    page = made.slides.add_slide(made.slide_layouts[_COVER])
    number, issuer, day = wording.head_lines(briefing.masthead)
    slides.headline(page, briefing.title, frame.COVER_TITLE, 54)
    shown, points = slides.fitted(briefing.period, frame.COVER_PERIOD, slides.sizes_from(20))
    slides.write(page.placeholders[1], shown, points)
    slides.line(page, frame.COVER_ISSUER, issuer, 20, BLUE_PALE)
    slides.line(page, frame.COVER_SECRECY, briefing.masthead.secrecy, 16, CARD, align=PP_ALIGN.RIGHT)
    slides.line(page, frame.COVER_NUMBER, number, 20, INK, bold=True)
    slides.line(page, frame.COVER_DAY, day, 16, SECONDARY)
    slides.line(page, frame.COVER_FOOT, wording.stamp_line(briefing.stamp), 11, SECONDARY)


def _source_notes(briefing: Briefing) -> tuple[str, ...]:
    return tuple(clean(wording.source_line(one, briefing.stamp)) for one in briefing.lead.sources)


def _left(box: frame.Box) -> frame.Box:
    return frame.Box(box.left, box.top, box.width * 0.8, box.height)


def _right(box: frame.Box) -> frame.Box:
    return frame.Box(box.left + box.width * 0.82, box.top, box.width * 0.18, box.height)


def _properties(made: Any, briefing: Briefing) -> None:
    made_at = datetime.combine(briefing.masthead.issued_on, time())
    properties = made.core_properties
    properties.title = clean(f"{briefing.title} {briefing.period}")[:255]
    properties.author = properties.last_modified_by = clean(briefing.masthead.issuer)[:255]
    properties.created = properties.modified = made_at
    properties.revision = 1


def _bytes(made: Any) -> bytes:
    """Return the file with a fixed day in its directory: the library writes the time of writing there."""
    written = io.BytesIO()
    made.save(written)
    target = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, source.read(item))
    return target.getvalue()
