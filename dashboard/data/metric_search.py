"""Finding a metric by its id, name, other or former name, pinyin, or initials of its pinyin.

Every reading of a character counts (重 chong, zhong; 率 lv, shuai), and characters, whole syllables and
initials may be mixed: 活动场次 is found by hdcc, huodongchangci, huodcc and 活动cc.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from pypinyin import Style, pinyin

from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Metric

# Longer than any name; what is beyond it is not looked at.
LONGEST_TEXT = 40
_TWO_LETTER_INITIALS = ("zh", "ch", "sh")


class Likeness(IntEnum):
    """How well a name fits what was typed, the best first."""

    EQUAL = 0
    BEGINS = 1
    CONTAINS = 2
    SPELLED = 3  # the whole name, in pinyin or initials
    SPELLED_BEGINNING = 4
    SPELLED_WITHIN = 5
    IN_ORDER = 6  # its characters, others between them
    ENGLISH = 7  # a word of the English name begins so
    SPREAD = 8  # one word fits one name, one another


@dataclass(frozen=True)
class Match:
    """A metric that was found. by: the id, name or other name that fits best."""

    metric_id: str
    name: str
    by: str
    likeness: Likeness


def search_metrics(
    text: str, metric_ids: Iterable[str] | None = None, at_most: int = 12
) -> tuple[Match, ...]:
    """Return the metrics that fit a text, the best first; none for an empty text.

    Words separated by spaces must all fit. Metrics that fit equally well stand in the order of the catalogue.
    metric_ids: among which to look; all where None.
    """
    words = _words(text)
    if not words:
        return ()
    asked = METRICS if metric_ids is None else {name: METRICS[name] for name in metric_ids if name in METRICS}
    found = []
    for place, metric in enumerate(METRICS.values()):
        if metric.id not in asked:
            continue
        best = _best(metric, words)
        if best is not None:
            likeness, rank, by = best
            found.append((likeness, rank, place, Match(metric.id, metric.name, by, likeness)))
    found.sort(key=lambda one: one[:3])
    return tuple(match for *_, match in found[:at_most])


def _words(text: str) -> list[str]:
    return [word for part in text[:LONGEST_TEXT].split() if (word := _plain(part))]


def _plain(text: str) -> str:
    """Return letters, digits and characters alone, in one way of writing."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    return "".join(character for character in folded if character.isalnum())


def _best(metric: Metric, words: list[str]) -> tuple[Likeness, int, str] | None:
    """Return how a metric fits: by one name that fits all words, else by several that do so together.

    Its id goes before its name, and that before its other names.
    """
    fits = [
        (rank, name, [_likeness(word, name, rank, metric) for word in words])
        for rank, name in enumerate((metric.id, metric.name, *metric.aliases, metric.english_name))
    ]
    whole = [
        (max(one for one in found if one is not None), rank, name)
        for rank, name, found in fits
        if None not in found
    ]
    if whole:
        return min(whole)
    spread = all(any(found[place] is not None for *_, found in fits) for place in range(len(words)))
    return (Likeness.SPREAD, 0, metric.name) if spread else None


def _likeness(word: str, name: str, rank: int, metric: Metric) -> Likeness | None:
    if name == metric.english_name:
        if word == _plain(name):
            return Likeness.BEGINS
        return Likeness.ENGLISH if any(_plain(part).startswith(word) for part in name.split()) else None
    plain = _plain(name)
    if word == plain:
        return Likeness.EQUAL
    if plain.startswith(word):
        return Likeness.BEGINS
    if rank == 0:
        return None
    if word in plain:
        return Likeness.CONTAINS
    if any(character.isascii() for character in word):
        return _spelled(word, plain)
    rest = iter(plain)
    return Likeness.IN_ORDER if len(word) > 1 and all(character in rest for character in word) else None


def _spelled(word: str, name: str) -> Likeness | None:
    readings = _readings(name)
    whole_at = _spelled_from(word, readings)
    if whole_at is not None:
        return Likeness.SPELLED if whole_at == len(readings) else Likeness.SPELLED_BEGINNING
    within = any(_spelled_from(word, readings[start:]) for start in range(1, len(readings)))
    return Likeness.SPELLED_WITHIN if within else None


def _spelled_from(word: str, readings: tuple[tuple[str, ...], ...]) -> int | None:
    """Return after how many characters the word is used up, each giving a syllable, an initial or itself.

    The last syllable may be typed in part. None where the word does not fit. As many characters as possible
    are preferred, so that the initials of a whole name are known as such.
    """
    reached = {0}
    ends = None
    for place, options in enumerate(readings, start=1):
        step = set()
        for at in reached:
            rest = word[at:]
            for option in options:
                if rest.startswith(option):
                    step.add(at + len(option))
                elif option.startswith(rest):
                    step.add(len(word))
        if len(word) in step:
            ends = place
        reached = {at for at in step if at < len(word)}
        if not reached:
            break
    return ends


@lru_cache(maxsize=1024)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return for each character itself, its syllables and their initials."""
    return tuple(_options(character) for character in name)


def _options(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character,)
    syllables = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    options = {character}
    for syllable in syllables[0] if syllables else ():
        plain = syllable.replace("ü", "v")
        options |= {plain, plain[0]}
        options |= {initial for initial in _TWO_LETTER_INITIALS if plain.startswith(initial)}
    return tuple(sorted(options))
