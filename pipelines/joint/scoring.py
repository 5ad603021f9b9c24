"""How likely two filed rows are one event: candidates by date, then a score of 0 to 1 and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from pipelines.joint.filings import Bools, Filings, Floats, Ints

# Longer ones (a month's exhibition) meet other events on their first and last day only.
_LONGEST_SPAN_DAYS = 10
_LARGEST_CHUNK = 500_000

_UNKNOWN = 0.5  # a part of which nothing is known
_OVERLAPPING, _NEXT_DAY = 0.9, 0.6
_BOTH_LIST, _ONE_LISTS, _COMMON_PARTNER = 1.0, 0.8, 0.4
_CONTAINED = 0.9
_SHORTEST_CONTAINED = {"title": 4, "place": 3}
_OTHER_THEME, _OTHER_FORM, _SAYS_MORE = 0.4, 0.6, 0.95
_SAME_THEMES, _FEWEST_SAME_THEMES = 0.80, 0.55

# Least parts of a proposal, whatever the others are.
_LEAST_TITLE, _LEAST_PLACE = 0.45, 0.80
_LEAST_TITLE_WITHOUT_PLACE, _LEAST_AUDIENCE_WITHOUT_PLACE = 0.70, 0.80
_LEAST_TITLE_OF_REPEATED, _LEAST_PLACE_OF_REPEATED = 0.60, 0.75


@dataclass(frozen=True)
class Weights:
    """What each part adds to a score; they sum to 1."""

    title: float
    place: float
    date: float
    partner: float
    audience: float


OF_JOINT = Weights(title=0.34, place=0.28, date=0.16, partner=0.16, audience=0.06)
# One unit does not list itself; an equal audience says more.
OF_REPEATED = Weights(title=0.40, place=0.25, date=0.15, partner=0.0, audience=0.20)


@dataclass(frozen=True)
class ScoredPairs:
    """Pairs of row positions (left < right) with scores and their parts; all arrays are of one length.

    is_repeated: both rows are of one unit (疑似重复).
    """

    left: Ints
    right: Ints
    is_repeated: Bools
    score: Floats
    title: Floats
    place: Floats
    date: Floats
    partner: Floats
    audience: Floats

    def __len__(self) -> int:
        return len(self.left)

    def where(self, keep: Bools | Ints) -> ScoredPairs:
        """Return the chosen pairs."""
        return ScoredPairs(*(getattr(self, part.name)[keep] for part in fields(self)))


def score_pairs(filings: Filings, least: float) -> ScoredPairs:
    """Return every candidate pair that scores at least `least`, by position."""
    found = [_score(filings, left, right, least) for left, right in _candidates(filings)]
    if not found:
        nothing, none = np.empty(0, dtype=np.int64), np.empty(0)
        return ScoredPairs(nothing, nothing, none.astype(np.bool_), none, none, none, none, none, none)
    joined = ScoredPairs(*(np.concatenate([getattr(p, f.name) for p in found]) for f in fields(ScoredPairs)))
    # An event of several days meets another on each of them.
    _pair, once = np.unique(joined.left * len(filings) + joined.right, return_index=True)
    return joined.where(once)


def scores_of(filings: Filings, pairs: Sequence[tuple[int, int]]) -> ScoredPairs:
    """Return the scores of given pairs (left < right), however low."""
    left = np.array([one for one, _ in pairs], dtype=np.int64)
    right = np.array([other for _, other in pairs], dtype=np.int64)
    return _parts(filings, left, right)


def _candidates(filings: Filings) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs of rows whose days overlap or touch, in chunks."""
    lefts: list[Ints] = []
    rights: list[Ints] = []
    waiting = 0
    for left, right in _day_pairs(filings):
        lefts.append(left)
        rights.append(right)
        waiting += len(left)
        if waiting >= _LARGEST_CHUNK:
            yield np.concatenate(lefts), np.concatenate(rights)
            lefts, rights, waiting = [], [], 0
    if waiting:
        yield np.concatenate(lefts), np.concatenate(rights)


def _day_pairs(filings: Filings) -> Iterator[tuple[Ints, Ints]]:
    if len(filings) == 0:
        return
    days, rows = listed_days(filings.first, filings.last)
    starts = np.flatnonzero(np.diff(days, prepend=-(10**9)))
    ends = np.append(starts[1:], len(days))
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        here = rows[start:end]
        follows = place + 1 < len(starts) and days[starts[place + 1]] == days[start] + 1
        next_day = rows[starts[place + 1] : ends[place + 1]] if follows else rows[:0]
        slice_size = max(1, _LARGEST_CHUNK // max(1, len(here) + len(next_day)))
        for offset in range(0, len(here), slice_size):
            mine = here[offset : offset + slice_size]
            others = np.concatenate([here[offset + 1 :], next_day])
            left, right = np.repeat(mine, len(others)), np.tile(others, len(mine))
            # Of one day, each pair once; a row of several days also meets itself.
            after = np.tile(np.arange(len(others)), len(mine)) >= np.repeat(np.arange(len(mine)), len(others))
            keep = after & (left != right)
            yield np.minimum(left, right)[keep], np.maximum(left, right)[keep]


def listed_days(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return (day, row) for every day on which a row is compared with others, in the order of days."""
    span = last - first
    days = [first]
    rows = [np.arange(len(first))]
    for offset in range(1, _LONGEST_SPAN_DAYS):
        longer = np.flatnonzero((span >= offset) & (span < _LONGEST_SPAN_DAYS))
        days.append(first[longer] + offset)
        rows.append(longer)
    long = np.flatnonzero(span >= _LONGEST_SPAN_DAYS)
    days.append(last[long])
    rows.append(long)
    every, whose = np.concatenate(days), np.concatenate(rows)
    order = np.argsort(every, kind="stable")
    return every[order], whose[order]


def _score(filings: Filings, left: Ints, right: Ints, least: float) -> ScoredPairs:
    """Score candidates, the cheap tests first; what contradicts itself or lacks a least part is left out."""
    same_unit = filings.unit[left] == filings.unit[right]
    left_lists, right_lists = _lists(filings, left, right)
    listed = left_lists | right_lists
    date = _date(filings, left, right)
    possible = ~_contradicts(filings, left, right)
    # A day apart, only a filing that names the other unit makes one event of two.
    possible &= (date >= _OVERLAPPING) | (listed & ~same_unit)
    is_vague = _are_vague(filings, left, right)
    # A place that says nothing leaves it to the filings to name each other, of one day and of one size.
    agreeing = left_lists & right_lists & (date == 1.0)
    agreeing &= _audience(filings, left, right) >= _LEAST_AUDIENCE_WITHOUT_PLACE
    possible &= ~is_vague | (agreeing & ~same_unit)
    left, right = left[possible], right[possible]
    place = _place(filings, left, right)
    near = _are_vague(filings, left, right) | (place >= _LEAST_PLACE)
    pairs = _parts(filings, left[near], right[near])
    pairs = pairs.where(~_leaves_village_open(filings, pairs))
    least_title = np.where(
        pairs.is_repeated,
        _LEAST_TITLE_OF_REPEATED,
        np.where(pairs.place == _UNKNOWN, _LEAST_TITLE_WITHOUT_PLACE, _LEAST_TITLE),
    )
    keep = (pairs.score >= least) & (pairs.title >= least_title)
    keep &= ~pairs.is_repeated | (pairs.place >= _LEAST_PLACE_OF_REPEATED)
    return pairs.where(keep)


def _parts(filings: Filings, left: Ints, right: Ints) -> ScoredPairs:
    is_repeated = filings.unit[left] == filings.unit[right]
    parts = {
        "title": _title(filings, left, right),
        "place": _place(filings, left, right),
        "date": _date(filings, left, right),
        "partner": _partner(filings, left, right),
        "audience": _audience(filings, left, right),
    }
    joint = sum(getattr(OF_JOINT, name) * part for name, part in parts.items())
    repeated = sum(getattr(OF_REPEATED, name) * part for name, part in parts.items())
    score = np.where(is_repeated, repeated, joint)
    return ScoredPairs(left, right, is_repeated, np.minimum(score, 1.0), **parts)


def _contradicts(filings: Filings, left: Ints, right: Ints) -> Bools:
    """Tell whether both say which village, part of a series, half of the day or number, and differ."""
    series = _per_row([title.series for title in filings.titles], filings.title)
    half_day = _per_row([title.half_day for title in filings.titles], filings.title)
    number = _per_row([place.number for place in filings.places], filings.place)
    result = np.zeros(len(left), dtype=np.bool_)
    for said in (filings.village, series, half_day, number):
        result |= (said[left] != 0) & (said[right] != 0) & (said[left] != said[right])
    return result


def _leaves_village_open(filings: Filings, pairs: ScoredPairs) -> Bools:
    """Tell whether only one says which village, in other words, and little else speaks for the pair.

    盛世文化广场 may be short for 盛世社区文化广场, or a square of the town.
    """
    named = filings.village != 0
    one_sided = (
        (named[pairs.left] ^ named[pairs.right]) & (pairs.place < _CONTAINED) & (pairs.place != _UNKNOWN)
    )
    agreeing = (pairs.partner == _BOTH_LIST) | pairs.is_repeated
    agreeing &= pairs.audience >= _LEAST_AUDIENCE_WITHOUT_PLACE
    open_ones: Bools = one_sided & ~agreeing
    return open_ones


def _are_vague(filings: Filings, left: Ints, right: Ints) -> Bools:
    vague = _per_row([place.is_vague for place in filings.places], filings.place) != 0
    either: Bools = vague[left] | vague[right]
    return either


def _date(filings: Filings, left: Ints, right: Ints) -> Floats:
    gap = np.maximum(filings.first[left], filings.first[right]) - np.minimum(
        filings.last[left], filings.last[right]
    )
    near = np.where(gap <= 0, _OVERLAPPING, np.where(gap == 1, _NEXT_DAY, 0.0))
    return np.where(filings.first[left] == filings.first[right], 1.0, near)


def _lists(filings: Filings, left: Ints, right: Ints) -> tuple[Bools, Bools]:
    """Tell whether the left row names the right one's unit as its partner, and the other way round."""
    return filings.listed[left, filings.unit[right]], filings.listed[right, filings.unit[left]]


def _partner(filings: Filings, left: Ints, right: Ints) -> Floats:
    one, other = _lists(filings, left, right)
    common = (filings.listed[left] & filings.listed[right]).any(axis=1)
    apart = np.where(common, _COMMON_PARTNER, 0.0)
    return np.where(one & other, _BOTH_LIST, np.where(one | other, _ONE_LISTS, apart))


def _audience(filings: Filings, left: Ints, right: Ints) -> Floats:
    one, other = filings.audience[left], filings.audience[right]
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where(low < 0, _UNKNOWN, np.where(high == 0, 1.0, low / np.maximum(high, 1)))


def _place(filings: Filings, left: Ints, right: Ints) -> Floats:
    cores = [place.core for place in filings.places]
    likeness = _by_distinct(
        filings.place[left],
        filings.place[right],
        len(cores),
        lambda one, other: _alike([cores[n] for n in one], [cores[n] for n in other], "place"),
    )
    return np.where(_are_vague(filings, left, right), _UNKNOWN, likeness)


def _title(filings: Filings, left: Ints, right: Ints) -> Floats:
    cores = [title.core for title in filings.titles]
    likeness = _by_distinct(
        filings.title[left],
        filings.title[right],
        len(cores),
        lambda one, other: _alike([cores[n] for n in one], [cores[n] for n in other], "title"),
    )
    mine, theirs = filings.themes[left], filings.themes[right]
    shared, all_of_them = np.bitwise_count(mine & theirs), np.bitwise_count(mine | theirs)
    are_known = (mine != 0) & (theirs != 0)
    are_titled = _per_row([title.themes for title in filings.titles], filings.title) != 0
    both_titled = are_titled[left] & are_titled[right]
    by_theme = _FEWEST_SAME_THEMES + (_SAME_THEMES - _FEWEST_SAME_THEMES) * shared / np.maximum(
        all_of_them, 1
    )
    likeness = np.where(are_known & (shared == 0), likeness * _OTHER_THEME, likeness)
    likeness = np.where(both_titled & (shared > 0), np.maximum(likeness, by_theme), likeness)
    forms = _per_row([title.forms for title in filings.titles], filings.title)
    are_told = (forms[left] != 0) & (forms[right] != 0)
    likeness = np.where(are_told & (forms[left] & forms[right] == 0), likeness * _OTHER_FORM, likeness)
    # One says which part of a series or of the day it is, the other does not.
    for said in ("series", "half_day"):
        of_title = _per_row([getattr(title, said) for title in filings.titles], filings.title)
        likeness = np.where((of_title[left] != 0) ^ (of_title[right] != 0), likeness * _SAYS_MORE, likeness)
    return likeness


def _per_row(of_texts: Sequence[int], which: Ints) -> Ints:
    """Return a number of each distinct text for each row that has the text."""
    found: Ints = np.array(of_texts, dtype=np.int64)[which]
    return found


def _by_distinct(left: Ints, right: Ints, size: int, compare: Callable[[Ints, Ints], Floats]) -> Floats:
    """Compare each distinct pair of texts once."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    pairs, which = np.unique(low * size + high, return_inverse=True)
    if len(pairs) == 0:
        return np.empty(0)
    return compare(pairs // size, pairs % size)[which]


def _alike(one: Sequence[str], other: Sequence[str], part: str) -> Floats:
    """Return how alike texts are: by edits, or because the shorter one is contained in the longer."""
    ratio = process.cpdist(one, other, scorer=fuzz.ratio).astype(np.float64) / 100
    shorter = np.array([min(len(a), len(b)) for a, b in zip(one, other, strict=True)])
    if part == "place":
        held = np.array([a in b or b in a for a, b in zip(one, other, strict=True)]) * 1.0
    else:
        held = process.cpdist(one, other, scorer=LCSseq.similarity) / np.maximum(shorter, 1)
    return np.where(shorter >= _SHORTEST_CONTAINED[part], np.maximum(ratio, _CONTAINED * held), ratio)
