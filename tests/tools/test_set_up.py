"""The environment is made once per lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import set_up


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two locks, and an environment folder beside it."""
    folder = tmp_path / "requirements"
    folder.mkdir()
    for kind in set_up.KINDS:
        (folder / f"{kind}.lock").write_text(f"{kind}-package==1.0\n", encoding="utf-8")
    monkeypatch.setattr(set_up, "REQUIREMENTS", folder)
    monkeypatch.setattr(set_up, "VENV", tmp_path / "environment")
    monkeypatch.setattr(set_up, "_STAMP", tmp_path / "environment" / "installed.json")
    return folder


@pytest.fixture
def calls(locks: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was installed, in order, by an installer that only takes notes."""
    notes: list[str] = []
    environment = locks.parent / "environment"

    def create() -> None:
        environment.mkdir(exist_ok=True)
        (environment / "python").touch()

    def with_uv(lock: Path) -> bool:
        notes.append(f"uv {lock.name}")
        return True

    monkeypatch.setattr(set_up, "create_environment", create)
    monkeypatch.setattr(set_up, "install_with_uv", with_uv)
    monkeypatch.setattr(set_up, "venv_program", lambda name: environment / name)
    return notes


def test_a_second_run_installs_nothing(calls: list[str]) -> None:
    set_up.set_up("runtime")
    set_up.set_up("runtime")
    assert calls == ["uv runtime.lock"]


def test_a_development_environment_serves_the_program_too(calls: list[str]) -> None:
    set_up.set_up("dev")
    set_up.set_up("runtime")
    assert calls == ["uv dev.lock"]


def test_a_changed_lock_is_installed_again(calls: list[str], locks: Path) -> None:
    set_up.set_up("runtime")
    (locks / "runtime.lock").write_text("runtime-package==2.0\n", encoding="utf-8")
    set_up.set_up("runtime")
    assert calls == ["uv runtime.lock", "uv runtime.lock"]


def test_pip_installs_where_uv_cannot(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def with_pip(lock: Path) -> bool:
        calls.append(f"pip {lock.name}")
        return True

    monkeypatch.setattr(set_up, "install_with_uv", lambda _lock: False)
    monkeypatch.setattr(set_up, "install_with_pip", with_pip)
    set_up.set_up("runtime")
    set_up.set_up("runtime")
    assert calls == ["pip runtime.lock"]


def test_a_broken_off_installation_leaves_no_stamp(
    calls: list[str], monkeypatch: pytest.MonkeyPatch, locks: Path
) -> None:
    set_up.set_up("runtime")
    (locks / "runtime.lock").write_text("runtime-package==2.0\n", encoding="utf-8")
    monkeypatch.setattr(set_up, "install_with_uv", lambda _lock: False)
    monkeypatch.setattr(set_up, "install_with_pip", lambda _lock: False)
    with pytest.raises(SystemExit, match="依赖未能装齐"):
        set_up.set_up("runtime")
    assert set_up.installed() == {}


def test_an_unreadable_stamp_counts_as_none(calls: list[str], locks: Path) -> None:
    set_up.set_up("runtime")
    (locks.parent / "environment" / "installed.json").write_text("{", encoding="utf-8")
    set_up.set_up("runtime")
    assert calls == ["uv runtime.lock", "uv runtime.lock"]


def test_the_version_of_an_environment_is_its_own_and_not_its_folders(locks: Path) -> None:
    environment = locks.parent / "environment"
    environment.mkdir()
    (environment / "pyvenv.cfg").write_text(
        "home = /opt/versions/3.9.1/bin\nversion = 3.11.7\n", encoding="utf-8"
    )
    assert set_up.environment_version() == "3.11.7"


def test_an_unknown_kind_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert set_up.main(["everything"]) == 2
    assert "用法" in capsys.readouterr().err
