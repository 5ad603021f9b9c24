"""Whatever happens to rows between two snapshots, the causes of a number add up to its change exactly."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.support.small_warehouse import VILLAGES
from tests.support.two_states import CUTOFF, Row, State, both_published
from warehouse.contracts.figures import CUMULATIVE, CURRENT, PLANNED
from warehouse.differences import Asked, compare
from warehouse.metrics.selection import Grain, Selection

_FIRST = date(2021, 11, 1)
_DAYS = st.integers(0, 500).map(lambda days: _FIRST + timedelta(days=days))
_MAYBE_DAY = st.none() | _DAYS
_UNITS = st.sampled_from(("公安局", "司法局", "教育局", "粮食局", "峡窝镇", "济源路街道"))
_VILLAGES = st.sampled_from([name for _, name, *_ in VILLAGES])
_COUNT = st.none() | st.integers(0, 400)
_YES_NO = st.none() | st.booleans()
_SCORE = st.integers(0, 400).map(lambda quarters: Decimal(quarters) / 4)
_PERSONS = st.sampled_from(("p1", "p2", "p3"))


def _fields(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fields)


FIELDS: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "activities": _fields(
        unit=_UNITS,
        start_on=_DAYS,
        title=st.sampled_from(("宪法宣传", "反诈宣传", "第二届法治书法展")),
        place=st.sampled_from(("文化广场", "科技馆")),
        village=st.none() | _VILLAGES,
        audience=_COUNT,
        audience_qualifier=st.sampled_from((None, "about", "at_least")),
        online_reads=_COUNT,
        sessions=st.none() | st.integers(1, 3),
        settings=st.lists(st.sampled_from(("学校", "社区")), unique=True),
        figures=st.sampled_from((CURRENT, CURRENT, CUMULATIVE, PLANNED)),
    ),
    "trainings": _fields(
        title=st.just("培训"),
        unit=_UNITS,
        start_on=_DAYS,
        category=st.sampled_from(("常务会学法", "法律明白人", "普法骨干")),
        attended=_COUNT,
    ),
    "legal_stewards": _fields(
        village=_VILLAGES,
        person_id=_PERSONS,
        certified_on=_MAYBE_DAY,
        status=st.sampled_from(("在岗", "退出")),
        left_on=_MAYBE_DAY,
    ),
    "reconsiderations": _fields(
        respondent=_UNITS,
        received_on=_DAYS,
        handling=st.sampled_from((None, "受理", "不予受理")),
        accepted_on=_MAYBE_DAY,
        procedure=st.sampled_from((None, "普通", "简易")),
        closed_on=_MAYBE_DAY,
        outcome=st.sampled_from((None, "维持", "撤销", "改正后终止")),
        mediated=_YES_NO,
    ),
    "legality_reviews": _fields(
        kind=st.sampled_from(("重大行政决策", "行政规范性文件", "合同")),
        submitted_by=_UNITS,
        received_on=_DAYS,
        closed_on=_MAYBE_DAY,
        conclusion=st.sampled_from((None, "合法", "不合法")),
        opinions=_COUNT,
        adopted=_COUNT,
    ),
    "file_reviews": _fields(
        unit=_UNITS,
        reviewed_on=_DAYS,
        score=_SCORE,
        problems=_COUNT,
        rectify_due_on=_MAYBE_DAY,
        rectified_on=_MAYBE_DAY,
    ),
    "major_decisions": _fields(
        unit=_UNITS,
        decided_on=_DAYS,
        published_on=_MAYBE_DAY,
        submitted_on=_MAYBE_DAY,
        reviewed_on=_MAYBE_DAY,
    ),
    "venues": _fields(
        name=st.sampled_from(("法治广场", "法治长廊")),
        village=_VILLAGES,
        built_on=_MAYBE_DAY,
        status=st.sampled_from((None, "在用")),
        closed_on=_MAYBE_DAY,
    ),
    "schools": _fields(
        name=st.sampled_from(("第一小学", "第二小学")), township=st.just("峡窝镇"), stage=st.just("小学")
    ),
    "targets": _fields(
        metric_id=st.sampled_from(("P01", "P02", "F07")),
        scope=st.just("全区"),
        year=st.just(2022),
        target=st.integers(1, 2000).map(Decimal),
        profile=st.sampled_from((None, "按上年进度")),
    ),
}
_LIMITS = (("village_stewards", "", 1), ("legality_review", "重大行政决策", 3))


@st.composite
def _histories(draw: st.DrawFn) -> tuple[State, State]:
    """Draw two states: rows are kept, corrected, mended or withdrawn, new ones come, and all else changes."""
    before: list[Row] = []
    after: list[Row] = []
    replaced: list[tuple[Row, str]] = []
    for dataset in sorted(draw(st.sets(st.sampled_from(sorted(FIELDS)), min_size=2, max_size=4))):
        fields = FIELDS[dataset]
        for number in range(draw(st.integers(1, 4))):
            row = Row(dataset, f"{dataset}{number}", draw(fields))
            fate = draw(st.sampled_from(("kept", "kept", "corrected", "mended", "withdrawn", "added")))
            if fate != "added":
                before.append(row)
            if fate == "kept":
                after.append(row)
            elif fate == "corrected":
                newer = row.corrected(**draw(fields))
                replaced.append((row, newer.row_id))
                after.append(newer)
            elif fate == "mended":
                after.append(row.mended(**draw(fields)))
            elif fate == "added":
                after.append(replace(row, is_new=True))
    older = State(rows=before, cutoff=CUTOFF - timedelta(days=draw(st.sampled_from((0, 0, 40, 200)))))
    events = [row.row_id for row in after if row.dataset == "activities"]
    newer_state = State(
        rows=after,
        replaced=replaced,
        joint={"decided": events[:2]} if draw(st.booleans()) else {},
        merged=[("jiaoyu", "sifa")] if draw(st.booleans()) else [],
        limits=_LIMITS[: draw(st.integers(0, 2))],
        population={2022: 9000} if draw(st.booleans()) else {},
        villages=[("100299", "新村", "100")] if draw(st.booleans()) else [],
        zero_reports=["litigations"] if draw(st.booleans()) else [],
    )
    return older, newer_state


SELECTIONS = (
    Asked("全部", Selection()),
    Asked("按季", Selection(date(2022, 1, 1), date(2022, 12, 31), Grain.QUARTER)),
)


@settings(max_examples=3, phases=(Phase.explicit, Phase.generate))
@given(states=_histories())
def test_the_causes_of_every_metric_add_up_to_its_change_exactly(states: tuple[State, State]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before, after = both_published(Path(folder), *states)
        with before, after:
            # compare() itself raises DoesNotAddUp; asked again here, so that this test stands alone.
            for _, revision in compare(before, after, None, SELECTIONS):
                revision.check()
