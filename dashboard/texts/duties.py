"""Words of 普法责任制: the duty lists, reminders and supervision."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.watchlists.duties import DutyState

TITLE = "普法责任制"
YEAR_LABEL = "清单年度"
DUTY_LABEL = "责任类型"
YEAR = "{year}年"

# Shape and words, so that neither depends on colour; the short word stands in the matrix.
STATES: Mapping[DutyState, tuple[str, str]] = MappingProxyType(
    {
        DutyState.OVERDUE: ("■", "逾期"),
        DutyState.LATE: ("◆", "迟完成"),
        DutyState.WAITING: ("○", "未启动"),
        DutyState.RUNNING: ("◔", "进行中"),
        DutyState.ON_TIME: ("●", "按期"),
    }
)
LEGEND = "■ 逾期未完成　◆ 逾期完成　○ 未启动　◔ 进行中　● 按期完成"

MATRIX_TITLE = "{units} 家单位有 {items} 项逾期未完成"
MATRIX_TITLE_NONE = "到期的清单项目均已完成"
MATRIX_QUESTION = "各单位清单完成得怎样"
MATRIX_ASIDE = "{units} 家单位、{items} 项，逾期多的在前"
MATRIX_UNIT = "单位"
MATRIX_OVERDUE = "逾期"
MATRIX_DONE = "完成率"
MATRIX_ITEM = "第{number}项"
MATRIX_CUT = "共 {units} 家单位、每家最多 {items} 项，列出前 {units_shown} 家、前 {items_shown} 项。"
SHARED_ITEMS = "各单位相同的：{items}。"
MATRIX_NO_ITEM = "—"
CELL_HINT = "{content}；时限 {due}；{state}"
CELL_DONE = "完成于 {day}"
CELL_OVERDUE = "已逾期 {days} 天"
CELL_AHEAD = "还有 {days} 天到期"
WITHOUT_LIST = "没有报送 {year} 年清单的单位（{count} 家）：{units}"
NO_LISTS = "这一年度没有报送普法责任清单。"

OVERDUE_TITLE = "逾期最久 {days} 天：{unit}第{number}项"
OVERDUE_TITLE_NONE = "没有逾期未完成的项目"
OVERDUE_NONE = "到期的项目均已完成。"
OVERDUE_COLUMNS = ("单位", "项目", "时限", "逾期", "已采取")
OVERDUE_ITEM = "第{number}项 {content}"
OVERDUE_SHOWN = "共 {total} 项，列出逾期最久的 {shown} 项"
FOLLOWED_UP = "{day}{kind}"
NOT_FOLLOWED_UP = "尚未跟踪"
DAYS = "{days} 天"

AWAITED_TITLE = "{reminders} 件提示未反馈，{supervisions} 件督办未办结"
AWAITED_TITLE_NONE = "提示均已反馈，督办均已办结"
AWAITED_NONE = "没有等待反馈或办结的提示、督办。"
AWAITED_COLUMNS = ("单位", "类型", "清单序号", "期限", "状态")
AWAITED_SHOWN = "共 {total} 件，列出逾期最久的 {shown} 件"
AWAITED_LATE = "■ 逾期 {days} 天"
AWAITED_AHEAD = "◔ 还有 {days} 天"
AWAITED_FED_BACK = "，已反馈未办结"
EVENTS = "本年跟踪：{counts}。"
EVENT = "{kind} {count} 件"
NO_EVENTS = "本年没有跟踪提示记录。"

CURVE_TITLE = "全年 {total} 项已完成 {share}，{words}序时进度 {gap}"
CURVE_AHEAD = "快于"
CURVE_BEHIND = "落后"
CURVE_TITLE_OVER = "全年 {total} 项，年内完成 {share}"
CURVE_QUESTION = "清单完成得快不快"
CURVE_DONE = "已完成"
CURVE_DUE = "应完成"
CURVE_AXIS = "累计（项）"
CURVE_WORDS = "到期 {due} 项，其中 {overdue} 项逾期未完成。"
CURVE_WORDS_EARLY = "到期 {due} 项，其中 {overdue} 项逾期未完成；未到期的已提前完成 {early} 项。"
CURVE_NOTE = "已完成含提前完成的，应完成为累计到期项数；实线末点为截至日 · "
ITEM_UNIT = "项"

KINDS_TITLE = "{worst}完成率最低，{value}"
KINDS_QUESTION = "哪一类责任落实得差"
KINDS_AXIS = "占到期项数的比例（%）"
NOT_FILLED = "未填"
