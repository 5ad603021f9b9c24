"""The state folder of a deployment (`--home`, else $FAZHI_HOME, else `var/`)."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from warehouse.keeping.durable import flush_file, flush_folder, make_folder

HOME_VARIABLE = "FAZHI_HOME"
DEFAULT_HOME = "var"
UNFINISHED_KEY = ".secret-"


@dataclass(frozen=True)
class Home:
    """Where a deployment keeps its state; no folder is made before something is written to it."""

    root: Path

    @classmethod
    def find(cls, given: str | Path | None = None) -> Home:
        """Return the home named by `given`, else by the environment, else `var/`."""
        return cls(Path(given or os.environ.get(HOME_VARIABLE) or DEFAULT_HOME).resolve())

    @property
    def originals(self) -> Path:
        """Files as they came, one per sha256, never touched again."""
        return self.root / "originals"

    @property
    def snapshots(self) -> Path:
        """Published snapshots, `<sequence>-<run>.duckdb`."""
        return self.root / "snapshots"

    @property
    def runs(self) -> Path:
        """The report of each load, `<run>.json`, published or not."""
        return self.root / "runs"

    @property
    def returns(self) -> Path:
        """Workbooks sent back, marked."""
        return self.root / "returns"

    @property
    def reference(self) -> Path:
        """The deployment's own reference CSVs, each overriding the shipped one of its name."""
        return self.root / "reference"

    @property
    def corrections(self) -> Path:
        """The deployment's own corrections, `*.yaml`, each entry with its reason."""
        return self.root / "corrections"

    @property
    def frozen(self) -> Path:
        """Frozen weeks, months…: one folder per label, with the snapshot and what it answered."""
        return self.root / "frozen"

    @property
    def scratch(self) -> Path:
        """What a load needs while it runs; whatever lies there afterwards is a killed load's."""
        return self.root / "scratch"

    @property
    def pointer(self) -> Path:
        """Names the current snapshot."""
        return self.root / "current.json"

    @property
    def writer_lock(self) -> Path:
        """Held by the one process that loads."""
        return self.root / "writer.lock"

    def personal_key(self) -> bytes:
        """Return the key that links personal tables to rows, made at first use (mode 600)."""
        path = self.root / "secret.key"
        if not path.exists():
            self._make_personal_key(path)
        return path.read_bytes()

    def _make_personal_key(self, path: Path) -> None:
        """Make the key whole or not at all; where another process makes one meanwhile, that one stands."""
        make_folder(self.root)
        handle, temporary_name = tempfile.mkstemp(prefix=UNFINISHED_KEY, dir=self.root)
        temporary = Path(temporary_name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(secrets.token_bytes(32))
            flush_file(temporary)
            with suppress(FileExistsError):
                path.hardlink_to(temporary)
        finally:
            temporary.unlink(missing_ok=True)
        flush_folder(self.root)
