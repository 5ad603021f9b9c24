"""A clock that is wrong: every module of the product that asks for the time is told another."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain, repeat
from types import ModuleType

_PRODUCT = ("pipelines.", "warehouse.", "expectations.")


def set_clock(*shifts: timedelta) -> None:
    """Set the clock of this process off; the n-th question gets the n-th shift, later ones the last."""
    following = chain(shifts, repeat(shifts[-1]))
    for module in list(_asking("datetime.now(")):
        module.datetime = _WrongDatetime(following)  # type: ignore[attr-defined]
    for module in list(_asking("date.today(")):
        module.date = _WrongDate(following)  # type: ignore[attr-defined]


def _asking(words: str) -> Iterator[ModuleType]:
    """Yield the modules of the product whose source asks for the time in these words."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_PRODUCT) and words in inspect.getsource(module):
            yield module


class _Stand:
    """Stands in a module for a class, which it passes everything else on to."""

    def __init__(self, real: type, following: Iterator[timedelta]) -> None:
        self._real = real
        self._following = following

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def __call__(self, *arguments: int, **named: int) -> object:
        return self._real(*arguments, **named)


class _WrongDatetime(_Stand):
    def __init__(self, following: Iterator[timedelta]) -> None:
        super().__init__(datetime, following)

    def now(self, zone: tzinfo | None = None) -> datetime:
        """Return the time, wrongly."""
        return datetime.now(zone) + next(self._following)


class _WrongDate(_Stand):
    def __init__(self, following: Iterator[timedelta]) -> None:
        super().__init__(date, following)

    def today(self) -> date:
        """Return the day, wrongly."""
        return date.today() + next(self._following)
