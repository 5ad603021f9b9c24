"""Proposals on a labelled set with known truth: nothing wrong, and nearly everything found.

The seed is one on which no threshold was chosen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.joint_events import HELD_OUT, TUNING, measure
from pipelines.demo.joint.labelled import LabelledSet, labelled_set
from pipelines.joint.proposals import THRESHOLD

SEED = HELD_OUT[0]


@pytest.fixture(scope="module")
def labelled() -> LabelledSet:
    return labelled_set(SEED)


def test_the_labelled_set_is_large_and_follows_from_its_seed(labelled: LabelledSet) -> None:
    assert len(set(labelled.events.values())) >= 500
    assert labelled.joint_events >= 60
    assert labelled_set(SEED).frame.equals(labelled.frame)
    assert not labelled_set(SEED + 1).frame.equals(labelled.frame)
    assert set(TUNING).isdisjoint(HELD_OUT)


def test_no_proposal_is_wrong_and_most_joint_events_are_found(labelled: LabelledSet, tmp_path: Path) -> None:
    found = measure(labelled, tmp_path, [THRESHOLD])[THRESHOLD]
    assert (found.wrong_by_rule, found.wrong) == (0, 0)
    assert found.proposed > 150
    assert found.recall >= 0.9
    assert found.found_repeated / found.repeated >= 0.9


def test_a_lower_threshold_would_propose_wrong_pairs(labelled: LabelledSet, tmp_path: Path) -> None:
    assert measure(labelled, tmp_path, [0.6])[0.6].wrong > 0
