"""The manifest (清单) beside each snapshot: what the file must be, byte for byte and row for row.

`snapshots/<id>.json` is flushed before its snapshot gets its name, so a named snapshot always has one. It
carries a digest of itself, so that damage to either of the two is told apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from warehouse.errors import FazhiError

_SELF_DIGEST = "manifest_sha256"


class DamagedManifest(FazhiError):
    """A manifest or record that is not what was written."""


@dataclass(frozen=True)
class Manifest:
    """What a snapshot must be. created_at is UTC; content: `schema.table` → digest of its rows.

    sha256 and size (in bytes) are of the file, content as warehouse/digests.py has it.
    """

    snapshot: str
    sequence: int
    run: str
    created_at: datetime
    data_cutoff: date | None
    size: int
    sha256: str
    content: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """Return the manifest as it is written."""
        record = asdict(self)
        record["bytes"] = record.pop("size")
        return sealed(record)


def manifest_path(snapshot: Path) -> Path:
    """Return where the manifest of a snapshot file is kept."""
    return snapshot.with_suffix(".json")


def read_manifest(path: Path) -> Manifest | None:
    """Return a manifest, or None where the file is not there; raises DamagedManifest."""
    record = read_sealed(path)
    if record is None:
        return None
    try:
        return Manifest(
            snapshot=record["snapshot"],
            sequence=record["sequence"],
            run=record["run"],
            created_at=datetime.fromisoformat(record["created_at"]),
            data_cutoff=None if record["data_cutoff"] is None else date.fromisoformat(record["data_cutoff"]),
            size=record["bytes"],
            sha256=record["sha256"],
            content=dict(record["content"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedManifest(f"清单 {path.name} 缺少内容或写法不对。请从备份恢复该文件") from error


def sealed(record: Mapping[str, Any]) -> bytes:
    """Return a record as JSON that carries its own digest."""
    return _text({**record, _SELF_DIGEST: _digest(record)}).encode()


def read_sealed(path: Path) -> dict[str, Any] | None:
    """Return a sealed record without its digest, None where there is no file; raises DamagedManifest."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return unsealed(content, path.name)


def unsealed(content: bytes, name: str) -> dict[str, Any]:
    """Return what `sealed` was given; raises DamagedManifest naming the file where it has changed."""
    try:
        record = json.loads(content)
        told = record.pop(_SELF_DIGEST)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedManifest(f"清单 {name} 已损坏，读不出来。请从备份恢复该文件") from error
    if told != _digest(record) or content != sealed(record):
        raise DamagedManifest(f"清单 {name} 被改动过，与自身的校验值不符。请从备份恢复该文件")
    return dict(record)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(record).encode()).hexdigest()


def _text(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"no JSON form of {type(value).__name__}")
