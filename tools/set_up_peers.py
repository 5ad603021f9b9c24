"""Make `.venv-peers`, the environment of the tools that benchmarks/reading_speed.py compares with.

Apart from the project's own environment: never part of the program, its tests or CI. Done once per lock.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from tools.environment import (
    REQUIREMENTS,
    ROOT,
    child_environment,
    configured_uv_environment,
    say,
    venv_program,
)

PEERS = ROOT / ".venv-peers"
PEERS_LOCK = REQUIREMENTS / "peers.lock"
_STAMP = PEERS / "installed.sha256"


def peers_python() -> Path:
    """Return the Python of the peers' environment, whether or not it is there yet."""
    return PEERS / "bin" / "python"


def set_up_peers() -> None:
    """Bring the peers' environment to its lock, telling what is being done."""
    digest = hashlib.sha256(PEERS_LOCK.read_bytes()).hexdigest()
    if peers_python().exists() and _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == digest:
        return
    say(f"按 requirements/{PEERS_LOCK.name} 安装供比较的工具（只用于测速）")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEERS)], check=False).returncode == 0
    command = [str(venv_program("uv")), "pip", "install", "--python", str(peers_python())]
    command += ["--require-hashes", "--compile-bytecode", "-r", str(PEERS_LOCK)]
    environment = {**child_environment(), **configured_uv_environment()}
    if not made or subprocess.run(command, check=False, env=environment).returncode != 0:
        raise SystemExit("[环境] 供比较的工具未能装齐，原因见上。测速时可加 --without-peers 略过。")
    _STAMP.write_text(digest, encoding="utf-8")


if __name__ == "__main__":
    set_up_peers()
