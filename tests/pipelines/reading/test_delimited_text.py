"""CSV and TSV as exports and clerks really leave them."""

from __future__ import annotations

import codecs

import pytest

from tests.support.readers import refusal_of, sheets_in

TABLE = [["活动名称", "受众人数", "地点"], ["宪法宣传", "1200", "峡窝镇"], ["反诈宣传", "80", "济源路"]]


def lines(delimiter: str, end: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in TABLE)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_delimiter_and_line_end(delimiter: str, end: str, encoding: str) -> None:
    assert sheets_in(lines(delimiter, end).encode(encoding), "a.csv")[0].rows == TABLE


def test_utf_16_big_endian_with_its_mark() -> None:
    data = codecs.BOM_UTF16_BE + lines(",").encode("utf-16-be")
    assert sheets_in(data, "a.csv")[0].rows == TABLE


def test_rare_characters_take_four_bytes_in_gb18030() -> None:
    assert sheets_in("姓名,村\n㐂𠮷,䶮村\n".encode("gb18030"), "a.csv")[0].rows == [
        ["姓名", "村"],
        ["㐂𠮷", "䶮村"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_zeros_that_fill_the_last_block_are_cut(encoding: str) -> None:
    assert sheets_in(lines(",").encode(encoding) + bytes(512), "a.csv")[0].rows == TABLE


def test_the_delimiter_is_found_below_a_long_preamble_with_commas() -> None:
    preamble = "".join(f"说明{number},请各单位,按时报送,谢谢\n" for number in range(6))
    table = "甲;乙;丙;丁;戊\n" * 8
    rows = sheets_in((preamble + table).encode(), "a.csv")[0].rows
    assert rows[6] == ["甲", "乙", "丙", "丁", "戊"]


def test_the_delimiter_is_not_taken_from_lists_inside_the_cells() -> None:
    table = "单位\t类别\n" + "".join(
        f"第{n}局\t" + ",".join("机关乡村社区学校"[: 2 + n % 5]) + "\n" for n in range(9)
    )
    rows = sheets_in(table.encode(), "a.txt")[0].rows
    assert all(len(row) == 2 for row in rows)


@pytest.mark.parametrize("announcement", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_that_announces_the_delimiter_is_obeyed_and_not_a_row(announcement: str) -> None:
    data = f"{announcement}\r\n名称;一,二,三\r\n甲;1,2,3\r\n".encode("utf-8-sig")
    assert sheets_in(data, "a.csv")[0].rows == [["名称", "一,二,三"], ["甲", "1,2,3"]]


def test_formulas_that_keep_leading_zeros_are_texts() -> None:
    data = '证号,名称\n="00123",甲\n"=""0,45""",乙\n="",丙\n=1+1,丁\n'.encode()
    rows = sheets_in(data, "a.csv")[0].rows
    assert rows[1:] == [["00123", "甲"], ["0,45", "乙"], [None, "丙"], ["=1+1", "丁"]]


def test_zeros_inside_the_text_are_refused() -> None:
    assert refusal_of("名称,人数\n甲\x00乙,3\n".encode() * 3, "a.csv").code in (
        "file_damaged",
        "file_unsupported",
    )
