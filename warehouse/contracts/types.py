"""The kinds of value a cell may hold, and how each is stored.

A kind says what the cleaner makes of a cell and which columns the warehouse keeps for it.
Kinds that people estimate (counts, measures, money) carry a qualifier column beside the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """How exact a written number is; null in storage means exact."""

    AT_LEAST = "at_least"  # 余 多 以上 超过
    ABOUT = "about"  # 约 左右
    ALMOST = "almost"  # 近


class Severity(StrEnum):
    """What a finding does to its row."""

    ERROR = "error"  # the row is quarantined
    WARNING = "warning"  # the row is loaded, the finding is shown


class DatePrecision(StrEnum):
    """How much of a date was written."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class ValueKind:
    """A kind of cell value.

    name: used in messages of the convention tests and in the data dictionary.
    label: Chinese name of the kind, for templates and the dictionary.
    duckdb_type: storage type of the main column.
    is_estimable: a `<column>_qualifier` column is stored beside the value.
    is_coded: a `<column>_code` column is stored beside the canonical name.
    is_many: the value is a list.
    """

    name: str
    label: str
    duckdb_type: str
    is_estimable: bool = False
    is_coded: bool = False
    is_many: bool = False


TEXT = ValueKind("text", "文字", "VARCHAR")
CODE = ValueKind("code", "编号", "VARCHAR")
IDENTITY_NUMBER = ValueKind("identity_number", "身份证号", "VARCHAR")
PERSON = ValueKind("person", "姓名", "VARCHAR")
DATE = ValueKind("date", "日期", "DATE")
DATE_SPAN = ValueKind("date_span", "日期或起止日期", "DATE")
PARTIAL_DATE = ValueKind("partial_date", "日期（可只写年或年月）", "DATE")
YEAR = ValueKind("year", "年度", "INTEGER")
COUNT = ValueKind("count", "整数", "BIGINT", is_estimable=True)
NUMBER = ValueKind("number", "数值", "DECIMAL(18,4)", is_estimable=True)
MONEY = ValueKind("money", "金额", "DECIMAL(18,2)", is_estimable=True)
YES_NO = ValueKind("yes_no", "是/否", "BOOLEAN")
CHOICE = ValueKind("choice", "单选", "VARCHAR")
CHOICES = ValueKind("choices", "多选", "VARCHAR[]", is_many=True)
UNIT = ValueKind("unit", "单位名称", "VARCHAR", is_coded=True)
UNITS = ValueKind("units", "多个单位名称", "VARCHAR[]", is_many=True)
UNIT_AS_WRITTEN = ValueKind("unit_as_written", "单位名称（不限本区）", "VARCHAR", is_coded=True)
TOWNSHIP = ValueKind("township", "镇办", "VARCHAR", is_coded=True)
VILLAGE = ValueKind("village", "村（社区）", "VARCHAR", is_coded=True)
SUBJECT = ValueKind("subject", "创建对象", "VARCHAR", is_coded=True)
