"""The sentences of a return, shared by the cover sheet and the message."""

from __future__ import annotations

from pipelines.returning.model import Cause, Return

WHOLE_SHEET = "整张工作表"
_MOST_RANGES = 6


def shown_place(cause: Cause) -> str:
    """Return where a cause is, short enough to be read: 「C7:C12、C15 等 40 处」."""
    if not cause.cells:
        return WHOLE_SHEET
    ranges = cause.where.split("、")
    if len(ranges) <= _MOST_RANGES:
        return cause.where
    return f"{'、'.join(ranges[:_MOST_RANGES])} 等 {len(ranges)} 处"


def outcome(told: Return) -> str:
    """Return what became of the rows, in numbers."""
    tally = told.tally
    loaded = f"已装入 {tally.loaded} 行" if told.is_published else f"合格 {tally.loaded} 行（本次尚未装入）"
    known = f"，与已装入的内容相同或已有更新的 {tally.known} 行" if tally.known else ""
    return f"共 {tally.all} 行数据：{loaded}{known}，退回 {tally.kept_out} 行"


def how_many(told: Return) -> str:
    """Return how many causes there are of each kind."""
    must, check = told.must_mend, len(told.causes) - told.must_mend
    parts = [f"必须修改的 {must} 项" if must else "", f"需要核对的 {check} 项" if check else ""]
    return "、".join(part for part in parts if part)


def what_to_do(told: Return) -> str:
    """Return what the sender is asked to do."""
    if not told.must_mend:
        return "标注处请核对：数据无误的，无须重报；确有错误的，改正后整份重新报送同一文件。"
    kept = "已装入的行不会重复。" if told.is_published else "合格的行不必改动。"
    return f"请在标注的单元格中改正，改好后整份重新报送同一文件即可；{kept}"


def deadline(told: Return) -> str:
    """Return by when an answer is asked for."""
    return f"请于 {told.days} 个工作日内重新报送。" if told.days is not None else "请尽快重新报送。"
