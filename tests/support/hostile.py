"""Files made to hurt their reader, each by a recipe of a few lines."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter
import xlwt

from tests.support.raw_zip import archive, endless, entry

Recipe = Callable[[], bytes]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_HEAD = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">'
LEDGER = (
    ("活动名称", "开展时间", "地点", "主办单位", "受众人数"),
    ("宪法宣传", "2024-01-05", "广场", "司法局", "120"),
)


def workbook_parts(sheet: str, strings: str | None = None, workbook: str = "") -> dict[str, str]:
    """Return the parts of a one-sheet workbook around the XML of its sheet."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        f'<sheet name="台账" sheetId="1" r:id="rId1"/></sheets>{workbook}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    return parts


def zipped(parts: dict[str, str]) -> bytes:
    """Return an archive of texts."""
    return archive([entry(name, text.encode()) for name, text in parts.items()])


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """Return the XML of a sheet with the ledger's header and row in front."""
    filled = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("ABCDE", line, strict=True)
        )
        + "</row>"
        for number, line in enumerate(LEDGER, start=1)
    )
    return f"{_SHEET_HEAD}{before}<sheetData>{filled}{rows}</sheetData>{after}</worksheet>"


def plain_workbook(mark: str = "") -> bytes:
    """A small ledger that loads. mark: makes the bytes others without changing what they say."""
    return zipped(workbook_parts(sheet_xml(f"<!--{mark}-->" if mark else "")))


def _bomb(block: bytes, megabytes: int, claimed: int | None = None) -> Recipe:
    def make() -> bytes:
        parts = workbook_parts("")
        head = f"{_SHEET_HEAD}<sheetData>".encode()
        sheet = endless("xl/worksheets/sheet1.xml", head, block, (megabytes << 20) // len(block), claimed)
        others = [entry(name, text.encode()) for name, text in parts.items() if "sheet1" not in name]
        return archive([*others, sheet])

    return make


def _laughs(marker: str = "") -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{marker}'


def _laughing(part: str) -> Recipe:
    def make() -> bytes:
        parts = workbook_parts(sheet_xml(""), f'<sst xmlns="{_MAIN}"><si><t>a</t></si></sst>')
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}"/>'
        text = parts[part].removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
        end = text.rindex("</") if "</" in text else len(text)
        parts[part] = f'<?xml version="1.0"?>{_laughs()}{text[:end]}&l9;{text[end:]}'
        return zipped(parts)

    return make


def _quadratic() -> bytes:
    body = "&a;" * 50_000
    text = sheet_xml(f'<row r="3"><c r="A3" t="inlineStr"><is><t>{body}</t></is></c></row>')
    head, rest = text.split("?>", 1)
    return zipped(workbook_parts(f'{head}?><!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>{rest}'))


def _cell(address: str, text: str = "1") -> str:
    row = "".join(filter(str.isdigit, address))
    return f'<row r="{row}"><c r="{address}"><v>{text}</v></c></row>'


def _sheet(rows: str = "", before: str = "", after: str = "") -> Recipe:
    return lambda: zipped(workbook_parts(sheet_xml(rows, before, after)))


def _rows_of(row: str) -> Recipe:
    """A million rows below the ledger, # being the number of the row."""
    return lambda: zipped(
        workbook_parts(sheet_xml("".join(row.replace("#", str(n)) for n in range(3, 1_000_003))))
    )


def _formatted_columns() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, style = book.add_worksheet("台账"), book.add_format({"bold": True})
    for row, line in enumerate(LEDGER):
        sheet.write_row(row, 0, line)
    for row in range(30):
        for column in range(5, 16_384):
            sheet.write_blank(row, column, None, style)
    book.close()
    return stream.getvalue()


def _merged(ranges: Iterator[str]) -> Recipe:
    def make() -> bytes:
        cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
        return zipped(workbook_parts(sheet_xml("", after=f"<mergeCells>{cells}</mergeCells>")))

    return make


def _shared(string: str, times: int) -> Recipe:
    """Many cells that all show one long shared string."""

    def make() -> bytes:
        rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, times + 3))
        return zipped(workbook_parts(sheet_xml(rows), f'<sst xmlns="{_MAIN}"><si><t>{string}</t></si></sst>'))

    return make


def _deep(opening: str, closing: str, depth: int) -> Recipe:
    return _sheet(f'<row r="3"><c r="A3" t="inlineStr"><is>{opening * depth}{closing * depth}</is></c></row>')


def old_workbook() -> bytes:
    """A small ledger as .xls."""
    stream = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for row, line in enumerate(LEDGER):
        for column, text in enumerate(line):
            sheet.write(row, column, text)
    book.save(stream)
    return stream.getvalue()


def _looping_sectors() -> bytes:
    """Every sector of the allocation table names sector 0 as the next one."""
    data = bytearray(old_workbook())
    (first_fat,) = struct.unpack_from("<I", data, 76)
    start = 512 * (first_fat + 1)
    data[start : start + 512] = struct.pack("<I", 0) * 128
    return bytes(data)


def _cut(recipe: Recipe, share: float) -> Recipe:
    def make() -> bytes:
        data = recipe()
        return data[: int(len(data) * share)]

    return make


def document(body: str, doctype: str = "") -> bytes:
    """Return a Word document with this body."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": text})


def word_table() -> bytes:
    """The small ledger as a table of a Word document."""
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in line) + "</w:tr>"
        for line in LEDGER
    )
    return document(f"<w:tbl>{rows}</w:tbl>")


def open_document(table: str, doctype: str = "") -> bytes:
    """Return an OpenDocument workbook with these table rows."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", kind, zipfile.ZIP_STORED)
        target.writestr("content.xml", content)
        target.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
    return stream.getvalue()


def _ods_cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def _ods_row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def ods_ledger() -> str:
    """The small ledger as table rows of OpenDocument."""
    return "".join(_ods_row("".join(_ods_cell(text) for text in line)) for line in LEDGER)


def xml_spreadsheet(rows: str = "", doctype: str = "") -> bytes:
    """Return an Excel 2003 XML workbook with further rows."""
    filled = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in line) + "</Row>"
        for line in LEDGER
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?>{doctype}<?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" '
        f'xmlns:ss="{space}"><Worksheet ss:Name="台账"><Table>{filled}{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _page(cells: str) -> bytes:
    return f"<html><body><table><tr>{cells}</tr></table></body></html>".encode()


def _csv(*lines: str) -> bytes:
    return "\n".join([*(",".join(line) for line in LEDGER), *lines]).encode()


def long_text_rows(length: int) -> bytes:
    """A ledger whose cells hold very long runs of what cleaners look for, in every column."""
    runs = [
        "1", "1,", "二", "一百", "万", "2024年", "2024.1.", "（", "(1)", "、公安局", "公安局、", "办公室",
        "1-", "—", "%", " 1", "年月日", "〔2024〕", "余", "e9", "0x", "司法所", "等单位", "12人次、",
    ]  # fmt: skip
    return _csv(*(",".join([(run * length)[:length].replace(",", "，")] * 5) for run in runs))


def recipes() -> dict[str, Recipe]:
    """Return every hostile file by its name; the suffix is what it pretends to be."""
    return {
        "bomb-4-gigabytes.xlsx": _bomb(b"0" * (1 << 20), 4095),
        "bomb-of-spaces.xlsx": _bomb(b" " * (1 << 20), 1024),
        "bomb-of-rows.xlsx": _bomb(b"<row><c><v>1</v></c></row>" * 40_000, 2048),
        "bomb-that-claims-1000-bytes.xlsx": _bomb(b"0" * (1 << 20), 2048, claimed=1000),
        "bomb-of-rows-that-claims-1000-bytes.xlsx": _bomb(b"<row><c><v>1</v></c></row>" * 40_000, 2048, 1000),
        "nested-archives.xlsx": lambda: archive([entry("xl/workbook.xml", plain_workbook())]),
        "very-many-parts.xlsx": lambda: archive([entry(f"x/{n}.xml", b"") for n in range(65_000)]),
        "laughs-in-sheet.xlsx": _laughing("xl/worksheets/sheet1.xml"),
        "laughs-in-strings.xlsx": _laughing("xl/sharedStrings.xml"),
        "laughs-in-styles.xlsx": _laughing("xl/styles.xml"),
        "laughs-in-workbook.xlsx": _laughing("xl/workbook.xml"),
        "laughs-in-relations.xlsx": _laughing("xl/_rels/workbook.xml.rels"),
        "laughs-in-types.xlsx": _laughing("[Content_Types].xml"),
        "laughs.docx": lambda: document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", _laughs()),
        "laughs.ods": lambda: open_document(_ods_row(_ods_cell("&l9;")), _laughs()),
        "laughs.xls": lambda: xml_spreadsheet("<Row><Cell><Data>&l9;</Data></Cell></Row>", _laughs()),
        "quadratic.xlsx": _quadratic,
        "far-cell.xlsx": _sheet(_cell("XFD1048576")),
        "far-row.xlsx": _sheet(_cell("A1048576")),
        "row-beyond-all.xlsx": _sheet(_cell("A99999999999")),
        "column-beyond-all.xlsx": _sheet(_cell("ZZZZZZZ3")),
        "row-zero.xlsx": _sheet(_cell("A0")),
        "rows-out-of-order.xlsx": _sheet("".join(_cell(f"B{n}") for n in range(9_000, 2, -1))),
        "formatted-rows.xlsx": _rows_of('<row r="#" s="1" customFormat="1" ht="20"/>'),
        "formatted-cells.xlsx": _rows_of('<row r="#"><c r="A#" s="1"/><c r="B#" s="1"/></row>'),
        "formatted-columns.xlsx": _formatted_columns,
        "formatted-far-cell.xlsx": _sheet('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        "lying-dimension.xlsx": _sheet("", before='<dimension ref="A1:XFD1048576"/>'),
        "merged-everything.xlsx": _merged(iter(["A1:XFD1048576"])),
        "merged-columns.xlsx": _merged(f"A{n}:XFD{n}" for n in range(3, 1_003)),
        "merged-100000.xlsx": _merged(f"A{n}:B{n}" for n in range(3, 100_003)),
        "merged-overlapping.xlsx": _merged(f"A1:E{n}" for n in range(3, 20_003)),
        "string-of-10-million.xlsx": _sheet(
            f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"长" * 10_000_000}</t></is></c></row>'
        ),
        "string-shown-30000-times.xlsx": _shared("长" * 100_000, 30_000),
        "string-out-of-range.xlsx": _sheet('<row r="3"><c r="A3" t="s"><v>99999999</v></c></row>'),
        "string-below-zero.xlsx": _sheet('<row r="3"><c r="A3" t="s"><v>-1</v></c></row>'),
        "names-in-circles.xlsx": lambda: zipped(
            workbook_parts(
                sheet_xml(""),
                workbook="<definedNames><definedName name='甲'>乙</definedName>"
                "<definedName name='乙'>甲</definedName></definedNames>",
            )
        ),
        "deep.xlsx": _deep("<r>", "</r>", 300_000),
        "deep.docx": lambda: document("<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000),
        "deep.ods": lambda: open_document(
            _ods_row("<table:table-cell>" * 200_000 + "</table:table-cell>" * 200_000)
        ),
        "deep.xls": lambda: xml_spreadsheet("<Row>" * 300_000 + "</Row>" * 300_000),
        "deep-page.xls": lambda: _page("<td><table><tr>" * 100_000),
        "repeated-rows.ods": lambda: open_document(ods_ledger() + _ods_row(_ods_cell("1"), 1_048_000)),
        "repeated-everything.ods": lambda: open_document(
            ods_ledger() + _ods_row(_ods_cell("1", 16_000), 1_048_000)
        ),
        "repeated-blanks.ods": lambda: open_document(
            ods_ledger() + _ods_row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_000)
        ),
        "far-index.xls": lambda: xml_spreadsheet(
            '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>'
        ),
        "wide-merge.xls": lambda: xml_spreadsheet(
            '<Row><Cell ss:MergeAcross="2000000000" ss:MergeDown="2000000000"><Data>1</Data></Cell></Row>'
        ),
        "looping-sectors.xls": _looping_sectors,
        **{
            f"cut-{share}{suffix}": _cut(recipe, share / 100)
            for share in (5, 40, 75, 99)
            for suffix, recipe in ((".xlsx", plain_workbook), (".xls", old_workbook), (".docx", word_table))
        },
        "one-line-of-50-megabytes.csv": lambda: b"1," * 25_000_000,
        "one-cell-of-50-megabytes.csv": lambda: b"1" * 50_000_000,
        "a-million-empty-lines.csv": lambda: _csv("\n" * 1_000_000 + "甲,2024-01-06,广场,司法局,1"),
        "a-million-commas.csv": lambda: _csv("," * 1_000_000),
        "a-quote-that-never-closes.csv": lambda: _csv('"' + "长文,\n" * 1_000_000),
        "quotes.csv": lambda: _csv('"' * 2_000_001),
        "wide-spans.xls": lambda: _page("<td colspan=100000 rowspan=100000>1</td>" * 200),
        "html-100000-spans.xls": lambda: _page("<td colspan=2>1</td>" * 100_000),
        "unclosed-page.xls": lambda: _page("<td" + " a='" * 300_000),
        "comments.xls": lambda: _page("<!--" * 300_000),
        "long-texts.csv": lambda: long_text_rows(100_000),
    }


def write_hostile(folder: Path) -> list[Path]:
    """Write every hostile file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, recipe in recipes().items():
        (folder / name).write_bytes(recipe())
    return sorted(folder.iterdir())
