"""Where this project's virtual environment is, and how its installer is to be called.

Runs before the environment exists: standard library only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
BOOTSTRAP_LOCK = REQUIREMENTS / "bootstrap.lock"
OLDEST_PYTHON = (3, 11)

# pip's setting -> uv's variable. uv reads neither pip.conf nor PIP_*, so what pip was told is passed on.
_UV_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "trusted-host": "UV_INSECURE_HOST",
}


def venv_program(name: str) -> Path:
    """The path of a program inside the environment, whether or not it is there yet."""
    folder = VENV / ("Scripts" if os.name == "nt" else "bin")
    return folder / (f"{name}.exe" if os.name == "nt" else name)


def say(text: str) -> None:
    """One line of progress, at once."""
    print(f"[环境] {text}", flush=True)


def child_environment() -> dict[str, str]:
    """The caller's environment, less what would keep bytecode from being compiled.

    Without bytecode every start recompiles its imports (Great Expectations: 10 to 20 s instead of 4).
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def pip_settings(listing: str) -> dict[str, str]:
    """Settings from the output of `pip config list`; the environment wins over files, install over global."""
    ranks = {"global": 0, "install": 1, ":env:": 2}
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        name, separator, quoted = line.partition("=")
        section, dot, key = name.strip().rpartition(".")
        value = quoted.strip().strip("'\"")
        if not separator or not dot or section not in ranks:
            continue
        # pip writes a value of several lines with the two characters backslash and n.
        value = " ".join(value.replace("\\n", " ").split())
        if key not in found or ranks[section] >= found[key][0]:
            found[key] = (ranks[section], value)
    return {key: value for key, (_, value) in found.items()}


def uv_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Environment for uv with pip's settings passed on; what the caller set for uv himself stands."""
    environment = child_environment()
    for key, variable in _UV_VARIABLES.items():
        if settings.get(key):
            environment.setdefault(variable, settings[key])
    if settings.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        environment.setdefault("UV_NO_INDEX", "1")
    # Any index may serve a package: what is accepted is decided by the hashes of the lock.
    environment.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return environment


def configured_uv_environment() -> dict[str, str]:
    """Environment for uv according to the pip inside the environment."""
    listing = subprocess.run(
        [str(venv_program("python")), "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
        env=child_environment(),
    )
    return uv_environment(pip_settings(listing.stdout))


def require_python() -> None:
    """Leave with a message where the Python that runs this is too old."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        version = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(
            f"[环境] 需要 Python 3.11 或更高版本，现为 {version}。可用 make PYTHON=python3.11 指定。"
        )
