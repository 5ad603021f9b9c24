"""数据质量: Q metrics, from the ledger of what was read."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "信息化科"
_SOURCE = "数据报送管理"
_BY = ("dataset", "unit", "unit_kind")
_BY_DAY = "按填报日计，单位为报送单位"


def _sum(column: str) -> Measure:
    return Measure("filed_tables", Kind.SUM, column, date="filed_on")


METRICS = (
    Metric(
        id="Q01",
        name="报送及时率",
        english_name="Tables filed in time",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内首次报送、表头写明所属期间的表中，在所属期间结束后规定日数内报来的张数 ÷ 全部张数，"
        f"{_BY_DAY}。",
        note="期限为期间结束后 10 日（执法统计年报为次年 1 月 31 日），可在时限表中调整。"
        "期间未结束时报来的算及时；同一单位同一期间再次报送、更正的，只看第一次。"
        "没有报送的不在分母之内，见未报清单。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("filed_tables", where=_.is_report & _.is_on_time, date="filed_on"),
        denominator=Measure("filed_tables", where=_.is_report, date="filed_on"),
        aliases=("及时率",),
    ),
    Metric(
        id="Q02",
        name="退回率",
        english_name="Rows returned to the sender",
        unit="%",
        better=Better.DOWN,
        basis=Basis.FLOW,
        definition=f"期间内报来的表中，因有错而隔离、退回的行数 ÷ 读到的内容行数，{_BY_DAY}。",
        note="内容行不含合计行、分组行、重复的表头、说明和示例。改正后重报的，原先退回的行仍计在原表。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=_sum("quarantined"),
        denominator=_sum("rows_read"),
        aliases=("隔离率",),
    ),
    Metric(
        id="Q03",
        name="单位名匹配率",
        english_name="Unit names recognised",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition=f"期间内报来的表中，认出单位的单元格数 ÷ 写了单位的单元格数，{_BY_DAY}。",
        note="写了单位的单元格，为装入行的单位单元格加上认不出单位的单元格；因其他错误退回的行不计。"
        "一格写几个单位的联合单位列不计，不限本区的执法统计年报不计。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=_sum("resolved_cells"),
        denominator=_sum("unit_cells"),
        aliases=("单位匹配率",),
    ),
    Metric(
        id="Q04",
        name="重复率",
        english_name="Rows already known",
        unit="%",
        better=Better.DOWN,
        basis=Basis.FLOW,
        definition=f"期间内报来的表中，因与已有的行相同而跳过的行数 ÷ 读到的内容行数，{_BY_DAY}。",
        note="内容完全相同的文件不再读取，不在其内。由新版本取代的行不算重复。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=_sum("duplicate_rows"),
        denominator=_sum("rows_read"),
        aliases=("重复报送率",),
    ),
    Metric(
        id="Q05",
        name="估数占比",
        english_name="Figures that are estimates",
        unit="%",
        better=Better.DOWN,
        basis=Basis.FLOW,
        definition=f"期间内装入的行中，写作余、多、近、约等估数的数 ÷ 计数列已填的数，{_BY_DAY}。",
        note="只看用来计数的列（人次、件数、金额等），不看编号和日期；空着按规定算 1 的列（场次）不计。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=_sum("estimates"),
        denominator=_sum("figures"),
        aliases=("估数率",),
    ),
)
