"""案卷评查 file reviews: two batches a year, their problems and how they were put right."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

EXCELLENT, PASS = 90, 60
OVERDUE_BATCH = (2026, 1)
OVERDUE_FILES = 8
_FILES_PER_BATCH = 50
# 被评查单位 → the mark in its document numbers.
REVIEWED_UNITS: Mapping[str, str] = {
    "公安局": "公",
    "市场监管局": "市监",
    "城管局": "综执",
    "卫健委": "卫",
    "应急局": "应急",
    "交通局": "交",
    "自然资源分局": "自然资",
    "生态环境分局": "环",
    "农业农村局": "农",
    "文旅体局": "文旅",
}
_TYPES = {"处罚": 70, "许可": 18, "强制": 6, "检查": 6}
_TYPE_MARKS = {"处罚": "罚", "许可": "许", "强制": "强", "检查": "查"}
_PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "文书": ("文书填写不规范，缺少日期", "送达回证签收栏不完整", "询问笔录未逐页签名"),
    "程序": ("未告知当事人陈述申辩权利", "立案审批日期晚于调查日期", "未按规定进行法制审核"),
    "证据": ("证据未注明来源", "现场照片未注明拍摄时间"),
    "事实": ("违法事实描述不具体",),
    "法律适用": ("引用法律条款未具体到款项",),
    "裁量": ("未说明裁量理由",),
    "归档": ("案卷未编写页码", "卷内目录与材料不一致"),
    "主体": ("执法人员未注明执法证号",),
}
_RECTIFIED = ("rectified_on",)


@dataclass(frozen=True)
class Batch:
    """One review of the year: its files, and the problems found in them."""

    year: int
    half: int
    reviewed_on: date
    files: tuple[Fact, ...]
    problems: tuple[Fact, ...]

    @property
    def label(self) -> str:
        """The batch as the forms name it."""
        return f"{self.year}年{'上' if self.half == 1 else '下'}半年"


def batches_of(seed: int, year: int) -> list[Batch]:
    """Return the two reviews of a year, with everything that will ever be known of their files."""
    return [_batch(seed, year, half) for half in (1, 2)]


def known_on(file: Fact, day: date) -> Fact:
    """Return a reviewed file as known on a day: a later rectification is blank."""
    known = file.known_on(day, _RECTIFIED, dependent=("recheck",))
    return Fact(known.dataset, known.values)


def _batch(seed: int, year: int, half: int) -> Batch:
    month, day = (6, 15) if half == 1 else (11, 9)
    start = date(year, month, day)
    monday = start - timedelta(days=start.weekday())
    files: list[Fact] = []
    problems: list[Fact] = []
    for index in range(_FILES_PER_BATCH):
        draw = stream(seed, "file", year, half, index)
        file = _file(draw, year, half, index, monday)
        files.append(file)
        problems += _problems(draw, file)
    if (year, half) == OVERDUE_BATCH:
        files = list(_leave_overdue(files))
    return Batch(year, half, monday, tuple(files), tuple(problems))


def _file(draw: random.Random, year: int, half: int, index: int, monday: date) -> Fact:
    units = tuple(REVIEWED_UNITS)
    unit = units[index % len(units)]
    file_type = draw.choices(tuple(_TYPES), tuple(_TYPES.values()))[0]
    number = (half - 1) * 100_000 + index * 3 + draw.randint(1, 3)
    reviewed = monday + timedelta(days=index % 5)
    closed = reviewed - timedelta(days=draw.randint(30, 150))
    is_vetoed = draw.random() < 0.02
    score = 0 if is_vetoed else min(99, max(52, round(draw.gauss(87 + (year - 2021) * 0.6, 7))))
    found = 4 if is_vetoed else max(0, min(6, round((95 - score) / 6) + draw.randint(0, 1)))
    grade = "优秀" if score >= EXCELLENT else "合格" if score >= PASS else "不合格"
    due = reviewed + timedelta(days=90 if half == 1 else 60) if found > 1 else None
    rectified = _rectified(draw, reviewed, due)
    return Fact(
        "file_reviews",
        {
            "file_no": f"上{REVIEWED_UNITS[unit]}{_TYPE_MARKS[file_type]}〔{closed.year}〕{number}号",
            "unit": unit,
            "file_type": file_type,
            "closed_on": closed,
            "batch": f"{year}年{'上' if half == 1 else '下'}半年",
            "reviewed_on": reviewed,
            "score": score,
            "vetoed": is_vetoed,
            "grade": grade,
            "problems": found,
            "rectify_due_on": due,
            "rectified_on": rectified,
            "recheck": "通过" if rectified else None,
            "opinion_no": f"执法监督（演示）〔{year}〕{index + 1}号" if grade == "不合格" else None,
            "accountability": "约谈" if is_vetoed else "无",
            "remark": None,
        },
    )


def _rectified(draw: random.Random, reviewed: date, due: date | None) -> date | None:
    if due is None:
        return None
    if draw.random() < 0.88:
        return reviewed + timedelta(days=draw.randint(10, (due - reviewed).days))
    return due + timedelta(days=draw.randint(3, 40))


def _leave_overdue(files: list[Fact]) -> Iterator[Fact]:
    """Leave the last eight files that had to be rectified unrectified; the others are done in time."""
    due = [file for file in files if file.values["rectify_due_on"] is not None]
    open_keys: set[tuple[Value, ...]] = {file.key for file in due[-OVERDUE_FILES:]}
    for file in files:
        if file.key in open_keys:
            yield Fact(file.dataset, {**file.values, "rectified_on": None, "recheck": None})
        else:
            yield file


def _problems(draw: random.Random, file: Fact) -> Iterator[Fact]:
    found = file.values["problems"]
    count = found if isinstance(found, int) else 0
    choices = [(category, text) for category, texts in _PROBLEMS.items() for text in texts]
    for category, text in draw.sample(choices, count):
        yield Fact(
            "file_problems",
            {
                "file_no": file.values["file_no"],
                "category": category,
                "description": text,
                "remark": None,
            },
        )
