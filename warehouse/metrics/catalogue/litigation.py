"""行政应诉: S metrics."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Measure, Metric

_OWNER = "行政复议与应诉科"
_BY = ("defendant", "unit", "unit_kind", "instance")
_HEARD = "heard_on"
_JUDGED = "judged_on"

METRICS = (
    Metric(
        id="S01",
        name="新收应诉案件数",
        english_name="Lawsuits received",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内新收的行政应诉案件数，按收到诉状日计，每一审级计一件。",
        note="同一争议先后经一审、二审、再审的，各计一件；要看争议数，请按审级筛选一审。"
        "收到、开庭、裁判的月份可以不同，各按各的日期计。",
        source="行政诉讼法",
        owner=_OWNER,
        dimensions=(*_BY, "outcome"),
        numerator=Measure("litigations", date="received_on"),
        aliases=("新收件", "应诉新收件", "应诉案件数"),
    ),
    Metric(
        id="S02",
        name="负责人出庭率",
        english_name="Hearings attended by a head of the body",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内开庭的案件中，行政机关负责人出庭的件数 ÷ 开庭件数，按开庭日计。",
        note="负责人含正职和副职。未开庭（书面审理）的不计入分母；已开庭而没有填是否出庭的，计入分母，不计为出庭。",
        source="行政诉讼法第三条；国办发〔2016〕54号",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("litigations", where=_.is_attended, date=_HEARD),
        denominator=Measure("litigations", where=_.is_heard, date=_HEARD),
        aliases=("出庭应诉率", "行政机关负责人出庭应诉率"),
    ),
    Metric(
        id="S03",
        name="正职出庭占比",
        english_name="Attendances by the chief",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内负责人出庭的案件中，出庭人职务为正职的件数 ÷ 负责人出庭件数，按开庭日计。",
        note="没有填出庭人职务的，计入分母，不计为正职。",
        source="行政诉讼法第三条；国办发〔2016〕54号",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure("litigations", where=_.is_attended_by_head, date=_HEARD),
        denominator=Measure("litigations", where=_.is_attended, date=_HEARD),
        aliases=("正职占比",),
    ),
    Metric(
        id="S04",
        name="败诉率",
        english_name="Effective judgments lost",
        unit="%",
        better=Better.DOWN,
        basis=Basis.FLOW,
        definition="期间内作出的生效裁判中，行政机关败诉的件数 ÷ 生效裁判件数，按裁判日计。",
        note="「是否败诉」已填的按所填；没有填的，结果为撤销、确认违法、确认无效、责令履行、给付、变更的为败诉。"
        "「生效」不是「是」的不计，所以上诉的案件只计生效的一次。",
        source="行政诉讼法第七十条至第七十八条",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure("litigations", where=_.is_effective & _.is_lost, date=_JUDGED),
        denominator=Measure("litigations", where=_.is_effective, date=_JUDGED),
        aliases=("行政诉讼败诉率", "行政机关败诉率"),
    ),
    Metric(
        id="S05",
        name="按期答辩率",
        english_name="Answers filed in time",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="答辩期限在期间内届满的案件中，在期限内（含当日）答辩的件数 ÷ 期限届满的件数，"
        "按答辩期限计。",
        note="期限为收到诉状之日起 15 日（自然日），可由部署单位配置。"
        "期限未到的不计入分母，已答辩的也要等期限届满才计。",
        source="行政诉讼法第六十七条",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("litigations", where=_.is_answered_on_time, date="answer_due_on"),
        denominator=Measure("litigations", date="answer_due_on"),
        aliases=("答辩按期率",),
    ),
    Metric(
        id="S06",
        name="生效裁判履行率",
        english_name="Effective judgments performed",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内作出的有履行内容的生效裁判中，已履行的件数 ÷ 有履行内容的件数，按裁判日计。",
        note="「无需履行」的不计入分母；部分履行不算已履行。没有填履行情况的，结果为责令履行、给付的计入分母。",
        source="行政诉讼法第九十四条至第九十六条",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure(
            "litigations", where=_.is_effective & _.is_to_be_performed & _.is_performed, date=_JUDGED
        ),
        denominator=Measure("litigations", where=_.is_effective & _.is_to_be_performed, date=_JUDGED),
        aliases=("应诉履行率", "裁判履行率"),
    ),
)
