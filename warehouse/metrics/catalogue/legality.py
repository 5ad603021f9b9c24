"""合法性审查: L metrics."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "合法性审查科"
_MART = "legality_reviews"
_BY = ("type", "unit", "unit_kind")
_RECEIVED, _CLOSED, _CONCLUDED, _FILING = "received_on", "closed_on", "concluded_on", "filing_judged_on"
_HAS_LIMIT = _.due_on.notnull()
_IS_ANSWERED = _.opinions.notnull() & _.adopted.notnull()
_IS_DUE = _.must_be_reviewed

METRICS = (
    Metric(
        id="L01",
        name="合法性审查件数",
        english_name="Matters submitted for legality review",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内收到的合法性审查、法律意见和法律咨询件数，按收文日期计。",
        note="各类型的工作性质不同，看分类型的数。",
        source="国办发〔2018〕115号",
        owner=_OWNER,
        dimensions=(*_BY, "conclusion"),
        numerator=Measure(_MART, date=_RECEIVED),
        aliases=("审查件数", "合法性审查数"),
    ),
    Metric(
        id="L02",
        name="合法性审查率",
        english_name="Matters reviewed of those that must be",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内收到的应当审查的事项中，已有审查结论的件数 ÷ 收到件数，按收文日期计。",
        note="应当审查的类型为重大行政决策、行政规范性文件、政府合同、政府文件、信息公开答复；"
        "法律意见书、法律咨询和疑难历史遗留案件不计。不予审查的不算已审查，尚在办理的计入分母。",
        source="国办发〔2018〕115号；重大行政决策程序暂行条例",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure(_MART, where=_IS_DUE & _.is_reviewed, date=_RECEIVED),
        denominator=Measure(_MART, where=_IS_DUE, date=_RECEIVED),
        aliases=("审查率",),
    ),
    Metric(
        id="L03",
        name="审查按时办结率",
        english_name="Reviews closed within the time limit",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内审结的事项中，在审查期限内审结的件数 ÷ 审结件数，按审结日期计。",
        note="工作日自收文次日起算，按国家节假日和调休计。期限按类型配置：规范性文件和重大决策 15、合同 10、"
        "其他 5 个工作日；没有配置期限的类型不计入分母。",
        source="国办发〔2018〕115号；重大行政决策程序暂行条例",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure(_MART, where=_.is_on_time, date=_CLOSED),
        denominator=Measure(_MART, where=_HAS_LIMIT, date=_CLOSED),
        aliases=("合法性审查按时办结率",),
    ),
    Metric(
        id="L04",
        name="平均办理工作日",
        english_name="Working days per review",
        unit="工作日",
        better=Better.DOWN,
        basis=Basis.FLOW,
        definition="期间内审结的事项，办理工作日之和 ÷ 审结件数，按审结日期计。",
        note="自收文次日起算至审结当日，收文当日审结的为 0 个工作日。",
        source="国办发〔2018〕115号",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure(_MART, Kind.SUM, "working_days", date=_CLOSED),
        denominator=Measure(_MART, where=_.working_days.notnull(), date=_CLOSED),
        aliases=("合法性审查平均用时",),
    ),
    Metric(
        id="L05",
        name="意见采纳率",
        english_name="Review opinions adopted",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内审结的事项中，采纳的意见数之和 ÷ 提出的意见数之和，按审结日期计。",
        note="意见数和采纳数都填写的才计入；有结论而没有填审结日期的按收文日期计。",
        source="国办发〔2018〕115号",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure(_MART, Kind.SUM, "adopted", where=_IS_ANSWERED, date=_CONCLUDED),
        denominator=Measure(_MART, Kind.SUM, "opinions", where=_IS_ANSWERED, date=_CONCLUDED),
        aliases=("审查意见采纳率",),
    ),
    Metric(
        id="L06",
        name="审查不合法数",
        english_name="Matters found unlawful",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内审结的事项中，审查结论为不合法的件数，按审结日期计。",
        note="修改后合法的不计；有结论而没有填审结日期的按收文日期计。",
        source="国办发〔2018〕115号",
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure(_MART, where=_.is_unlawful, date=_CONCLUDED),
        aliases=("不合法数", "违法文件数"),
    ),
    Metric(
        id="L07",
        name="规范性文件备案及时率",
        english_name="Normative documents filed in time",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内已报备案或备案期限届满的行政规范性文件中，自印发之日起 15 日内报备案的件数 ÷ 件数，"
        "按备案日期与期限届满日中较早的一日计。",
        note="15 日为自然日，可以配置。期限未到而尚未备案的不计入分母。",
        source="国务院关于规范性文件备案的规定；行政规范性文件备案规定",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure(_MART, where=_.is_filed_on_time, date=_FILING),
        denominator=Measure(_MART, date=_FILING),
        aliases=("备案及时率",),
    ),
)
