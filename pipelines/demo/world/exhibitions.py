"""法治书法展 the calligraphy exhibition: the third in 2021, the fourth in the report year."""

from __future__ import annotations

from datetime import date

from pipelines.demo.world.facts import Fact, Value

# Year → the edition in words, and its first and last day.
EXHIBITIONS = {
    2021: ("三", date(2021, 12, 7), date(2021, 12, 9)),
    2022: ("四", date(2022, 12, 6), date(2022, 12, 8)),
    2024: ("五", date(2024, 12, 10), date(2024, 12, 12)),
}


def exhibition_of(year: int) -> Fact | None:
    """Return the exhibition of a year, if there was one."""
    if year not in EXHIBITIONS:
        return None
    edition, first, last = EXHIBITIONS[year]
    values: dict[str, Value] = {
        "title": f"第{edition}届法治书法展",
        "start_on": first,
        "end_on": last,
        "place": "区文化馆",
        "unit": "文旅体局",
        "partners": ("司法局",),
        "settings": ("机关", "社区"),
        "form": "展览",
        "themes": ("宪法",),
        "audience": 160,
        "sessions": 1,
        "remark": None,
    }
    return Fact("activities", values)
