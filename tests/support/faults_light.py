"""Loads whose reading, marts and audit cost little, so that a thousand of them can be disturbed.

What is made light touches no file of the home but the one being built: files are read in the process of the
load, tables and marts of one dataset are made, the calendar is computed once, and the audit asks DuckDB one
question instead of starting Great Expectations. Every step between the files, the snapshot and the pointer
is the product's own.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import pipelines.load as loading
import pipelines.record as recording
import warehouse.marts.build as building
from expectations.model import CheckResult, CheckSeverity, Verdict
from pipelines.intake.reading import known_locator
from pipelines.load import load
from pipelines.report import LoadReport
from tests.support.loads import PoolInThisProcess
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import open_reader
from warehouse.home import Home
from warehouse.reference.calendar import calendar_days
from warehouse.reference.tables import load_reference

# What is known of in a light warehouse.
LIGHT_DATASETS = MappingProxyType({"activities": DATASETS["activities"]})
_MARTS = ("units", "villages", "activities")


def light_audit(built: Path, previous: Path | None, run_id: str) -> Verdict:
    """Return a verdict over one check: the build can be read and no table has lost a row."""
    with open_reader(built) as database:
        lost = database.query(
            "SELECT count(*) AS n FROM ledger.tables WHERE rows_in <> loaded + quarantined + "
            "coalesce(list_sum(CAST(json_extract(skipped, '$.*') AS INTEGER[])), 0)"
        ).item()
    result = CheckResult(
        suite="台账",
        check="conservation",
        column=None,
        severity=CheckSeverity.CRITICAL.value,
        success=lost == 0,
        sentence="台账：行数守恒",
        checked=1,
        unexpected=lost,
        owner="数据管理岗",
    )
    return Verdict.over(run_id, [result])


def make_light() -> None:
    """Make the loads of this process light; call it before forking."""
    loading.ReaderPool = PoolInThisProcess  # type: ignore[misc, assignment]
    loading.DATASETS = LIGHT_DATASETS  # type: ignore[assignment]
    known_locator()
    days = tuple(calendar_days(load_reference().holidays))
    recording.calendar_days = lambda holidays: days  # type: ignore[assignment]
    marts = {name: building.MARTS[name] for name in _MARTS}
    building.MARTS = MappingProxyType(marts)
    # What is remembered of the program are all of its marts.
    building.remember = lambda key, built: None
    building.built_marts()
    # Whatever is there now is shared with the forked processes for good.
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


def light_load(paths: Sequence[Path], home: Home) -> LoadReport:
    """Load as the command does, lightly."""
    return load(paths, home, auditor=light_audit)
