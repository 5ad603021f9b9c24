"""法治创建: the event log of honours applied for, awarded, re-examined and ended."""

from __future__ import annotations

import re
from collections.abc import Mapping

from warehouse.contracts.honour_names import KEPT, REVIEWED, split_entries, split_honour_years
from warehouse.contracts.model import Choices, Column, Dataset, Layout, Produced, SequenceRule
from warehouse.contracts.spread import Spread, spread_layout
from warehouse.contracts.types import CHOICE, CODE, PARTIAL_DATE, SUBJECT, TEXT

# Highest first; the order in which C02 picks one level for a subject.
LEVELS = ("国家", "省", "市", "区")
PIPELINE_EVENTS = ("申报", "推荐", "公示")

LEVEL_CHOICES = Choices(
    values=LEVELS,
    synonyms={
        "国家级": "国家",
        "全国": "国家",
        "省级": "省",
        "市级": "市",
        "区级": "区",
        "县级": "区",
        "区（县）级": "区",
        "河南省": "省",
        "郑州市": "市",
    },
)

DEMOCRATIC_VILLAGE = "民主法治示范村（社区）"
LAWFUL_TOWNSHIP = "法治乡镇（街道）"
CATEGORY_CHOICES = Choices(
    values=(
        LAWFUL_TOWNSHIP,
        DEMOCRATIC_VILLAGE,
        "优秀法治宣传教育基地",
        "服务型行政执法示范点",
        "法治政府示范",
    ),
    synonyms={
        "法治乡镇": LAWFUL_TOWNSHIP,
        "法治街道": LAWFUL_TOWNSHIP,
        "民主法治乡镇（街道）": LAWFUL_TOWNSHIP,
        "民主法治乡镇": LAWFUL_TOWNSHIP,
        "法治镇办": LAWFUL_TOWNSHIP,
        "民主法治示范村": DEMOCRATIC_VILLAGE,
        "民主法治村（社区）": DEMOCRATIC_VILLAGE,
        "民主法治村": DEMOCRATIC_VILLAGE,
        "民主法治社区": DEMOCRATIC_VILLAGE,
        "民主法治示范社区": DEMOCRATIC_VILLAGE,
        "民主法治示范村(居)": DEMOCRATIC_VILLAGE,
        "法治宣传教育基地": "优秀法治宣传教育基地",
        "优秀法治教育基地": "优秀法治宣传教育基地",
        "法治教育基地": "优秀法治宣传教育基地",
        "服务型执法示范点": "服务型行政执法示范点",
        "服务型行政执法示范单位": "服务型行政执法示范点",
        "法治政府建设示范": "法治政府示范",
    },
)

_LIST_TITLE = re.compile(r"^(国家|全国|省|市|区|县)级?(.+)$")


def expand_honour_list(row: Mapping[str, str]) -> list[dict[str, Produced]]:
    """Turn a published list entry into its events.

    「市级民主法治示范村（社区） | 长石村（2006）(2016复)」 stands for 命名 in 2006 and 复核（保留） in 2016.
    A name without a year tells no event, so the list is empty and the row is quarantined.
    """
    title = _LIST_TITLE.match(row.get("listed_title", "").strip())
    name = row.get("listed_name", "").strip()
    if title is None or not name:
        return []
    entries = [split_honour_years(entry) for entry in split_entries(name)]
    if not all(entry.events() for entry in entries):
        return []
    return [
        _listed_event(title, entry.name, event, year) for entry in entries for event, year in entry.events()
    ]


def _listed_event(title: re.Match[str], subject: str, event: str, year: str) -> dict[str, Produced]:
    found = {
        "subject": Produced(subject, "listed_name"),
        "category": Produced(title.group(2), "listed_title"),
        "level": Produced(f"{title.group(1)}级", "listed_title"),
        "event": Produced(event, "listed_name"),
        "happened_on": Produced(year, "listed_name"),
    }
    return {**found, "review_result": Produced(KEPT, "listed_name")} if event == REVIEWED else found


_LEVEL_HEADINGS = {
    value: (
        *(f"{name}命名时间" for name in names),
        *(f"{name}{word}" for name in names for word in ("", "命名日期", "命名年份", "命名年度", "创建时间")),
    )
    for value, names in {
        "国家": ("国家级", "全国"),
        "省": ("省级",),
        "市": ("市级",),
        "区": ("区级", "县级", "区县级"),
    }.items()
}
_EVENT_HEADINGS = {
    event: tuple(f"{word}{ending}" for word in words for ending in ("时间", "日期", "年份", "年度"))
    for event, words in {
        "申报": ("申报",),
        "推荐": ("推荐", "上报"),
        "公示": ("公示",),
        "命名": ("命名", "认定", "授牌"),
        "复核": ("复核", "复评"),
        "撤销": ("撤销", "摘牌"),
    }.items()
}

SUBJECT_COLUMN = Column(
    "subject",
    "创建对象",
    SUBJECT,
    required=True,
    aliases=("创建单位", "申报单位", "对象名称", "创建对象名称", "命名单位", "申报对象"),
)
SUBJECT_TYPE_COLUMN = Column(
    "subject_type",
    "对象类型",
    CHOICE,
    choices=Choices(
        values=("区", "镇办", "村社区", "单位", "基地"),
        synonyms={
            "乡镇": "镇办",
            "街道": "镇办",
            "镇（街道）": "镇办",
            "村": "村社区",
            "社区": "村社区",
            "村（社区）": "村社区",
            "部门": "单位",
        },
    ),
    aliases=("类型", "创建对象类型"),
)
CATEGORY_COLUMN = Column(
    "category",
    "类别",
    CHOICE,
    choices=CATEGORY_CHOICES,
    required=True,
    aliases=("创建类别", "荣誉类别", "创建项目", "荣誉名称", "创建名称"),
)
LEVEL_COLUMN = Column(
    "level",
    "级别",
    CHOICE,
    choices=LEVEL_CHOICES,
    required=True,
    aliases=("创建级别", "层级", "等级"),
)
DOCUMENT_COLUMN = Column("document_no", "文号", CODE, aliases=("文件号", "命名文号", "文件文号", "依据文号"))
BATCH_COLUMN = Column("batch", "批次", TEXT, aliases=("命名批次",))
REVIEW_COLUMN = Column(
    "review_result",
    "复核结论",
    CHOICE,
    choices=Choices(
        values=("保留", "撤销", "注销"), synonyms={"合格": "保留", "通过": "保留", "保留称号": "保留"}
    ),
    aliases=("复核结果", "复核意见"),
)
REMARK_COLUMN = Column("remark", "备注", TEXT)

CREATION_EVENTS = Dataset(
    name="creation_events",
    label="法治创建",
    grain="one event in the life of one honour of one subject",
    key=("subject", "category", "level", "event", "happened_on"),
    date="happened_on",
    title_words=("创建", "示范村", "法治乡镇", "命名", "复核", "民主法治", "示范点"),
    columns=(
        SUBJECT_COLUMN,
        SUBJECT_TYPE_COLUMN,
        CATEGORY_COLUMN,
        LEVEL_COLUMN,
        Column(
            "event",
            "事件",
            CHOICE,
            required=True,
            choices=Choices(
                values=(*PIPELINE_EVENTS, "命名", "复核", "限期整改", "撤销", "注销"),
                synonyms={
                    "表彰": "命名",
                    "授牌": "命名",
                    "认定": "命名",
                    "上报": "推荐",
                    "复评": "复核",
                    "整改": "限期整改",
                    "摘牌": "撤销",
                },
            ),
            aliases=("环节", "阶段", "事项", "创建阶段", "状态"),
        ),
        Column(
            "happened_on",
            "日期",
            PARTIAL_DATE,
            required=True,
            aliases=("时间", "事件日期", "命名时间", "发生日期", "命名日期", "办理时间"),
        ),
        DOCUMENT_COLUMN,
        BATCH_COLUMN,
        REVIEW_COLUMN,
        REMARK_COLUMN,
    ),
    sequences=(
        SequenceRule(
            code="creation_events_out_of_order",
            group=("subject", "category", "level"),
            event="event",
            date="happened_on",
            order=(*PIPELINE_EVENTS, "命名", "复核"),
            needs={"撤销": "命名", "注销": "命名"},
            message="事件先后不合规：应为申报、推荐、公示、命名、复核，撤销须先有命名",
            remedy="请核对事件和日期，或先补报此前的命名",
        ),
    ),
    layouts=(
        Layout(
            name="honour_list",
            label="命名名单（年份和复核写在名称里）",
            columns=(
                Column("listed_title", "级别", TEXT, required=True, aliases=("荣誉称号", "称号")),
                Column(
                    "listed_name",
                    "村（社区）",
                    TEXT,
                    required=True,
                    aliases=("村社区", "名称", "村名", "单位名称"),
                ),
            ),
            expand=expand_honour_list,
            example="长石村（2006）",
        ),
        spread_layout(
            "levels_in_columns",
            "一级一列的创建情况表（每列填命名时间）",
            Spread(
                headings=_LEVEL_HEADINGS,
                named="level",
                filled="happened_on",
                kept=(SUBJECT_COLUMN, SUBJECT_TYPE_COLUMN, CATEGORY_COLUMN, REMARK_COLUMN),
                constants={"event": "命名"},
            ),
            example="省级一列填 2006",
        ),
        spread_layout(
            "events_in_columns",
            "一环节一列的创建台账（每列填日期）",
            Spread(
                headings=_EVENT_HEADINGS,
                named="event",
                filled="happened_on",
                kept=(
                    *(SUBJECT_COLUMN, SUBJECT_TYPE_COLUMN, CATEGORY_COLUMN, LEVEL_COLUMN),
                    *(DOCUMENT_COLUMN, BATCH_COLUMN, REVIEW_COLUMN, REMARK_COLUMN),
                ),
                belongs_to={"document_no": ("命名",), "batch": ("命名",), "review_result": ("复核",)},
            ),
            example="命名时间一列填 2016-12-04",
        ),
    ),
)
