"""Clean rows of the datasets of casework, enforcement and governance."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from tests.support.mess.content import Asked, Row, after, day_in, person
from tests.support.mess.places import UNITS


def legality_reviews(rng: random.Random, asked: Asked) -> Row:
    """A row of legality_reviews."""
    received = day_in(rng, asked.year, last=(9, 30))
    closed = after(rng, received, 2, 15)
    opinions = rng.randint(2, 9)
    return {
        "review_no": f"HF{asked.year}-{asked.number + 1:03d}",
        "title": f"关于{rng.choice(['道路停车', '燃气安全', '招商合作'])}的文件{asked.number + 1}",
        "kind": rng.choice(["重大行政决策", "行政规范性文件", "政府合同", "政府文件", "法律意见书"]),
        "submitted_by": rng.choice(UNITS),
        "received_on": received,
        "closed_on": closed,
        "conclusion": rng.choice(["合法", "修改后合法", "不合法"]),
        "opinions": opinions,
        "adopted": opinions - rng.randint(0, 2),
        "handler": person(rng, asked.number),
        "opinion_no": f"司法意〔{asked.year}〕{asked.number + 1}号",
        "issued_on": after(rng, closed, 1, 10),
        "filed_on": after(rng, closed, 11, 25),
    }


def reconsiderations(rng: random.Random, asked: Asked) -> Row:
    """A row of reconsiderations."""
    received = day_in(rng, asked.year, last=(8, 20))
    accepted = after(rng, received, 1, 5)
    is_closed = rng.random() < 0.7
    return {
        "case_no": f"上政复〔{asked.year}〕{asked.number + 1}号",
        "applicant": person(rng, asked.number),
        "applicant_type": rng.choice(["自然人", "法人"]),
        "respondent": rng.choice(UNITS),
        "field": rng.choice(["公安", "市场监管", "自然资源", "人社", "房屋征收"]),
        "matter": rng.choice(["处罚", "强制", "许可", "信息公开", "不作为"]),
        "received_on": received,
        "handling": "受理",
        "accepted_on": accepted,
        "procedure": rng.choice(["普通", "简易"]),
        "hearing": rng.random() < 0.3,
        "closed_on": after(rng, accepted, 20, 60) if is_closed else None,
        "outcome": rng.choice(["维持", "撤销", "变更", "确认违法", "调解书"]) if is_closed else None,
        "mediated": rng.random() < 0.3,
        "sued_later": rng.random() < 0.3,
    }


def litigations(rng: random.Random, asked: Asked) -> Row:
    """A row of litigations."""
    received = day_in(rng, asked.year, last=(7, 20))
    return {
        "case_no": f"({asked.year})豫0106行初{asked.number + 1}号",
        "plaintiff": person(rng, asked.number),
        "defendant": rng.choice(UNITS),
        "cause": rng.choice(["行政处罚", "信息公开", "不履行法定职责"]),
        "instance": rng.choice(["一审", "二审"]),
        "after_reconsideration": rng.random() < 0.4,
        "received_on": received,
        "answered_on": after(rng, received, 5, 15),
        "heard_on": after(rng, received, 20, 50),
        "head_attended": rng.choice(["是", "否"]),
        "judged_on": after(rng, received, 55, 110),
        "outcome": rng.choice(["驳回诉讼请求", "驳回起诉", "撤销", "确认违法"]),
        "lost": rng.random() < 0.3,
        "effective": rng.random() < 0.6,
    }


def officers(rng: random.Random, asked: Asked) -> Row:
    """A row of officers."""
    return {
        "name": person(rng, asked.number),
        "certificate_no": f"1601{asked.number + 1:06d}",
        "unit": asked.unit if rng.random() < 0.5 else rng.choice(UNITS),
        "valid_until": date(asked.year + rng.randint(1, 4), rng.randint(1, 12), 28),
        "post": rng.choice(["执法", "法制审核"]),
        "status": rng.choice(["在岗", "调离"]),
    }


def devices(rng: random.Random, asked: Asked) -> Row:
    """A row of devices."""
    quantity = rng.randint(4, 60)
    return {
        "unit": rng.choice(UNITS),
        "kind": rng.choice(["执法记录仪", "执法车辆", "便携打印机", "照相机"]),
        "quantity": quantity,
        "in_use": quantity - rng.randint(0, 3),
        "bought_on": day_in(rng, asked.year),
    }


def major_decisions(rng: random.Random, asked: Asked) -> Row:
    """A row of major_decisions."""
    filed = day_in(rng, asked.year, last=(8, 20))
    reviewed = after(rng, filed, 10, 25)
    decided = after(rng, reviewed, 1, 20)
    return {
        "decision_no": f"上罚决字〔{asked.year}〕{asked.number + 1}号",
        "unit": asked.unit if rng.random() < 0.5 else rng.choice(UNITS),
        "kind": rng.choice(["处罚", "许可", "强制"]),
        "amount_yuan": Decimal(rng.randint(1, 300) * 1000),
        "filed_on": filed,
        "reviewed_by": "法制科",
        "submitted_on": after(rng, filed, 1, 9),
        "reviewed_on": reviewed,
        "opinion": rng.choice(["同意", "修改"]),
        "decided_on": decided,
        "published_on": after(rng, decided, 1, 7),
        "has_text_record": rng.random() < 0.8,
        "has_av_record": rng.random() < 0.8,
    }


def file_reviews(rng: random.Random, asked: Asked) -> Row:
    """A row of file_reviews."""
    closed = day_in(rng, asked.year, last=(6, 30))
    reviewed = after(rng, closed, 10, 60)
    return {
        "file_no": f"上处罚〔{asked.year}〕{asked.number + 1}号",
        "unit": rng.choice(UNITS),
        "file_type": rng.choice(["处罚", "许可", "强制", "检查"]),
        "closed_on": closed,
        "batch": rng.choice(["第一批", "上半年"]),
        "reviewed_on": reviewed,
        "score": Decimal(rng.randint(120, 199)) / 2,
        "vetoed": False,
        "grade": rng.choice(["优秀", "合格"]),
        "problems": rng.randint(0, 6),
        "rectify_due_on": after(rng, reviewed, 15, 30),
        "rectified_on": after(rng, reviewed, 5, 30),
        "recheck": rng.choice(["通过", "未通过"]),
        "accountability": "无",
    }


def file_problems(rng: random.Random, asked: Asked) -> Row:
    """A row of file_problems."""
    return {
        "file_no": f"上处罚〔{asked.year}〕{asked.number + 1}号",
        "category": rng.choice(["主体", "事实", "证据", "程序", "文书"]),
        "description": rng.choice(["送达回证缺签名", "证据未编号", "处罚依据引用不全"]),
        "remark": rng.choice([None, "已告知"]),
    }


STATS_COLUMNS = ("warnings", "criticisms", "fines", "confiscations", "stoppages", "detentions", "others")


def enforcement_stats(rng: random.Random, asked: Asked) -> Row:
    """A row of enforcement_stats."""
    counts = {name: rng.choice([0, rng.randint(1, 400)]) for name in STATS_COLUMNS}
    return {
        "unit": UNITS[asked.number % len(UNITS)],
        "year": asked.year,
        **counts,
        "total": sum(counts.values()),
        "fined_yuan": Decimal(rng.randint(1, 900) * 10000),
    }


def assessments(rng: random.Random, asked: Asked) -> Row:
    """A row of assessments."""
    full = rng.choice([5, 10, 20])
    return {
        "unit": UNITS[asked.number % len(UNITS)],
        "year": asked.year,
        "stage": rng.choice(["年初计划", "年中督查", "年底考评"]),
        "indicator": rng.choice(["重大决策程序", "行政执法规范", "普法责任制"]),
        "full_score": Decimal(full),
        "score": Decimal(full) - Decimal(rng.randint(0, 4)) / 2,
        "grade": rng.choice(["优秀", "良好", "合格"]),
    }


def targets(rng: random.Random, asked: Asked) -> Row:
    """A row of targets."""
    metrics = ("P01", "P02", "P05", "P13", "R03", "L03", "F05", "S02", "E11", "A01")
    return {
        "metric_id": metrics[asked.number % len(metrics)],
        "metric_name": rng.choice(["活动场次", "受众", "覆盖率"]),
        "scope": "全区",
        "year": asked.year,
        "target": Decimal(rng.choice([80, 90, 100, 4, 1000])),
        "floor": Decimal(rng.randint(1, 60)),
        "source": f"区政府文件〔{asked.year}〕{asked.number + 1}号",
    }


def institution_events(rng: random.Random, asked: Asked) -> Row:
    """A row of institution_events."""
    return {
        "title": f"{rng.choice(['委员会工作', '协调小组工作', '办公室工作'])}规定第{asked.number + 1}号",
        "kind": rng.choice(["规则", "细则", "成员调整", "通知"]),
        "happened_on": day_in(rng, asked.year),
        "document_no": f"上法委〔{asked.year}〕{asked.number + 1}号",
    }
