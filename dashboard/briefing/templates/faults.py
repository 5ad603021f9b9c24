"""What is wrong in a template: every fault with its place and the placeholder's own text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.texts import templates as texts
from warehouse.errors import FazhiError

MOST_SHOWN = 50
_LONGEST_SHOWN = 120


class Misuse(Exception):
    """A placeholder that cannot be answered; str() tells why. Whoever knows its place adds it."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one placeholder. place: in words, e.g. 正文第 3 段."""

    place: str
    placeholder: str
    reason: str


class UnusableTemplate(FazhiError):
    """A file that is no template: damaged, encrypted, with macros, far too large."""


class BadTemplate(FazhiError):
    """A template with faults; the message names all of them. Nothing is written."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        lines = [texts.FAULTS.format(file=file, count=len(self.faults))]
        lines += [
            texts.FAULT.format(
                number=number, place=one.place, placeholder=_short(one.placeholder), reason=one.reason
            )
            for number, one in enumerate(self.faults[:MOST_SHOWN], start=1)
        ]
        if len(self.faults) > MOST_SHOWN:
            lines.append(texts.MORE_FAULTS)
        super().__init__("\n".join(lines))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
