"""Sentences of 本周小结."""

from __future__ import annotations

WEEK = "本周全区开展普法活动 {sessions}，受众 {audience}。"
WEEK_NONE = "本周全区未开展普法活动。"
WEEK_UNREPORTED = "本周普法活动未报。"
YEAR = "截至{day}，今年累计 {sessions}、{audience}"
YEAR_ON_YEAR = "场次同比{sessions}，受众同比{audience}"
MORE = "增长 {amount}"
LESS = "下降 {amount}"
SAME = "持平"
TARGETS = "“百场万人”计划："
TARGET_NAMES = {"P01": "场次", "P02": "受众"}
TARGET_ATTAINED = "{name}目标已完成"
TARGET_PART = "{name}完成 {share}，{pace}"
AHEAD = "快于序时进度 {gap}"
BEHIND = "落后序时进度 {gap}"
ON_PACE = "与序时进度持平"
COVERAGE = "本季度村（社区）普法覆盖率 {share}（{covered}/{every}）。"
CASES = "今年审结行政复议案件 {closed} 件，按期审结率 {share}。"
REVIEWS = "评查案卷 {files} 卷，合格率 {share}"
OVERDUE = "逾期未整改 {count} 件，需督办"
NO_OVERDUE = "无逾期未整改"
