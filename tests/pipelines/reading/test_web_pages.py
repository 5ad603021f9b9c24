"""Web pages and web archives saved as .xls."""

from __future__ import annotations

import base64
import quopri

import pytest

from pipelines.reading.model import Workbook
from tests.support.readers import read_bytes, refusal_of, sheets_in

TABLE = (
    "<table><tr><td>活动名称</td><td>受众人数</td></tr><tr><td>宪法宣传进社区</td><td>1200</td></tr></table>"
)
ROWS = [["活动名称", "受众人数"], ["宪法宣传进社区", "1200"]]


def page(charset: str = "", body: str = TABLE) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("", "utf-8"),
        ("", "gb18030"),
        ("big5", "big5"),
        ("no-such-charset", "gb18030"),
        ("unicode", "utf-16"),
        # Converted by a program that left the declaration as it was.
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
    ],
)
def test_a_page_is_decoded_by_what_it_is(declared: str, encoding: str) -> None:
    text = page(declared)
    if encoding == "big5":
        text = (
            text.replace("活动名称", "活動名稱")
            .replace("受众人数", "受眾人數")
            .replace("宪法宣传进社区", "憲法宣傳")
        )
        assert sheets_in(text.encode(encoding), "a.xls")[0].rows[0] == ["活動名稱", "受眾人數"]
    else:
        assert sheets_in(text.encode(encoding), "a.xls")[0].rows == ROWS


def test_hidden_rows_and_struck_cells_of_a_page_are_told() -> None:
    body = (
        "<table><tr><td>甲</td><td><s>作废</s></td></tr>"
        "<tr style='mso-height:0; display: none'><td>藏</td></tr><tr><td>乙</td></tr></table>"
    )
    marks = sheets_in(page(body=body).encode(), "a.xls")[0].marks
    assert (marks.hidden_rows, marks.struck) == ({1}, {(0, 1)})


def archive(*parts: tuple[str, str, bytes]) -> bytes:
    """A message of parts: content type, transfer encoding, encoded body."""
    lines = [
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/related; boundary="cut"',
        b"",
        b"This is a document.",
    ]
    for kind, transfer, body in parts:
        head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {transfer}\r\n".encode()
        lines += [b"--cut", head, body]
    return b"\r\n".join([*lines, b"--cut--", b""])


def test_the_page_inside_a_web_archive_is_read() -> None:
    quoted = quopri.encodestring(page("gb2312").encode("gb18030"))
    data = archive(
        ('text/html; charset="gb2312"', "quoted-printable", quoted), ("image/png", "base64", b"AAAA")
    )
    answer = read_bytes(data, "a.xls")
    assert isinstance(answer, Workbook)
    assert (answer.format, answer.sheets[0].rows) == ("mht", ROWS)


def test_each_page_with_a_table_is_a_sheet_and_frames_are_none() -> None:
    frame = base64.b64encode(page(body="<p>框架</p>").encode())
    first, second = (base64.b64encode(page("utf-8", TABLE.replace("1200", n)).encode()) for n in ("1", "2"))
    kind = 'text/html; charset="utf-8"'
    data = archive((kind, "base64", frame), (kind, "base64", first), (kind, "base64", second))
    sheets = sheets_in(data, "a.mht")
    assert [sheet.name for sheet in sheets] == ["表1", "表2"]
    assert [sheet.rows[1][1] for sheet in sheets] == ["1", "2"]


def test_an_archive_without_a_table_says_what_to_do() -> None:
    data = archive(("text/html", "base64", base64.b64encode(page(body="<p>通知</p>").encode())))
    refusal = refusal_of(data, "a.mht")
    assert refusal.code == "file_unsupported"
    assert "网页存档" in refusal.reason
