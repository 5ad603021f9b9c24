"""普法 legal education: P metrics."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "普法与依法治理科"
_BY = ("unit", "unit_kind", "township", "village", "village_kind", "setting", "form", "theme")
_SCHOOL = "学校"
_CABINET_STUDY = "常务会学法"
# The stored audience of a joint event stands in the row with the largest one.
_CITED = {"audience": "audience_row_id"}

METRICS = (
    Metric(
        id="P01",
        name="活动场次",
        english_name="Legal-education sessions",
        unit="场",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内开展的普法活动场次之和，按开展时间计；没有填场次的按 1 场计。",
        note="几个单位报送的同一联合活动（日期、名称、地点相同）只计一次，计在主办单位。按七进类别或主题拆分时，"
        "一场活动在所属各类中各计一次，各类之和可以大于总数。",
        source="「百场万人」普法计划",
        owner=_OWNER,
        target="每年 100 场",
        dimensions=_BY,
        numerator=Measure("activities", Kind.SUM, "sessions", where=_.is_counted, date="start_on"),
        aliases=("普法活动场次", "普法场次", "百场"),
    ),
    Metric(
        id="P02",
        name="线下受众",
        english_name="Attendances",
        unit="人次",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内普法活动线下到场人次之和，按开展时间计。",
        note="人次不是人数，同一人参加两次计 2 人次；不含线上阅读量。"
        "联合活动只计一次，取各单位所报最大的一份。",
        source="「百场万人」普法计划",
        owner=_OWNER,
        target="每年 10,000 人次",
        dimensions=_BY,
        numerator=Measure(
            "activities", Kind.SUM, "counted_audience", where=_.is_counted, date="start_on", cited=_CITED
        ),
        aliases=("受众人次", "普法受众", "万人"),
    ),
    Metric(
        id="P05",
        name="村（社区）覆盖率",
        english_name="Villages reached",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内至少开展过 1 场普法活动的村（社区）数 ÷ 全部村（社区）数。",
        note="分母不含园区等非建制单元，也不随单位、七进类别、形式、主题的筛选变化。有活动不等于人人受教育。",
        source="普法工作考核",
        owner=_OWNER,
        target="每季度 100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure(
            "activities", Kind.DISTINCT, "village_code", where=_.is_village_counted, date="start_on"
        ),
        denominator=Measure(
            "villages",
            where=_.counted,
            ignores=("unit", "unit_kind", "setting", "form", "theme"),
        ),
        aliases=("村居覆盖率", "普法覆盖率"),
    ),
    Metric(
        id="P07",
        name="七进结构",
        english_name="Share of activities by setting",
        unit="%",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内属于某一七进类别的活动数 ÷ 全部活动数。",
        note="一项活动属于几类的，在每一类中各计一次，各类之和可以超过 100%。按活动计，不按场次计。"
        "不分类别时，为填报了七进类别的活动占比。",
        source="「法律七进」",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure("activities", where=_.is_counted & (_.settings.length() > 0), date="start_on"),
        denominator=Measure("activities", where=_.is_counted, date="start_on", ignores=("setting",)),
        aliases=("法律七进结构", "七进占比"),
    ),
    Metric(
        id="P08",
        name="校园普法场次",
        english_name="School sessions",
        unit="场",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内七进类别含学校的普法活动场次之和，按开展时间计。",
        note="联合活动只计一次。",
        source="「法律进校园」",
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure(
            "activities",
            Kind.SUM,
            "sessions",
            where=_.is_counted & _.settings.contains(_SCHOOL),
            date="start_on",
        ),
        aliases=("校园场次", "法律进校园场次"),
    ),
    Metric(
        id="P09",
        name="校园受众",
        english_name="School attendances",
        unit="人次",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内七进类别含学校的普法活动线下到场人次之和，按开展时间计。",
        note="人次不是人数；不含线上阅读量。联合活动只计一次。",
        source="「法律进校园」",
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure(
            "activities",
            Kind.SUM,
            "counted_audience",
            where=_.is_counted & _.settings.contains(_SCHOOL),
            date="start_on",
            cited=_CITED,
        ),
        aliases=("校园受众人次",),
    ),
    Metric(
        id="P13",
        name="常务会学法次数",
        english_name="Law study at government executive meetings",
        unit="次",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内类别为常务会学法的学习次数，按学习时间计。",
        note="只计政府常务会议学法，不含常委会学法和中心组学习。",
        source="区政府常务会议学法制度",
        owner=_OWNER,
        target="每年 4 次",
        dimensions=("unit", "unit_kind"),
        numerator=Measure("trainings", where=_.category == _CABINET_STUDY, date="start_on"),
        aliases=("政府常务会议学法次数", "集中学法次数"),
    ),
)
