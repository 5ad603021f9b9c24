"""`python -m dashboard`: serve the pages on this machine; `python -m dashboard brief`: make briefings."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from streamlit.web import cli as streamlit_cli

from dashboard.briefing.cli import main as brief
from warehouse.console import FAILED, ChineseParser, guarded
from warehouse.home import HOME_VARIABLE, Home

APP = Path(__file__).parent / "server.py"
ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8501
BRIEF = "brief"
_HIGHEST_PORT = 65535


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 1 <= port <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"应为 1 到 {_HIGHEST_PORT} 的整数")
    return port


def parser() -> argparse.ArgumentParser:
    """Return the parser of this command."""
    result = ChineseParser(
        prog="python -m dashboard",
        description="打开看板。只在本机 127.0.0.1 提供服务，不连接外网。",
        epilog="示例：\n  python -m dashboard\n  python -m dashboard --port 8600 --home 数据目录\n"
        "  python -m dashboard brief --week 2026-W47 --to 周报（生成周报材料，见 brief --help）",
    )
    result.add_argument("--port", type=_port, default=DEFAULT_PORT, help=f"端口，默认 {DEFAULT_PORT}")
    result.add_argument("--home", help=f"数据目录，默认取环境变量 {HOME_VARIABLE}，再取 var/")
    return result


def is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; exit 1 where the port is taken. `brief` is a command of its own."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if asked[:1] == [BRIEF]:
        return brief(asked[1:])
    given = parser().parse_args(asked)
    if not is_free(given.port):
        sys.stderr.write(
            f"端口 {given.port} 已被占用，可换一个：python -m dashboard --port {given.port + 1}\n"
        )
        return FAILED
    home = Home.find(given.home)
    os.environ[HOME_VARIABLE] = str(home.root)
    sys.stdout.write(f"法治看板：http://{ADDRESS}:{given.port}（按 Ctrl+C 停止）\n")
    sys.stdout.flush()
    streamlit_cli.main(
        [
            "run",
            str(APP),
            f"--server.port={given.port}",
            f"--server.address={ADDRESS}",
            "--logger.hideWelcomeMessage=true",
        ],
        standalone_mode=False,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
