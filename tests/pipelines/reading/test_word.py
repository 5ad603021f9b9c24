"""Tables of a Word document are read as sheets, with the lines around them."""

from __future__ import annotations

from pipelines.reading.model import Limits, Unreadable, Workbook
from tests.support.packages import docx_of, zip_of
from tests.support.readers import read_bytes, refusal_of, sheets_in


def p(text: str, *, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str = "", *, properties: str = "", run: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text, properties=run)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_each_table_is_a_sheet_with_its_title_above_and_the_last_lines_below() -> None:
    body = (
        p("普法活动台账")
        + p("填报单位：区公安局")
        + p(" ")
        + tbl(tr(tc("活动名称"), tc("受众人数")), tr(tc("宪法宣传"), tc("1200")))
        + p("填表人：某某")
    )
    (sheet,) = sheets_in(docx_of(body), "a.docx")
    assert sheet.name == "表1"
    assert sheet.rows == [
        ["普法活动台账"],
        ["填报单位：区公安局"],
        ["活动名称", "受众人数"],
        ["宪法宣传", "1200"],
        ["填表人：某某"],
    ]


def test_lines_between_two_tables_go_to_the_one_they_speak_of() -> None:
    body = (
        p("填报单位：区公安局")
        + tbl(tr(tc("甲")))
        + p("备注：以上为上半年")
        + p("附表二 培训情况")
        + tbl(tr(tc("乙")))
        + p("审核人：某某")
    )
    first, second = sheets_in(docx_of(body), "a.docx")
    assert first.rows == [["填报单位：区公安局"], ["甲"], ["备注：以上为上半年"]]
    assert (second.name, second.rows) == (
        "表2",
        [["填报单位：区公安局"], ["附表二 培训情况"], ["乙"], ["审核人：某某"]],
    )


def test_a_label_of_the_document_gives_way_to_the_table_s_own() -> None:
    body = p("填报单位：甲局") + tbl(tr(tc("一"))) + p("填报单位：乙局") + tbl(tr(tc("二")))
    second = sheets_in(docx_of(body), "a.docx")[1]
    assert second.rows == [["填报单位：乙局"], ["二"]]


def test_merged_cells_keep_their_places_and_ranges() -> None:
    across, restart, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("序号", properties=restart), tc("宣传情况", properties=across), tc("备注", properties=restart)),
        tr(tc("（藏）", properties=below), tc("场次"), tc("人数"), tc(properties=below)),
        tr(tc("2"), tc("3"), properties='<w:gridBefore w:val="1"/>'),
    )
    (sheet,) = sheets_in(docx_of(body), "a.docx")
    assert sheet.rows == [
        ["序号", "宣传情况", None, "备注"],
        [None, "场次", "人数"],
        [None, "2", "3"],
    ]
    assert set(sheet.merged) == {(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)}


def test_text_stands_as_if_all_tracked_changes_were_accepted() -> None:
    changed = (
        "<w:tc><w:p><w:r><w:t>受众</w:t></w:r>"
        "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>200</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>300</w:t></w:r></w:ins></w:p></w:tc>"
    )
    body = tbl(tr(changed), tr(tc("删去的行"), properties="<w:del/>"), tr(tc("末行"), properties="<w:ins/>"))
    assert sheets_in(docx_of(body), "a.docx")[0].rows == [["受众300"], ["末行"]]


def test_a_table_inside_a_cell_is_text_of_that_cell() -> None:
    inner = f"<w:tc>{p('外')}{tbl(tr(tc('内一'), tc('内二')))}<w:p/></w:tc>"
    assert sheets_in(docx_of(tbl(tr(inner, tc("右")))), "a.docx")[0].rows == [["外\n内一\n内二", "右"]]


def test_line_breaks_tabs_and_content_controls_are_read() -> None:
    cell = "<w:tc><w:p><w:r><w:t>开展</w:t><w:br/><w:t>时间</w:t><w:tab/><w:t>年</w:t></w:r></w:p></w:tc>"
    control = f"<w:sdt><w:sdtContent>{tc('在控件里')}</w:sdtContent></w:sdt>"
    assert sheets_in(docx_of(tbl(tr(cell, control))), "a.docx")[0].rows == [["开展\n时间 年", "在控件里"]]


def test_struck_and_shaded_cells_are_marked() -> None:
    body = tbl(
        tr(
            tc("作废", run="<w:strike/>"),
            tc("有效", run='<w:strike w:val="0"/>'),
            tc("底色", properties='<w:shd w:fill="FFFF00"/>'),
            tc("白底", properties='<w:shd w:fill="auto"/>'),
        )
    )
    marks = sheets_in(docx_of(body), "a.docx")[0].marks
    assert (marks.struck, marks.coloured) == ({(0, 0)}, {(0, 2)})


def test_prose_is_not_read_as_a_title() -> None:
    body = p("今年以来，" * 40) + p("附件1") + tbl(tr(tc("甲")))
    assert sheets_in(docx_of(body), "a.docx")[0].rows == [["附件1"], ["甲"]]


def test_a_document_without_a_table_says_what_to_do() -> None:
    refusal = refusal_of(docx_of(p("关于报送台账的通知")), "a.docx")
    assert refusal.code == "file_unsupported"
    assert "没有表格" in refusal.reason


def test_a_document_with_too_many_cells_is_refused() -> None:
    answer = read_bytes(docx_of(tbl(*[tr(tc("甲"), tc("乙"))] * 5)), "a.docx", Limits(cells=9))
    assert isinstance(answer, Unreadable)
    assert answer.code == "file_too_large"


def test_a_document_type_far_into_the_document_is_hostile() -> None:
    padding = f"<!--{' ' * 70_000}-->"
    bomb = f"<?xml version='1.0'?>{padding}<!DOCTYPE a [<!ENTITY b 'b'>]><w>&b;</w>"
    data = zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": bomb})
    assert refusal_of(data, "a.docx").code == "file_hostile"


def test_the_name_does_not_decide_what_a_document_is() -> None:
    answer = read_bytes(docx_of(tbl(tr(tc("甲")))), "台账.wps")
    assert isinstance(answer, Workbook)
    assert answer.format == "docx"
