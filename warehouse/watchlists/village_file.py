"""All that is on record about one village or community (一村一档); no person is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Village:
    """A village (村) or community (社区) that counts in denominators."""

    code: str
    village: str
    kind: str
    township: str
    population: int | None


@dataclass(frozen=True)
class VillageEvent:
    """An activity held in the village; audience None where it was not reported."""

    row_id: str
    title: str
    start_on: date
    unit: str | None
    form: str | None
    audience: int | None


@dataclass(frozen=True)
class StewardRole:
    """How many stewards (法律明白人) of a role are in post; excellent and failed by their last 年度考核."""

    role: str | None
    in_post: int
    excellent: int
    failed: int


@dataclass(frozen=True)
class VillageVenue:
    """A venue (法治阵地) of the village, and whether it is in use on the day."""

    row_id: str
    name: str
    kind: str
    level: str | None
    built_on: date | None
    status: str | None
    is_in_use: bool


def villages(snapshot: Snapshot) -> list[Village]:
    """Return the counted villages by township and code."""
    rows = snapshot.database.query(
        """
        SELECT village_code AS code, village, village_kind AS kind, township, population FROM mart.villages
        WHERE counted ORDER BY township_code, village_code
        """
    ).to_dicts()
    return [Village(**row) for row in rows]


def village_events(snapshot: Snapshot, code: str, as_of: date) -> list[VillageEvent]:
    """Return the activities held in the village up to a day, the latest first; a joint one once."""
    rows = snapshot.database.query(
        """
        SELECT row_id, title, start_on, unit, form, coalesce(counted_audience, audience) AS audience
        FROM mart.activities
        WHERE village_code = $code AND is_counted AND NOT is_planned AND start_on <= $as_of
        ORDER BY start_on DESC, title, row_id
        """,
        {"code": code, "as_of": as_of},
    ).to_dicts()
    return [VillageEvent(**row) for row in rows]


def steward_roles(snapshot: Snapshot, code: str, as_of: date) -> list[StewardRole]:
    """Return the stewards in post on a day by role, the most frequent first."""
    rows = snapshot.database.query(
        """
        SELECT role, count(DISTINCT person_id) AS in_post,
               count(DISTINCT person_id) FILTER (assessment = '优秀') AS excellent,
               count(DISTINCT person_id) FILTER (assessment = '不合格') AS failed
        FROM mart.legal_stewards
        WHERE village_code = $code AND in_post_from <= $as_of
          AND (left_post_on IS NULL OR left_post_on > $as_of)
        GROUP BY role ORDER BY in_post DESC, role
        """,
        {"code": code, "as_of": as_of},
    ).to_dicts()
    return [StewardRole(**row) for row in rows]


def steward_norm(snapshot: Snapshot) -> int | None:
    """Return how many stewards each village should have, as reference.limits says; None where it does not."""
    rows = snapshot.database.query("SELECT amount FROM reference.limits WHERE clock = 'village_stewards'")
    return int(rows["amount"][0]) if rows.height else None


def village_venues(snapshot: Snapshot, code: str, as_of: date) -> list[VillageVenue]:
    """Return the venues of the village known by a day, those in use first."""
    rows = snapshot.database.query(
        """
        SELECT row_id, name, kind, level, built_on, status,
               out_of_use_on IS NULL OR out_of_use_on > $as_of AS is_in_use
        FROM mart.venues WHERE village_code = $code AND in_use_from <= $as_of
        ORDER BY is_in_use DESC, built_on DESC NULLS LAST, name
        """,
        {"code": code, "as_of": as_of},
    ).to_dicts()
    return [VillageVenue(**row) for row in rows]
