"""议定事项: entered once, closed with evidence, never changed; read as it stood on any day or when frozen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.commitments import (
    BadCommitment,
    CommitmentEvent,
    commitments,
    raise_commitment,
    record_event,
)
from warehouse.home import Home
from warehouse.keeping.freezing import DECISIONS_NAME, freeze

MONDAY, FRIDAY, NEXT = date(2022, 12, 5), date(2022, 12, 9), date(2022, 12, 12)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def _raise(home: Home, item: str = "补齐峡窝镇活动安排", due_on: date | None = FRIDAY) -> int:
    return raise_commitment(home, item, "峡窝镇", raised_on=MONDAY, due_on=due_on, entered_by="综合科")


def _record(home: Home, number: int, event: CommitmentEvent, day: date, note: str = "说明") -> None:
    record_event(home, number, event, happened_on=day, note=note, entered_by="综合科")


def test_where_nothing_was_entered_there_is_nothing_and_no_file_is_made(home: Home) -> None:
    assert commitments(home, NEXT) == []
    assert not home.root.exists()


def test_the_log_reads_as_it_stood_on_each_day(home: Home) -> None:
    number = _raise(home)
    _record(home, number, CommitmentEvent.CLOSED, FRIDAY, "已安排三场，见通知")
    _record(home, number, CommitmentEvent.REOPENED, NEXT, "有一场没有开展")
    assert commitments(home, date(2022, 12, 4)) == []
    (raised,) = commitments(home, MONDAY)
    assert (raised.item, raised.owner, raised.due_on, raised.is_open) == (
        "补齐峡窝镇活动安排", "峡窝镇", FRIDAY, True,
    )  # fmt: skip
    (closed,) = commitments(home, FRIDAY)
    assert (closed.closed_on, closed.evidence) == (FRIDAY, "已安排三场，见通知")
    (again,) = commitments(home, NEXT)
    assert (again.is_open, again.evidence) == (True, "")


def test_what_was_entered_by_mistake_is_withdrawn_and_the_latest_stands_first(home: Home) -> None:
    first, second = _raise(home, "甲"), _raise(home, "乙", None)
    _record(home, _raise(home, "误"), CommitmentEvent.WITHDRAWN, MONDAY, "重复登记")
    assert [one.id for one in commitments(home, NEXT)] == [second, first]


@pytest.mark.parametrize(
    ("events", "day", "message"),
    [
        ([CommitmentEvent.REOPENED], FRIDAY, "没有办结"),
        ([CommitmentEvent.CLOSED, CommitmentEvent.CLOSED], FRIDAY, "已经办结"),
        ([CommitmentEvent.WITHDRAWN, CommitmentEvent.CLOSED], FRIDAY, "已作废"),
        ([CommitmentEvent.CLOSED], date(2022, 12, 1), "早于"),
    ],
)
def test_an_event_has_to_follow_from_what_stands(
    home: Home, events: list[CommitmentEvent], day: date, message: str
) -> None:
    number = _raise(home)
    for event in events[:-1]:
        _record(home, number, event, day)
    with pytest.raises(BadCommitment, match=message):
        _record(home, number, events[-1], day)


def test_an_unknown_item_is_refused(home: Home) -> None:
    with pytest.raises(BadCommitment, match="不存在"):
        _record(home, 7, CommitmentEvent.CLOSED, FRIDAY)


def test_an_entry_without_what_it_needs_is_refused_in_words(home: Home) -> None:
    with pytest.raises(BadCommitment, match="议定事项"):
        _raise(home, "  ")
    with pytest.raises(BadCommitment, match="太长"):
        _raise(home, "长" * 201)
    with pytest.raises(BadCommitment, match="早于议定日期"):
        _raise(home, due_on=date(2022, 12, 1))
    with pytest.raises(BadCommitment, match="办结情况"):
        _record(home, _raise(home), CommitmentEvent.CLOSED, FRIDAY, " ")


def test_a_frozen_week_keeps_the_log_as_it_was(small: SmallWarehouse) -> None:
    small.publish().close()
    number = _raise(small.home)
    freeze(small.home, "2022-W49")
    _record(small.home, number, CommitmentEvent.CLOSED, FRIDAY)
    (frozen,) = commitments(small.home, NEXT, "2022-W49")
    assert frozen.is_open
    assert commitments(small.home, NEXT, "2022-W01") == []
    copy = small.home.frozen / "2022-W49" / DECISIONS_NAME
    copy.chmod(0o644)
    copy.write_text("{", encoding="utf-8")
    with pytest.raises(BadCommitment, match="备份"):
        commitments(small.home, NEXT, "2022-W49")
