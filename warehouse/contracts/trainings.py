"""学法培训 legal training."""

from __future__ import annotations

from warehouse.contracts.figures import CURRENT, PLANNED, figures_column
from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.start_and_end import with_start_and_end
from warehouse.contracts.types import (
    CHOICE,
    COUNT,
    DATE_SPAN,
    NUMBER,
    PERSON,
    TEXT,
    UNIT,
    YES_NO,
)

TRAINING_CATEGORIES = Choices(
    values=(
        "常务会学法",
        "常委会学法",
        "中心组学习",
        "党校课程",
        "普法骨干",
        "法律明白人",
        "执法人员",
        "任前考试",
    ),
    synonyms={
        "政府常务会议学法": "常务会学法",
        "区政府常务会学法": "常务会学法",
        "政府常务会学法": "常务会学法",
        "常务会议学法": "常务会学法",
        "区委常委会学法": "常委会学法",
        "党委中心组学习": "中心组学习",
        "理论中心组": "中心组学习",
        "中心组学法": "中心组学习",
        "理论学习中心组": "中心组学习",
        "党校必修课": "党校课程",
        "普法骨干培训": "普法骨干",
        "法律明白人培训": "法律明白人",
        "执法人员培训": "执法人员",
        "任前法律考试": "任前考试",
        "任前法律知识考试": "任前考试",
    },
)

TRAININGS = with_start_and_end(
    Dataset(
        name="trainings",
        label="培训学法",
        grain="one training or study session",
        key=("unit", "category", "start_on", "title"),
        normalised_keys=("title",),
        date="start_on",
        title_words=("培训", "学法", "考试"),
        columns=(
            Column(
                "title",
                "培训名称",
                TEXT,
                required=True,
                aliases=("学法主题", "学习内容", "培训主题", "课程名称", "学法内容", "培训内容", "学习主题"),
            ),
            Column(
                "category",
                "类别",
                CHOICE,
                choices=TRAINING_CATEGORIES,
                required=True,
                aliases=("培训类别", "学法类别", "培训类型", "学法类型"),
            ),
            Column(
                "start_on",
                "时间",
                DATE_SPAN,
                end_name="end_on",
                required=True,
                aliases=("培训时间", "学习时间", "日期", "举办时间", "学法时间", "培训日期", "考试时间"),
            ),
            Column(
                "unit",
                "单位",
                UNIT,
                required=True,
                envelope="unit",
                aliases=("组织单位", "主办单位", "举办单位", "单位名称"),
            ),
            Column(
                "lecturer", "主讲人", PERSON, personal=True, aliases=("授课人", "讲师", "主讲", "授课老师")
            ),
            Column("host_unit", "承办部门", UNIT, aliases=("承办单位",)),
            Column(
                "legal_reviewed",
                "法制审查",
                YES_NO,
                aliases=("是否法制审查", "法治审查", "法制审查（是/否）"),
            ),
            Column(
                "expected",
                "应到",
                COUNT,
                unit="人",
                minimum=0,
                is_countable=True,
                aliases=("应到人数", "应参加人数"),
            ),
            Column(
                "attended",
                "实到",
                COUNT,
                unit="人",
                minimum=0,
                is_countable=True,
                aliases=("实到人数", "参训人数", "参加人数", "培训人数", "参加培训人数", "学习人数"),
            ),
            Column("hours", "课时", NUMBER, unit="课时", minimum=0, aliases=("学时", "课时数")),
            Column(
                "examined",
                "参考人数",
                COUNT,
                unit="人",
                minimum=0,
                is_countable=True,
                aliases=("参加考试人数", "考试人数"),
            ),
            Column(
                "passed",
                "合格人数",
                COUNT,
                unit="人",
                minimum=0,
                is_countable=True,
                aliases=("考试合格人数", "及格人数"),
            ),
            figures_column(CURRENT, PLANNED, note="标题写明计划的，不计数；未写明的为当期"),
            Column("remark", "备注", TEXT),
        ),
        rules=(
            RowRule(
                "training_ends_before_start",
                ("start_on",),
                "end_on >= start_on",
                "培训结束日早于开始日",
                "请核对起止日期",
            ),
            RowRule(
                "attended_exceeds_expected",
                ("attended", "expected"),
                "attended <= expected",
                "实到人数大于应到人数",
                "请核对应到、实到两个数",
            ),
            RowRule(
                "passed_exceeds_examined",
                ("passed", "examined"),
                "passed <= examined",
                "合格人数大于参考人数",
                "请核对参考、合格两个数",
            ),
        ),
    )
)
