"""What stands in the row 示例 of a template: invented, and plainly so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from warehouse.contracts import types
from warehouse.contracts.model import Column

Sample = str | int | date

SAMPLE_DAY = date(2024, 3, 5)
_PERSON = "张某甲"
_AMOUNT = 10

# By header: words of a column mean the same in every form.
_BY_LABEL: Mapping[str, str] = {
    "事项": "完善重大行政决策目录",
    "事项名称": "关于印发某某管理办法的审查",
    "佐证": "会议纪要",
    "佐证材料": "活动照片 3 张",
    "依据": "中华人民共和国行政处罚法",
    "原职务": "副所长",
    "名称": "某某法治公园",
    "地址": "某某路 1 号",
    "地点": "文化广场",
    "培训名称": "宪法专题学习",
    "备注": "填写时可删去本行",
    "学历": "高中",
    "学校": "某某小学",
    "学校名称": "某某小学",
    "审核机构": "法制科",
    "批次": "第一批",
    "指标": "法治宣传教育",
    "指标名称": "活动场次",
    "措施": "开展专题宣传",
    "描述": "缺少送达回证",
    "政治面貌": "群众",
    "普法内容": "宪法和民法典",
    "普法对象": "机关工作人员",
    "未出庭理由": "出差，已书面说明",
    "来源文件": "年度工作要点",
    "案由": "行政处罚",
    "活动名称": "宪法进社区",
    "测评结果": "优秀",
    "牵头科室": "法规科",
    "类型": "执法记录仪",
    "范围": "全区",
    "评查批次": "2024年第一批",
    "述法人职务": "局长",
    "原审案号": "（2024）某行初1号",
    "序号": "示例",
    "意见书文号": "某法意〔2024〕1号",
    "指标编号": "P01",
    "文号": "某文〔2024〕1号",
    "案卷编号": "某罚〔2024〕1号",
    "案号": "（2024）某行初1号",
    "清单序号": "1",
    "监督意见书文号": "某监〔2024〕1号",
    "编号": "审〔2024〕1号",
    "联系电话": "手机或座机号码",
    "证书编号": "某证001",
    "证号": "某执001",
    "身份证号": "18 位身份证号码",
}


_TOTAL = "合计"


def sample_row(columns: Sequence[Column]) -> dict[str, Sample | None]:
    """Return the invented values of a row by column name, with a total that is one."""
    row = {column.name: sample_of(column) for column in columns}
    for total in columns:
        if total.label == _TOTAL:
            parts = (c for c in columns if c.kind is types.COUNT and c is not total)
            row[total.name] = _AMOUNT * sum(1 for _ in parts)
    return row


def sample_of(column: Column) -> Sample | None:
    """Return an invented value of a column; None where only a reference list can give one."""
    if column.choices is not None:
        values = column.choices.values
        return "、".join(values[:2]) if column.kind is types.CHOICES else values[0]
    match column.kind:
        case types.PERSON:
            return _PERSON
        case types.DATE | types.DATE_SPAN:
            return SAMPLE_DAY
        case types.PARTIAL_DATE:
            return "2024-03"
        case types.YEAR:
            return SAMPLE_DAY.year
        case types.YES_NO:
            return "是"
        case types.COUNT | types.NUMBER | types.MONEY:
            return _AMOUNT
        case types.UNIT_AS_WRITTEN:
            return "司法局"
        case _:
            return _BY_LABEL.get(column.label)
