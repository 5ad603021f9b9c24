"""The installer is told what pip was told."""

from __future__ import annotations

import pytest

from tools.environment import child_environment, pip_settings, uv_environment

LISTING = """\
:env:.find-links='/opt/wheels'
global.index-url='https://packages.example.org/simple'
global.extra-index-url='file:///a/simple\\nfile:///b/simple'
install.timeout='60'
freeze.timeout='1'
a line pip never writes
"""


def test_pips_settings_are_read_from_its_own_listing() -> None:
    assert pip_settings(LISTING) == {
        "find-links": "/opt/wheels",
        "index-url": "https://packages.example.org/simple",
        "extra-index-url": "file:///a/simple file:///b/simple",
        "timeout": "60",
    }


@pytest.mark.parametrize(
    "lines", [("global.cert='a'", ":env:.cert='b'"), (":env:.cert='b'", "global.cert='a'")]
)
def test_the_environment_wins_over_pips_files_in_any_order(lines: tuple[str, str]) -> None:
    assert pip_settings("\n".join(lines)) == {"cert": "b"}


def test_uv_is_given_the_index_of_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    environment = uv_environment({"index-url": "https://packages.example.org/simple", "no-index": "true"})
    assert environment["UV_DEFAULT_INDEX"] == "https://packages.example.org/simple"
    assert environment["UV_NO_INDEX"] == "1"


def test_what_was_set_for_uv_itself_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://chosen.example.org/simple")
    environment = uv_environment({"index-url": "https://packages.example.org/simple"})
    assert environment["UV_DEFAULT_INDEX"] == "https://chosen.example.org/simple"


def test_bytecode_is_compiled_even_where_the_shell_forbids_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in child_environment()
    assert "PYTHONDONTWRITEBYTECODE" not in uv_environment({})
