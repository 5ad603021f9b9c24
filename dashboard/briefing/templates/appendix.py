"""The appendix of a filled template: where each noted number comes from, down to its 溯源 page."""

from __future__ import annotations

import re
from urllib.parse import unquote

from dashboard.briefing.content.caption import stamp_of
from dashboard.briefing.content.model import Source
from dashboard.briefing.content.wording import selection_words, trace_address
from dashboard.briefing.templates.numbers import Number, selection_in
from dashboard.briefing.templates.words import Words
from dashboard.texts import templates as texts
from warehouse.metrics.catalogue import METRICS

# What is not ASCII, as an address writes it.
_CHINESE = re.compile(r"(?:%[89A-F][0-9A-F])+")


def appendix(words: Words) -> list[list[str]]:
    """Return the rows of the appendix, the headers first; its values are numbers like those in the text."""
    about = words.about
    stamp = stamp_of(about.snapshot, about.label)
    rows = [list(texts.APPENDIX_HEADERS)]
    for place, spec in enumerate(words.shown.notes, start=1):
        metric_id, selection = spec["metric"], selection_in(spec)
        number = Number(about.snapshot, words.asking.one, metric_id, selection)
        rows.append(
            [
                str(place),
                f"{metric_id} {METRICS[metric_id].name}",
                selection_words(selection),
                words.shown.number(number.told("text")),
                words.shown.number(number.told("n")),
                stamp.label or stamp.snapshot,
                _readable(trace_address(Source(metric_id, selection), stamp)),
            ]
        )
    return rows


def _readable(address: str) -> str:
    """Return an address with its Chinese characters as such; a browser takes it in either form."""
    plain = _CHINESE.sub(lambda found: unquote(found[0]), address)
    return plain.replace("%3D", "=")
