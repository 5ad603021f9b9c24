"""依法治区 governance: the committee's rules, leaders' reports (述法), assessments, the review's own log."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pipelines.demo.directory import Directory
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

STAGES = ("年初计划", "年中督查", "年底考评")
RULES = ("规则", "细则")
MEMBERS_CHANGED = "成员调整"
# The three rules that the report names, and what came after them.
_INSTITUTIONS = (
    ("区委全面依法治区委员会工作规则", "规则", date(2022, 2, 25)),
    ("区委全面依法治区委员会协调小组工作规则", "规则", date(2022, 2, 25)),
    ("区委全面依法治区委员会办公室工作细则", "细则", date(2022, 3, 18)),
    ("行政应诉工作规则（修订）", "规则", date(2023, 6, 9)),
    ("行政执法监督工作规则（演示）", "规则", date(2024, 4, 19)),
    ("执法案卷评查工作细则（演示）", "细则", date(2025, 3, 14)),
    ("重大行政决策合法性审查工作规则（演示）", "规则", date(2026, 5, 22)),
    ("调整区委全面依法治区委员会组成人员", MEMBERS_CHANGED, date(2021, 9, 10)),
    ("调整区委全面依法治区委员会及协调小组组成人员", MEMBERS_CHANGED, date(2022, 7, 15)),
    ("调整区委全面依法治区委员会办公室成员", MEMBERS_CHANGED, date(2023, 4, 21)),
    ("调整守法普法协调小组组成人员", MEMBERS_CHANGED, date(2024, 9, 6)),
    ("调整执法协调小组组成人员", MEMBERS_CHANGED, date(2025, 2, 28)),
    ("调整司法协调小组组成人员", MEMBERS_CHANGED, date(2025, 10, 17)),
    ("调整区委全面依法治区委员会组成人员（2026年）", MEMBERS_CHANGED, date(2026, 4, 10)),
)
# How many units' leaders did not report; in 2022 all did.
_WITHOUT_REPORT = {2021: 4, 2022: 0, 2023: 2, 2024: 3, 2025: 1}
_POSTS = {"镇办": "党（工）委书记", "司法机关": "负责人", "党委部门": "主要负责人", "群团组织": "主席"}
# Stage, indicator, full score.
_INDICATORS = (
    (STAGES[0], "年度法治建设要点制定", 20),
    (STAGES[1], "重点任务推进", 30),
    (STAGES[2], "法治政府建设", 30),
    (STAGES[2], "普法依法治理", 20),
)
_GRADES = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))
_MISSED_INSPECTION = {2021: 5, 2022: 0, 2023: 3, 2024: 2, 2025: 2}
REVIEWS_FROM = date(2026, 9, 7)
_TASKS = (
    ("督促未报单位补报普法活动台账", "司法局"),
    ("对近期无活动的村（社区）安排巡回宣讲", "司法局"),
    ("核查逾期未整改的执法案卷", "司法局"),
    ("制定校园普法第四季度安排", "教育局"),
    ("更新法治副校长课时登记", "教育局"),
    ("补充企业普法宣讲场次", "工信局"),
    ("完善村（社区）法治宣传栏内容", "峡窝镇"),
    ("梳理临近期限的复议案件", "司法局"),
    ("报送国家宪法日活动方案", "宣传部"),
    ("核对行政处罚统计口径", "市场监管局"),
)


def _units(directory: Directory) -> dict[str, str]:
    return {**directory.departments, **{town.name: "镇办" for town in directory.townships}}


def institutions_of(year: int) -> list[Fact]:
    """Return the rules, notices and changes of membership of a year in the order of their dates."""
    found = [
        *_INSTITUTIONS,
        (f"关于印发{year}年法治建设工作要点的通知", "通知", date(year, 1, 28)),
    ]
    of_year = sorted((one for one in found if one[2].year == year), key=lambda one: one[2])
    facts = []
    for number, (title, kind, day) in enumerate(of_year, 1):
        values: dict[str, Value] = {
            "title": title,
            "kind": kind,
            "happened_on": day,
            "document_no": f"上法委（演示）〔{year}〕{number}号",
            "remark": None,
        }
        facts.append(Fact("institution_events", values))
    return facts


def committee_studies(seed: int, year: int) -> list[Fact]:
    """Return the two sessions a year at which the party committee (区委常委会) studied law."""
    facts = []
    for month, title in ((3, "习近平法治思想专题学习"), (10, "宪法和党内法规专题学习")):
        day = date(year, month, stream(seed, "committee study", year, month).randint(5, 25))
        day -= timedelta(days=max(0, day.weekday() - 4))
        values: dict[str, Value] = {
            "title": title,
            "category": "常委会学法",
            "start_on": day,
            "end_on": day,
            "unit": "政法委",
            "host_unit": "司法局",
            "expected": 11,
            "attended": 11,
            "hours": 1,
            "remark": None,
        }
        facts.append(Fact("trainings", values))
    return facts


def shufa_of(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the leaders' reports on the rule of law at the end of a year, one for each unit."""
    units = _units(directory)
    silent = stream(seed, "no shufa", year).sample(sorted(units), _WITHOUT_REPORT.get(year, 2))
    facts = []
    for unit, kind in units.items():
        if unit in silent:
            continue
        draw = stream(seed, "shufa", year, unit)
        values: dict[str, Value] = {
            "post": _POSTS.get(kind, "局长" if unit.endswith("局") else "主要负责人"),
            "unit": unit,
            "year": year,
            "form": "会议" if draw.random() < 0.3 else "书面",
            "reported_on": date(year, 12, draw.randint(6, 28)),
            "evaluation": draw.choice(("好", "好", "较好", "一般")),
            "remark": None,
        }
        facts.append(Fact("shufa", values))
    return facts


def assessments_of(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return every unit's scores at the three stages; a few units miss the inspection in the middle."""
    units = _units(directory)
    missed = stream(seed, "no inspection", year).sample(sorted(units), _MISSED_INSPECTION.get(year, 2))
    facts = []
    for unit in units:
        draw = stream(seed, "assessment", year, unit)
        level = draw.uniform(0.78, 0.99)
        for stage, indicator, full_score in _INDICATORS:
            share = min(1.0, level + draw.uniform(-0.06, 0.06))
            score = Decimal(round(full_score * share * 2)) / 2
            if stage == STAGES[1] and unit in missed:
                continue
            values: dict[str, Value] = {
                "unit": unit,
                "year": year,
                "stage": stage,
                "indicator": indicator,
                "full_score": full_score,
                "score": score,
                "grade": _grade(score * 100 / full_score) if stage == STAGES[2] else None,
                "remark": None,
            }
            facts.append(Fact("assessments", values))
    return facts


def _grade(percent: Decimal) -> str:
    return next(grade for least, grade in _GRADES if percent >= least)


def commitments_until(seed: int, last: date) -> list[Fact]:
    """Return what the weekly reviews decided by a day: one or two things a week, some never closed."""
    facts = []
    monday = REVIEWS_FROM
    while monday <= last:
        week = monday.isocalendar().week
        draw = stream(seed, "review", monday)
        for task, unit in draw.sample(_TASKS, draw.randint(1, 2)):
            due_on = monday + timedelta(days=draw.choice((4, 7, 11)))
            chance = draw.random()
            closed_on = due_on + timedelta(days=draw.randint(-4, 0) if chance < 0.7 else draw.randint(2, 6))
            values: dict[str, Value] = {
                "raised_on": monday,
                "item": f"{task}（第{week}周）",
                "unit": unit,
                "due_on": due_on,
                "status": None,
                "closed_on": closed_on if chance < 0.88 else None,
                "evidence": None,
                "remark": None,
            }
            facts.append(Fact("commitments", values))
        monday += timedelta(weeks=1)
    return facts


def commitment_known_on(commitment: Fact, day: date) -> Fact:
    """Return an entry of the log as it stood on a day."""
    closed_on = commitment.values["closed_on"]
    is_closed = isinstance(closed_on, date) and closed_on <= day
    changed: dict[str, Value] = {
        "status": "已办结" if is_closed else "进行中",
        "closed_on": closed_on if is_closed else None,
        "evidence": "办理情况说明（演示）" if is_closed else None,
    }
    return Fact(commitment.dataset, {**commitment.values, **changed})
