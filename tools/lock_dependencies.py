"""Write the locks again from pyproject.toml: `make lock`, or `make lock UPGRADE=1` for newer versions.

runtime.lock is solved within dev.lock, so that both hold the same versions.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.environment import (
    BOOTSTRAP_LOCK,
    OLDEST_PYTHON,
    REQUIREMENTS,
    ROOT,
    configured_uv_environment,
    say,
    venv_program,
)

_OPTIONS = (
    "--universal",
    "--python-version",
    ".".join(map(str, OLDEST_PYTHON)),
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
)


def compile_lock(lock: Path, source: str, *extra: str) -> None:
    """Solve one source into one lock, keeping the versions already locked unless told to upgrade."""
    say(f"生成 {lock.relative_to(ROOT)}")
    command = [str(venv_program("uv")), "pip", "compile", source, *_OPTIONS, *extra, "-o", str(lock)]
    if subprocess.run(command, check=False, cwd=ROOT, env=configured_uv_environment()).returncode != 0:
        raise SystemExit(f"[环境] {lock.name} 未能生成，原因见上。")


def main(arguments: list[str]) -> int:
    """Write the locks: the installer's, the development's, the runtime's, and that of the peers."""
    if arguments not in ([], ["--upgrade"]):
        print("用法：python -m tools.lock_dependencies [--upgrade]", file=sys.stderr)
        return 2
    if not venv_program("uv").exists():
        raise SystemExit(
            "[环境] 没有 uv，无法生成锁文件。请检查 pip 的软件源配置后执行 make clean setup-dev。"
        )
    runtime, dev = REQUIREMENTS / "runtime.lock", REQUIREMENTS / "dev.lock"
    compile_lock(BOOTSTRAP_LOCK, "requirements/bootstrap.in", *arguments)
    compile_lock(dev, "pyproject.toml", "--group", "dev", *arguments)
    # uv keeps the versions it finds in the file it is to write: this makes the two locks agree.
    runtime.write_bytes(dev.read_bytes())
    compile_lock(runtime, "pyproject.toml")
    compile_lock(REQUIREMENTS / "peers.lock", "requirements/peers.in", *arguments)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
