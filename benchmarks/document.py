"""Documents that several benchmarks write: each replaces its own section and leaves the others."""

from __future__ import annotations

from pathlib import Path


def replace_section(path: Path, name: str, text: str) -> None:
    """Write a section into a document, in place of what stands under its name; a new one goes to the end."""
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    section = f"{begin}\n{text.strip()}\n{end}\n"
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    before, found, rest = known.partition(begin)
    after = rest.partition(f"{end}\n")[2] if found else ""
    head = before if found or not before else f"{before.rstrip()}\n\n"
    path.write_text(f"{head}{section}{after}", encoding="utf-8")
