"""What the demo inbox must add up to, computed from the facts and not from the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.demo.filings.base import Fate, Filing
from pipelines.demo.world.facts import Estimate, Fact, Value, number
from pipelines.demo.world.schools import TERM_YEARS
from pipelines.demo.world.trainings import GOVERNMENT_STUDY
from warehouse.contracts.enforcement import PASSING_GRADES
from warehouse.contracts.reconsideration import CORRECTED_OUTCOMES
from warehouse.contracts.registry import DATASETS

CAMPUS = "学校"
_MEDIATED = ("调解书", "和解撤回")


@dataclass(frozen=True)
class KnownFault:
    """A mistake put into the inbox. row: 1-based sheet row; code: the finding it must lead to."""

    file: str
    sheet: str
    row: int
    dataset: str
    column: str
    text: str
    code: str


@dataclass(frozen=True)
class Truth:
    """The inbox of a seed and a day, loaded without a mistake.

    rows: dataset → business key → the values that stand in the end. rows_sent: dataset → data rows in
    all files. Figures count what was sent by the day, from the first to the last date given.
    """

    seed: int
    until: date
    files: Mapping[str, Fate]
    rows: Mapping[str, Mapping[tuple[Value, ...], Fact]]
    rows_sent: Mapping[str, int]
    faults: tuple[KnownFault, ...]

    # ---- legal education ----

    def events(self, first: date, last: date) -> list[Fact]:
        """Activities of a period; a joint event (same date, title, place) once, with its larger audience."""
        merged: dict[tuple[Value, ...], Fact] = {}
        for fact in self.rows["activities"].values():
            if first <= fact.day("start_on") <= last:
                same = tuple(fact.values[name] for name in ("start_on", "title", "place"))
                known = merged.get(same)
                if known is None or number(fact.values["audience"]) > number(known.values["audience"]):
                    merged[same] = fact
        return list(merged.values())

    def sessions(self, first: date, last: date, *, campus: bool = False) -> int:
        """P01, and P08 for campus events: sessions of a period."""
        return sum(number(fact.values["sessions"]) for fact in self._at(first, last, campus=campus))

    def audience(self, first: date, last: date, *, campus: bool = False) -> int:
        """P02, and P09 for campus events: attendances of a period."""
        return sum(number(fact.values["audience"]) for fact in self._at(first, last, campus=campus))

    def estimates(self, first: date, last: date, *, campus: bool = False) -> int:
        """Return how many of the audiences were only estimated."""
        return sum(
            isinstance(fact.values["audience"], Estimate) for fact in self._at(first, last, campus=campus)
        )

    def villages(self, first: date, last: date) -> set[str]:
        """Villages and communities with at least one event in a period (numerator of P05)."""
        found = (fact.values.get("village") for fact in self.events(first, last))
        return {village for village in found if isinstance(village, str)}

    def government_studies(self, first: date, last: date) -> int:
        """P13: the government's study sessions of a period."""
        return sum(
            fact.values["category"] == GOVERNMENT_STUDY and first <= fact.day("start_on") <= last
            for fact in self.rows["trainings"].values()
        )

    def _at(self, first: date, last: date, *, campus: bool) -> list[Fact]:
        events = self.events(first, last)
        return [fact for fact in events if not campus or CAMPUS in _texts(fact.values["settings"])]

    # ---- honours ----

    def honours(self, category: str, level: str, on: date) -> set[str]:
        """C01: who holds an honour at a level on a day."""
        events = self._honour_events(category, level, on)
        awarded = {str(fact.values["subject"]) for fact in events if fact.values["event"] == "命名"}
        ended = {
            str(fact.values["subject"])
            for fact in events
            if fact.values["event"] in ("撤销", "注销") or fact.values["review_result"] in ("撤销", "注销")
        }
        return awarded - ended

    def under_way(self, category: str, level: str, on: date) -> set[str]:
        """C08: who has applied, was recommended or published, and is not awarded yet."""
        subjects = {str(fact.values["subject"]) for fact in self._honour_events(category, level, on)}
        return subjects - self.honours(category, level, on)

    def _honour_events(self, category: str, level: str, on: date) -> list[Fact]:
        return [
            fact
            for fact in self.rows["creation_events"].values()
            if (fact.values["category"], fact.values["level"]) == (category, level)
            and fact.day("happened_on") <= on
        ]

    # ---- people, venues, duties and governance ----

    def stewards(self, on: date) -> set[tuple[Value, ...]]:
        """R01: persons in post on a day (name, month of birth), whatever the number of their villages."""
        return {
            (fact.values["name"], fact.values["born_in"])
            for fact in self.rows["legal_stewards"].values()
            if _runs(fact.values["certified_on"], fact.values["left_on"], on)
        }

    def villages_served(self, on: date, least: int) -> list[Value]:
        """Numerator of R03: villages and communities with at least so many stewards on a day."""
        served = Counter(
            fact.values["village"]
            for fact in self.rows["legal_stewards"].values()
            if _runs(fact.values["certified_on"], fact.values["left_on"], on)
        )
        return [village for village, count in served.items() if count >= least]

    def vice_principals(self, on: date) -> list[Fact]:
        """Posts in term on a day; the persons of R05 are their names."""
        found = []
        for fact in self.rows["vice_principals"].values():
            begins = fact.day("appointed_on")
            ends = fact.values["term_ends_on"] or begins.replace(year=begins.year + TERM_YEARS)
            if _runs(begins, ends, on):
                found.append(fact)
        return found

    def venues(self, kind: str, on: date) -> list[Fact]:
        """R08: venues of a kind that were built by a day, not closed by then and are not being rebuilt."""
        return [
            fact
            for fact in self.rows["venues"].values()
            if fact.values["kind"] == kind
            and fact.values["status"] != "改造"
            and _runs(fact.values["built_on"], fact.values.get("closed_on"), on)
        ]

    def duties(self, year: int, by: date) -> tuple[int, int, int]:
        """P15 and P16: duty items of a year due by a day, those of them done by then, those done in time."""
        due = [
            fact
            for fact in self.rows["duty_items"].values()
            if fact.values["year"] == year and fact.day("due_on") <= by
        ]
        done = [fact for fact in due if _is_by(fact.values["done_on"], by)]
        in_time = [fact for fact in done if _is_by(fact.values["done_on"], fact.day("due_on"))]
        return len(due), len(done), len(in_time)

    def units(self, dataset: str, year: int) -> set[Value]:
        """P14 and A01: units with a duty list, or with a report on the rule of law (shufa), in a year."""
        return {fact.values["unit"] for fact in self.rows[dataset].values() if fact.values["year"] == year}

    def backbone_units(self, first: date, last: date) -> set[Value]:
        """R10: units whose backbone people (普法骨干) were trained in a period."""
        return {
            fact.values["unit"]
            for fact in self.rows["trainings"].values()
            if fact.values["category"] == "普法骨干" and first <= fact.day("start_on") <= last
        }

    def institutions(self, kinds: tuple[str, ...], first: date, last: date) -> list[Fact]:
        """G01 for 规则 and 细则, G02 for 成员调整: what was decided in a period."""
        return [
            fact
            for fact in self.rows["institution_events"].values()
            if fact.values["kind"] in kinds and first <= fact.day("happened_on") <= last
        ]

    # ---- legality, litigation and the three systems ----

    def matters(self, kind: str, first: date, last: date) -> list[Fact]:
        """L01: matters of a kind that were received for review in a period."""
        return [
            fact
            for fact in self.rows["legality_reviews"].values()
            if fact.values["kind"] == kind and first <= fact.day("received_on") <= last
        ]

    def found_illegal(self, first: date, last: date) -> int:
        """L06: matters closed in a period and found 不合法."""
        return sum(
            fact.values.get("conclusion") == "不合法" and _is_within(fact.values["closed_on"], first, last)
            for fact in self.rows["legality_reviews"].values()
        )

    def hearings(self, first: date, last: date) -> list[Fact]:
        """Denominator of S02: hearings held in a period."""
        return [
            fact
            for fact in self.rows["litigations"].values()
            if _is_within(fact.values["heard_on"], first, last)
        ]

    def decisions(self, first: date, last: date) -> list[Fact]:
        """Denominator of E04: major enforcement decisions of a period."""
        return [
            fact for fact in self.rows["major_decisions"].values() if first <= fact.day("decided_on") <= last
        ]

    # ---- reconsideration and reviews ----

    def cases(self, column: str, first: date, last: date) -> list[Fact]:
        """Cases whose date in that column (received_on, accepted_on, closed_on) lies in a period."""
        return [
            fact
            for fact in self.rows["reconsiderations"].values()
            if isinstance(day := fact.values[column], date) and first <= day <= last
        ]

    def corrected(self, first: date, last: date) -> int:
        """Numerator of F07: closed cases in which the act itself was changed."""
        return sum(
            fact.values["outcome"] in CORRECTED_OUTCOMES for fact in self.cases("closed_on", first, last)
        )

    def mediated(self, first: date, last: date) -> int:
        """Numerator of F09: closed cases that ended in mediation or a settlement."""
        return sum(
            fact.values["mediated"] is True or fact.values["outcome"] in _MEDIATED
            for fact in self.cases("closed_on", first, last)
        )

    def reviewed(self, first: date, last: date) -> list[Fact]:
        """E10: files reviewed in a period."""
        return [
            fact for fact in self.rows["file_reviews"].values() if first <= fact.day("reviewed_on") <= last
        ]

    def passed(self, first: date, last: date) -> int:
        """Numerator of E11: files of a period graded 优秀 or 合格."""
        return sum(fact.values["grade"] in PASSING_GRADES for fact in self.reviewed(first, last))

    def overdue(self, on: date) -> list[Fact]:
        """E16: files due for rectification before a day and not rectified by then."""
        found = []
        for fact in self.rows["file_reviews"].values():
            due, done = fact.values["rectify_due_on"], fact.values["rectified_on"]
            if isinstance(due, date) and due < on and not (isinstance(done, date) and done <= on):
                found.append(fact)
        return found

    def quiet_villages(self, villages: Iterable[str], on: date, days: int = 90) -> list[str]:
        """Villages without an event in the days up to a day."""
        active = self.villages(on - timedelta(days=days - 1), on)
        return [village for village in villages if village not in active]


def _is_within(value: Value, first: date, last: date) -> bool:
    return isinstance(value, date) and first <= value <= last


def _is_by(value: Value, day: date) -> bool:
    return isinstance(value, date) and value <= day


def _runs(begins: Value, ends: Value, on: date) -> bool:
    """Whether something has begun by a day and not ended by then."""
    return _is_by(begins, on) and not _is_by(ends, on)


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def collect(filings: list[Filing], seed: int, until: date) -> Truth:
    """Merge the facts of filings in the order of their filing: the later row stands, faulty ones never do."""
    rows: dict[str, dict[tuple[Value, ...], Fact]] = {name: {} for name in DATASETS}
    sent = dict.fromkeys(DATASETS, 0)
    faults: list[KnownFault] = []
    for filing in filings:
        for placed in filing.placed:
            fact = placed.fact
            sent[fact.dataset] += 1
            if fact.fault is not None:
                faults.append(
                    KnownFault(
                        filing.name,
                        placed.sheet,
                        placed.row,
                        fact.dataset,
                        fact.fault.column,
                        fact.fault.text,
                        fact.fault.code,
                    )
                )
                continue
            known = rows[fact.dataset].get(fact.key)
            if known is not None and filing.is_correction:
                filled = {name: value for name, value in fact.values.items() if value is not None}
                fact = Fact(fact.dataset, {**known.values, **filled})
            rows[fact.dataset][fact.key] = fact
    return Truth(seed, until, {filing.name: filing.fate for filing in filings}, rows, sent, tuple(faults))
