"""联合活动: which filed rows are one event, by rule and by what people decided.

By rule, rows of one date, normalised title and normalised place are one event. A place that every unit
has (会议室, 各村, 线上) shows nothing by itself: there the rows must also name the same participants. One
that every village has (文化广场) is one place within a village.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.figures import CUMULATIVE, CURRENT
from warehouse.marts.model import Source, attach

_NOISE = r"[\s\p{P}\p{S}]"
_NUMERAL = "[一二三四五六七八九十0-9]"
_OWN = "(本|我|该)?(单位|机关|局机关|局|院|委|办|中心|街道|办事处|镇政府|镇|村委|村委会|社区|学校|企业|公司)?"
_ROOM = "会议室|会议厅|报告厅|多功能厅|办公室|活动室|大厅|礼堂|院内|门口|大院"
_SPOT = "党群服务中心|党群中心|综合服务站|法治课堂|文化广场|村委会|村部|居委会|便民服务中心"
_EACH = "村|社区|村居|村社区|镇办|街道|单位|学校|企业|部门|中小学|小区|科室"
_AREA = "全区|全镇|全街道|全域|辖区|本辖区|辖区内|区内|本区|上街区|多地|多处|待定"
_ONLINE = "线上|网上|网络|微信|微信群|公众号|微信公众号|抖音|直播间|线上直播|网络直播|线上平台|新媒体"
# Of a normalised place: no case, space or punctuation. In the syntax that Python, DuckDB and Spark share.
VAGUE_PLACE = (
    rf"^(({_OWN}(办公楼)?(第?{_NUMERAL}+(楼|层|号)?)?(大|小|党员|视频)?(第?{_NUMERAL}+)?({_ROOM}))"
    rf"|{_OWN}|(各|全区各|辖区各|辖区内各|本镇各|区直各)({_EACH})|({_AREA})|({_ONLINE}))$"
)
VILLAGE_SPOT = rf"^({_SPOT})$"


def event_keys(rows: ir.Table) -> ir.Table:
    """Return row_id and event_key of base.activities; rows with one key are one event by rule."""
    keyed = rows.select(
        "row_id",
        "start_on",
        "figures",
        title_key=normalised(_.title),
        place_key=normalised(_.place),
        village=_.village_code.fill_null(""),
        participants=_.partners.concat(ibis.array([_.unit])).unique().sort().join("、"),
        has_partners=(_.partners.length() > 0).fill_null(False),
    )
    is_vague, is_spot = _.place_key.re_search(VAGUE_PLACE), _.place_key.re_search(VILLAGE_SPOT)
    # Without a place, or with one that says nothing, a row is an event of its own.
    where = ibis.cases(
        (_.place_key == "", _.row_id),
        (is_vague & _.has_partners, _.place_key.concat("｜", _.participants)),
        (is_vague, _.row_id),
        (is_spot, _.place_key.concat("｜", _.village)),
        else_=_.place_key,
    )
    # A line of 累计 figures is no event, whatever else has its title and day.
    is_event = ibis.coalesce(_.figures, CURRENT) != CUMULATIVE
    title = ibis.ifelse(is_event, _.title_key.nullif("").fill_null(_.row_id), _.row_id)
    return keyed.select(
        "row_id", event_key=_.start_on.cast("string").concat("｜", title, "｜", where.fill_null(_.row_id))
    )


def with_event(rows: ir.Table, source: Source) -> ir.Table:
    """Add `event`, equal for rows that are one event by rule or by decision."""
    rows = attach(rows, event_keys(source.base("activities")), "row_id")
    rows = attach(rows, source.ledger("joint_members"), "row_id")
    return rows.mutate(event=ibis.coalesce(_.event_id, _.event_key)).drop("event_id", "event_key")


def normalised(text: ir.StringValue) -> ir.StringValue:
    """Return a title or place without case, spaces and punctuation; "" for none."""
    return text.lower().re_replace(_NOISE, "").fill_null("")
