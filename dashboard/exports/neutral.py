"""Texts that a spreadsheet program would run as formulas, made harmless."""

from __future__ import annotations

# What Excel and WPS take for the beginning of a formula; the full-width forms too, which they convert.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """Return a text that no spreadsheet program runs: an apostrophe goes before a formula's first character.

    Spaces before it do not make it harmless. Numbers are never passed here: -3 stays a number.
    """
    return f"'{text}" if text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS) else text
