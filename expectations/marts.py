"""What the marts must keep of the base tables they are made of: every row, every figure, every event once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from expectations.ledger import STRUCTURE
from expectations.model import Check
from expectations.sql import literal, name
from warehouse.contracts.figures import CUMULATIVE
from warehouse.contracts.model import Column, Dataset
from warehouse.marts.build import MARTS

DERIVED = "派生表"
# Marts with one row for each row of their base table, under any name.
ONE_ROW_EACH = (
    "activities",
    "trainings",
    "duty_items",
    "duty_events",
    "legal_stewards",
    "vice_principals",
    "venues",
    "creation_events",
    "reconsiderations",
    "legality_reviews",
    "litigations",
    "major_decisions",
    "file_reviews",
    "file_problems",
    "enforcement_years",
    "shufa",
    "assessments",
    "institution_events",
    "commitments",
    "targets",
)
_ACTIVITIES = "activities"
# Of a joint event the largest counts, from whichever row it stands in.
_OF_EVENTS = ("audience", "online_reads", "consultations", "materials", "booklets")
_IS_CUMULATIVE = f"coalesce(figures, '') = {literal(CUMULATIVE)}"


def mart_structure() -> Check:
    """Return the check that every mart is there."""
    promised = ", ".join(f"({literal(mart)})" for mart in MARTS)
    return Check(
        suite=STRUCTURE,
        table=None,
        name="marts_as_promised",
        sentence=f"{DERIVED}：各表齐全",
        size=len(MARTS),
        unexpected=(
            f"SELECT 'mart.' || t FROM (VALUES {promised}) AS promised(t) "
            "ANTI JOIN (SELECT * FROM batch WHERE schema_name = 'mart') ON table_name = t"
        ),
    )


def mart_checks(datasets: Collection[Dataset]) -> Iterator[Check]:
    """Yield the checks of the marts that lean on the given datasets."""
    known = {dataset.name: dataset for dataset in datasets}
    for mart in ONE_ROW_EACH:
        dataset = known.get(MARTS[mart].dataset or "")
        if dataset is None:
            continue
        yield _rows_agree(mart, dataset)
        figures = [column for column in dataset.columns if column.is_countable]
        if mart == _ACTIVITIES:
            yield _own_figures(dataset, figures)
            yield _events_once(dataset)
        elif figures:
            yield _totals_agree(mart, dataset, figures)


def _check(mart: str, dataset: Dataset, check: str, sentence: str, unexpected: str) -> Check:
    return Check(
        suite=DERIVED,
        table=f"mart.{mart}",
        name=f"{mart}_{check}",
        sentence=f"{DERIVED}：{dataset.label}{sentence}",
        unexpected=unexpected,
        dataset=dataset.name,
    )


def _rows_agree(mart: str, dataset: Dataset) -> Check:
    # Sums of digests tell two sets of rows apart without joining them.
    told = "SELECT count(*) AS n, sum(CAST(hash(row_id) AS HUGEINT)) AS rows FROM"
    return _check(
        mart,
        dataset,
        "rows_agree",
        "的行与明细一一对应",
        f"SELECT '派生表 ' || m.n || ' 行，明细 ' || b.n || ' 行' FROM ({told} batch) AS m, "
        f"({told} base.{dataset.name}) AS b WHERE m.n <> b.n OR m.rows IS DISTINCT FROM b.rows",
    )


def _sums(figures: Iterable[Column], where: str = "true") -> str:
    return ", ".join(f"sum({name(one.name)}) FILTER ({where}) AS {name(one.name)}" for one in figures)


def _differing(figures: Iterable[Column]) -> str:
    """Return a list expression of the figures of `m` and `b` that differ, each in words."""
    return ", ".join(
        f"CASE WHEN m.{name(one.name)} IS DISTINCT FROM b.{name(one.name)} "
        f"THEN {literal(one.label + '：派生表 ')} || coalesce(CAST(m.{name(one.name)} AS VARCHAR), '空') "
        f"|| '，明细 ' || coalesce(CAST(b.{name(one.name)} AS VARCHAR), '空') END"
        for one in figures
    )


def _totals_agree(mart: str, dataset: Dataset, figures: Collection[Column]) -> Check:
    return _check(
        mart,
        dataset,
        "totals_agree",
        "的合计与明细相等",
        f"SELECT told FROM (SELECT unnest([{_differing(figures)}]) AS told FROM "
        f"(SELECT {_sums(figures)} FROM batch) AS m, "
        f"(SELECT {_sums(figures)} FROM base.{dataset.name}) AS b) "
        "WHERE told IS NOT NULL",
    )


def _own_figures(dataset: Dataset, figures: Collection[Column]) -> Check:
    """Current figures are those filed; one of a running total is that less the total before."""
    current = f"NOT ({_IS_CUMULATIVE})"
    wrong = " OR ".join(
        f"m.{name(one.name)} IS DISTINCT FROM b.{name(one.name)} - coalesce((SELECT p.{name(one.name)} "
        f"FROM base.{dataset.name} p WHERE p.row_id = m.{name(one.name + '_before_row_id')}), 0)"
        for one in figures
    )
    return _check(
        _ACTIVITIES,
        dataset,
        "figures_as_filed",
        "的数字等于明细，累计数等于与上期之差",
        f"SELECT told, NULL AS row_id FROM (SELECT unnest([{_differing(figures)}]) AS told FROM "
        f"(SELECT {_sums(figures, current)} FROM batch) AS m, "
        f"(SELECT {_sums(figures, current)} FROM base.{dataset.name}) AS b) WHERE told IS NOT NULL "
        "UNION ALL SELECT m.row_id, m.row_id FROM (SELECT * FROM batch WHERE "
        f"{_IS_CUMULATIVE}) AS m JOIN base.{dataset.name} b USING (row_id) WHERE {wrong}",
    )


def _events_once(dataset: Dataset) -> Check:
    """A joint event counts on one of its rows, with the largest figure of any; a planned one on none."""
    single = " OR ".join(f"{name('counted_' + one)} IS DISTINCT FROM {name(one)}" for one in _OF_EVENTS)
    largest = ", ".join(
        f"max({name(one)}) FILTER (NOT is_planned) AS {name('most_' + one)}" for one in _OF_EVENTS
    )
    counted = ", ".join(
        f"max({name('counted_' + one)}) FILTER (is_counted) AS {name('counted_' + one)}" for one in _OF_EVENTS
    )
    wrong = " OR ".join(
        f"{name('counted_' + one)} IS DISTINCT FROM {name('most_' + one)}" for one in _OF_EVENTS
    )
    return _check(
        _ACTIVITIES,
        dataset,
        "events_counted_once",
        "的每场活动只计一次，联合活动取最大数",
        f"SELECT row_id, row_id FROM batch WHERE joint_size = 1 AND (is_counted = is_planned "
        f"OR (is_counted AND ({single}))) UNION ALL "
        f"SELECT event, event FROM (SELECT joint_row_id AS event, count(*) FILTER (is_counted) AS n, "
        f"bool_and(is_planned) AS is_planned, {largest}, {counted} FROM batch WHERE joint_size > 1 "
        f"GROUP BY joint_row_id) WHERE n <> CAST(NOT is_planned AS INTEGER) OR (n = 1 AND ({wrong}))",
    )
