"""Number formats that say more than the number: 12 shown as 12万, 300 as 300余人, 1 as HF-001, 0.5 as 50%.

The clerk reads what the cell shows, and so must we. Only what the format adds is taken from it: its words
and its scale. Rounding is not, so that no digit is lost. Format codes follow ECMA-376 part 1, 18.8.31; the
mark ! before a character is how Chinese editions write the backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

# Formats that a workbook names by number alone: per cent, without and with two decimals.
BUILT_IN: Final[Mapping[int, str]] = {9: "0%", 10: "0.00%"}
# From here on the last digits of a number are lost, and its text would hide that.
_LARGEST_EXACT: Final = 10**15
_LONGEST_CODE: Final = 255
# For positive numbers, negative ones and 0; a fourth section is for texts.
_NUMBER_SECTIONS: Final = 3
_SECTION: Final = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])*', re.DOTALL)
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]\-]*)(?:-[^\]]*)?\]'
    r"|\[(?P<operator>[<>=]{1,2})(?P<limit>-?\d+(?:\.\d+)?)\]|\[[^\]]*\]|_.|\*."
    r"|(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<mark>[.,])|(?P<percent>%)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
# Dates, times, fractions, exponents and text are no plain numbers.
_NOT_PLAIN: Final = frozenset("ymdhsaegbYMDHSAEGB/@:")
# What stands around a number in accounts and adds nothing to it; the sign is written anew.
_SILENT: Final = " ()+-_"
_COMPARISONS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<>": lambda value, limit: value != limit,
}


@dataclass(frozen=True)
class _Section:
    """One part of a format code. shift: by how many powers of ten the shown number is smaller.

    width: the fewest digits before the point. condition: operator and limit, where the part states one.
    """

    before: str
    after: str
    shift: int
    width: int
    has_digits: bool
    condition: tuple[str, Decimal] | None

    @property
    def adds(self) -> bool:
        """Whether the shown text says anything that the number does not."""
        return self.has_digits and bool(self.before or self.after or self.shift or self.width > 1)

    def holds(self, value: Decimal) -> bool:
        """Whether the stated condition is true of a value; without one it is not."""
        return self.condition is not None and _COMPARISONS[self.condition[0]](value, self.condition[1])

    def text(self, value: Decimal) -> str:
        """The number with the words of the format around it, every digit kept."""
        shown = format(abs(value).scaleb(-self.shift), "f")
        whole, _, fraction = shown.partition(".")
        fraction = fraction.rstrip("0")
        digits = whole.zfill(self.width) + (f".{fraction}" if fraction else "")
        return f"{self.before}{'-' if value < 0 else ''}{digits}{self.after}"


@dataclass(frozen=True)
class NumberFormat:
    """A format code taken apart: sections for positive, negative and zero values, or with conditions."""

    sections: tuple[_Section, ...]

    def shown(self, value: object) -> str | None:
        """What a cell with this format says; None where that is the plain number."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        if not abs(value) < _LARGEST_EXACT:
            return None
        if value > 0 and value == int(value) and self._words is not None:
            return f"{self._words[0]}{int(value)}{self._words[1]}"
        number = Decimal(format(value, ".15g"))
        section = self._section_for(number)
        return section.text(number) if section.adds else None

    @cached_property
    def _words(self) -> tuple[str, str] | None:
        """What stands before and behind a positive whole number, where the format adds nothing else."""
        first = self.sections[0]
        is_simple = first.adds and not first.shift and first.width <= 1 and first.condition is None
        if not is_simple or any(section.condition for section in self.sections):
            return None
        return first.before, first.after

    def _section_for(self, value: Decimal) -> _Section:
        if any(section.condition for section in self.sections):
            free = next(
                (section for section in self.sections if section.condition is None), self.sections[-1]
            )
            return next((section for section in self.sections if section.holds(value)), free)
        place = 1 if value < 0 else 2 if value == 0 else 0
        return self.sections[place] if place < len(self.sections) else self.sections[0]


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat | None:
    """Take a format code apart; None where it shows dates, or nothing but the number."""
    if len(code) > _LONGEST_CODE:
        return None
    sections: list[_Section] = []
    for part in _parts(code)[:_NUMBER_SECTIONS]:
        section = _section(part)
        if section is None:
            return None
        sections.append(section)
    return NumberFormat(tuple(sections)) if any(section.adds for section in sections) else None


def _parts(code: str) -> list[str]:
    """Cut a code at the semicolons outside quotes."""
    parts: list[str] = []
    place = 0
    while place <= len(code):
        found = _SECTION.match(code, place)
        parts.append(found.group() if found else "")
        place += len(parts[-1]) + 1
    return parts


def _section(code: str) -> _Section | None:
    """Read one section; None where its number is not one plain run of digits."""
    before = after = ""
    width = decimals = thousands = 0
    has_digits = has_point = is_point_written = is_percent = False
    condition = None
    for token in _TOKEN.finditer(code):
        literal = (
            token["quoted"] or token["escaped"] or token["currency"] or token["percent"] or token["other"]
        )
        if token["operator"]:
            if token["operator"] not in _COMPARISONS:
                return None
            condition = (token["operator"], Decimal(token["limit"]))
        elif token["general"] or token["digit"]:
            if after.strip(_SILENT):
                return None
            has_digits = True
            thousands = 0
            decimals += has_point
            width += token["digit"] == "0" and not has_point
        elif token["mark"]:
            thousands += token["mark"] == "," and has_digits
            has_point = has_point or token["mark"] == "."
        elif token["other"] and token["other"] in _NOT_PLAIN:
            return None
        elif token["escaped"] == "." and has_digits and not has_point:
            has_point = is_point_written = True
        elif literal:
            is_percent = is_percent or token["percent"] is not None
            before, after = (before, after + literal) if has_digits else (before + literal, after)
    # 0!.0, shows tens of thousands: the written point cuts off the digits behind it.
    shift = 3 * thousands + decimals * is_point_written - 2 * is_percent
    return _Section(before.lstrip(_SILENT), after.rstrip(_SILENT), shift, width, has_digits, condition)
