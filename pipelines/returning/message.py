"""The message that goes with a return (退回说明.txt): ready to be sent to the unit as it is."""

from __future__ import annotations

from pipelines.returning.model import Cause, Return
from pipelines.returning.wording import deadline, how_many, outcome, shown_place, what_to_do

MESSAGE_NAME = "退回说明.txt"
_MOST_CAUSES = 5


def message_of(told: Return, *, has_workbook: bool, fault: str | None = None) -> str:
    """Return the text of the message.

    has_workbook: a marked workbook lies beside it. fault: why there is none though the file was read.
    """
    day = told.made_on
    lines = [f"{told.unit or '报送单位'}：", ""]
    if told.refusal is not None:
        lines += [
            f"    贵单位报送的《{told.file_name}》未能装入，现予退回。",
            f"    原因和办法：{told.refusal.rstrip('。')}。",
            f"    {deadline(told)}",
        ]
    else:
        lines += _about_causes(told)
        lines += ["", f"    {_where_marked(has_workbook, fault)}{what_to_do(told)}"]
        if told.must_mend:
            lines.append(f"    {deadline(told)}")
    lines += ["    如有疑问，请与我局联系。", "", "区司法局", f"{day.year}年{day.month}月{day.day}日", ""]
    return "\r\n".join(lines)


def _about_causes(told: Return) -> list[str]:
    datasets = f"（{'、'.join(told.datasets)}）" if told.datasets else ""
    verb = "现予退回修改" if told.must_mend else "有几处请核对" if len(told.causes) > 1 else "有一处请核对"
    shown = told.causes[:_MOST_CAUSES]
    rest = len(told.causes) - len(shown)
    return [
        f"    贵单位报送的《{told.file_name}》{datasets}已经核对，{verb}。{outcome(told)}；"
        f"{how_many(told)}{'，主要有' if rest else ''}：",
        "",
        *(f"    {number}. {_sentence(cause)}" for number, cause in enumerate(shown, start=1)),
        *([f"    其余 {rest} 项见退回的表格。"] if rest else []),
    ]


def _sentence(cause: Cause) -> str:
    sheet = f"「{cause.sheet}」" if cause.sheet else ""
    example = f"示例：{cause.example}。" if cause.example and cause.example not in cause.remedy else ""
    return (
        f"{cause.prefix}{sheet}{shown_place(cause)}：{cause.message}。{cause.remedy.rstrip('。')}。{example}"
    )


def _where_marked(has_workbook: bool, fault: str | None) -> str:
    if has_workbook:
        return "问题已在所附表格中逐格标注，首页「退回说明」列有全部问题。"
    return f"所附表格未能生成（{fault}），请按上列位置在原表中核对。" if fault else ""
