"""Words used on every page."""

from __future__ import annotations

PRODUCT = "法治看板"
ALL = "全部"

DEFINITION = "口径"
DETAIL = "明细"
CLOSE_HINT = "按 Esc 键关闭"

DEMO_BADGE = "合成演示数据"
WEEK_LABEL = "周"
FROZEN_MARK = " ❄已冻结"
TOWNSHIP_LABEL = "镇办"
UNIT_LABEL = "单位"
PERIOD_LABEL = "统计期间"
CATEGORY_LABEL = "类别"
CHOOSE_PLACEHOLDER = "请选择"

UNKNOWN_PARAMETER = "链接中的「{name}」不可用，已改用「{fallback}」。"
UNKNOWN_PARAMETERS_IGNORED = "链接中有不认识的参数，已忽略。"
NEWER_SNAPSHOT = "已有更新的数据，当前页面仍按打开时的快照显示。"
MOVE_TO_NEWER = "切换到最新数据"

NO_SNAPSHOT_TITLE = "还没有数据"
NO_SNAPSHOT = (
    "请先载入报送表格：在命令行执行 make load DIR=报送表格所在目录；"
    "只想看看效果，可执行 make demo 载入合成演示数据。载入完成后刷新本页。"
)
DAMAGED_TITLE = "数据打不开"
FAILURE_TITLE = "本页暂时无法显示"
FAILURE = "请记下事件编号 {incident} 告知管理员，服务日志中有同一编号的记录。其他页面可照常使用。"

EMPTY_TITLE = "没有数据"
EMPTY = "所选期间没有收到相应的报送。可换一个期间，或到「数据质量」查看报送情况。"
FILTERED_EMPTY = "按所选条件（{conditions}）没有记录。可放宽条件。"

# On a number: the filters that it cannot be narrowed by.
NOT_NARROWED = "不按{filters}分"

ROWS_SHOWN = "共 {total} 条，列出前 {shown} 条。"
ROWS_ALL = "共 {total} 条。"
ROWS_HEAD_CONTRIBUTION = "计入"
ROWS_HEAD_ROW = "记录"
ROWS_HEAD_SOURCE = "出处"
CELL_HEADERS = ("项目", "单元格", "原文", "入库值")
OPEN_ROW_HINT = "点开一条，可看到每个数所在的文件、工作表和单元格。"
NOT_IN_SHEET = {"sheet": "工作表名", "file name": "文件名", "default": "未填，按约定"}
NO_ROWS = "没有可列出的记录。"

DEFINITION_FIELDS = {
    "definition": "怎么算",
    "unit": "单位",
    "better": "方向",
    "target": "目标",
    "note": "说明",
    "source": "依据",
    "owner": "负责",
}
BETTER = {"up": "越高越好", "down": "越低越好", "neutral": "不评好坏"}

# Who answers for a check where an older snapshot does not say.
DATA_OWNER = "数据管理岗"
QUALIFIERS = {"at_least": "余（不少于）", "about": "约", "almost": "近"}
COUNTED = "计入"
NOT_COUNTED = "未计入"
YES = "是"
NO = "否"

MODE_LABEL = "显示方式"
MODES = {"light": "浅色", "dark": "深色", "wall": "大屏"}
PALETTE_UNREADABLE = "{file} 读不出来，已用默认配色。请存为 UTF-8 编码的 CSV。"
PALETTE_ROLE = "{file} 第 {line} 行的 role「{role}」不存在，已用默认配色。"
PALETTE_COLOUR = "{file} 第 {line} 行的颜色「{colour}」应写成 #B4232A 的样子，已用默认配色。"
LEAVE_WALL = "退出大屏"

NAME_FIELD = "登记人"
NAME_HINT = "姓名或科室"
SIGNED = "登记人：{name}"
SAVE = "保存"
BAD_DAY = "{field}看不懂，请写成 2026-11-27 的样子"
