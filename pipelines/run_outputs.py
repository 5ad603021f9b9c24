"""What a run leaves beside its snapshot: its report, and the returns to the senders.

Both are made out of sight before the snapshot is published and shown right after it, so that a load that is
killed in between leaves neither a published file without its return nor a return of a file that was never
published: the next run shows what belongs to a published run and removes the rest.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.report import FileReport, LoadReport
from warehouse.home import Home
from warehouse.keeping.durable import flush_folder, flush_tree

_UNSEEN = ".unseen-"


@dataclass(frozen=True)
class RunOutputs:
    """The folders of one run."""

    home: Home
    run_id: str

    @property
    def unseen_returns(self) -> Path:
        """Where returns are made."""
        return self.home.returns / f"{_UNSEEN}{self.run_id}"

    @property
    def returns(self) -> Path:
        """Where returns are seen."""
        return self.home.returns / self.run_id

    @property
    def unseen_reports(self) -> Path:
        """Where the report of the run is made; what is seen has the names in it."""
        return self.home.runs / f"{_UNSEEN}{self.run_id}"

    def as_seen(self, files: Collection[FileReport]) -> tuple[FileReport, ...]:
        """Return the reports of the files with their returns where they will be seen."""
        return tuple(
            file
            if file.returned is None
            else replace(file, returned=self.returns / file.returned.relative_to(self.unseen_returns))
            for file in files
        )

    def write_report(self, report: LoadReport) -> None:
        """Write the report of the run out of sight."""
        report.write(self.unseen_reports)

    def make_durable(self) -> None:
        """Let what was written out of sight survive a loss of power."""
        for folder in (self.unseen_returns, self.unseen_reports):
            if folder.is_dir():
                flush_tree(folder)

    def show(self) -> None:
        """Show the returns, then the report; done again, it changes nothing."""
        if self.unseen_returns.is_dir():
            self.unseen_returns.rename(self.returns)
            flush_folder(self.home.returns)
        if self.unseen_reports.is_dir():
            for file in sorted(self.unseen_reports.iterdir()):
                file.replace(self.home.runs / file.name)
            self.unseen_reports.rmdir()
            flush_folder(self.home.runs)

    def discard(self) -> None:
        """Remove what has not been shown."""
        for folder in (self.unseen_returns, self.unseen_reports):
            if folder.is_dir():
                shutil.rmtree(folder)


def settle_interrupted(home: Home, published_runs: Collection[str]) -> None:
    """Show what killed runs have left unseen where they were published, and remove it where not.

    Their scratch files, which hold what senders sent, are removed. Only for who holds the writer's lock.
    """
    if home.scratch.is_dir():
        shutil.rmtree(home.scratch)
    for run_id in sorted({path.name.removeprefix(_UNSEEN) for path in _unseen(home)}):
        outputs = RunOutputs(home, run_id)
        if run_id in published_runs:
            outputs.show()
        else:
            outputs.discard()


def _unseen(home: Home) -> list[Path]:
    return [
        path
        for folder in (home.returns, home.runs)
        if folder.is_dir()
        for path in folder.iterdir()
        if path.name.startswith(_UNSEEN) and path.is_dir()
    ]
