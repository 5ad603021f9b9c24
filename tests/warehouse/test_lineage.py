"""From a number to the cells it was read from."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.small_warehouse import UNITS, SmallWarehouse, activity
from warehouse.errors import BadSelection
from warehouse.lineage import trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

MAY = date(2022, 5, 4)
LETTERS = {"title": "B", "start_on": "C", "unit": "D", "audience": "F"}


def _value(snapshot: Snapshot, metric: str, selection: Selection) -> float:
    return query(snapshot, [metric], selection)["value"].item() or 0


def test_a_cell_is_its_column_letter_and_row_with_what_was_written_and_what_it_means(
    small: SmallWarehouse,
) -> None:
    table = small.table("activities", letters=LETTERS)
    small.add(
        "activities",
        activity(
            "公安局",
            MAY,
            audience=200,
            audience_qualifier="at_least",
            raw={"audience": "200余", "unit": "区公安局"},
        ),
        table=table,
    )
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "P02", Selection())
    assert row.to_dict()["cells"]["audience"] == {
        "file": "activities1.xlsx",
        "sha256": f"{1:064x}",
        "sheet": "Sheet1",
        "cell": "F5",
        "raw": "200余",
        "value": 200,
        "qualifier": "at_least",
    }
    assert row.key == {"unit": "公安局", "start_on": "2022-05-04", "title": "普法宣传", "place": None}
    assert (row.dataset, row.contribution, row.in_denominator) == ("activities", 200, None)


def test_a_cell_says_when_it_was_loaded_and_what_of_it_was_read(small: SmallWarehouse) -> None:
    small.record("ledger.runs", run_id="r1", sequence=1, started_at=datetime(2022, 6, 1, 8))
    table = small.table("activities", letters=LETTERS, filed_on=date(2022, 5, 31), run_id="r1")
    written = {"unit": "填报单位：公安局", "audience": "100", "read_as": '{"unit": "公安局"}'}
    small.add("activities", activity("公安局", MAY, raw=written, cells={"unit": "A2"}), table=table)
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "P01", Selection())
    unit, audience = row.to_dict()["cells"]["unit"], row.to_dict()["cells"]["audience"]
    assert (unit["cell"], unit["raw"], unit["read_as"]) == ("A2", "填报单位：公安局", "公安局")
    assert (unit["loaded_at"], unit["filed_on"]) == ("2022-06-01T08:00:00", "2022-05-31")
    assert "read_as" not in audience


def test_an_edition_cites_the_title_of_the_one_before(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("司法局", date(2021, 12, 2), "第三届法治书法展", raw={"title": "第三届法治书法展"}),
        activity("教育局", date(2022, 12, 1), "第五届法治书法展", raw={"title": "第五届法治书法展"}),
    )
    with small.pin() as snapshot:
        first, second = trace(snapshot, "P19", Selection())
    assert (first.contribution, "title_before" in first.cells) == (3, False)
    assert (second.contribution, second.cells["title_before"].value) == (2, "第三届法治书法展")


def test_merged_cells_envelopes_sheet_names_and_defaults_say_where_they_came_from(
    small: SmallWarehouse,
) -> None:
    small.add(
        "activities",
        activity(
            "公安局",
            MAY,
            place="广场",
            raw={"unit": "公安局", "title": "普法", "place": "广场", "start_on": "5月4日"},
            cells={"unit": "A2", "title": "B4", "place": "sheet", "start_on": "file name"},
        ),
        table=small.table("activities", letters=LETTERS),
    )
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "P01", Selection())
    cells = row.to_dict()["cells"]
    assert (cells["unit"]["cell"], cells["title"]["cell"]) == ("A2", "B4")
    assert (cells["place"]["cell"], cells["place"]["from"]) == (None, "sheet")
    assert (cells["start_on"]["cell"], cells["start_on"]["from"]) == (None, "file name")
    assert (cells["sessions"]["cell"], cells["sessions"]["from"]) == (None, "default")
    assert "remark" not in cells


def test_a_value_that_a_correction_inherited_cites_the_cell_of_the_older_file(small: SmallWarehouse) -> None:
    first = small.table("activities", letters={"title": "A", "audience": "D", "settings": "E"})
    newest = small.table("activities", letters={"title": "A", "audience": "C", "settings": "D"})
    written = {"audience": "120", "settings": "社区", "unit": "公安局"}
    (older,) = small.add(
        "activities",
        activity(
            "公安局", MAY, superseded_by="r0002", raw=written, cells={"settings": "E3", "unit": "file name"}
        ),
        table=first,
    )
    small.add(
        "activities",
        activity(
            "公安局",
            MAY,
            audience=150,
            settings=["社区"],
            raw=written | {"audience": "150"},
            cells={"settings": f"row:{older}", "unit": f"row:{older}"},
        ),
        table=newest,
    )
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "P02", Selection())
    cells = {name: (cell.file, cell.cell, cell.raw, cell.origin) for name, cell in row.cells.items()}
    assert cells["audience"] == ("activities2.xlsx", "C6", "150", None)
    assert cells["settings"] == ("activities1.xlsx", "E3", "社区", None)
    assert cells["unit"] == ("activities1.xlsx", None, "公安局", "file name")


def test_no_personal_column_is_traced(small: SmallWarehouse) -> None:
    case = {"case_no": "1", "received_on": MAY, "raw": {"case_no": "1", "received_on": "5.4"}}
    small.add("reconsiderations", case)
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "F01", Selection())
    assert set(row.cells) == {"case_no", "received_on"}


def test_the_audience_of_a_joint_event_cites_the_row_it_stands_in(small: SmallWarehouse) -> None:
    table = small.table("activities", letters=LETTERS)
    small.add(
        "activities",
        activity("公安局", MAY, place="广场", audience=100, partners=["司法局"], raw={"audience": "100"}),
        activity("司法局", MAY, place="广场", audience=300, raw={"audience": "300"}),
        table=table,
    )
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "P02", Selection())
    assert (row.key["unit"], row.contribution) == ("公安局", 300)
    assert (row.cells["audience"].cell, row.cells["audience"].value) == ("F6", 300)


def test_a_ratio_is_traced_by_its_denominator(small: SmallWarehouse) -> None:
    closed = {"received_on": MAY, "closed_on": MAY}
    small.add(
        "reconsiderations",
        {"case_no": "1", "outcome": "撤销", **closed},
        {"case_no": "2", "outcome": "维持", **closed},
        {"case_no": "3", "received_on": MAY},
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "F07", Selection())
    assert [(row.key["case_no"], row.contribution, row.in_denominator) for row in rows] == [
        ("1", 1, True),
        ("2", 0, True),
    ]


def test_a_distinct_count_is_told_by_the_first_row_of_each_value(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, village="方顶村"),
        activity("司法局", MAY, village="方顶村"),
        activity("司法局", MAY, "二", village="石嘴村"),
    )
    with small.pin() as snapshot:
        rows = trace(snapshot, "P05", Selection())
    assert [(row.contribution, row.in_denominator) for row in rows] == [(1, False), (1, False), (0, False)]


def test_a_stock_is_traced_at_its_last_day(small: SmallWarehouse) -> None:
    event = {"category": "民主法治示范村（社区）", "level": "市", "subject": "方顶村"}
    small.add(
        "creation_events",
        {"event": "命名", "happened_on": date(2015, 1, 1), **event},
        {"event": "撤销", "happened_on": date(2020, 1, 1), **event},
    )
    with small.pin() as snapshot:
        assert [row.key["event"] for row in trace(snapshot, "C01", Selection(end=date(2019, 1, 1)))] == [
            "命名"
        ]
        assert trace(snapshot, "C01", Selection(end=date(2021, 1, 1))) == []


def test_attainment_is_traced_by_its_target_and_the_rows_of_the_actual_value(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", MAY, sessions=30), activity("公安局", date(2021, 5, 1)))
    small.add("targets", {"metric_id": "P01", "scope": "全区", "year": 2022, "target": 100})
    with small.pin() as snapshot:
        rows = trace(snapshot, "A04", Selection())
    assert [(row.dataset, row.contribution, row.in_denominator) for row in rows] == [
        ("activities", 30, False),
        ("targets", 0, True),
    ]


def test_a_limit_keeps_the_largest_contributions(small: SmallWarehouse) -> None:
    small.add("activities", *(activity("公安局", MAY, str(n), audience=n) for n in (5, 50, 500)))
    with small.pin() as snapshot:
        assert [row.contribution for row in trace(snapshot, "P02", Selection(), limit=2)] == [500, 50]


def test_a_wrong_name_is_refused_as_in_a_query(small: SmallWarehouse) -> None:
    with small.pin() as snapshot, pytest.raises(BadSelection, match="P01"):
        trace(snapshot, "P0l", Selection())


_units = st.sampled_from([name for _, name, *_ in UNITS])
_activities = st.builds(
    activity,
    unit=_units,
    start_on=st.dates(date(2022, 1, 1), date(2022, 12, 31)),
    title=st.sampled_from(["一", "二"]),
    audience=st.none() | st.integers(0, 5000),
    settings=st.lists(st.sampled_from(["学校", "社区", "机关"]), unique=True),
    sessions=st.integers(0, 5),
    place=st.none() | st.sampled_from(["广场", "公园"]),
)
_selections = st.builds(
    Selection,
    start=st.none() | st.dates(date(2022, 1, 1), date(2022, 6, 30)),
    end=st.none() | st.dates(date(2022, 7, 1), date(2022, 12, 31)),
    where=st.fixed_dictionaries(
        {},
        optional={
            "unit": st.lists(_units, min_size=1, max_size=2),
            "setting": st.lists(st.sampled_from(["学校", "社区"]), min_size=1, max_size=2),
        },
    ),
)


@settings(max_examples=12)
@given(rows=st.lists(_activities, max_size=12), selection=_selections)
def test_contributions_to_an_additive_metric_add_up_to_its_value_exactly(
    rows: list[dict[str, Any]], selection: Selection
) -> None:
    with TemporaryDirectory() as folder:
        small = SmallWarehouse(Path(folder))
        small.add("activities", *rows)
        with small.pin() as snapshot:
            for name in ("P01", "P02", "P08", "P09"):
                assert METRICS[name].additive
                total = sum(row.contribution for row in trace(snapshot, name, selection))
                assert total == _value(snapshot, name, selection)
