"""What the ledger says of the demo inbox, and of an empty snapshot."""

from __future__ import annotations

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.home import Home
from warehouse.ledger_reading import (
    account_total,
    accounts,
    checks,
    findings,
    findings_by_cause,
    findings_by_unit,
    quarantined_rows,
    refused_files,
    reporting_by_unit,
    runs,
    verdict,
)
from warehouse.snapshots import open_snapshot


def test_an_empty_snapshot_has_nothing_to_say(small: SmallWarehouse) -> None:
    snapshot = small.pin()
    assert verdict(snapshot) is None
    for read in (checks, runs, accounts, refused_files, findings_by_cause, findings_by_unit, findings):
        assert read(snapshot) == []
    assert quarantined_rows(snapshot) == reporting_by_unit(snapshot) == []
    assert account_total(snapshot).balances


def test_the_parts_of_the_demo_ledger_agree_with_each_other(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        total, tables = account_total(snapshot), accounts(snapshot)
        assert total.balances
        assert all(table.balances for table in tables)
        assert total.rows_in == sum(table.rows_in for table in tables)
        assert total.skipped_total == sum(table.skipped_total for table in tables)
        assert total.quarantined == len(quarantined_rows(snapshot, limit=10_000))
        every = findings(snapshot, limit=10_000)
        assert sum(cause.findings for cause in findings_by_cause(snapshot)) == len(every)
        assert sum(row.errors + row.warnings for row in findings_by_unit(snapshot)) == len(every)
        (run,) = runs(snapshot)
        assert run.rows_in == total.rows_in
        assert run.files == run.loaded_files + run.duplicate_files + run.rejected_files
        assert len(refused_files(snapshot)) == run.rejected_files


def test_the_verdict_counts_its_checks(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        found = verdict(snapshot)
        assert found is not None
        assert found.success
        assert found.checks == len(checks(snapshot))
        assert found.passed == sum(check.success for check in checks(snapshot))


def test_findings_are_narrowed_to_a_unit_and_a_kind(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        first = findings_by_unit(snapshot)[0]
        of_unit = findings(snapshot, unit=first.unit, limit=10_000)
        assert len(of_unit) == first.errors + first.warnings
        assert {finding.unit for finding in of_unit} == {first.unit}
        code = of_unit[0].code
        assert {finding.code for finding in findings(snapshot, code=code)} == {code}
        assert findings(snapshot, unit="没有这个单位") == []
        assert {row.unit for row in quarantined_rows(snapshot, unit=first.unit)} <= {first.unit}


def test_every_finding_says_where_it_is_and_what_to_do(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        for finding in findings(snapshot, limit=10_000):
            assert finding.file
            assert finding.message
            assert finding.remedy
        assert all(cause.title != cause.code for cause in findings_by_cause(snapshot))


@pytest.mark.parametrize("hostile", ["' OR 1=1 --", "%", "<script>"])
def test_a_hostile_unit_finds_nothing(demo_home: Home, hostile: str) -> None:
    with open_snapshot(demo_home) as snapshot:
        assert findings(snapshot, unit=hostile) == []
        assert quarantined_rows(snapshot, unit=hostile) == []
