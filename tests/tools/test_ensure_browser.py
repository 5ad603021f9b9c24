"""A browser is found, or it is said in two languages what to do."""

from __future__ import annotations

from pathlib import Path

from tools.ensure_browser import complaint, find_browser


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_chromium_is_preferred_to_chrome(tmp_path: Path) -> None:
    program(tmp_path, "google-chrome")
    chromium = program(tmp_path, "chromium")
    assert find_browser({"PATH": str(tmp_path)}) == chromium


def test_a_browser_chosen_by_the_user_comes_first(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    chosen = program(tmp_path, "my-browser")
    assert find_browser({"PATH": str(tmp_path), "FAZHI_BROWSER": str(chosen)}) == chosen


def test_a_wrong_choice_is_named_and_not_replaced(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    environment = {"PATH": str(tmp_path), "FAZHI_BROWSER": "no-such-browser"}
    assert find_browser(environment) is None
    assert "no-such-browser" in complaint(["chromium"], environment)


def test_the_complaint_names_the_packages_in_both_languages() -> None:
    chinese, english = complaint(["chromium", "fonts-noto-cjk"], {}).splitlines()
    assert chinese.startswith("[浏览器] 缺少：chromium fonts-noto-cjk")
    assert "apt-get install -y chromium fonts-noto-cjk" in english
