"""Clean rows of each dataset, as typed values, from which a file is then written."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.support.mess.places import UNITS, township_of, townships, villages
from warehouse.contracts.types import DatePrecision

SURNAMES, NUMERALS = "张王李赵刘陈杨黄", "甲乙丙丁戊己庚辛壬癸"
Row = dict[str, Any]
Partial = tuple[date, DatePrecision]


@dataclass(frozen=True)
class Asked:
    """What a row is made for: its number among `rows`, the year it happened in, and who files it."""

    number: int
    year: int
    unit: str


def person(rng: random.Random, number: int) -> str:
    """A name of nobody."""
    return f"{rng.choice(SURNAMES)}某{NUMERALS[number % 10]}"


def day_in(
    rng: random.Random, year: int, first: tuple[int, int] = (1, 4), last: tuple[int, int] = (11, 20)
) -> date:
    """A day of the year between two (month, day)."""
    start, end = date(year, *first), date(year, *last)
    return start + timedelta(rng.randrange((end - start).days + 1))


def after(rng: random.Random, day: date, least: int, most: int) -> date:
    """A day so many days later."""
    return day + timedelta(rng.randint(least, most))


def activities(rng: random.Random, asked: Asked) -> Row:
    """A row of activities."""
    start = day_in(rng, asked.year)
    end = after(rng, start, 1, 3) if rng.random() < 0.2 else start
    village = rng.choice(villages())
    place = rng.choice(["文化广场", "政务大厅", "实验学校礼堂", "人民路游园", "办公楼会议室"])
    topics = (
        "宪法宣传",
        "民法典讲座",
        "反诈宣传",
        "禁毒知识宣讲",
        "国家安全教育",
        "消费维权咨询",
        "送法下乡",
    )
    others = [unit for unit in UNITS if unit != asked.unit]
    return {
        "title": f"{rng.choice(topics)}第{NUMERALS[asked.number % 10]}{asked.number + 1}场",
        "start_on": (start, end),
        "place": place,
        "township": township_of()[village],
        "village": village,
        "unit": asked.unit if rng.random() < 0.5 else rng.choice(UNITS),
        "partners": rng.sample(others, rng.randint(1, 2)),
        "settings": rng.sample(["机关", "乡村", "社区", "学校", "企业", "单位", "军营"], rng.randint(1, 2)),
        "form": rng.choice(["讲座", "现场咨询", "文艺演出", "展览", "以案释法", "知识竞赛"]),
        "themes": rng.sample(["宪法", "民法典", "国家安全", "反诈", "禁毒", "未成年人"], 1),
        "audience": rng.randint(20, 900),
        "online_reads": rng.randint(100, 90000),
        "sessions": rng.randint(1, 3),
        "materials": rng.randint(50, 3000),
        "booklets": rng.randint(10, 500),
        "consultations": rng.randint(5, 120),
        "stewards_joined": rng.randint(1, 30),
        "remark": rng.choice([None, "效果良好", "已报送信息"]),
    }


def trainings(rng: random.Random, asked: Asked) -> Row:
    """A row of trainings."""
    start = day_in(rng, asked.year)
    expected, examined = rng.randint(20, 80), rng.randint(10, 60)
    laws = ("行政处罚法", "行政复议法", "民法典", "宪法", "行政诉讼法")
    return {
        "title": f"{rng.choice(laws)}专题学习第{asked.number + 1}期",
        "category": rng.choice(
            ["常务会学法", "常委会学法", "中心组学习", "党校课程", "普法骨干", "法律明白人", "执法人员"]
        ),
        "start_on": (start, start),
        "unit": asked.unit if rng.random() < 0.5 else rng.choice(UNITS),
        "lecturer": person(rng, asked.number),
        "host_unit": rng.choice(UNITS),
        "legal_reviewed": rng.random() < 0.6,
        "expected": expected,
        "attended": expected - rng.randint(0, 6),
        "hours": Decimal(rng.choice(["1", "1.5", "2", "4"])),
        "examined": examined,
        "passed": examined - rng.randint(0, 5),
    }


def legal_stewards(rng: random.Random, asked: Asked) -> Row:
    """A row of legal_stewards."""
    village = rng.choice(villages())
    certified = day_in(rng, asked.year)
    return {
        "name": person(rng, asked.number),
        "gender": rng.choice("男女"),
        "born_in": (date(rng.randint(1965, 1995), rng.randint(1, 12), 1), DatePrecision.MONTH),
        "id_number": _identity_number(rng),
        "political_status": rng.choice(["中共党员", "群众"]),
        "education": rng.choice(["高中", "大专", "本科"]),
        "village": village,
        "township": township_of()[village],
        "role": rng.choice(["村干部", "人民调解员", "网格员", "村民小组长", "党员", "五老"]),
        "certificate_no": f"MB{asked.year}{asked.number + 1:04d}",
        "certified_on": (certified, DatePrecision.DAY),
        "phone": f"1000000{rng.randint(1000, 9999)}",
        "status": "在岗",
        "assessment": rng.choice(["优秀", "合格"]),
    }


def _identity_number(rng: random.Random) -> str:
    """A number of nobody: its region does not exist, its check digit is right (GB 11643)."""
    born = date(rng.randint(1960, 1999), rng.randint(1, 12), rng.randint(1, 28))
    first = f"999999{born:%Y%m%d}{rng.randint(1, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True))
    return first + "10X98765432"[total % 11]


def vice_principals(rng: random.Random, asked: Asked) -> Row:
    """A row of vice_principals."""
    appointed = day_in(rng, asked.year)
    return {
        "school": f"第{NUMERALS[asked.number % 10]}实验小学",
        "name": person(rng, asked.number),
        "sent_by": rng.choice(UNITS[:4]),
        "post": rng.choice(["科长", "民警", "法官助理"]),
        "appointed_on": appointed,
        "term_ends_on": appointed + timedelta(3 * 365),
        "lessons": rng.randint(1, 9),
        "hours": Decimal(rng.randint(2, 8)),
        "assessment": rng.choice(["优秀", "合格"]),
    }


def venues(rng: random.Random, asked: Asked) -> Row:
    """A row of venues."""
    village = rng.choice(villages())
    kind = rng.choice(["法治公园", "法治广场", "法治长廊", "法律书屋", "宣传栏"])
    return {
        "name": f"{village}{kind}{NUMERALS[asked.number % 10]}",
        "kind": kind,
        "address": f"人民路{rng.randint(1, 90)}号",
        "township": township_of()[village],
        "village": village,
        "level": rng.choice(["省", "市", "区"]),
        "built_on": (date(asked.year, rng.randint(1, 11), 1), DatePrecision.MONTH),
        "area": Decimal(rng.randint(20, 4000)),
        "managed_by": rng.choice(UNITS),
        "status": rng.choice(["在用", "改造"]),
    }


def duty_items(rng: random.Random, asked: Asked) -> Row:
    """A row of duty_items."""
    is_done = rng.random() < 0.5
    law = rng.choice(["治安管理处罚法", "未成年人保护法", "反诈法", "安全生产法", "民法典"])
    return {
        "item_no": str(asked.number + 1),
        "unit": asked.unit,
        "year": asked.year,
        "duty": rng.choice(["谁执法谁普法", "谁管理谁普法", "谁服务谁普法"]),
        "scope": rng.choice(["共性", "个性"]),
        "content": f"宣传{law}",
        "audience": rng.choice(["社会公众", "机关干部", "企业职工"]),
        "measures": rng.choice(["举办讲座", "发放资料", "以案释法"]),
        "due_on": (date(asked.year, rng.randint(3, 12), 28), DatePrecision.DAY),
        "leader": person(rng, asked.number),
        "office": rng.choice(["法制科", "办公室"]),
        "contact": person(rng, asked.number + 3),
        "status": "已完成" if is_done else rng.choice(["未启动", "进行中"]),
        "done_on": day_in(rng, asked.year) if is_done else None,
    }


def duty_events(rng: random.Random, asked: Asked) -> Row:
    """A row of duty_events."""
    sent = day_in(rng, asked.year, last=(10, 20))
    return {
        "happened_on": sent,
        "unit": rng.choice(UNITS),
        "item_no": str(asked.number + 1),
        "kind": rng.choice(["提示", "督办", "反馈", "评议"]),
        "reply_due_on": after(rng, sent, 10, 20),
        "closed_on": after(rng, sent, 3, 20),
    }


def creation_events(rng: random.Random, asked: Asked) -> Row:
    """A row of creation_events."""
    is_village = rng.random() < 0.7
    return {
        "subject": villages()[asked.number * 3 % len(villages())] if is_village else rng.choice(townships()),
        "subject_type": "村社区" if is_village else "镇办",
        "category": "民主法治示范村（社区）" if is_village else "法治乡镇（街道）",
        "level": rng.choice(["省", "市", "区"]),
        "event": rng.choice(["申报", "推荐", "公示", "命名"]),
        "happened_on": (day_in(rng, asked.year), DatePrecision.DAY),
        "document_no": f"司发〔{asked.year}〕{asked.number + 1}号",
        "batch": rng.choice(["第一批", "第二批"]),
    }
