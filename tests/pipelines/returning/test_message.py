"""The message to the unit: what came, what is wrong, what to write, by when; ready to be sent."""

from __future__ import annotations

from pipelines.returning.cover import cover_of
from pipelines.returning.message import message_of
from pipelines.returning.model import Tally
from tests.pipelines.returning.books import cause, told_of


def test_a_message_says_to_whom_which_file_what_is_wrong_and_what_to_do() -> None:
    told = told_of("台账.xlsx", cause("E5:E6", sheet="一季度", rows=2), cause("B7", must_mend=False))
    text = message_of(told, has_workbook=True)
    assert text.splitlines() == [
        "公安局：",
        "",
        "    贵单位报送的《台账.xlsx》（普法活动）已经核对，现予退回修改。共 5 行数据：已装入 3 行，"
        "退回 2 行；必须修改的 1 项、需要核对的 1 项：",
        "",
        "    1. 【必须修改】「一季度」E5:E6：受众人数不是数字：「若干」。请只填数字，例如 1200。",
        "    2. 【请核对】「Sheet」B7：受众人数不是数字：「若干」。请只填数字，例如 1200。",
        "",
        "    问题已在所附表格中逐格标注，首页「退回说明」列有全部问题。请在标注的单元格中改正，"
        "改好后整份重新报送同一文件即可；已装入的行不会重复。",
        "    请于 3 个工作日内重新报送。",
        "    如有疑问，请与我局联系。",
        "",
        "区司法局",
        "2024年7月1日",
    ]


def test_a_file_with_warnings_alone_need_not_be_sent_again() -> None:
    told = told_of("台账.xlsx", cause("B7", must_mend=False), tally=Tally(loaded=5))
    text = message_of(told, has_workbook=True)
    assert "数据无误的，无须重报" in text
    assert "工作日内" not in text
    assert "退回修改" not in text


def test_a_file_that_was_not_read_is_answered_with_the_reason_and_what_to_do() -> None:
    told = told_of("锁.xlsx", refusal="文件有密码，无法读取，请取消密码后重新报送", unit=None, days=None)
    text = message_of(told, has_workbook=False)
    assert text.startswith("报送单位：\r\n")
    assert "《锁.xlsx》未能装入，现予退回" in text
    assert "文件有密码，无法读取，请取消密码后重新报送。" in text
    assert "请尽快重新报送。" in text
    assert "所附表格" not in text


def test_only_the_first_five_causes_are_told_in_full() -> None:
    told = told_of("台账.xlsx", *(cause(f"E{row}") for row in range(5, 12)))
    text = message_of(told, has_workbook=True)
    assert "主要有" in text
    assert "5. 【必须修改】「Sheet」E9" in text
    assert "E10" not in text
    assert "其余 2 项见退回的表格" in text


def test_rows_that_are_not_yet_current_are_not_called_loaded() -> None:
    told = told_of("台账.xlsx", cause("E5"), is_published=False)
    text = message_of(told, has_workbook=True)
    assert "合格 3 行（本次尚未装入）" in text
    assert "已装入" not in text


def test_rows_known_already_are_told_apart() -> None:
    told = told_of("台账.xlsx", cause("E5"), tally=Tally(loaded=1, known=4, kept_out=1))
    expected = "共 6 行数据：已装入 1 行，与已装入的内容相同或已有更新的 4 行，退回 1 行"
    assert expected in message_of(told, has_workbook=True)


def test_a_workbook_that_could_not_be_made_is_said_and_its_cells_stand_in_the_message() -> None:
    text = message_of(told_of("台账.xlsx", cause("E5")), has_workbook=False, fault="表格过大，标注超时")
    assert "所附表格未能生成（表格过大，标注超时），请按上列位置在原表中核对。" in text
    assert "逐格标注" not in text


def test_an_example_is_told_where_the_remedy_has_none() -> None:
    named = cause("D5", remedy="请填规范的单位名称", example="教育局")
    assert "请填规范的单位名称。示例：教育局。" in message_of(told_of("a.xlsx", named), has_workbook=True)


def test_many_places_of_a_cause_are_shortened() -> None:
    where = "、".join(f"C{row}" for row in range(5, 45, 2))
    (row,) = cover_of(told_of("a.xlsx", cause(where))).rows
    assert row.texts[2] == "C5、C7、C9、C11、C13、C15 等 20 处"


def test_a_line_of_the_cover_is_as_high_as_its_longest_text() -> None:
    short, long = cover_of(told_of("a.xlsx", cause("C5"), cause("C6", message="很长的说明" * 30))).rows
    assert long.height > 3 * short.height
