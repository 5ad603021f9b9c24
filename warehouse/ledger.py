"""The ledger (台账): what arrived, what became of every row, what was found and what was checked.

Its tables live in the schema `ledger` of every snapshot, so that a snapshot explains itself.
"""

from __future__ import annotations

from warehouse.engines.duckdb import Database

# Raised when an older program could no longer read a snapshot rightly; it then refuses it in plain words.
SNAPSHOT_FORMAT = 1

# table → (column, type, comment)
LEDGER_TABLES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "snapshot": (
        ("id", "VARCHAR", "快照编号：<序号>-<批次>"),
        ("sequence", "INTEGER", "序号，逐次加一"),
        ("run_id", "VARCHAR", "产生它的装载批次"),
        ("created_at", "TIMESTAMP", "生成时间（UTC）"),
        ("data_cutoff", "DATE", "数据截至日：已装载文件最晚的填报日"),
        ("is_demo", "BOOLEAN", "含合成演示数据"),
        ("format", "INTEGER", "快照格式的版本；空为 1"),
    ),
    "runs": (
        ("run_id", "VARCHAR", "装载批次"),
        ("sequence", "INTEGER", "第几次装载"),
        ("started_at", "TIMESTAMP", "开始时间（UTC）"),
        ("files", "INTEGER", "收到文件数"),
    ),
    "files": (
        ("file_sha256", "VARCHAR", "原件的 sha256"),
        ("name", "VARCHAR", "文件名（仅供显示）"),
        ("size_bytes", "BIGINT", "大小（字节）"),
        ("format", "VARCHAR", "格式"),
        ("modified_at", "TIMESTAMP", "文件修改时间（UTC）"),
        ("filed_on", "DATE", "填报日：表头的填报时间，否则文件修改日"),
        ("unit", "VARCHAR", "填报单位"),
        ("unit_code", "VARCHAR", "填报单位代码"),
        ("run_id", "VARCHAR", "首次装载的批次"),
    ),
    "arrivals": (
        ("run_id", "VARCHAR", "装载批次"),
        ("file_sha256", "VARCHAR", "原件的 sha256"),
        ("name", "VARCHAR", "文件名（仅供显示）"),
        ("status", "VARCHAR", "loaded、duplicate、rejected、waiting"),
        ("reason", "VARCHAR", "未装载的原因和办法"),
    ),
    "tables": (
        ("table_id", "VARCHAR", "一个文件中一张表的编号"),
        ("file_sha256", "VARCHAR", "原件的 sha256"),
        ("sheet", "VARCHAR", "工作表名；CSV 为空"),
        ("dataset", "VARCHAR", "识别为哪个数据集"),
        ("layout", "VARCHAR", "按哪种版式读；空为本来的表式"),
        ("title", "VARCHAR", "标题"),
        ("header_rows", "INTEGER[]", "表头所在行，从 1 起"),
        ("columns", "VARCHAR", "JSON：列名 → 列号字母"),
        ("unknown_headers", "VARCHAR[]", "不认识的表头，未读"),
        ("rows_in", "INTEGER", "表头以下非空行数"),
        ("loaded", "INTEGER", "装入行数"),
        ("quarantined", "INTEGER", "隔离行数"),
        ("skipped", "VARCHAR", "JSON：跳过原因 → 行数"),
        ("warnings", "INTEGER", "警告数"),
        ("coverage_start", "DATE", "报送内容所属期间起"),
        ("coverage_end", "DATE", "报送内容所属期间止"),
        ("is_period_stated", "BOOLEAN", "所属期间由表头写明"),
        ("unit", "VARCHAR", "填报单位"),
        ("unit_code", "VARCHAR", "填报单位代码"),
        ("is_zero_report", "BOOLEAN", "零报告"),
        ("run_id", "VARCHAR", "装载批次"),
    ),
    "sheets": (
        ("run_id", "VARCHAR", "装载批次"),
        ("file_sha256", "VARCHAR", "原件的 sha256"),
        ("sheet", "VARCHAR", "工作表名；CSV 为空"),
        ("outcome", "VARCHAR", "recognised、unsure、unrecognised、empty、service"),
        ("is_hidden", "BOOLEAN", "工作表是隐藏的"),
        ("dataset", "VARCHAR", "识别为哪个数据集；一张工作表有几张表时各占一行"),
        ("certainty", "VARCHAR", "识别的把握：高、中、低"),
        (
            "details",
            "VARCHAR",
            "JSON：认出的和近似的表头、不认识的表头；未识别的，最接近的数据集",
        ),
    ),
    "findings": (
        ("run_id", "VARCHAR", "装载批次"),
        ("table_id", "VARCHAR", "表编号"),
        ("file_sha256", "VARCHAR", "原件的 sha256"),
        ("sheet", "VARCHAR", "工作表名"),
        ("dataset", "VARCHAR", "数据集"),
        ("code", "VARCHAR", "问题代码"),
        ("title", "VARCHAR", "问题名称"),
        ("severity", "VARCHAR", "error 隔离该行，warning 只提示"),
        ("column", "VARCHAR", "列名"),
        ("cells", "VARCHAR", "单元格，如 C7:C12、C15"),
        ("rows", "INTEGER", "涉及行数"),
        ("message", "VARCHAR", "问题"),
        ("remedy", "VARCHAR", "怎么改"),
    ),
    "quarantined": (
        ("table_id", "VARCHAR", "表编号"),
        ("source_row", "INTEGER", "行号，从 1 起"),
        ("dataset", "VARCHAR", "数据集"),
        ("unit", "VARCHAR", "填报单位"),
        ("codes", "VARCHAR[]", "问题代码"),
        ("raw", "VARCHAR", "JSON：列名 → 原文（个人信息除外）"),
        ("run_id", "VARCHAR", "装载批次"),
    ),
    "skipped": (
        ("table_id", "VARCHAR", "表编号"),
        ("source_row", "INTEGER", "行号，从 1 起"),
        (
            "reason",
            "VARCHAR",
            "total、group、header、note、example、zero_report、duplicate、superseded、correction",
        ),
        ("same_as", "VARCHAR", "重复、被取代的，由哪一行（行编号）代替"),
        ("run_id", "VARCHAR", "装载批次"),
    ),
    "corrections": (
        ("id", "VARCHAR", "更正编号，由数据集、匹配条件和更正内容得出"),
        ("file", "VARCHAR", "更正文件名"),
        ("entry", "INTEGER", "文件中第几条，从 1 起"),
        ("dataset", "VARCHAR", "数据集"),
        ("match", "VARCHAR", "JSON：匹配条件（个人信息除外）"),
        ("change", "VARCHAR", "JSON：列 → 更正后的写法（个人信息除外）；空为整行不计"),
        ("reason", "VARCHAR", "原因"),
        ("who", "VARCHAR", "由谁更正"),
        ("date", "DATE", "更正日期"),
        ("status", "VARCHAR", "active 有效，retired 停用"),
        ("expects", "INTEGER", "最多应匹配行数"),
        ("matched", "INTEGER", "匹配行数"),
        ("problem", "VARCHAR", "需要处理的问题"),
    ),
    "corrected_cells": (
        ("correction_id", "VARCHAR", "更正编号"),
        ("dataset", "VARCHAR", "数据集"),
        ("table_id", "VARCHAR", "表编号"),
        ("row_id", "VARCHAR", "行编号"),
        ("business_key", "VARCHAR", "业务键"),
        ("source_row", "INTEGER", "行号，从 1 起"),
        ("column", "VARCHAR", "列名；空为整行不计"),
        ("value_before", "VARCHAR", "更正前的值；空、读不出的值和个人信息为空"),
        ("run_id", "VARCHAR", "装载批次"),
    ),
    "checks": (
        ("run_id", "VARCHAR", "装载批次"),
        ("suite", "VARCHAR", "核验组（表）"),
        ("check", "VARCHAR", "核验项"),
        ("column", "VARCHAR", "列"),
        ("severity", "VARCHAR", "critical 阻止发布，warning 随数显示"),
        ("success", "BOOLEAN", "是否通过"),
        ("sentence", "VARCHAR", "中文说明"),
        ("checked", "BIGINT", "核验行数"),
        ("unexpected", "BIGINT", "不符行数"),
        ("owner", "VARCHAR", "由谁处理"),
        ("dataset", "VARCHAR", "数据集；不属于某一数据集的为空"),
        ("columns", "VARCHAR[]", "涉及的列；为空则涉及整个数据集"),
        ("error", "VARCHAR", "未能核验的原因"),
        ("examples", "VARCHAR[]", "不符之处举例"),
    ),
    "check_failures": (
        ("run_id", "VARCHAR", "装载批次"),
        ("suite", "VARCHAR", "核验组（表）"),
        ("check", "VARCHAR", "核验项"),
        ("dataset", "VARCHAR", "数据集"),
        ("position", "INTEGER", "本核验项的第几处，从 1 起"),
        ("text", "VARCHAR", "不符之处"),
        ("row_id", "VARCHAR", "行编号"),
        ("table_id", "VARCHAR", "表编号"),
        ("unit", "VARCHAR", "单位"),
        ("file_sha256", "VARCHAR", "原件的 sha256"),
        ("file", "VARCHAR", "文件名（仅供显示）"),
        ("sheet", "VARCHAR", "工作表名；CSV 为空"),
        ("cell", "VARCHAR", "单元格"),
        ("column", "VARCHAR", "列名"),
        ("value", "VARCHAR", "原文；没有原文的为所存的值"),
    ),
    "verdict": (
        ("run_id", "VARCHAR", "装载批次"),
        ("success", "BOOLEAN", "是否准予发布"),
        ("critical", "INTEGER", "未通过的关键核验数"),
        ("warning", "INTEGER", "未通过的提示核验数"),
        ("checks", "INTEGER", "核验总数"),
        ("audited_at", "TIMESTAMP", "核验时间（UTC）"),
        ("seconds", "DOUBLE", "核验用时（秒）"),
        ("previous", "VARCHAR", "与哪个快照比较"),
        ("engine", "VARCHAR", "核验引擎及版本"),
    ),
    "joint_pairs": (
        ("pair_id", "VARCHAR", "一对的编号，由两行的业务键得出"),
        ("kind", "VARCHAR", "联合活动（不同单位报送）、疑似重复（同一单位报送）"),
        ("status", "VARCHAR", "待定、已合并（规则）、已合并（人工）、已否定"),
        ("score", "DOUBLE", "相似度，0 至 1；按规则合并的为 1"),
        ("title_score", "DOUBLE", "名称相似度"),
        ("place_score", "DOUBLE", "地点相似度；地点不明为 0.5"),
        ("date_score", "DOUBLE", "日期：同日 1，一方的起止包含另一方 0.9，相差一日 0.6"),
        ("partner_score", "DOUBLE", "联合单位：互列 1，一方列 0.8，都列同一第三方 0.4"),
        ("audience_score", "DOUBLE", "受众：较小数 ÷ 较大数；有一方未填为 0.5"),
        ("left_row_id", "VARCHAR", "一行"),
        ("right_row_id", "VARCHAR", "另一行"),
        ("left_key", "VARCHAR", "一行的业务键"),
        ("right_key", "VARCHAR", "另一行的业务键"),
        ("decided_by", "VARCHAR", "由谁决定"),
        ("decided_at", "TIMESTAMP", "决定时间（UTC）"),
        ("reason", "VARCHAR", "理由"),
    ),
    "joint_members": (
        ("row_id", "VARCHAR", "普法活动的一行"),
        ("event_id", "VARCHAR", "按人工决定归并后的活动编号"),
    ),
    "joint_basis": (("basis", "VARCHAR", "摘要：比较所依据的程序、单位和地名"),),
    "metric_definitions": (
        ("metric", "VARCHAR", "指标编号"),
        ("definition", "VARCHAR", "JSON：生成快照时的口径"),
        ("digest", "VARCHAR", "算式摘要：决定数值的部分，文字除外"),
    ),
    "mart_statements": (
        ("position", "INTEGER", "生成的先后，从 0 起"),
        ("mart", "VARCHAR", "集市表"),
        ("reads", "VARCHAR[]", "读取的表"),
        ("statements", "VARCHAR[]", "生成它的语句"),
        ("row_tables", "VARCHAR[]", "只有所涉各行变动时可逐行更新的表"),
        ("beside", "VARCHAR[]", "逐行更新时可整表变动的表"),
        ("updates", "VARCHAR[]", "逐行更新它的语句；空：只能整表生成"),
        ("basis", "VARCHAR", "编译出语句的程序的摘要"),
    ),
}


def create_ledger(database: Database) -> None:
    """Create the schema `ledger` with its commented tables, where they do not exist yet."""
    statements = ["CREATE SCHEMA IF NOT EXISTS ledger"]
    known = _comments(database)
    for table, columns in LEDGER_TABLES.items():
        present = known.get(table)
        if present is None:
            body = ", ".join(f'"{name}" {kind}' for name, kind, _ in columns)
            statements.append(f"CREATE TABLE ledger.{table} ({body})")
            present = dict.fromkeys(name for name, *_ in columns)
        # A snapshot begins as a copy of an older one, whose ledger may have had fewer columns.
        statements.extend(
            f'ALTER TABLE ledger.{table} ADD COLUMN "{name}" {kind}'
            for name, kind, _ in columns
            if name not in present
        )
        statements.extend(
            f"COMMENT ON COLUMN ledger.{table}.\"{name}\" IS '{comment}'"
            for name, _, comment in columns
            if present.get(name) != comment
        )
    database.execute_all(statements)


def _comments(database: Database) -> dict[str, dict[str, str | None]]:
    """Return the comment of each column of each table of the ledger, as far as they exist."""
    known: dict[str, dict[str, str | None]] = {}
    for table, column, comment in database.query(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'ledger'"
    ).iter_rows():
        known.setdefault(table, {})[column] = comment
    return known
