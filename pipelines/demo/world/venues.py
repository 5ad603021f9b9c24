"""法治阵地 venues: four 法治公园 at the end of 2022, a classroom and a notice board in every village.

The last three villages get theirs in 2022. Later a fifth park is built, a square is being rebuilt (改造), and
one village loses both its venues.
"""

from __future__ import annotations

from datetime import date

from pipelines.demo.directory import Directory
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

PARK, CLASSROOM, BOARD = "法治公园", "法治课堂", "宣传栏"
_LAST_EQUIPPED = ("石嘴村", "沙固村", "观沟村")
_CLEARED_VILLAGE, _CLEARED_ON = "老寨河村", date(2025, 6, 30)
# Name, kind, level, built, township.
_DISTRICT_VENUES = (
    ("第一法治公园", PARK, "市", date(2016, 10, 20), "济源路街道"),
    ("第二法治公园", PARK, "区", date(2018, 9, 28), "中心路街道"),
    ("第三法治公园", PARK, "区", date(2020, 11, 30), "新安路街道"),
    ("第四法治公园", PARK, "区", date(2022, 6, 18), "峡窝镇"),
    ("演示法治广场", "法治广场", "区", date(2019, 5, 4), "中心路街道"),
    ("演示法治长廊", "法治长廊", "区", date(2021, 7, 16), "工业路街道"),
    ("法治宣传教育基地（演示）", "教育基地", "市", date(2020, 9, 9), "济源路街道"),
    ("青少年法治教育基地（演示）", "青少年基地", "区", date(2021, 5, 31), "中心路街道"),
    ("第五法治公园", PARK, "区", date(2025, 9, 26), "矿山街道"),
)
_REBUILT, _REBUILT_FROM = "演示法治广场", date(2025, 3, 1)


def district_venues(on: date) -> list[Fact]:
    """Return the venues that the bureau keeps, as they stood on a day."""
    facts = []
    for index, (name, kind, level, built_on, township) in enumerate(_DISTRICT_VENUES):
        if built_on <= on:
            values: dict[str, Value] = {
                "name": name,
                "kind": kind,
                "address": f"演示路{index + 1}号",
                "township": township,
                "village": None,
                "level": level,
                "built_on": built_on,
                "area": 800 + index * 350,
                "managed_by": "司法局",
                "status": "改造" if name == _REBUILT and on >= _REBUILT_FROM else "在用",
                "closed_on": None,
                "remark": None,
            }
            facts.append(Fact("venues", values))
    return facts


def village_venues(seed: int, directory: Directory, on: date) -> list[Fact]:
    """Return each village's classroom and notice board, as they stood on a day."""
    facts = []
    for village in directory.villages:
        draw = stream(seed, "venues", village)
        year = 2022 if village in _LAST_EQUIPPED else draw.randint(2016, 2021)
        for kind, word in ((CLASSROOM, "法治课堂"), (BOARD, "法治宣传栏")):
            built_on = date(year, draw.randint(3, 11), draw.randint(1, 28))
            is_closed = village == _CLEARED_VILLAGE and on >= _CLEARED_ON
            values: dict[str, Value] = {
                "name": f"{village}{word}",
                "kind": kind,
                "address": f"{village}党群服务中心",
                "township": directory.township_of(village),
                "village": village,
                "level": "村社区",
                "built_on": built_on,
                "area": draw.randint(40, 120) if kind == CLASSROOM else None,
                "managed_by": directory.township_of(village),
                "status": "撤销" if is_closed else "在用",
                "closed_on": _CLEARED_ON if is_closed else None,
                "remark": None,
            }
            if built_on <= on:
                facts.append(Fact("venues", values))
    return facts


def cleared_venues(seed: int, directory: Directory) -> list[Fact]:
    """Return the venues of the village that lost them."""
    return [
        fact
        for fact in village_venues(seed, directory, _CLEARED_ON)
        if fact.values["village"] == _CLEARED_VILLAGE
    ]
