"""For each dataset: how its rows are made, what its forms are called, and their usual columns."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.support.mess import casework, content
from tests.support.mess.casework import STATS_COLUMNS
from tests.support.mess.content import Asked, Row

Maker = Callable[[random.Random, Asked], Row]
MAKERS: Mapping[str, Maker] = {
    "activities": content.activities,
    "trainings": content.trainings,
    "legal_stewards": content.legal_stewards,
    "vice_principals": content.vice_principals,
    "venues": content.venues,
    "duty_items": content.duty_items,
    "duty_events": content.duty_events,
    "creation_events": content.creation_events,
    "legality_reviews": casework.legality_reviews,
    "reconsiderations": casework.reconsiderations,
    "litigations": casework.litigations,
    "officers": casework.officers,
    "devices": casework.devices,
    "major_decisions": casework.major_decisions,
    "file_reviews": casework.file_reviews,
    "file_problems": casework.file_problems,
    "enforcement_stats": casework.enforcement_stats,
    "assessments": casework.assessments,
    "targets": casework.targets,
    "institution_events": casework.institution_events,
}

TITLES: Mapping[str, tuple[str, ...]] = {
    "activities": ("普法活动台账", "普法活动统计表", "法治宣传活动登记表"),
    "trainings": ("学法培训台账", "培训学法情况统计表"),
    "legal_stewards": ("法律明白人名册", "法律明白人登记表"),
    "vice_principals": ("法治副校长聘任情况表", "法治副校长台账"),
    "venues": ("法治阵地台账", "法治阵地建设情况统计表"),
    "duty_items": ("普法责任清单",),
    "duty_events": ("跟踪提示台账", "普法责任制跟踪提示督办台账"),
    "creation_events": ("法治创建台账", "民主法治示范村创建情况表"),
    "legality_reviews": ("合法性审查台账", "合法性审查情况登记表"),
    "reconsiderations": ("行政复议案件台账", "行政复议案件登记表"),
    "litigations": ("行政应诉案件台账", "行政应诉案件统计表"),
    "officers": ("行政执法人员名册", "执法人员持证情况统计表"),
    "devices": ("执法装备配备情况表", "执法装备台账"),
    "major_decisions": ("重大执法决定法制审核台账",),
    "file_reviews": ("案卷评查情况表", "行政执法案卷评查台账"),
    "file_problems": ("案卷评查问题清单",),
    "enforcement_stats": ("行政处罚实施情况统计表",),
    "assessments": ("依法行政考核评分表",),
    "targets": ("法治建设年度目标任务分解表",),
    "institution_events": ("制度建设台账",),
}

# Columns without which a form of the dataset would not be sent, beyond those that the contract requires.
USUAL: Mapping[str, tuple[str, ...]] = {
    "activities": ("place", "unit", "audience"),
    "trainings": ("attended", "expected"),
    "legal_stewards": ("certified_on",),
    "vice_principals": ("sent_by", "lessons"),
    "venues": ("village", "built_on"),
    "duty_items": ("unit", "year", "status", "done_on"),
    "duty_events": ("item_no",),
    "creation_events": ("document_no",),
    "legality_reviews": ("closed_on", "opinions"),
    "reconsiderations": ("respondent", "handling", "closed_on", "outcome"),
    "litigations": ("defendant", "heard_on", "head_attended"),
    "officers": ("certificate_no", "unit", "valid_until"),
    "devices": ("in_use", "bought_on"),
    "major_decisions": ("unit", "amount_yuan", "filed_on"),
    "file_reviews": ("unit", "score", "grade"),
    "file_problems": ("description",),
    "enforcement_stats": ("unit", "year", *STATS_COLUMNS, "fined_yuan"),
    "assessments": ("year", "indicator", "score", "full_score"),
    "targets": ("year", "metric_name", "scope"),
    "institution_events": ("document_no",),
}
