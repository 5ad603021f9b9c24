"""Names of units, townships and villages as departments write them, matched to the reference lists.

A name matches by exact rules only (prefix of the district, suffixes of the office, former names). A name
that is merely similar is never taken: it comes back with the nearest listed names to propose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rapidfuzz import fuzz, process

from pipelines.clean.name_forms import township_forms, village_forms
from pipelines.clean.text import compact_text, split_list
from warehouse.reference.tables import Township, Unit, Village

AskedT = TypeVar("AskedT")
FoundT = TypeVar("FoundT")

TOWNSHIP_KIND = "镇办"
_MOST_CANDIDATES = 3
_LEAST_LIKENESS = 50
_SHORTEST_PARENT = 3
_LONGEST_NAME = 200
_LONGEST_LIST = 2000
_MOST_REMEMBERED = 20_000

_PUNCTUATION = "。.,，、:：;；"
_SEAL = re.compile(
    r"(?:\((?:(?:参公|盖章|公章|章|单位盖章|签章|加盖公章)[^()]*|(?:牵头|主办|承办)(?:单位|部门)?|)\)"
    rf"|盖章|公章|签章|[{_PUNCTUATION}])+$"
)
_LEADING_ROLE = re.compile(r"^(?:牵头|主办|承办)(?:单位|部门)?[:：]")
_HELPING_ROLE = re.compile(
    r"^(?:协办|配合|联合|参与)(?:单位|部门)?[:：]|[(（](?:协办|配合|联合|参与)(?:单位|部门)?[)）]$"
)
_JOINERS = re.compile(r"以及|[和及与暨&+]")
_KIND_OF_VILLAGE = re.compile(r"(?:社区|村)?(?:居民委员会|居委会|村民委员会|民委员会|委员会|委会)?$")
_AND_OTHERS = re.compile(r"等(?:有关|相关|多个|多家|\d+[个家])?(?:单位|部门)?$")
# An office inside a unit (科室、大队、所、站) speaks for the unit.
_OFFICE = re.compile(
    r"(?![和与及暨])[^、，,/;；|]{1,14}(?:科|室|股|所|站|大队|中队|支队|队|中心|处|窗口|专班|办公室|办|分局)|窗口|办公室|机关|本级"
)
# These stand in a township but belong to a bureau of the district.
_DISPATCHED = re.compile(r"(?:司法|派出|监管|市场监管|工商|税务|国土|自然资源|财政|食药监)所$|法庭$")


@dataclass(frozen=True)
class Match:
    """The listed name that the text stands for."""

    code: str
    name: str


@dataclass(frozen=True)
class NearMiss:
    """A text that matches no listed name, or several; candidates: at most three, the best first."""

    text: str
    candidates: tuple[str, ...] = ()
    is_ambiguous: bool = False


def normalise_name(raw: str) -> str:
    """Return a name without spaces, seals （盖章） and status notes （参公）; brackets become ()."""
    text = compact_text(raw).replace("（", "(").replace("）", ")").lstrip(_PUNCTUATION)
    if len(text) > _LONGEST_NAME:
        return text
    text = _LEADING_ROLE.sub("", text)
    return _SEAL.sub("", text) or text


def _remembered(
    known: dict[tuple[str, AskedT], FoundT], asked: tuple[str, AskedT], match: Callable[[str, AskedT], FoundT]
) -> FoundT:
    """Return what was found before, or find it now; only so much is remembered."""
    found = known.get(asked)
    if found is None:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        found = known[asked] = match(*asked)
    return found


class NameIndex:
    """The reference lists, ready for matching; built once.

    It remembers the units it was asked for: the same few names fill the columns of every file.
    """

    def __init__(
        self,
        units: Iterable[Unit] = (),
        aliases: Iterable[tuple[str, str]] = (),
        townships: Iterable[Township] = (),
        villages: Iterable[Village] = (),
        district_prefixes: Iterable[str] = (),
    ) -> None:
        """aliases: (alias, unit code). district_prefixes: 郑州市上街区, 区, 中共上街区委 …, all optional."""
        self._known_units: dict[tuple[str, date | None], Match | NearMiss] = {}
        self._known_villages: dict[tuple[str, str | None], Match | NearMiss] = {}
        self._known_lists: dict[tuple[str, date | None], tuple[Match | NearMiss, ...]] = {}
        self._units = {unit.code: unit for unit in units}
        self._townships = {township.code: township for township in townships}
        self._villages = {village.code: village for village in villages}
        self._prefixes = tuple(
            sorted({normalise_name(p) for p in district_prefixes} - {""}, key=len, reverse=True)
        )
        self._superiors = self._superior_prefixes()
        self._unit_codes = self._index_units(aliases)
        self._parents = tuple(
            sorted((n for n in self._unit_codes if len(n) >= _SHORTEST_PARENT), key=len, reverse=True)
        )
        self._township_codes = {
            form: township.code
            for township in self._townships.values()
            for form in township_forms(township.name)
        }
        for township in self._townships.values():
            stem = township.name.removesuffix("街道").removesuffix("镇")
            self._township_codes.setdefault(stem, township.code)
        self._village_codes: dict[str, list[str]] = defaultdict(list)
        for village in self._villages.values():
            for form in village_forms(normalise_name(village.name)):
                if village.code not in self._village_codes[form]:
                    self._village_codes[form].append(village.code)
        self._villages_named: dict[str, list[str]] = defaultdict(list)
        for village in self._villages.values():
            self._villages_named[normalise_name(village.name)].append(village.code)
        names = sorted(self._villages_named, key=len, reverse=True)
        self._village_pattern = re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def _superior_prefixes(self) -> tuple[str, ...]:
        """Return what stands before the district's own name (郑州市), for 郑州市公安局上街分局."""
        found = {
            longer.removesuffix(shorter)
            for longer in self._prefixes
            for shorter in self._prefixes
            if longer != shorter and longer.endswith(shorter) and len(shorter) > 1
        }
        short = {name[-1] for name in found if name[-1] in "市州县"}
        return tuple(sorted(found | short, key=len, reverse=True))

    def _index_units(self, aliases: Iterable[tuple[str, str]]) -> Mapping[str, str]:
        codes: dict[str, str] = {}
        for unit in self._units.values():
            codes.setdefault(normalise_name(unit.name), unit.code)
        for alias, code in aliases:
            if code in self._units:
                codes.setdefault(normalise_name(alias), code)
        for unit in self._units.values():
            if unit.kind == TOWNSHIP_KIND:
                for form in township_forms(unit.name):
                    codes.setdefault(form, unit.code)
        return codes

    def _stripped(self, text: str) -> tuple[str, ...]:
        """Return the text as it is, then without each district prefix it begins with."""
        return (text, *(text.removeprefix(p) for p in self._prefixes if text.startswith(p) and text != p))

    def _nearest(self, text: str, names: Iterable[str]) -> tuple[str, ...]:
        """Return the most similar names; the district's prefix does not count."""
        bare = min((form for form in self._stripped(text) if len(form) > 1), key=len, default=text)
        found = process.extract(
            bare[:_LONGEST_NAME],
            tuple(names),
            scorer=fuzz.ratio,
            limit=_MOST_CANDIDATES * 4,
            score_cutoff=_LEAST_LIKENESS,
        )
        return tuple(name for name, _score, _place in found)

    # Units (单位)

    def unit_on(self, code: str, on: date | None) -> Match:
        """Return the unit, or the successor that had taken its place by that day.

        Raises KeyError for a code that is not listed. Source of the rule: rows belong to the unit as of
        their date.
        """
        unit = self._units[code]
        seen = {code}
        while on is not None and unit.valid_to is not None and on > unit.valid_to:
            following = self._units.get(unit.successor or "")
            if following is None or following.code in seen:
                break
            unit = following
            seen.add(unit.code)
        return Match(unit.code, unit.name)

    def unit(self, text: str, on: date | None = None) -> Match | NearMiss:
        """Match the name of a department or township; on: the day whose unit is meant."""
        return _remembered(self._known_units, (text, on), self._matched_unit)

    def _matched_unit(self, text: str, on: date | None) -> Match | NearMiss:
        name = normalise_name(text)
        code = self._listed_code(name)
        if code is not None:
            return self.unit_on(code, on)
        offices = [
            self._office_parent(form) for form in (*self._stripped(name), *self._without_superior(name))
        ]
        for found in offices:
            if isinstance(found, str):
                return self.unit_on(found, on)
        for found in offices:
            if isinstance(found, NearMiss):
                return NearMiss(text, found.candidates, is_ambiguous=True)
        return NearMiss(text, self._nearest_units(name))

    def _listed_code(self, name: str) -> str | None:
        forms = (form for form in self._stripped(name) if form in self._unit_codes)
        return next((self._unit_codes[form] for form in forms), None)

    def _office_parent(self, form: str) -> str | NearMiss | None:
        """Return the code of the unit whose office this is; a NearMiss where two units may be meant."""
        if not form.startswith(self._parents):
            return None
        for parent in self._parents:
            rest = form.removeprefix(parent)
            if rest == form or not _OFFICE.fullmatch(rest):
                continue
            code = self._unit_codes[parent]
            if rest in self._unit_codes:
                return NearMiss(form, (self._units[code].name, self._units[self._unit_codes[rest]].name))
            if self._units[code].kind == TOWNSHIP_KIND and _DISPATCHED.search(rest):
                bureaus = (rest.removesuffix("所") + "局", self._units[code].name)
                return NearMiss(form, tuple(name for name in bureaus if name in self._unit_codes))
            return code
        return None

    def _without_superior(self, name: str) -> tuple[str, ...]:
        """Return 公安局上街分局 for 郑州市公安局上街分局: only where the district is named as well."""
        rests = (name.removeprefix(s) for s in self._superiors if name.startswith(s))
        return tuple(rest for rest in rests if any(len(p) > 1 and p in rest for p in self._prefixes))

    def _nearest_units(self, name: str) -> tuple[str, ...]:
        similar = self._nearest(name, self._unit_codes)
        canonical = dict.fromkeys(self._units[self._unit_codes[form]].name for form in similar)
        return tuple(canonical)[:_MOST_CANDIDATES]

    def units(self, text: str, on: date | None = None) -> tuple[Match | NearMiss, ...]:
        """Match every unit of a cell: 「公安局、司法局和教育局等」, 「司法局（牵头）、公安局（配合）」."""
        return _remembered(self._known_lists, (text, on), self._matched_units)

    def _matched_units(self, text: str, on: date | None) -> tuple[Match | NearMiss, ...]:
        code = self._listed_code(normalise_name(text))
        if code is not None:
            return (self.unit_on(code, on),)
        first, *others = (_AND_OTHERS.sub("", part) for part in split_list(text) or ("",))
        parts = (first, *(_HELPING_ROLE.sub("", part) for part in others))
        return tuple(dict.fromkeys(unit for part in parts if part for unit in self._joined_units(part, on)))

    def _joined_units(self, part: str, on: date | None) -> tuple[Match | NearMiss, ...]:
        """Match 公安局和司法局 as two units where both are known; 和 may also belong to a name."""
        whole = self.unit(part, on)
        pieces = _JOINERS.split(part) if isinstance(whole, NearMiss) else []
        found = tuple(self.unit(piece, on) for piece in pieces)
        is_known = len(found) > 1 and all(isinstance(unit, Match) for unit in found)
        return found if is_known else (whole,)

    # Townships and villages (镇办、村社区)

    def township(self, text: str) -> Match | NearMiss:
        """Match a township: 峡窝镇政府, 济源路办事处, 上街区矿山街道."""
        name = normalise_name(text)
        for form in self._stripped(name):
            if form in self._township_codes:
                township = self._townships[self._township_codes[form]]
                return Match(township.code, township.name)
        similar = self._nearest(name, (township.name for township in self._townships.values()))
        return NearMiss(text, similar[:_MOST_CANDIDATES])

    def _split_township(self, form: str) -> tuple[str, str | None]:
        """Take a township off the front: 峡窝镇方顶村 → 方顶村 and the township's code."""
        for written in sorted(self._township_codes, key=len, reverse=True):
            rest = form.removeprefix(written)
            if rest != form and len(rest) > 1 and rest in self._village_codes:
                return rest, self._township_codes[written]
        return form, None

    def _villages_for(self, text: str, township_code: str | None) -> list[Village]:
        for form in self._stripped(normalise_name(text)):
            written, code = (form, None) if form in self._village_codes else self._split_township(form)
            # The full name is meant before the stem of another: 工业路社区 before 工业路.
            codes = self._villages_named.get(written) or self._village_codes.get(written, [])
            found = [self._villages[c] for c in codes]
            for wanted in (code, township_code):
                if wanted is not None:
                    found = [village for village in found if village.township_code == wanted]
            if found:
                return found
        return []

    def village(self, text: str, township_code: str | None = None) -> Match | NearMiss:
        """Match a village or community; a name that two townships have needs the township.

        工业路 is a community and a 街道 alike, and 上街 the district as well; neither is taken.
        """
        return _remembered(self._known_villages, (text, township_code), self._matched_village)

    def _matched_village(self, text: str, township_code: str | None) -> Match | NearMiss:
        found = self._villages_for(text, township_code)
        if found and (others := self._meant_otherwise(text)) is not None:
            names = dict.fromkeys((*(village.name for village in found), *others))
            return NearMiss(text, tuple(names)[:_MOST_CANDIDATES], is_ambiguous=bool(others))
        if len(found) == 1:
            return Match(found[0].code, found[0].name)
        if found:
            return NearMiss(text, tuple(self._placed_name(village) for village in found), is_ambiguous=True)
        pool = [v for v in self._villages.values() if township_code in (None, v.township_code)]
        name = normalise_name(text)
        stems = {_KIND_OF_VILLAGE.sub("", form) for form in self._stripped(name)}
        of_stem = {code for stem in stems if stem for code in self._village_codes.get(stem, ())}
        same = (village.name for village in pool if village.code in of_stem)
        similar = (*same, *self._nearest(name, dict.fromkeys(village.name for village in pool)))
        return NearMiss(text, tuple(dict.fromkeys(similar))[:_MOST_CANDIDATES])

    def _meant_otherwise(self, text: str) -> tuple[str, ...] | None:
        """Return the townships that a village's short name may mean; () for the district, None for none."""
        forms = self._stripped(normalise_name(text))
        if any(form in self._villages_named for form in forms):
            return None
        codes = [self._township_codes[form] for form in forms if form in self._township_codes]
        is_district = forms[0] in self._prefixes
        return tuple(self._townships[code].name for code in codes) if codes or is_district else None

    @staticmethod
    def _pieces(text: str) -> list[str]:
        parts = split_list(text) if len(text) <= _LONGEST_LIST else ()
        return [piece for part in parts for piece in _JOINERS.split(part)]

    def villages(self, text: str) -> tuple[Match, ...]:
        """Return the villages of a cell that lists several (方顶村、柏庙村); () unless all are known."""
        pieces = self._pieces(text)
        found = [self.village(piece) for piece in pieces if piece] if len(pieces) > 1 else []
        known = tuple(dict.fromkeys(village for village in found if isinstance(village, Match)))
        return known if len(known) > 1 and len(known) == len(set(found)) else ()

    def townships(self, text: str) -> tuple[Match, ...]:
        """Return the townships of a cell that lists several; () unless all are known."""
        pieces = self._pieces(text)
        found = [self.township(piece) for piece in pieces if piece] if len(pieces) > 1 else []
        known = tuple(dict.fromkeys(township for township in found if isinstance(township, Match)))
        return known if len(known) > 1 and len(known) == len(set(found)) else ()

    def shared_township(self, text: str) -> Match | None:
        """Return the one township that all villages of a cell lie in, where it lists several."""
        found = {self.township_of(village.code) for village in self.villages(text)}
        return found.pop() if len(found) == 1 else None

    def _placed_name(self, village: Village) -> str:
        township = self._townships.get(village.township_code)
        return f"{township.name}{village.name}" if township else village.name

    def township_of(self, village_code: str) -> Match | None:
        """Return the township of a village; None where either is not listed."""
        village = self._villages.get(village_code)
        township = self._townships.get(village.township_code) if village else None
        return Match(township.code, township.name) if township else None

    def village_in_text(self, text: str) -> Match | None:
        """Return the village named in a place (方顶村文化广场), if exactly one is named exactly."""
        named = set(self._village_pattern.findall(normalise_name(text)))
        codes = [code for name in named for code in self._villages_named[name]]
        return Match(codes[0], self._villages[codes[0]].name) if len(codes) == 1 else None

    # Subjects of honours (创建对象)

    def subject(self, text: str, on: date | None = None) -> Match | NearMiss:
        """Match what an honour is given to: a village, a township or a unit.

        A text that stands for a village and for a township alike (工业路) is ambiguous.
        """
        found: dict[str, Match] = {}
        candidates: dict[str, None] = {}
        for match in (self.village(text), self.township(text), self.unit(text, on)):
            if isinstance(match, Match):
                found.setdefault(match.code, match)
            else:
                candidates.update(dict.fromkeys(match.candidates))
                if match.is_ambiguous:
                    return match
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return NearMiss(text, tuple(match.name for match in found.values()), is_ambiguous=True)
        nearest = self._nearest(normalise_name(text), candidates)
        return NearMiss(text, nearest[:_MOST_CANDIDATES])
