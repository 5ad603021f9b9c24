"""`python -m dashboard`: its usage, and a port that is taken."""

from __future__ import annotations

import socket

import pytest

from dashboard.__main__ import APP, main, parser


def test_the_help_is_chinese_and_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert "用法" in shown
    assert "python -m dashboard --port 8600" in shown


@pytest.mark.parametrize("port", ["0", "70000", "abc", "-1"])
def test_an_impossible_port_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([f"--port={port}"])
    assert left.value.code == 2
    assert "应为 1 到 65535 的整数" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_with_another_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    assert f"端口 {port} 已被占用" in capsys.readouterr().err


def test_the_defaults_are_those_of_the_makefile() -> None:
    given = parser().parse_args([])
    assert (given.port, given.home) == (8501, None)
    assert APP.is_file()
