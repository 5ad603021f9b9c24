"""执法监督 enforcement supervision: file reviews, their problems, and the annual penalty statistics."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.types import (
    CHOICE,
    CODE,
    COUNT,
    DATE,
    MONEY,
    NUMBER,
    TEXT,
    UNIT,
    UNIT_AS_WRITTEN,
    YEAR,
    YES_NO,
)

EXCELLENT = "优秀"
PASSING_GRADES = (EXCELLENT, "合格")
SANCTIONS = ("约谈", "通报", "调离", "移送")

FILE_TYPES = Choices(
    values=("处罚", "许可", "强制", "检查", "征收"),
    synonyms={
        "行政处罚": "处罚",
        "行政许可": "许可",
        "行政强制": "强制",
        "行政检查": "检查",
        "行政征收": "征收",
    },
)

FILE_REVIEWS = Dataset(
    name="file_reviews",
    label="案卷评查",
    grain="one reviewed case file",
    key=("file_no",),
    date="reviewed_on",
    title_words=("案卷", "评查"),
    columns=(
        Column(
            "file_no", "案卷编号", CODE, required=True, aliases=("卷号", "案卷号", "案卷文号", "卷宗编号")
        ),
        Column(
            "unit",
            "单位",
            UNIT,
            required=True,
            envelope="unit",
            aliases=("被评查单位", "执法单位", "单位名称", "承办单位"),
        ),
        Column("file_type", "类型", CHOICE, choices=FILE_TYPES, aliases=("案卷类型", "案卷类别", "执法类型")),
        Column("closed_on", "办结日", DATE, aliases=("办结日期", "结案日期", "办结时间", "结案时间")),
        Column("batch", "评查批次", TEXT, aliases=("批次",)),
        Column("reviewed_on", "评查日", DATE, required=True, aliases=("评查日期", "评查时间")),
        Column(
            "score",
            "得分",
            NUMBER,
            unit="分",
            minimum=0,
            maximum=100,
            is_countable=True,
            aliases=("评查得分", "分数", "评查分数", "成绩"),
        ),
        Column(
            "vetoed",
            "一票否决",
            YES_NO,
            aliases=("是否一票否决", "一票否决项"),
            note="基本标准不合格的，得分为 0，等次为不合格。",
        ),
        Column(
            "grade",
            "等次",
            CHOICE,
            aliases=("等级", "评查等次", "评查结果", "评定等次"),
            choices=Choices(values=("优秀", "合格", "不合格"), synonyms={"优": "优秀", "良好": "合格"}),
            note="合格率的合格含优秀。",
        ),
        Column(
            "problems",
            "问题数",
            COUNT,
            unit="个",
            minimum=0,
            is_countable=True,
            aliases=("存在问题数", "问题个数", "发现问题数"),
        ),
        Column(
            "rectify_due_on",
            "整改期限",
            DATE,
            may_be_future=True,
            aliases=("整改时限", "整改截止日期", "限改日期"),
        ),
        Column("rectified_on", "整改完成日", DATE, aliases=("整改完成时间", "整改完成日期", "整改日期")),
        Column(
            "recheck",
            "复查结论",
            CHOICE,
            aliases=("复查结果", "复查情况"),
            choices=Choices(
                values=("通过", "未通过"), synonyms={"合格": "通过", "不合格": "未通过", "已通过": "通过"}
            ),
        ),
        Column("opinion_no", "监督意见书文号", CODE, aliases=("意见书文号", "监督意见书")),
        Column(
            "accountability",
            "责任追究",
            CHOICE,
            aliases=("责任追究情况", "追责情况"),
            choices=Choices(
                values=("无", *SANCTIONS),
                synonyms={
                    "否": "无",
                    "约谈提醒": "约谈",
                    "通报批评": "通报",
                    "调离岗位": "调离",
                    "移送纪检": "移送",
                },
            ),
        ),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "reviewed_before_closed",
            ("reviewed_on", "closed_on"),
            "reviewed_on >= closed_on",
            "评查日早于办结日",
            "请核对两个日期",
        ),
        RowRule(
            "rectified_before_review",
            ("rectified_on", "reviewed_on"),
            "rectified_on >= reviewed_on",
            "整改完成日早于评查日",
            "请核对两个日期",
        ),
        RowRule(
            "veto_not_applied",
            ("vetoed", "score", "grade"),
            "NOT (vetoed AND (score > 0 OR grade IN ('优秀', '合格')))",
            "一票否决的案卷得分应为 0、等次应为不合格",
            "请把得分改为 0，等次改为 不合格",
        ),
    ),
)

FILE_PROBLEMS = Dataset(
    name="file_problems",
    label="案卷问题",
    grain="one problem found in one case file",
    key=("file_no", "category", "description"),
    normalised_keys=("description",),
    title_words=("问题清单", "案卷问题", "评查问题"),
    columns=(
        Column("file_no", "案卷编号", CODE, required=True, aliases=("卷号", "案卷号", "案卷文号")),
        Column(
            "category",
            "问题类别",
            CHOICE,
            required=True,
            aliases=("问题类型", "类别"),
            choices=Choices(
                values=("主体", "事实", "证据", "程序", "法律适用", "裁量", "文书", "归档"),
                synonyms={
                    "执法主体": "主体",
                    "事实认定": "事实",
                    "证据收集": "证据",
                    "执法程序": "程序",
                    "适用法律": "法律适用",
                    "自由裁量": "裁量",
                    "裁量权": "裁量",
                    "文书制作": "文书",
                    "归档管理": "归档",
                    "立卷归档": "归档",
                },
            ),
        ),
        Column("description", "描述", TEXT, aliases=("问题描述", "具体问题", "存在问题", "问题")),
        Column("remark", "备注", TEXT),
    ),
)


def _penalty(name: str, label: str, *aliases: str, unit: str = "宗") -> Column:
    return Column(name, label, COUNT, aliases=aliases, unit=unit, minimum=0, is_countable=True)


# The set of columns differs between years and places, so a kind and a combination of kinds that a
# form counts together are columns of their own; a form fills the ones it has.
PENALTIES = (
    _penalty("warnings", "警告"),
    _penalty("criticisms", "通报批评"),
    _penalty("warnings_and_criticisms", "警告、通报批评"),
    _penalty("fines", "罚款"),
    _penalty("confiscated_gains", "没收违法所得"),
    _penalty("confiscated_goods", "没收非法财物"),
    _penalty("confiscations", "没收违法所得、没收非法财物", "没收"),
    _penalty("licence_suspensions", "暂扣许可证、执照", "暂扣", "暂扣许可证件"),
    _penalty("grade_reductions", "降低资质等级", "降低资质"),
    _penalty("suspensions_and_reductions", "暂扣许可证、执照，降低资质等级", "暂扣许可证件、降低资质等级"),
    _penalty("licence_revocations", "吊销许可证、执照", "吊销", "吊销许可证件"),
    _penalty("suspensions_and_revocations", "暂扣或者吊销许可证、执照", "暂扣或吊销许可证、执照"),
    _penalty("restrictions", "限制开展生产经营活动", "限制开展"),
    _penalty("stoppages", "责令停产停业", "停产停业"),
    _penalty("closures", "责令关闭", "关闭"),
    _penalty("career_bans", "限制从业"),
    _penalty("closures_and_bans", "责令关闭、限制从业", "关闭/限制从业"),
    _penalty("stoppages_closures_and_bans", "责令停产停业、责令关闭、限制从业"),
    _penalty("detentions", "行政拘留", "拘留"),
    _penalty("others", "其他行政处罚", "其他"),
)

ENFORCEMENT_STATS = Dataset(
    name="enforcement_stats",
    label="执法统计年报",
    grain="one unit's administrative penalties in one year",
    key=("unit", "year"),
    title_words=("行政处罚实施情况", "执法统计", "处罚统计", "行政处罚"),
    header_groups=("行政处罚实施数量", "行政处罚实施数量（宗）", "行政处罚"),
    is_year_form=True,
    columns=(
        Column(
            "unit",
            "单位",
            UNIT_AS_WRITTEN,
            required=True,
            envelope="unit",
            aliases=("单位名称", "执法单位", "执法机关", "地区"),
        ),
        Column(
            "year",
            "年度",
            YEAR,
            required=True,
            envelope="year",
            minimum=1990,
            maximum=2100,
            aliases=("年份", "统计年度"),
        ),
        *PENALTIES,
        Column(
            "total",
            "合计",
            COUNT,
            unit="宗",
            minimum=0,
            required=True,
            is_countable=True,
            aliases=("总计", "合计（宗）", "处罚合计"),
            note="同一案件有多种处罚的，按最重的一种计一次。",
        ),
        Column(
            "fined_yuan",
            "罚没金额",
            MONEY,
            unit="元",
            minimum=0,
            is_countable=True,
            aliases=("罚没款金额", "罚没收入", "罚没金额合计"),
        ),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "penalties_do_not_add_up",
            ("total", *(column.name for column in PENALTIES)),
            " + ".join(f"coalesce({column.name}, 0)" for column in PENALTIES) + " = total",
            "各类处罚之和不等于合计",
            "请核对各类处罚数与合计；全部为 0 也是有效的零报告",
        ),
    ),
)
