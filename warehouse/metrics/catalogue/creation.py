"""法治创建: C metrics."""

from __future__ import annotations

from ibis import _

from warehouse.contracts.creation import LEVELS
from warehouse.marts.creation import REEXAMINATION
from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "普法与依法治理科"
_SOURCE = "法治创建「四级同创、三级示范」"
_BY = ("category", "level", "subject_type", "subject", "township", "village_kind")
_CITY_AND_ABOVE = LEVELS[: LEVELS.index("市") + 1]

METRICS = (
    Metric(
        id="C01",
        name="各级现有数",
        english_name="Honours held",
        unit="个",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日仍保有的称号数：已命名，且未被撤销、注销，复核结论也不是撤销或注销。",
        note="按级别各计：同一对象由市级升为省级，两级各计 1 个。"
        "推荐、公示不是命名，不计。重复命名不重复计。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure("honours", valid_from="named_on", valid_to="ended_on"),
        aliases=("现有称号数", "示范村数"),
    ),
    Metric(
        id="C02",
        name="最高级别数",
        english_name="Subjects at their highest level",
        unit="个",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日保有称号的对象数，同一类别内每个对象只计一次，计在其最高级别。",
        note="级别由高到低为国家、省、市、区。一个对象在两个类别都有称号的，两类各计一次。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure("honour_top_levels", valid_from="valid_from", valid_to="valid_to"),
    ),
    Metric(
        id="C03",
        name="新命名数",
        english_name="New honours",
        unit="个",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内新命名的称号数，按命名日期计。",
        note="仍保有称号时的再次命名不计；撤销、注销之后重新命名的，计为新命名。"
        "只知年份的，计在当年 1 月 1 日。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure("honours", date="named_on"),
    ),
    Metric(
        id="C04",
        name="创建率",
        english_name="Subjects honoured at city level or above",
        unit="%",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日，保有市级及以上称号的对象数 ÷ 对象总数："
        "民主法治示范村（社区）的对象为全部村（社区），法治乡镇（街道）的对象为全部镇办。",
        note="不选类别时，分母为村（社区）与镇办之和。同一对象有几级称号的只计一次。"
        "产业园区等不计入分母的地方，其称号也不计入分子。其他类别没有对象名单，不出数。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=tuple(name for name in _BY if name != "level"),
        numerator=Measure(
            "honours",
            Kind.DISTINCT,
            "subject_key",
            where=_.is_of_subject & _.level.isin(_CITY_AND_ABOVE),
            valid_from="named_on",
            valid_to="ended_on",
        ),
        denominator=Measure("creation_subjects", Kind.DISTINCT, "subject_key"),
        aliases=("法治创建率", "示范创建率"),
    ),
    Metric(
        id="C05",
        name="复核保留率",
        english_name="Honours kept on re-examination",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内有结论的复核中，结论为保留的件数 ÷ 有结论的复核件数，按复核日期计。",
        note="没有填复核结论的不计。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure(
            "creation_events",
            where=(_.event == REEXAMINATION) & (_.review_result == "保留"),
            date="happened_on",
        ),
        denominator=Measure(
            "creation_events",
            where=(_.event == REEXAMINATION) & _.review_result.notnull(),
            date="happened_on",
        ),
        aliases=("复核通过率",),
    ),
    Metric(
        id="C06",
        name="逾期未复核数",
        english_name="Re-examinations overdue",
        unit="个",
        better=Better.DOWN,
        basis=Basis.STOCK,
        definition="截至某日仍保有、距最近一次命名或复核已超过该级别复核周期的称号数。",
        note="各级复核周期由部署单位配置，未配置的级别不计。只知年份或月份的，从该年、该月最后一日起算。"
        "复核或称号终止当日起不再计入。",
        source="法治创建动态管理",
        owner=_OWNER,
        target="0",
        dimensions=_BY,
        numerator=Measure("reexaminations", valid_from="overdue_from", valid_to="overdue_to"),
        aliases=("逾期未复核",),
    ),
    Metric(
        id="C07",
        name="撤销注销数",
        english_name="Honours withdrawn",
        unit="个",
        better=Better.DOWN,
        basis=Basis.FLOW,
        definition="期间内因撤销、注销或复核结论为撤销、注销而终止的称号数，按终止日期计。",
        note="复核结论与其后的撤销文件是一回事，只计一次。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure(
            "honours",
            date="ended_on",
            cited={
                "event": "ended_row_id",
                "happened_on": "ended_row_id",
                "review_result": "ended_row_id",
                "document_no": "ended_row_id",
            },
        ),
        aliases=("称号撤销注销数",),
    ),
    Metric(
        id="C08",
        name="在途数",
        english_name="Applications in progress",
        unit="个",
        better=Better.NEUTRAL,
        basis=Basis.STOCK,
        definition="截至某日已申报、推荐或公示而尚未命名的创建件数；按环节拆分时，计在当日所处的环节。",
        note="推荐不是命名。同一对象申报不同级别的，各计 1 件。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=(*_BY, "event"),
        numerator=Measure("creation_in_progress", valid_from="valid_from", valid_to="valid_to"),
        aliases=("创建在途数",),
    ),
)
