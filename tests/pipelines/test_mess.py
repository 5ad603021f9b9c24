"""Files as messy as they really come: each pattern alone and in combinations, against a known truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.support.mess.cases import BY_ID, MOST_PATTERNS, as_json, make_case, random_case
from tests.support.mess.corpus import CORPUS, named_cases
from tests.support.mess.judging import Score, judge
from tests.support.mess.reading import ReadCase, open_intake, truth_text

FEWEST_FILES = 150
FEWEST_COMBINATIONS = 64
MOST_BYTES = 3_000_000
FOLDERS = sorted(path.parent for path in CORPUS.glob("*/expected.json"))


@cache
def intake() -> ReadCase:
    return open_intake()


def truth_of(folder: Path) -> dict[str, object]:
    truth: dict[str, object] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return truth


def score_of(folder: Path) -> Score:
    truth = truth_of(folder)
    (source,) = folder.glob("input.*")
    return judge(truth, intake()(source, str(truth["file"]), date.fromisoformat(str(truth["modified"]))))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_messy_file_is_read_as_it_is_meant(folder: Path) -> None:
    differences = [
        f"{one.kind} {one.where}: expected {one.expected}, found {one.found}"
        for one in score_of(folder).differences
    ]
    assert differences == []


def test_the_corpus_is_what_its_generator_makes() -> None:
    made = dict(named_cases())
    assert sorted(made) == [folder.name for folder in FOLDERS]
    for folder in FOLDERS:
        case = made[folder.name]
        (source,) = folder.glob("input.*")
        told = (folder / "expected.json").read_text(encoding="utf-8")
        assert told == truth_text(as_json(case)), f"{folder.name}: run python -m tests.support.mess"
        # Office files are compressed by whatever zlib is at hand; text is the same everywhere.
        if source.suffix in (".csv", ".tsv", ".txt"):
            assert source.read_bytes() == case.data, f"{folder.name}: run python -m tests.support.mess"


def test_every_pattern_stands_alone_and_in_combinations() -> None:
    patterns = [tuple(truth_of(folder)["patterns"]) for folder in FOLDERS]  # type: ignore[arg-type]
    alone = {ids[0] for ids in patterns if len(ids) == 1}
    combined = [ids for ids in patterns if len(ids) > 1]
    assert alone == set(BY_ID)
    assert len(FOLDERS) >= FEWEST_FILES
    assert len(combined) >= FEWEST_COMBINATIONS
    assert max(len(ids) for ids in combined) == MOST_PATTERNS


def test_the_corpus_stays_small() -> None:
    assert sum(path.stat().st_size for path in files()) < MOST_BYTES


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from folder.iterdir()


def test_the_same_seed_makes_the_same_file() -> None:
    first, again = random_case("one seed"), random_case("one seed")
    assert (first.data, first.tables) == (again.data, again.tables)
    assert random_case("another seed").data != first.data


def test_a_wrong_truth_is_told_as_a_difference(tmp_path: Path) -> None:
    case = make_case(["number.text"], "a wrong truth")
    source = tmp_path / "input.xlsx"
    source.write_bytes(case.data)
    report = intake()(source, case.file_name, case.modified)
    truth = json.loads(truth_text(as_json(case)))
    assert judge(truth, report).differences == []

    fact, other, *_ = truth["tables"][0]["accepted"]
    name = next(name for name, value in fact["values"].items() if isinstance(value, int))
    fact["values"][name] += 1
    missing = other["row"] + 100
    other["row"] = missing
    truth["tables"][0]["findings"].append({"codes": ["impossible_date"], "cell": "A1"})
    score = judge(truth, report)
    told = {
        (difference.kind, difference.where.split("!")[1].split(" ")[0]) for difference in score.differences
    }
    column = truth["tables"][0]["columns"][0][name]
    assert ("silent", f"{column}{fact['row']}") in told
    assert ("lost", f"{missing}") in told
    assert ("fault", "A1") in told
    assert (score.kept_out, score.faults_found, score.faults) == (1, 0, 1)
