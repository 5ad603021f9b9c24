"""Names of the pages and of their groups in the navigation."""

from __future__ import annotations

WEEKLY_REVIEW = "本周概览"
SUBJECTS = "专题"
LEGAL_EDUCATION = "普法覆盖"
CREATION = "法治创建"
ENFORCEMENT = "执法监督"
DATA = "数据"
DATA_QUALITY = "数据质量"
LINEAGE = "溯源"
