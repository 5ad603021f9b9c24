"""The catalogue of findings: what can be wrong with a cell, a row or a file, told to the clerk.

A template may name {label}, {text}, {nearest}, {limit}, {examples}, {nearest_hint}, {options_hint}.
A remedy says what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FindingKind:
    """A kind of finding.

    groups_by_text: cells with different texts make different findings, because the remedy differs.
    """

    code: str
    title: str
    template: str
    remedy: str
    groups_by_text: bool = False


_KINDS = (
    FindingKind("required_blank", "必填项为空", "{label}是必填项，没有填", "请补填{label}"),
    FindingKind(
        "error_cell", "公式出错", "{label}是出错的公式结果：{examples}", "请改正公式，或直接填写数值"
    ),
    FindingKind(
        "cell_too_narrow",
        "内容没有存下来",
        "{label}只有一串 #，另存时列太窄，内容没有存下来：{examples}",
        "请把这一列拉宽，看到完整内容后重新另存",
    ),
    FindingKind(
        "text_too_long",
        "内容过长",
        "{label}超过 {limit} 字，不像是一个{label}：{examples}",
        "请只填{label}，说明文字请填到备注",
    ),
    FindingKind("not_a_number", "不是数字", "{label}不是数字：{examples}", "请只填数字，例如 1200"),
    FindingKind(
        "number_is_range",
        "数字是区间",
        "{label}填的是区间：{examples}",
        "请填一个确定的数，例如 150；估计的数写作 约150",
    ),
    FindingKind(
        "two_facts_in_cell",
        "一格填了两个数",
        "{label}一格里有两个数：{examples}",
        "请分开填到各自的列，本列只填一个数字",
    ),
    FindingKind(
        "other_measure",
        "计量单位不符",
        "{label}按 {limit} 计，填的是 {own}：{examples}",
        "请按 {limit} 填写数字；属于其他列的，请填到那一列",
    ),
    FindingKind(
        "number_shortened",
        "数字末位已丢失",
        "{label}是科学计数法，末几位已看不到：{examples}",
        "请把这一列设为数值格式，填写完整的数字，例如 13800000000",
    ),
    FindingKind(
        "number_mistyped",
        "数字里混有字母",
        "{label}「{text}」里混有字母",
        "{nearest_hint}请核对后只填数字",
        groups_by_text=True,
    ),
    FindingKind(
        "negative_number",
        "数字为负",
        "{label}为负数：{examples}",
        "请填 0 或正数；冲减以前的数，请在标题中注明 更正",
    ),
    FindingKind("not_whole", "不是整数", "{label}应为整数：{examples}", "请填整数，例如 120"),
    FindingKind("out_of_bounds", "超出范围", "{label}超出范围（{limit}）：{examples}", "请核对后重填"),
    FindingKind(
        "number_rounded",
        "号码末位已丢失",
        "{label}的末几位已被表格软件改动，没有读取",
        "请把这一列设为文本格式，重新填写完整的号码",
    ),
    FindingKind(
        "code_became_date",
        "编号变成了日期",
        "{label}被表格软件改成了日期：{examples}",
        "请把这一列设为文本格式，重新填写原来的编号，例如 1-2",
    ),
    FindingKind("not_a_date", "不是日期", "{label}不是日期：{examples}", "请按 2022-03-05 的样式填写"),
    FindingKind(
        "impossible_date", "日期不存在", "{label}没有这一天：{examples}", "请核对后按 2022-03-05 的样式填写"
    ),
    FindingKind(
        "several_dates",
        "一格填了几个日期",
        "{label}一格里有几个日期：{examples}",
        "请一行填一个日期；连续几天的，写作 2022-03-05 至 03-07",
    ),
    FindingKind(
        "date_unclear",
        "日期写法不清",
        "{label}分不清是哪一天：{examples}",
        "请写作 2022-03-05。数字 3.1 可能是 3月1日 或 3月10日，3/5/2022 可能是 3月5日 或 5月3日",
    ),
    FindingKind(
        "date_without_year",
        "日期没有年份",
        "{label}没有年份：{examples}",
        "请写明年份，例如 2022-03-05，或在表头写明年度",
    ),
    FindingKind(
        "date_too_vague", "日期不够具体", "{label}没有写到哪一天：{examples}", "请写到日，例如 2022-03-05"
    ),
    FindingKind(
        "future_date",
        "日期在填报日之后",
        "{label}晚于填报日（{limit}）：{examples}",
        "请核对日期；尚未开展的，请在标题中注明 计划",
    ),
    FindingKind("not_a_year", "不是年度", "{label}不是年度：{examples}", "请填四位年份，例如 2022"),
    FindingKind(
        "unknown_unit",
        "单位不在名单",
        "{label}「{text}」不在单位名单中",
        "{nearest_hint}请填规范的单位名称；确属新单位的，请联系司法局加入名单",
        groups_by_text=True,
    ),
    FindingKind(
        "unlisted_partner",
        "联合单位不在名单",
        "{label}「{text}」不在单位名单中，已按原文保留",
        "{nearest_hint}如是本区单位，请填规范名称",
        groups_by_text=True,
    ),
    FindingKind(
        "unknown_township",
        "镇办不在名单",
        "{label}「{text}」不是本区的镇（街道）",
        "{nearest_hint}请填规范的镇（街道）名称",
        groups_by_text=True,
    ),
    FindingKind(
        "unknown_village",
        "村（社区）不在名单",
        "{label}「{text}」不是本区的村（社区）",
        "{nearest_hint}请填规范的村（社区）名称",
        groups_by_text=True,
    ),
    FindingKind(
        "several_units",
        "一格填了几个单位",
        "{label}一格里有几个单位，按第一个计：{examples}",
        "请只填牵头的一个单位",
    ),
    FindingKind(
        "several_places",
        "一格填了几个名称",
        "{label}一格里有几个名称：{examples}",
        "请一行填一个{label}；没有分开的，不计入各{label}",
    ),
    FindingKind(
        "unknown_subject",
        "创建对象不在名单",
        "{label}不在本区村（社区）、镇办和单位名单中：{examples}",
        "已按原文装入；如属本区，请填规范名称",
    ),
    FindingKind(
        "ambiguous_name",
        "名称不止一处",
        "{label}「{text}」不止一处同名",
        "请同时填明镇办。可能是：{nearest}",
        groups_by_text=True,
    ),
    FindingKind(
        "unknown_choice",
        "不在可选项中",
        "{label}「{text}」不在可选项中",
        "{nearest_hint}请从可选项中选填。{options_hint}",
        groups_by_text=True,
    ),
    FindingKind(
        "open_choice_as_other",
        "按其他计",
        "{label}未列入可选项，按 其他 计：{examples}",
        "如属已有类别，请改用规范写法。{options_hint}",
    ),
    FindingKind("not_yes_no", "不是是或否", "{label}应填 是 或 否：{examples}", "请填 是 或 否"),
    FindingKind(
        "layout_not_understood",
        "这一行读不出内容",
        "按「{label}」读不出这一行：{examples}",
        "请照此填写：{options}；或改用模板",
    ),
    FindingKind(
        "key_conflict_in_table",
        "同一事项填了两行",
        "同一表中{label}相同的两行内容不同，以靠后的一行为准",
        "请核对，只保留一行",
    ),
    FindingKind(
        "unknown_header",
        "表头不认识",
        "表头「{text}」不认识，这一列没有读取",
        "如属本表的列，请改用模板中的表头",
        groups_by_text=True,
    ),
    FindingKind(
        "header_assumed",
        "表头按近似读取",
        "表头「{text}」按「{label}」读取",
        "如属「{label}」，请改用这一表头；如不是，请改成其他名称",
        groups_by_text=True,
    ),
    FindingKind(
        "header_unsure",
        "表头不能确定",
        "表头「{text}」可能是{candidates}，没有读取",
        "请改用模板中的表头，写明是哪一列",
        groups_by_text=True,
    ),
    FindingKind(
        "header_blank",
        "没有表头的列",
        "{text} 列有内容，没有表头，没有读取",
        "如需报送，请补上表头；不需报送的，请删除这一列",
        groups_by_text=True,
    ),
    FindingKind(
        "header_repeated",
        "表头重复",
        "表头「{text}」与「{other}」同属「{label}」，按「{other}」读取，这一列没有读取",
        "请只保留一列，或改成各自的表头",
        groups_by_text=True,
    ),
    FindingKind(
        "sheet_not_read",
        "工作表没有读取",
        "工作表「{text}」有内容，没有认出是哪一种报表，没有读取",
        "{reason}。不需报送的工作表可以删除",
        groups_by_text=True,
    ),
    FindingKind(
        "filed_date_unlikely",
        "填报时间不可信",
        "填报时间「{text}」晚于文件修改时间，按文件修改时间计",
        "请核对填报时间",
        groups_by_text=True,
    ),
    FindingKind(
        "joint_audience_differs",
        "联合活动的受众不一致",
        "联合活动的{label}填 {text}，{nearest}填 {limit}，按较大的数计入",
        "请与联合单位核对，统一填报；不是同一活动的，请告知司法局",
    ),
    FindingKind(
        "cumulative_fell",
        "累计数减少",
        "{label}的累计数比上一期少：{text}，上一期为 {limit}，差额按负数计入",
        "请核对两期的累计数；确属冲减以前的数，请在标题中注明 更正",
        groups_by_text=True,
    ),
    FindingKind("hidden_sheet", "工作表是隐藏的", "工作表是隐藏的，已照常读取", "如不应报送，请删除该工作表"),
    FindingKind(
        "hidden_rows", "有隐藏的行", "第 {text} 行是隐藏的，已照常读取", "如已作废，请删除后重新报送"
    ),
    FindingKind("hidden_columns", "有隐藏的列", "隐藏的列{text}已照常读取", "如已作废，请删除后重新报送"),
    FindingKind("struck_cells", "有删除线", "单元格的文字带删除线，已照常读取", "如已作废，请删除后重新报送"),
    FindingKind(
        "coloured_cells",
        "有个别填色",
        "个别单元格填了颜色，已照常读取；颜色表示什么，系统不读取",
        "如表示作废，请删除后重新报送；如表示其他意思，请写在备注中",
    ),
    FindingKind(
        "control_total_differs",
        "合计与各行不符",
        "{label}的{text}",
        "请核对合计与各行；各行已照常读取，合计不计入",
        groups_by_text=True,
    ),
    FindingKind(
        "group_count_differs",
        "分组数与各行不符",
        "分组标题{text}",
        "请核对本组是否漏行，或改正标题中的数；各行已照常读取",
        groups_by_text=True,
    ),
)

CATALOGUE: Mapping[str, FindingKind] = {kind.code: kind for kind in _KINDS}
