"""A backup brings everything back on an empty machine, or is refused."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from tests.warehouse.keeping.support import audience, flip_byte, more_people, publish_next
from warehouse.decisions import decide_joint, joint_decisions
from warehouse.errors import FazhiError, NoSnapshot
from warehouse.home import Home
from warehouse.keeping import backup
from warehouse.keeping.backup import BackupRefused, DamagedBackup, back_up, verify_backup
from warehouse.keeping.freezing import freeze
from warehouse.keeping.restoring import RestoreRefused, restore
from warehouse.keeping.verifying import verify
from warehouse.snapshots import current_id, snapshot_ids

FORMS = pytest.mark.parametrize("name", ["backup", "backup.tar"])


def filled(home: Home) -> Home:
    """Add to a home all that a running one has: a frozen week, a later snapshot, decisions, settings."""
    freeze(home, "2022-W18")
    publish_next(home, "between")
    publish_next(home, "second", more_people(1000))
    decide_joint(home, "a", "b", is_same=True, decided_by="普法科")
    for name in (
        "reference/units.csv",
        "corrections/2026.yaml",
        "runs/second.json",
        "returns/second/退回.xlsx",
    ):
        path = home.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return home


@FORMS
def test_what_is_restored_answers_and_verifies_as_before(home: Home, tmp_path: Path, name: str) -> None:
    made = back_up(filled(home), tmp_path / name)
    assert made.path == tmp_path / name
    elsewhere = Home(tmp_path / "other machine" / "home")
    restored = restore(made.path, elsewhere)
    assert (restored.snapshot, restored.replaced) == (current_id(home), None)
    assert (audience(elsewhere), audience(elsewhere, "2022-W18")) == (2000, 210)
    assert verify(elsewhere).done == verify(home).done
    assert verify(elsewhere).is_well
    assert joint_decisions(elsewhere) == joint_decisions(home)
    assert elsewhere.personal_key() == home.personal_key()
    for kept in ("reference/units.csv", "corrections/2026.yaml", "runs/second.json"):
        assert (elsewhere.root / kept).read_text(encoding="utf-8") == kept
    assert not (elsewhere.root / "returns").exists()
    # The next load goes on where the first machine was.
    assert publish_next(elsewhere, "next") == "000005-next"


def test_frozen_snapshots_are_stored_once(home: Home, tmp_path: Path) -> None:
    back_up(filled(home), tmp_path / "backup")
    assert not list((tmp_path / "backup" / "frozen").rglob("*.duckdb"))
    restore(tmp_path / "backup", elsewhere := Home(tmp_path / "other"))
    file = elsewhere.snapshots / "000002-first.duckdb"
    assert file.samefile(elsewhere.frozen / "2022-W18" / file.name)


def test_only_the_current_and_frozen_snapshots_are_taken_unless_all_are_asked_for(
    home: Home, tmp_path: Path
) -> None:
    filled(home)
    restore(back_up(home, tmp_path / "some").path, some := Home(tmp_path / "home1"))
    restore(
        back_up(home, tmp_path / "all", every=True, with_returns=True).path, whole := Home(tmp_path / "home2")
    )
    assert snapshot_ids(some) == ["000002-first", "000004-second"]
    assert snapshot_ids(whole) == snapshot_ids(home)
    assert (whole.returns / "second" / "退回.xlsx").is_file()


def test_an_older_snapshot_may_be_the_current_one_of_a_backup(home: Home, tmp_path: Path) -> None:
    restore(back_up(filled(home), tmp_path / "b", "2022-W18").path, other := Home(tmp_path / "other"))
    assert (current_id(other), audience(other)) == ("000002-first", 210)


@FORMS
def test_only_its_owner_may_read_a_backup_and_the_restored_key(home: Home, tmp_path: Path, name: str) -> None:
    made = back_up(filled(home), tmp_path / name)
    paths = [made.path, *made.path.rglob("*")] if made.path.is_dir() else [made.path]
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)
    restore(made.path, other := Home(tmp_path / "other"))
    assert (other.root / "secret.key").stat().st_mode & 0o077 == 0


def test_a_load_and_a_prune_in_the_middle_do_not_change_a_backup(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = current_id(home)
    pinned = backup._plain_files

    def meanwhile(*arguments: object, **named: object) -> object:
        publish_next(home, "meanwhile", more_people(5))
        (home.snapshots / f"{first}.duckdb").unlink()
        return pinned(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "_plain_files", meanwhile)
    restore(back_up(home, tmp_path / "backup").path, other := Home(tmp_path / "other"))
    assert (current_id(other), audience(other), audience(home)) == (first, 210, 10)


def test_a_backup_never_overwrites_and_never_lies_in_the_home(home: Home, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine", encoding="utf-8")
    with pytest.raises(BackupRefused, match="已存在"):
        back_up(home, tmp_path / "there")
    with pytest.raises(BackupRefused, match="不能放在数据文件夹里面"):
        back_up(home, home.root / "backup")
    with pytest.raises(NoSnapshot):
        back_up(Home(tmp_path / "empty"), tmp_path / "b")


@FORMS
def test_a_backup_that_dies_half_way_has_no_name_and_is_swept_by_the_next(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def die(*_: object) -> None:
        raise OSError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "verify_backup", die)
        patch.setattr(backup, "_remove", lambda path: None)
        with pytest.raises(OSError, match="gone"):
            back_up(home, tmp_path / name)
    assert not (tmp_path / name).exists()
    assert verify_backup(back_up(home, tmp_path / name).path)["snapshot"] == current_id(home)
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, "home"]


def test_each_damaged_file_of_a_backup_is_named_and_nothing_is_restored(home: Home, tmp_path: Path) -> None:
    made = back_up(filled(home), tmp_path / "backup").path
    other = Home(tmp_path / "other")
    for path in sorted(path for path in made.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        flip_byte(path, len(whole) // 2)
        with pytest.raises(DamagedBackup, match=path.name):
            restore(made, other)
        path.write_bytes(whole)
    assert not other.root.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert restore(made, other).snapshot == current_id(home)


def test_a_file_that_is_missing_or_was_added_is_named(home: Home, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backup").path
    (made / "extra").write_bytes(b"x")
    with pytest.raises(DamagedBackup, match="多出 extra"):
        restore(made, Home(tmp_path / "other"))
    (made / "extra").unlink()
    (made / "secret.key").unlink()
    with pytest.raises(DamagedBackup, match=r"缺少 secret\.key"):
        restore(made, Home(tmp_path / "other"))


@pytest.mark.parametrize("part", [0.0, 0.2, 0.6, 0.9])
def test_a_cut_or_flipped_tar_is_refused(home: Home, tmp_path: Path, part: float) -> None:
    made = back_up(home, tmp_path / "backup.tar").path
    whole = made.read_bytes()
    position = int(part * len(whole))
    flipped = whole[:position] + bytes([whole[position] ^ 0x40]) + whole[position + 1 :]
    for content in (whole[:position], flipped):
        made.write_bytes(content)
        with pytest.raises(DamagedBackup, match="备份 backup"):
            restore(made, Home(tmp_path / "other"))
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside"])
def test_a_tar_cannot_write_outside_the_home(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    with pytest.raises(DamagedBackup, match="不是可用的文件名"):
        restore(path, Home(tmp_path / "deep" / "home"))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["deep", "evil.tar"]


def test_a_tar_with_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo("secret.key")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    with pytest.raises(FazhiError, match="evil"):
        restore(path, Home(tmp_path / "home"))


def test_a_home_with_data_is_refused_and_with_replace_put_aside(home: Home, tmp_path: Path) -> None:
    made = back_up(home, tmp_path / "backup").path
    publish_next(home, "later", more_people(1000))
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(made, home)
    assert audience(home) == 2000
    restored = restore(made, home, replace=True)
    assert restored.replaced is not None
    assert (audience(home), audience(Home(restored.replaced))) == (210, 2000)


def test_an_empty_folder_is_restored_into(home: Home, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert restore(back_up(home, tmp_path / "b").path, Home(empty)).replaced is None
    assert audience(Home(empty)) == 210


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RestoreRefused, match="没有找到备份"):
        restore(tmp_path / "none", Home(tmp_path / "home"))
    (tmp_path / "text").write_text("no archive", encoding="utf-8")
    with pytest.raises(DamagedBackup, match="打不开"):
        restore(tmp_path / "text", Home(tmp_path / "home"))
