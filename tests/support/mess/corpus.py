"""The committed corpus: each pattern alone and patterns combined, as files with what must be read."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.support.mess.cases import Case, NotApplicable, as_json, make_case, random_ids, single_ids
from tests.support.mess.reading import truth_text

CORPUS = Path(__file__).resolve().parents[2] / "golden" / "mess"
SEED = "corpus"
COMBINATIONS = 80


def cases() -> Iterator[Case]:
    """Make every case of the corpus: each pattern alone, then combinations of two to five."""
    for id_ in single_ids():
        case = make_case([id_], SEED)
        yield case
    rng = random.Random(SEED)
    made = 0
    while made < COMBINATIONS:
        ids = random_ids(rng, least=2)
        try:
            yield make_case(ids, SEED)
        except NotApplicable:
            continue
        made += 1


def folder_of(case: Case, number: int) -> str:
    """The name of a case's folder: its pattern, or its number among the combinations."""
    return case.patterns[0] if len(case.patterns) == 1 else f"mixed.{number:03d}"


def named_cases() -> Iterator[tuple[str, Case]]:
    """Every case with the name of its folder."""
    combinations = 0
    for case in cases():
        combinations += len(case.patterns) > 1
        yield folder_of(case, combinations), case


def write_corpus(root: Path = CORPUS) -> int:
    """Write the corpus anew and return how many cases it has."""
    shutil.rmtree(root, ignore_errors=True)
    count = 0
    for name, case in named_cases():
        folder = root / name
        folder.mkdir(parents=True)
        (folder / f"input.{case.file_name.rsplit('.', 1)[-1]}").write_bytes(case.data)
        (folder / "expected.json").write_text(truth_text(as_json(case)), encoding="utf-8")
        count += 1
    return count
