"""Legal stewards (法律明白人) and venues (阵地) of villages, vice-principals (法治副校长) of schools.

Nobody is named: rows of people are counted, and a post is known by its school and the unit that sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot

# Where the reference sets no norm there is none to miss.
_NORM = "coalesce((SELECT max(amount) FROM reference.limits WHERE clock = '{clock}'), 0)"


@dataclass(frozen=True)
class VillageStrength:
    """A counted village: stewards in post against the norm, and venues in use."""

    village: str
    kind: str
    township: str
    stewards: int
    norm: int
    venues: int

    @property
    def missing(self) -> int:
        """How many stewards are missing to the norm."""
        return max(self.norm - self.stewards, 0)


@dataclass(frozen=True)
class Part:
    """How many stewards in post have a certain education; None where it was not filled in."""

    name: str | None
    people: int


@dataclass(frozen=True)
class Post:
    """A vice-principal's post in term: the hours taught against the norm, and the days left of the term.

    ends_on is the last day of the term. hours is None where they were not filled in.
    """

    row_id: str
    school: str
    stage: str | None
    township: str | None
    unit: str | None
    ends_on: date
    days_left: int
    hours: float | None
    norm: int
    is_norm_met: bool


@dataclass(frozen=True)
class SchoolWithout:
    """A listed school without a vice-principal in term; ended_on: the last day of the latest term, if any."""

    school: str
    stage: str | None
    township: str | None
    ended_on: date | None


def village_strength(
    snapshot: Snapshot, as_of: date, *, township: str | None = None, kind: str | None = None
) -> list[VillageStrength]:
    """Return every counted village as of a day, by township and code. kind: 村 or 社区."""
    rows = snapshot.database.query(
        f"""
        WITH stewards AS (
            SELECT village_code, count(DISTINCT person_id) AS stewards FROM mart.legal_stewards
            WHERE in_post_from <= $as_of AND (left_post_on IS NULL OR left_post_on > $as_of)
            GROUP BY village_code),
        venues AS (
            SELECT village_code, count(*) AS venues FROM mart.venues
            WHERE in_use_from <= $as_of AND (out_of_use_on IS NULL OR out_of_use_on > $as_of)
            GROUP BY village_code)
        SELECT villages.village, villages.village_kind AS kind, villages.township,
               coalesce(stewards.stewards, 0) AS stewards,
               {_NORM.format(clock="village_stewards")} AS norm,
               coalesce(venues.venues, 0) AS venues
        FROM mart.villages AS villages LEFT JOIN stewards USING (village_code)
        LEFT JOIN venues USING (village_code)
        WHERE villages.counted AND ($township IS NULL OR villages.township = $township)
          AND ($kind IS NULL OR villages.village_kind = $kind)
        ORDER BY villages.township_code, villages.village_code
        """,
        {"as_of": as_of, "township": township, "kind": kind},
    ).to_dicts()
    return [VillageStrength(**row) for row in rows]


def steward_education(
    snapshot: Snapshot, as_of: date, *, township: str | None = None, kind: str | None = None
) -> list[Part]:
    """Return how many of the stewards in post have which education (学历), the most frequent first."""
    rows = snapshot.database.query(
        """
        SELECT education AS name, count(DISTINCT person_id) AS people FROM mart.legal_stewards
        WHERE in_post_from <= $as_of AND (left_post_on IS NULL OR left_post_on > $as_of)
          AND ($township IS NULL OR township = $township) AND ($kind IS NULL OR village_kind = $kind)
        GROUP BY education ORDER BY people DESC, education
        """,
        {"as_of": as_of, "township": township, "kind": kind},
    ).to_dicts()
    return [Part(**row) for row in rows]


def posts_in_term(
    snapshot: Snapshot, as_of: date, *, township: str | None = None, unit: str | None = None
) -> list[Post]:
    """Return the posts in term on a day, once each (of overlapping terms the later), by end of term."""
    rows = snapshot.database.query(
        f"""
        SELECT row_id, school, stage, township, unit, (term_over_on - INTERVAL 1 DAY)::DATE AS ends_on,
               date_diff('day', $as_of::DATE, term_over_on) - 1 AS days_left, hours::DOUBLE AS hours,
               {_NORM.format(clock="vice_principal_hours")} AS norm, is_norm_met
        FROM mart.vice_principals
        WHERE appointed_on <= $as_of AND (term_over_on IS NULL OR term_over_on > $as_of)
          AND ($township IS NULL OR township = $township) AND ($unit IS NULL OR unit = $unit)
        QUALIFY row_number() OVER (PARTITION BY post ORDER BY term_over_on DESC, row_id) = 1
        ORDER BY ends_on, school, row_id
        """,
        {"as_of": as_of, "township": township, "unit": unit},
    ).to_dicts()
    return [Post(**row) for row in rows]


def schools_without(snapshot: Snapshot, as_of: date, *, township: str | None = None) -> list[SchoolWithout]:
    """Return the listed schools without a post in term on a day, those that lost it last first."""
    rows = snapshot.database.query(
        """
        WITH terms AS (
            SELECT school_key, bool_or(term_over_on > $as_of) AS is_covered,
                   (max(term_over_on) - INTERVAL 1 DAY)::DATE AS ended_on
            FROM mart.vice_principals WHERE appointed_on <= $as_of GROUP BY school_key)
        SELECT schools.school, schools.stage, schools.township, terms.ended_on
        FROM mart.schools AS schools LEFT JOIN terms USING (school_key)
        WHERE NOT coalesce(terms.is_covered, false) AND ($township IS NULL OR schools.township = $township)
        ORDER BY terms.ended_on DESC NULLS LAST, schools.township, schools.school
        """,
        {"as_of": as_of, "township": township},
    ).to_dicts()
    return [SchoolWithout(**row) for row in rows]


def sending_units(snapshot: Snapshot) -> list[str]:
    """Return the units that send vice-principals or keep venues, in the order of pinyin."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM (SELECT unit FROM mart.vice_principals UNION SELECT unit FROM mart.venues)
        WHERE unit IS NOT NULL ORDER BY unit COLLATE zh
        """
    )
    return [str(name) for name in rows["unit"]]


def village_kinds(snapshot: Snapshot) -> list[str]:
    """Return the kinds of counted villages, 村 and 社区, the most frequent first."""
    rows = snapshot.database.query(
        """
        SELECT village_kind FROM mart.villages WHERE counted AND village_kind IS NOT NULL
        GROUP BY village_kind ORDER BY count(*) DESC, village_kind
        """
    )
    return [str(name) for name in rows["village_kind"]]
