"""What the quality report of a run tells, as plain records.

Nothing here knows a database or Great Expectations: `reading` fills the records from a snapshot file, a load
that built nothing fills `files` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class FileFate:
    """What became of a file: loaded, duplicate, rejected or waiting; reason says what to do."""

    name: str
    status: str
    reason: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class TableAccount:
    """The conservation of one table of the run: rows_in = loaded + quarantined + skipped."""

    file: str
    sheet: str
    dataset: str
    unit: str | None
    rows_in: int
    loaded: int
    quarantined: int
    skipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ToMend:
    """A finding of the run: where it stands, what is wrong, what to write. severity: error or warning."""

    unit: str | None
    file: str
    sheet: str
    cells: str
    code: str
    severity: str
    rows: int
    message: str
    remedy: str


@dataclass(frozen=True)
class FailingCell:
    """One fault that a failed check shows; every place may be unknown."""

    text: str
    unit: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class MetricName:
    """A metric that a check touches."""

    id: str
    name: str


@dataclass(frozen=True)
class ReportedCheck:
    """A check and its outcome. unexpected: the true count of faults, of which `failures` lists the first.

    touches: the metrics whose numbers rest on what is checked. error: why it could not run.
    """

    suite: str
    check: str
    sentence: str
    severity: str
    owner: str
    success: bool
    checked: int
    unexpected: int
    examples: tuple[str, ...] = ()
    failures: tuple[FailingCell, ...] = ()
    touches: tuple[MetricName, ...] = ()
    error: str | None = None

    @property
    def is_critical(self) -> bool:
        """Whether its failure blocks publishing."""
        return self.severity == "critical"


@dataclass(frozen=True)
class Freshness:
    """One unit's reporting over all that is stored, and the tables it sent with this run."""

    unit: str
    tables: int
    tables_in_run: int
    last_filed_on: date | None
    covered_until: date | None


@dataclass(frozen=True)
class Volume:
    """Rows of a dataset now and in the previous snapshot (None: there was none).

    years: year → rows of tables filed in that year up to the week of the data cut-off, the latest first.
    """

    dataset: str
    rows: int
    before: int | None
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CorrectionFate:
    """A correction of the district's own, and what stands in its way, if anything."""

    place: str
    reason: str
    rows: int
    problem: str | None = None


@dataclass(frozen=True)
class Standing:
    """The snapshot that readers see where this run was not published."""

    snapshot: str
    data_cutoff: date | None = None


@dataclass(frozen=True)
class RunFacts:
    """What the ledger of a built snapshot says of one run."""

    is_demo: bool = False
    data_cutoff: date | None = None
    files: tuple[FileFate, ...] = ()
    tables: tuple[TableAccount, ...] = ()
    to_mend: tuple[ToMend, ...] = ()
    freshness: tuple[Freshness, ...] = ()
    volumes: tuple[Volume, ...] = ()
    corrections: tuple[CorrectionFate, ...] = ()


@dataclass(frozen=True)
class QualityReport:
    """Everything the report of a run tells.

    run: id of the load. written_at: UTC. snapshot: what it published, None where it published nothing.
    standing: the snapshot that goes on being shown then. checks: every check of the verdict; None where
    nothing was built and so nothing was checked. refused: other reasons why nothing was published, as
    sentences (a correction that cannot be applied …).
    """

    run: str
    written_at: datetime
    snapshot: str | None
    facts: RunFacts
    checks: tuple[ReportedCheck, ...] | None = None
    standing: Standing | None = None
    refused: tuple[str, ...] = ()

    @property
    def is_published(self) -> bool:
        """Whether the run became a snapshot."""
        return self.snapshot is not None

    @property
    def failed(self) -> tuple[ReportedCheck, ...]:
        """The failed checks, the critical ones first."""
        failed = [check for check in self.checks or () if not check.success]
        return tuple(sorted(failed, key=lambda check: not check.is_critical))

    @property
    def critical(self) -> tuple[ReportedCheck, ...]:
        """The failed checks that block publishing."""
        return tuple(check for check in self.failed if check.is_critical)

    @property
    def warnings(self) -> tuple[ReportedCheck, ...]:
        """The failed checks that are shown beside the numbers they touch."""
        return tuple(check for check in self.failed if not check.is_critical)
