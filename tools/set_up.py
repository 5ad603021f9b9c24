"""Make the virtual environment from a hashed lock: `python3 -m tools.set_up runtime|dev`.

Done once per lock: a stamp inside the environment keeps the locks' digests, so a second call does nothing.
Runs before the environment exists: standard library only.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

from tools.environment import (
    BOOTSTRAP_LOCK,
    REQUIREMENTS,
    VENV,
    child_environment,
    configured_uv_environment,
    require_python,
    say,
    venv_program,
)

KINDS = ("runtime", "dev")
_STAMP = VENV / "installed.json"
_PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def lock_of(kind: str) -> Path:
    """The lock a kind of environment is made from."""
    return REQUIREMENTS / f"{kind}.lock"


def digest_of(kind: str) -> str:
    """What an installed environment is known by: the lock and the Python version."""
    return hashlib.sha256(lock_of(kind).read_bytes() + _PYTHON_VERSION.encode()).hexdigest()


def installed() -> dict[str, str]:
    """Digest by kind, as the stamp tells; empty where there is none or it cannot be read."""
    try:
        stamp = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(kind): str(digest) for kind, digest in stamp.items()} if isinstance(stamp, dict) else {}


def environment_version() -> str:
    """The Python version the environment says it was made with; empty where there is none."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    settings = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    return settings.get("version") or settings.get("version_info", "")


def create_environment() -> None:
    """An empty environment with pip, unless there is a working one of this Python version."""
    if venv_program("pip").exists() and environment_version().startswith(f"{_PYTHON_VERSION}."):
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise SystemExit(
            "[环境] 本机 Python 缺少 venv 组件（ensurepip）。Debian/Ubuntu 请先执行："
            f"apt-get install -y python{_PYTHON_VERSION}-venv"
        )
    say(f"建立虚拟环境 {VENV.name}（Python {_PYTHON_VERSION}）")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode != 0:
        raise SystemExit("[环境] 虚拟环境未能建立，请检查磁盘空间和目录权限。")


def install_with_uv(lock: Path) -> bool:
    """Install a lock by uv; False where uv is not to be had or does not succeed."""
    python = str(venv_program("python"))
    bootstrap = [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(BOOTSTRAP_LOCK)]
    if subprocess.run(bootstrap, check=False, env=child_environment()).returncode != 0:
        return False
    command = [str(venv_program("uv")), "pip", "install", "--python", python]
    command += ["--require-hashes", "--compile-bytecode", "-r", str(lock)]
    return subprocess.run(command, check=False, env=configured_uv_environment()).returncode == 0


def install_with_pip(lock: Path) -> bool:
    """Install a lock by pip: slower, and always there."""
    command = [str(venv_program("python")), "-m", "pip", "install", "--require-hashes", "-r", str(lock)]
    return subprocess.run(command, check=False, env=child_environment()).returncode == 0


def set_up(kind: str) -> None:
    """Bring the environment to a lock, telling what is being done."""
    digest = digest_of(kind)
    stamp = installed()
    # A development environment has everything the runtime has, at the same versions.
    if stamp.get(kind) == digest and venv_program("python").exists():
        return
    started = time.monotonic()
    create_environment()
    _STAMP.unlink(missing_ok=True)  # an installation broken off leaves no stamp behind
    say(f"按 requirements/{kind}.lock 安装依赖（首次约 1 至 2 分钟）")
    if not install_with_uv(lock_of(kind)):
        say("uv 不可用，改用 pip 安装，需时稍长")
        if not install_with_pip(lock_of(kind)):
            raise SystemExit(
                "[环境] 依赖未能装齐：请检查网络和 pip 的软件源配置（pip config list），再重新执行。"
            )
    kinds = KINDS if kind == "dev" else (kind,)
    stamp.update({name: digest_of(name) for name in kinds})
    _STAMP.write_text(json.dumps(stamp, indent=2), encoding="utf-8")
    say(f"环境就绪，用时 {time.monotonic() - started:.0f} 秒")


def main(arguments: list[str]) -> int:
    """Set up the named kind of environment."""
    if len(arguments) != 1 or arguments[0] not in KINDS:
        print("用法：python3 -m tools.set_up runtime|dev", file=sys.stderr)
        return 2
    require_python()
    set_up(arguments[0])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
