"""Nothing damages what is published: a little of what `make faults` tries at length (docs/faults.md).

One process imports everything and forks the loads that are killed, starved and misled; each test reads one
line of what it found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

Found = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Found:
    """What the short version found, by fault; tried once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    answer = shared / "faults.jsonl"
    with FileLock(f"{answer}.lock"):
        if not answer.exists():
            command = [sys.executable, "-m", "tests.faults", "--short", "--json"]
            ended = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=False)
            assert ended.returncode in (0, 1), ended.stderr
            answer.write_text(ended.stdout, encoding="utf-8")
    lines = [json.loads(line) for line in answer.read_text(encoding="utf-8").splitlines()]
    return {line["name"]: line for line in lines}


def wrong(found: Found, name: str) -> list[str]:
    assert found[name]["trials"] > 0
    return list(found[name]["failures"])


@pytest.mark.timeout(300)
def test_a_killed_load_leaves_the_old_snapshot_or_the_new_one_and_the_next_completes(found: Found) -> None:
    assert wrong(found, "kill") == []


@pytest.mark.timeout(300)
def test_a_build_in_the_file_that_is_read_would_be_noticed(found: Found) -> None:
    assert wrong(found, "sabotage") != []


@pytest.mark.timeout(300)
def test_every_state_a_loss_of_power_may_leave_is_the_old_snapshot_or_the_new_one(found: Found) -> None:
    assert wrong(found, "power") == []


@pytest.mark.timeout(300)
def test_a_flush_that_is_left_out_would_be_noticed(found: Found) -> None:
    assert wrong(found, "flush") == []


@pytest.mark.timeout(300)
def test_a_disk_that_takes_no_more_leaves_the_old_snapshot_and_says_so(found: Found) -> None:
    assert wrong(found, "size") == []


@pytest.mark.timeout(300)
def test_loads_started_at_once_run_one_after_another_and_none_is_lost(found: Found) -> None:
    assert wrong(found, "loads") == []


@pytest.mark.timeout(300)
def test_readers_see_no_error_and_no_mixed_numbers_through_publishes_and_prunes(found: Found) -> None:
    assert wrong(found, "readers") == []


@pytest.mark.timeout(300)
def test_a_clock_set_back_changes_neither_the_order_nor_who_wins(found: Found) -> None:
    assert wrong(found, "clock") == []


@pytest.mark.timeout(300)
def test_any_order_and_split_of_an_inbox_gives_the_same_content(found: Found) -> None:
    assert wrong(found, "order") == []


@pytest.mark.timeout(300)
def test_damage_is_told_with_the_file_and_the_last_good_snapshot_and_found_by_verify(found: Found) -> None:
    assert wrong(found, "damage") == []
