"""阵地 venues of legal education, and the schools of the district."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.types import CHOICE, COUNT, NUMBER, PARTIAL_DATE, TEXT, TOWNSHIP, UNIT, VILLAGE

IN_USE = "在用"

VENUES = Dataset(
    name="venues",
    label="法治阵地",
    grain="one venue",
    key=("name", "village"),
    normalised_keys=("name",),
    date="built_on",
    title_words=("阵地", "法治公园", "法治广场", "教育基地"),
    columns=(
        Column("name", "名称", TEXT, required=True, aliases=("阵地名称", "场所名称")),
        Column(
            "kind",
            "类型",
            CHOICE,
            required=True,
            aliases=("阵地类型", "类别", "阵地类别"),
            choices=Choices(
                values=(
                    "法治公园",
                    "法治广场",
                    "法治长廊",
                    "法律书屋",
                    "法治课堂",
                    "宣传栏",
                    "教育基地",
                    "青少年基地",
                ),
                synonyms={
                    "法治文化公园": "法治公园",
                    "法治文化广场": "法治广场",
                    "法治文化长廊": "法治长廊",
                    "法治书屋": "法律书屋",
                    "社区法治课堂": "法治课堂",
                    "法治宣传栏": "宣传栏",
                    "楼院宣传栏": "宣传栏",
                    "法治宣传教育基地": "教育基地",
                    "青少年法治教育基地": "青少年基地",
                },
            ),
        ),
        Column("address", "地址", TEXT, aliases=("位置", "详细地址", "地点")),
        Column("township", "镇办", TOWNSHIP, found_in="village", aliases=("所属镇办", "街道", "镇（街道）")),
        Column(
            "village",
            "村（社区）",
            VILLAGE,
            aliases=("所在村（社区）", "所在村", "村居", "村社区"),
            found_in="address",
        ),
        Column(
            "level",
            "级别",
            CHOICE,
            aliases=("层级", "等级"),
            choices=Choices(
                values=("国家", "省", "市", "区", "镇办", "村社区"),
                synonyms={
                    "国家级": "国家",
                    "省级": "省",
                    "市级": "市",
                    "区级": "区",
                    "镇级": "镇办",
                    "街道级": "镇办",
                    "村级": "村社区",
                    "社区级": "村社区",
                },
            ),
        ),
        Column("built_on", "建成时间", PARTIAL_DATE, aliases=("建成日期", "建设时间", "投用时间")),
        Column(
            "area",
            "面积",
            NUMBER,
            unit="平方米",
            minimum=0,
            aliases=("占地面积", "面积（平方米）", "建筑面积"),
        ),
        Column("managed_by", "管理单位", UNIT, aliases=("责任单位", "管理责任单位", "单位")),
        Column(
            "status",
            "状态",
            CHOICE,
            default=IN_USE,
            aliases=("使用状态", "使用情况"),
            choices=Choices(
                values=(IN_USE, "改造", "撤销"),
                synonyms={"正常": IN_USE, "使用中": IN_USE, "改造中": "改造", "拆除": "撤销", "停用": "撤销"},
            ),
            note="留空为在用。",
        ),
        Column("closed_on", "撤销时间", PARTIAL_DATE, aliases=("拆除时间", "停用时间")),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "venue_closed_before_built",
            ("closed_on", "built_on"),
            "closed_on >= built_on",
            "撤销时间早于建成时间",
            "请核对两个日期",
        ),
    ),
)

SCHOOLS = Dataset(
    name="schools",
    label="学校名单",
    grain="one school",
    key=("name",),
    normalised_keys=("name",),
    title_words=("学校名单", "中小学", "学校名录"),
    columns=(
        Column("name", "学校名称", TEXT, required=True, aliases=("学校", "校名")),
        Column("township", "镇办", TOWNSHIP, aliases=("所属镇办", "所在镇办", "街道")),
        Column(
            "stage",
            "学段",
            CHOICE,
            required=True,
            aliases=("学校类别", "办学层次", "类别"),
            choices=Choices(
                values=("小学", "初中", "九年一贯制", "高中", "中职", "幼儿园", "特殊教育"),
                synonyms={"中学": "初中", "完全中学": "高中", "职业学校": "中职", "中等职业学校": "中职"},
            ),
        ),
        Column(
            "pupils",
            "学生数",
            COUNT,
            unit="人",
            minimum=0,
            is_countable=True,
            aliases=("在校学生数", "学生人数"),
        ),
        Column("remark", "备注", TEXT),
    ),
)
