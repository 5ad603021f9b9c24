"""A column of every kind, and one file to clean its cells in."""

from __future__ import annotations

from datetime import date

from pipelines.clean.values import CellContext, CleanCell, clean_cell
from tests.pipelines.clean.reference import NAMES
from warehouse.contracts import types
from warehouse.contracts.model import Choices, Column
from warehouse.contracts.types import Severity

CONTEXT = CellContext(names=NAMES, default_year=2022, filed_on=date(2022, 12, 31))
COUNT = Column("audience", "受众人数", types.COUNT, unit="人次", minimum=0, is_countable=True)
MONEY = Column("fined", "罚没金额", types.MONEY, unit="元", minimum=0, is_countable=True)
HOURS = Column("hours", "课时", types.NUMBER, unit="课时", minimum=0)
RATE = Column("rate", "满意率", types.NUMBER, unit="%")
DAY = Column("closed_on", "办结日", types.DATE)
SPAN = Column("start_on", "开展时间", types.DATE_SPAN, end_name="end_on", required=True)
PARTIAL = Column("happened_on", "日期", types.PARTIAL_DATE, required=True)
YEAR = Column("year", "年度", types.YEAR, minimum=1990, maximum=2100)
VETO = Column("vetoed", "一票否决", types.YES_NO)
GRADE = Column(
    "grade",
    "等次",
    types.CHOICE,
    choices=Choices(values=("优秀", "合格", "不合格"), synonyms={"良好": "合格"}),
)
CATEGORY = Column(
    "category", "类别", types.CHOICE, choices=Choices(values=("民主法治示范村（社区）", "法治乡镇（街道）"))
)
FORM = Column(
    "form", "活动形式", types.CHOICE, choices=Choices(values=("讲座", "展览", "其他"), is_open=True)
)
SETTINGS = Column(
    "settings",
    "七进类别",
    types.CHOICES,
    choices=Choices(values=("机关", "学校", "社区"), synonyms={"校园": "学校"}),
)
THEMES = Column(
    "themes", "普法主题", types.CHOICES, choices=Choices(values=("宪法", "民法典", "其他"), is_open=True)
)
UNIT = Column("unit", "主办单位", types.UNIT, required=True, others_to="partners")
PARTNERS = Column("partners", "联合单位", types.UNITS)
ANY_UNIT = Column("unit", "单位", types.UNIT_AS_WRITTEN)
TOWNSHIP = Column("township", "镇办", types.TOWNSHIP)
VILLAGE = Column("village", "村（社区）", types.VILLAGE)
SUBJECT = Column("subject", "创建对象", types.SUBJECT)
TEXT = Column("remark", "备注", types.TEXT)
CODE = Column("case_no", "案号", types.CODE)
EVERY_COLUMN = (
    *(
        COUNT,
        MONEY,
        HOURS,
        RATE,
        DAY,
        SPAN,
        PARTIAL,
        YEAR,
        VETO,
        GRADE,
        FORM,
        SETTINGS,
        THEMES,
        UNIT,
        PARTNERS,
    ),
    *(ANY_UNIT, TOWNSHIP, VILLAGE, SUBJECT, TEXT, CODE),
)


def clean(column: Column, raw: object, context: CellContext = CONTEXT) -> CleanCell:
    return clean_cell(column, raw, context)


def fault(cell: CleanCell) -> tuple[str, Severity] | None:
    return (cell.problem.code, cell.problem.severity) if cell.problem else None
