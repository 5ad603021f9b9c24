"""Definitions in time (口径版本): a snapshot is answered by the definitions that it was made with.

What decides a number (numerator, denominator, unit, basis, dimensions …) is a metric's formula; its digest is
stored with every snapshot, beside the whole record. When a formula changes, the old record moves to
`SUPERSEDED` with the day and the reason, and older snapshots go on being answered by it. Texts (name,
definition, note) may be bettered freely: an old snapshot shows those it was made with.

`python -m tools.metric_versions` keeps the list of every formula ever published
(tests/golden/metric_versions.txt); a test fails when a formula changed and its predecessor was not kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from warehouse.engines.duckdb import Database
from warehouse.errors import BadSelection
from warehouse.metrics.model import Measure, Metric

_DIGEST_LENGTH = 16
# What of a stored record decides the number: for snapshots made before digests were stored.
_FORMULA_KEYS = (
    "unit",
    "basis",
    "date",
    "interval",
    "additive",
    "dimensions",
    "numerator",
    "denominator",
    "multiplier",
)


@dataclass(frozen=True)
class Superseded:
    """A definition that was replaced. until: the day from which the next holds. reason: why, in Chinese."""

    metric: Metric
    until: date
    reason: str


# Oldest first within a metric. A formula that changes leaves its old record here, with day and reason.
SUPERSEDED: tuple[Superseded, ...] = ()


class UnknownDefinition(BadSelection):
    """A snapshot was made with a definition that this program lacks; it is not answered by another."""


def formula(metric: Metric) -> dict[str, Any]:
    """Return what decides a metric's number, as plain values; no texts."""
    return {
        "id": metric.id,
        "unit": metric.unit,
        "basis": metric.basis.value,
        "multiplier": metric.multiplier,
        "additive": metric.additive,
        "progress": None if metric.progress is None else metric.progress.value,
        "dimensions": sorted(metric.dimensions),
        "numerator": _measure(metric.numerator),
        "denominator": _measure(metric.denominator),
    }


def _measure(measure: Measure | None) -> dict[str, Any] | None:
    if measure is None:
        return None
    return {
        "over": measure.over,
        "kind": measure.kind.value,
        "value": measure.value,
        "where": None if measure.where is None else repr(measure.where),
        "date": measure.date,
        "valid_from": measure.valid_from,
        "valid_to": measure.valid_to,
        "is_touching": measure.is_touching,
        "ignores": sorted(measure.ignores),
    }


def digest(metric: Metric) -> str:
    """Return the digest of a metric's formula, equal for equal formulas: 16 hexadecimal digits."""
    text = json.dumps(formula(metric), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]


def superseded_by(metric: Metric) -> list[Superseded]:
    """Return the earlier definitions of a metric, oldest first."""
    return [one for one in SUPERSEDED if one.metric.id == metric.id]


def since(metric: Metric) -> date | None:
    """Return the day from which today's definition holds; None where it is the first one."""
    return max((one.until for one in superseded_by(metric)), default=None)


def published_record(metric: Metric) -> dict[str, Any]:
    """Return a metric's record with its digest, since when it holds, and what it replaced, newest first."""
    first = since(metric)
    return metric.record() | {
        "digest": digest(metric),
        "since": None if first is None else first.isoformat(),
        "revisions": [
            {
                "until": one.until.isoformat(),
                "reason": one.reason,
                "digest": digest(one.metric),
                "definition": one.metric.definition,
                "numerator": one.metric.record()["numerator"],
                "denominator": one.metric.record()["denominator"],
            }
            for one in reversed(superseded_by(metric))
        ],
    }


def listing(metrics: Iterable[Metric]) -> list[str]:
    """Return a line per formula ever published: id, digest, since, until. The latest has no until."""
    lines = []
    for metric in metrics:
        begun = "first"
        for one in superseded_by(metric):
            lines.append(f"{metric.id} {digest(one.metric)} {begun} {one.until}")
            begun = one.until.isoformat()
        lines.append(f"{metric.id} {digest(metric)} {begun} -")
    today = {line.partition(" ")[0] for line in lines}
    retired = (one for one in SUPERSEDED if one.metric.id not in today)
    lines += [f"{one.metric.id} {digest(one.metric)} first {one.until}" for one in retired]
    return lines


def forgotten(listed: Iterable[str], metrics: Iterable[Metric]) -> list[str]:
    """Return the published formulas (id, digest) that the program no longer has, today's or superseded."""
    kept = {tuple(line.split()[:2]) for line in listing(metrics)}
    published = [tuple(line.split()[:2]) for line in listed if line.strip()]
    return [" ".join(one) for one in published if one not in kept]


class Definitions:
    """The definitions that a snapshot was made with."""

    def __init__(self, database: Database, snapshot_id: str) -> None:
        self._database = database
        self._snapshot_id = snapshot_id

    @cached_property
    def _stored(self) -> dict[str, dict[str, Any]]:
        if not self._database.has_table("ledger", "metric_definitions"):
            return {}
        rows = self._database.query("SELECT * FROM ledger.metric_definitions")
        return {row["metric"]: row for row in rows.iter_rows(named=True)}

    def record(self, metric_id: str) -> Mapping[str, Any] | None:
        """Return a metric's record (texts and formula) as it was; None where it was not yet defined."""
        stored = self._stored.get(metric_id)
        return None if stored is None else dict(json.loads(stored["definition"]))

    def records(self) -> list[Mapping[str, Any]]:
        """Return every record as it was, in the order of publication."""
        return [dict(json.loads(row["definition"])) for row in self._stored.values()]

    def has(self, metric_id: str) -> bool:
        """Tell whether the metric was defined when the snapshot was made; a snapshot without any record of
        definitions (none was kept by its program) is taken to have all of them."""
        return not self._stored or metric_id in self._stored

    def metric(self, today: Metric) -> Metric:
        """Return the definition by which the snapshot is answered: today's, or the superseded one it had.

        Where the metric did not exist yet, today's: ask `has` first. Raises UnknownDefinition where the
        snapshot's is neither.
        """
        stored = self._stored.get(today.id)
        if stored is None:
            return today
        for version in (today, *(one.metric for one in reversed(superseded_by(today)))):
            if _is_the_same(stored, version):
                return version
        raise UnknownDefinition(
            f"快照 {self._snapshot_id} 的指标 {today.id} {today.name} 用的口径版本"
            f"（{stored.get('digest') or '未记摘要'}）不在程序中，不能用现行口径代替计算。"
            f"请用生成该快照的程序版本查看，或用 python -m warehouse metrics --snapshot {self._snapshot_id}"
            " 查看当时的口径"
        )


def _is_the_same(stored: Mapping[str, Any], metric: Metric) -> bool:
    if stored.get("digest") is not None:
        return bool(stored["digest"] == digest(metric))
    then, now = json.loads(stored["definition"]), json.loads(metric.to_json())
    return all(then.get(key) == now[key] for key in _FORMULA_KEYS if key in then)
