"""Words of 复议应诉."""

from __future__ import annotations

FIELD_LABEL = "管理领域"
BODY_LABEL = "被申请人（被告）"
NOT_BY_FIELD = "应诉案件不分管理领域"
NOT_BY_FIELD_LONG = "行政应诉案件没有管理领域一栏，请把管理领域选为「全部」。"

FLOW_TITLE = "收到的案件走到哪里"
FLOW_TITLE_FOUND = "收到 {received} 件：{accepted} 件受理，其中 {corrected} 件直接纠错、{settled} 件调解和解"
FLOW_ASIDE = "所选期间收到的案件，按现有处理和结果"
FLOW_TABLE = "以表格查看各环节件数"
FLOW_COLUMNS = ("环节", "去向", "件数", "占收到")
RECEIVED = "收到"
ACCEPTED = "受理"
NOT_HANDLED = "尚未处理"
STAGE_HANDLING = "收到 → 处理"
STAGE_OUTCOME = "受理 → 结果"
OPEN = "在审"
CORRECTED = "直接纠错"
DISMISSED = "驳回"
SETTLED = "调解、和解"
ENDED = "终止"
UPHELD = "维持"
OTHER_OUTCOME = "其他结果"
CORRECTED_NOTE = "撤销、变更、确认违法、确认无效、责令履行"

CLOCKS_TITLE = "在办 {count} 件，{overdue} 件逾期，{near} 件临近期限"
CLOCKS_TITLE_FINE = "在办 {count} 件，都在期限内"
CLOCKS_TITLE_NONE = "没有在办的案件"
CLOCKS_NONE = "收到的案件都已审结、答辩。"
CLOCKS_SHOWN = "列出期限最近的 {shown} 件，共 {total} 件"
CLOCKS_COLUMNS = ("案号", "剩余", "届满日", "被申请人（被告）", "时限")

CORRECTION_BY_FIELD = "直接纠错率：哪个领域高"
CORRECTION_BY_FIELD_FOUND = "近 12 个季度，{name}纠错率最高：{rate}（{cases}）"
CORRECTION_BY_BODY = "直接纠错率：哪个被申请人高"
CORRECTION_AXIS = "直接纠错率（%），括号内为纠错/审结"
CORRECTION_NOW = "所选期间"
CORRECTION_LONG = "近 12 个季度"
CORRECTION_DEFINITION = "直接纠错＝{corrected}，除以审结；{n}。"
CORRECTION_CLOSED = "近 12 个季度审结 {closed} 件"
WHOLE = "全部"
SMALL = "空心：审结不足 {count} 件"
SMALL_HEARINGS = "空心：开庭不足 {count} 件"
SHOWN_OF = "共 {count} 个，列出前 {shown} 个"

RECEIVED_TITLE = "复议收到、受理各多少"
RECEIVED_TITLE_FOUND = "{period}收到 {received} 件，受理 {accepted} 件"
RECEIVED_AXIS = "件"
OUTCOMES_TITLE = "复议：按期审结、直接纠错、调解和解"
OUTCOMES_AXIS = "占审结的比例（%）"

ATTENDANCE_TITLE = "负责人出庭：哪些单位没有做到"
ATTENDANCE_TITLE_FOUND = "开庭 {hearings} 件，{absent} 件负责人没有出庭"
ATTENDANCE_TITLE_FULL = "开庭 {hearings} 件，负责人都已出庭"
ATTENDANCE_AXIS = "负责人出庭率（%），括号内为出庭/开庭"
ATTENDANCE_NAME = "负责人出庭率"
CHIEF_NAME = "正职出庭占比"

JUDGMENTS_TITLE = "应诉裁判结果"
JUDGMENTS_TITLE_FOUND = "新收 {received} 件，已裁判 {judged} 件，{most}最多"
JUDGMENTS_AXIS = "件数（件）"
NOT_JUDGED = "尚未裁判"
LAWSUIT_YEARS_TITLE = "应诉：出庭、败诉、按期答辩"
LAWSUIT_YEARS_AXIS = "比例（%）"

UNITS_TITLE = "各单位复议和应诉"
UNITS_ASIDE = "共 {count} 个单位"
UNITS_SHOWN = "共 {count} 个单位，列出前 {shown} 个"
UNIT_COLUMNS = (
    "单位",
    "复议收到",
    "按期审结率",
    "直接纠错率",
    "调解和解率",
    "应诉新收",
    "负责人出庭率",
    "正职占比",
    "败诉率",
    "按期答辩率",
)
