"""数据质量: what the ledger says of this snapshot."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.verdict import FailedCheck, failed_checks
from warehouse.ledger_reading import (
    Check,
    Finding,
    FindingCause,
    FindingOfUnit,
    QuarantinedRow,
    RefusedFile,
    Run,
    TableAccount,
    Verdict,
    account_total,
    accounts,
    checks,
    findings,
    findings_by_cause,
    findings_by_unit,
    quarantined_rows,
    refused_files,
    runs,
    verdict,
)
from warehouse.snapshots import Snapshot

FINDINGS_SHOWN = 200
ROWS_SHOWN = 100


@dataclass(frozen=True)
class DataQuality:
    """The parts of the page that no filter changes."""

    verdict: Verdict | None
    checks: tuple[Check, ...]
    failed: tuple[FailedCheck, ...]
    total: TableAccount
    accounts: tuple[TableAccount, ...]
    causes: tuple[FindingCause, ...]
    by_unit: tuple[FindingOfUnit, ...]
    refused: tuple[RefusedFile, ...]
    runs: tuple[Run, ...]

    @property
    def units(self) -> list[str]:
        """Senders that have something to mend."""
        return [row.unit for row in self.by_unit]

    @property
    def cause_titles(self) -> dict[str, str]:
        """Code of each kind of finding → its title."""
        return {cause.code: cause.title for cause in self.causes}


def data_quality(snapshot: Snapshot) -> DataQuality:
    """Return the page's unfiltered parts."""
    return DataQuality(
        verdict(snapshot),
        tuple(checks(snapshot)),
        failed_checks(snapshot),
        account_total(snapshot),
        tuple(accounts(snapshot)),
        tuple(findings_by_cause(snapshot)),
        tuple(findings_by_unit(snapshot)),
        tuple(refused_files(snapshot)),
        tuple(runs(snapshot)),
    )


def findings_shown(snapshot: Snapshot, unit: str | None, code: str | None) -> list[Finding]:
    """Return findings of one sender or kind, where chosen."""
    return findings(snapshot, unit=unit, code=code, limit=FINDINGS_SHOWN)


def quarantined_shown(snapshot: Snapshot, unit: str | None) -> list[QuarantinedRow]:
    """Return rows kept out, of one sender where chosen."""
    return quarantined_rows(snapshot, unit=unit, limit=ROWS_SHOWN)
