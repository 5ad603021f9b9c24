"""See to a Chromium and a Chinese font, for the tests and for pictures of charts.

`python -m tools.ensure_browser` looks for both, installs Debian's packages where it is root and they lack,
and says what to do where it cannot. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

BROWSER_VARIABLE = "FAZHI_BROWSER"
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_PROGRAMS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
_FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path.home() / ".local/share/fonts",
)
_CHINESE_FONTS = ("*CJK*", "*SourceHan*", "*wqy*", "*PingFang*", "*uming*", "*ukai*")
_BROWSER_PACKAGE = "chromium"
_FONT_PACKAGE = "fonts-noto-cjk"


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The Chromium to use: $FAZHI_BROWSER, else one on the path; None where there is none."""
    chosen = environment.get(BROWSER_VARIABLE)
    if chosen:
        found = shutil.which(chosen, path=environment.get("PATH"))
        return Path(found) if found else None
    for program in _PROGRAMS:
        found = shutil.which(program, path=environment.get("PATH"))
        if found:
            return Path(found)
    return next((program for program in _MAC_PROGRAMS if program.exists()), None)


def has_chinese_font() -> bool:
    """Whether text in Chinese can be drawn: by fontconfig's word, else by the font files there are."""
    if shutil.which("fc-list"):
        listing = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, check=False)
        return bool(listing.stdout.strip())
    folders = [folder for folder in _FONT_FOLDERS if folder.is_dir()]
    return any(next(folder.rglob(name), None) for folder in folders for name in _CHINESE_FONTS)


def missing_packages() -> list[str]:
    """The Debian packages of what is not there."""
    wanted = [] if find_browser() else [_BROWSER_PACKAGE]
    return wanted if has_chinese_font() else [*wanted, _FONT_PACKAGE]


def can_install() -> bool:
    """Whether Debian's packages may be installed without asking anyone."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: list[str]) -> None:
    """Install Debian packages; whether it helped is for the caller to see."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"[浏览器] 安装 {' '.join(packages)}", flush=True)
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, check=False, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def complaint(packages: list[str], environment: Mapping[str, str] = os.environ) -> str:
    """What lacks and what to do about it, in Chinese and English."""
    chosen = environment.get(BROWSER_VARIABLE)
    if chosen and _BROWSER_PACKAGE in packages:
        return (
            f"[浏览器] {BROWSER_VARIABLE}={chosen} 不是可执行的浏览器，请改正或取消该变量。\n"
            f"[browser] {BROWSER_VARIABLE}={chosen} is not a program; correct or unset it."
        )
    names = " ".join(packages)
    return (
        f"[浏览器] 缺少：{names}。Debian/Ubuntu 请以管理员执行：apt-get install -y {names}；"
        f"其他系统请安装 Chromium 和一种中文字体，浏览器不在 PATH 中的，用 {BROWSER_VARIABLE} 指明路径。\n"
        f"[browser] Missing: {names}. On Debian/Ubuntu run as root: apt-get install -y {names}; elsewhere "
        "install Chromium and a Chinese font; a browser that is not on the PATH is named in "
        f"{BROWSER_VARIABLE}."
    )


def main() -> int:
    """Look, install where possible, look again."""
    packages = missing_packages()
    # A browser chosen by name is the user's business: nothing is installed in its place.
    if packages and can_install() and not (os.environ.get(BROWSER_VARIABLE) and _BROWSER_PACKAGE in packages):
        install(packages)
        packages = missing_packages()
    if packages:
        print(complaint(packages), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
