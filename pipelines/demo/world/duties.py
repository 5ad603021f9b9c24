"""普法责任清单 duty lists: five or six items of every unit a year, and the reminders that follow them up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.demo.directory import Directory
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

DONE, RUNNING, IDLE, OVERDUE = "已完成", "进行中", "未启动", "逾期"
REMINDER, SUPERVISION, REPLY = "提示", "督办", "反馈"
# How many units sent no list; in 2022 every unit has one (全覆盖).
_WITHOUT_LIST = {2021: 3, 2022: 0, 2023: 1, 2024: 2, 2025: 1, 2026: 2}
_ENFORCING, _SERVING = {"政府部门", "司法机关"}, {"事业单位", "群团组织"}
# Content, audience, measures, due (month, day).
_COMMON = (
    ("习近平法治思想学习宣传", "机关工作人员", "理论学习中心组每半年至少学习一次", (6, 30)),
    ("国家工作人员学法用法", "机关工作人员", "组织旁听庭审和年度学法考试", (10, 31)),
    ("“12·4”国家宪法日宣传", "社会公众", "宪法宣传周集中宣传", (12, 10)),
)
_OWN = {
    "谁执法谁普法": (
        ("行业法律法规宣传", "行政相对人", "执法过程中普法，每季度一次集中宣传", (9, 30)),
        ("以案释法典型案例发布", "社会公众", "全年发布典型案例不少于两件", (11, 30)),
        ("执法人员法律知识培训", "执法人员", "举办专题培训班", (5, 31)),
    ),
    "谁管理谁普法": (
        ("管理对象法治宣传教育", "管理对象", "结合日常管理开展宣传", (8, 31)),
        ("党内法规学习宣传", "党员干部", "纳入主题党日", (7, 31)),
    ),
    "谁服务谁普法": (
        ("服务对象法治宣传教育", "服务对象", "利用服务窗口和新媒体开展宣传", (9, 30)),
        ("法律法规进服务场所", "服务对象", "设置宣传栏和法治书架", (4, 30)),
    ),
}


def duty_of(kind: str) -> str:
    """Return which of the three duties (谁执法/谁管理/谁服务谁普法) a unit of a kind has."""
    return "谁执法谁普法" if kind in _ENFORCING else "谁服务谁普法" if kind in _SERVING else "谁管理谁普法"


def duty_items_of(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the items of a year's lists with the day on which each was done, if ever."""
    kinds = {**directory.departments, **{town.name: "镇办" for town in directory.townships}}
    others = [unit for unit, kind in kinds.items() if kind not in {"政府部门", "镇办"}]
    missing = stream(seed, "duty lists", year).sample(others, _WITHOUT_LIST.get(year, 1))
    return [
        fact
        for unit, kind in kinds.items()
        if unit not in missing
        for fact in _list_of(seed, year, unit, duty_of(kind))
    ]


def _list_of(seed: int, year: int, unit: str, duty: str) -> Iterator[Fact]:
    common = [(item, "共性") for item in _COMMON]
    own = [(item, "个性") for item in _OWN[duty]]
    for number, ((content, audience, measures, due), scope) in enumerate([*common, *own], 1):
        draw = stream(seed, "duty", year, unit, number)
        due_on = date(year, *due)
        values: dict[str, Value] = {
            "item_no": str(number),
            "unit": unit,
            "year": year,
            "duty": duty,
            "scope": scope,
            "content": content,
            "audience": audience,
            "measures": measures,
            "due_on": due_on,
            "leader": "演示甲",
            "office": "办公室",
            "contact": "演示乙",
            "status": None,
            "done_on": _done_on(draw, due_on),
            "remark": None,
        }
        yield Fact("duty_items", values)


def _done_on(draw: random.Random, due_on: date) -> date | None:
    """Most are done in the six weeks before they are due, some late, some never."""
    chance = draw.random()
    if chance < 0.86:
        return due_on - timedelta(days=draw.randint(0, 40))
    return due_on + timedelta(days=draw.randint(4, 45)) if chance < 0.94 else None


def duty_known_on(item: Fact, day: date) -> Fact:
    """Return an item as its unit would report it on a day."""
    done_on, due_on = item.values["done_on"], item.day("due_on")
    if isinstance(done_on, date) and done_on <= day:
        return Fact(item.dataset, {**item.values, "status": DONE})
    status = OVERDUE if due_on < day else RUNNING if due_on - day < timedelta(days=60) else IDLE
    return Fact(item.dataset, {**item.values, "done_on": None, "status": status})


def duty_events_of(seed: int, items: list[Fact]) -> list[Fact]:
    """Return the reminders about some items before they are due, and what followed those not done in time."""
    facts: list[Fact] = []
    for item in items:
        draw = stream(seed, "reminder", *item.key)
        due_on, done_on = item.day("due_on"), item.values["done_on"]
        is_late = not isinstance(done_on, date) or done_on > due_on
        if is_late or draw.random() < 0.08:
            facts += _reminder(draw, item, due_on - timedelta(days=14))
        if is_late:
            sent_on = due_on + timedelta(days=3)
            facts.append(_event(item, SUPERVISION, sent_on, sent_on + timedelta(days=15), done_on))
    return sorted(facts, key=lambda fact: (fact.day("happened_on"), str(fact.values["unit"])))


def _reminder(draw: random.Random, item: Fact, sent_on: date) -> Iterator[Fact]:
    """Yield a reminder; its answer stands in its own row, in a row of the unit's, or nowhere."""
    reply_due_on = sent_on + timedelta(days=10)
    answered_on = sent_on + timedelta(days=draw.randint(2, 10))
    way = draw.choices(("closed", "reply", "none"), (70, 18, 12))[0]
    yield _event(item, REMINDER, sent_on, reply_due_on, answered_on if way == "closed" else None)
    if way == "reply":
        yield _event(item, REPLY, answered_on, None, None)


def _event(item: Fact, kind: str, day: date, due_on: date | None, closed_on: Value) -> Fact:
    values: dict[str, Value] = {
        "happened_on": day,
        "unit": item.values["unit"],
        "item_no": item.values["item_no"],
        "kind": kind,
        "reply_due_on": due_on,
        "closed_on": closed_on,
        "remark": None,
    }
    return Fact("duty_events", values)
