"""Which pairs of filed rows are shown to a person: the best match of each row with each other unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from pipelines.joint.filings import Bools, Filings, Ints
from pipelines.joint.scoring import ScoredPairs, score_pairs

# Chosen where no pair of the labelled sets is wrong; see benchmarks/joint_events.py.
THRESHOLD = 0.75
_SAME_SCORE = 1e-9


def propose(filings: Filings, event_by_rule: Sequence[str], threshold: float = THRESHOLD) -> ScoredPairs:
    """Return the pairs that may be one event and are not one by rule.

    event_by_rule: the event of each row by rule; between two events one pair is enough.
    """
    pairs = score_pairs(filings, threshold)
    events = _numbered(event_by_rule)
    by_rule = events[pairs.left] == events[pairs.right]
    best = _is_mutual_best(filings, replace(pairs, score=np.where(by_rule, 1.0, pairs.score)))
    pairs = pairs.where((pairs.is_repeated | best) & ~by_rule)
    return _one_per_events(pairs, events)


def _is_mutual_best(filings: Filings, pairs: ScoredPairs) -> Bools:
    """Tell whether either row is the other's one best match in its unit.

    A unit files an event once, so of two rows at most one is it; where both are alike, nobody knows.
    """
    joint = pairs.where(~pairs.is_repeated)
    units = filings.listed.shape[1]
    towards_right = joint.left * units + filings.unit[joint.right]
    towards_left = joint.right * units + filings.unit[joint.left]
    _groups, which = np.unique(np.concatenate([towards_right, towards_left]), return_inverse=True)
    score = np.tile(joint.score, 2)
    best = np.zeros(which.max(initial=-1) + 1)
    np.maximum.at(best, which, score)
    is_best = score >= best[which] - _SAME_SCORE
    count = np.zeros(len(best), dtype=np.int64)
    np.add.at(count, which[is_best], 1)
    is_only_best = is_best & (count[which] == 1)
    mutual = np.ones(len(pairs), dtype=np.bool_)
    mutual[~pairs.is_repeated] = is_only_best[: len(joint)] & is_only_best[len(joint) :]
    return mutual


def _one_per_events(pairs: ScoredPairs, events: Ints) -> ScoredPairs:
    low = np.minimum(events[pairs.left], events[pairs.right])
    high = np.maximum(events[pairs.left], events[pairs.right])
    order = np.lexsort((pairs.right, pairs.left, -pairs.score))
    between = (low * (events.max(initial=0) + 1) + high)[order]
    _between, first = np.unique(between, return_index=True)
    return pairs.where(np.sort(order[first]))


def _numbered(names: Iterable[str]) -> Ints:
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


class Grouping:
    """Rows joined into events, pair by pair (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def join(self, one: int, other: int) -> None:
        """Make two rows, and all that is joined to them, one event; the smallest row names it."""
        low, high = sorted((self.of(one), self.of(other)))
        self._parent[high] = low

    def of(self, row: int) -> int:
        """Return the row that names the event of a row."""
        while self._parent[row] != row:
            self._parent[row] = self._parent[self._parent[row]]
            row = self._parent[row]
        return row
