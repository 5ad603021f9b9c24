"""Fuzzing the reader: workbooks of every format, mutated, read as a load reads them.

`python -m tests.support.fuzz --runs 2000 --seed 7` mutates, reads and judges so many files. Every one must
end loaded or rejected with a Chinese reason, with all its rows accounted for, without a fault of the program;
what does not is kept under build/fuzz/ and the command exits with 1. One file of a run is made again by
`--seed 7 --first 1234 --runs 1`.
"""

from __future__ import annotations

import argparse
import codecs
import io
import json
import os
import random
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from pipelines.intake.files import check_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings
from pipelines.landing import LandedFile, land
from pipelines.reading.model import FILE_HOSTILE, FILE_TIMEOUT, REASONS, Limits
from pipelines.report import FileReport, FileStatus, checked_json
from tests.support.hostile import LEDGER, ods_ledger, old_workbook, open_document, word_table, xml_spreadsheet
from tests.support.inbox import SECRET
from tests.support.packages import xlsb_cell, xlsb_of, xlsb_text
from warehouse.reference.tables import load_reference

Change = Callable[[random.Random, bytes], bytes]

BATCH = 50
SECONDS = 20.0
KEPT = Path(__file__).resolve().parent.parent.parent / "build" / "fuzz"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TITLE = "2024年1月普法活动台账"
# What breaks parsers of numbers, dates, names and markup, and what clerks write.
TOKENS = (
    "", "0", "-1", "1e309", "NaN", "999999999999999999999", "1.7976931348623157e308", "4294967296", "65536",
    "1048577", "XFD1048576", "A0", "ZZZZZZ9", "2024-02-30", "0000-00-00", "99999999", "2958466", "-693594",
    "2024.13.45", "24:61", "十百千万亿", "一二三四五六七八九十" * 9, "１２３", "1,2,3,4", "5万亿余", "12%",
    "——", "同上", "〃", "无", "\u200b", "\ufeff", "\x00", "\x0b", "\u202e", "\ud83d", "𠮷", "=1+1", "#REF!",
    "#DIV/0!", "合计", "小计", "备注：", "填报单位：", "公安局、司法局", "3月5日至2月1日", "'" * 50, '"', "<",
    "&", "&#0;", "&#xFFFF;", "]]>", "<!--", "true", "inlineStr", "e", "s", "d", "str", "长" * 40_000,
)  # fmt: skip
_TEXT_BETWEEN_TAGS = re.compile(r">([^<>]*)<")
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_CANNOT_OPEN = (
    zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error,
)  # fmt: skip
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Mutant:
    """A mutated file. number: its place in the run, which with the seed makes it again."""

    number: int
    name: str
    data: bytes


def originals() -> dict[str, bytes]:
    """Return sound files of every format, by name."""
    text = "\n".join([_TITLE, "填报单位：司法局", *(",".join(line) for line in LEDGER), "合计,,,,120"])
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in LEDGER)
    return {
        "a.xlsx": _workbook(),
        "b.xlsx": _workbook(constant_memory=True),
        "a.xls": old_workbook(),
        "a.xlsb": _binary_workbook(),
        "a.ods": open_document(ods_ledger()),
        "a.docx": word_table(),
        "xml.xls": xml_spreadsheet(),
        "page.xls": f"<html><body><p>填报单位：司法局</p><table>{page}</table></body></html>".encode(),
        "a.csv": text.encode(),
        "b.csv": text.encode("gb18030"),
        "c.csv": text.encode("utf-16"),
        "a.tsv": text.replace(",", "\t").encode(),
    }


def _workbook(*, constant_memory: bool = False) -> bytes:
    """A ledger with what makes workbooks complicated: merges, formats, dates, formulas, hidden parts."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": not constant_memory, "constant_memory": constant_memory})
    sheet = book.add_worksheet("台账")
    bold = book.add_format({"bold": True, "bg_color": "#ffff00", "font_strikeout": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    if not constant_memory:
        sheet.merge_range(0, 0, 0, 4, _TITLE, bold)
    sheet.write_row(1, 0, ["填报单位：司法局", None, None, "填报时间：2024年1月31日"])
    sheet.write_row(2, 0, LEDGER[0], bold)
    for row in range(3, 9):
        sheet.write(row, 0, f"宪法宣传{row}")
        sheet.write_datetime(row, 1, datetime(2024, 1, row), day)
        sheet.write_row(row, 2, ["广场", "司法局", 100 + row])
    sheet.write(9, 0, "合计")
    sheet.write_formula(9, 4, "=SUM(E4:E9)", None, 633)
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column(2, 2, 10, None, {"hidden": True})
    other = book.add_worksheet("二月")
    other.write_row(0, 0, LEDGER[0])
    other.write_row(1, 0, ["反诈宣传", "2月5日", "学校", "公安局", "200余"])
    book.add_worksheet("空表").hide()
    book.close()
    return stream.getvalue()


def _binary_workbook() -> bytes:
    return xlsb_of({
        row: [xlsb_cell(6, column, xlsb_text(text)) for column, text in enumerate(line)]
        for row, line in enumerate(LEDGER)
    })  # fmt: skip


def mutate(seed: int, number: int, sound: dict[str, bytes]) -> Mutant:
    """Return the mutant of this number: one of the sound files with one to four things done to it."""
    rng = random.Random(f"{seed}/{number}")
    name = rng.choice(sorted(sound))
    data = sound[name]
    for _ in range(rng.randint(1, 3)):
        is_package = data.startswith(b"PK") and rng.random() < 0.95
        data = _mutated_package(rng, data) if is_package else _mutated_bytes(rng, data, name)
    suffix = (
        Path(name).suffix if rng.random() < 0.9 else rng.choice([".xlsx", ".xls", ".csv", ".docx", ".ods"])
    )
    return Mutant(number, f"{seed}-{number}{suffix}", data)


def _mutated_bytes(rng: random.Random, data: bytes, name: str) -> bytes:
    if name.endswith((".csv", ".tsv")) or data[:1] == b"<":
        changes: Sequence[Callable[[random.Random, bytes], bytes]] = (
            _flipped,
            _cut,
            _doubled,
            *[_with_token] * 9,
        )
    else:
        changes = (_flipped, _flipped, _cut, _doubled, _overwritten)
    return rng.choice(changes)(rng, data)


def _flipped(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 1, 4, 32]) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    start, end = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    return data[:start] if rng.random() < 0.3 else data[:start] + data[end:]


def _doubled(rng: random.Random, data: bytes) -> bytes:
    start = rng.randint(0, len(data))
    piece = data[start : start + rng.choice([1, 16, 512, 4096])]
    place = rng.randint(0, len(data))
    return data[:place] + piece * rng.choice([1, 2, 50]) + data[place:]


def _overwritten(rng: random.Random, data: bytes) -> bytes:
    """Put an extreme integer somewhere, where a length or an offset may stand."""
    value = bytes.fromhex(rng.choice(["ffffffff", "00000000", "ffffff7f", "00000080", "ffff"]))
    place = rng.randint(0, len(data))
    return data[:place] + value + data[place + len(value) :]


def _with_token(rng: random.Random, data: bytes) -> bytes:
    """Put a token in the place of a cell, or between two, of delimited text or a page."""
    is_wide = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if is_wide else "utf-8" if b"\xef\xbc" in data or data[:1] == b"<" else "gb18030"
    text = data.decode(encoding, "replace")
    found = list(re.finditer(r"[^,\t\n<>]*", text))
    one = rng.choice(found)
    end = one.end() if rng.random() < 0.7 else one.start()
    changed = text[: one.start()] + rng.choice(TOKENS) + text[end:]
    return changed.encode(encoding, "replace")


def _mutated_package(rng: random.Random, data: bytes) -> bytes:
    """Change one part of a zip package and pack it again with right sums; what cannot be opened stays."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except _CANNOT_OPEN:
        return _flipped(rng, data)
    if not parts:
        return data
    weighted = [name for name in parts for _ in range(6 if re.search("sheet|content|document", name) else 1)]
    chosen = rng.choice(weighted)
    action = rng.random()
    if action < 0.04:
        del parts[chosen]
    elif action < 0.08:
        parts[rng.choice(sorted(parts))] = parts[chosen]
    elif chosen.endswith((".xml", ".rels")) and action < 0.96:
        text = parts[chosen].decode("utf-8", "replace")
        parts[chosen] = _mutated_markup(rng, text).encode("utf-8", "surrogatepass")
    else:
        parts[chosen] = rng.choice([_flipped, _cut, _doubled, _overwritten])(rng, parts[chosen])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name or "_", content)
    return stream.getvalue()


def _mutated_markup(rng: random.Random, text: str) -> str:
    """Replace a text or an attribute, or drop, double or swap a tag."""
    pattern = rng.choice([*[_TEXT_BETWEEN_TAGS] * 5, *[_ATTRIBUTE] * 2, _TAG])
    found = list(pattern.finditer(text))
    if not found:
        return text
    one = rng.choice(found)
    if pattern is _TAG:
        instead = rng.choice(["", one[0] * 2, one[0] * 300, rng.choice(found)[0]])
        return text[: one.start()] + instead + text[one.end() :]
    token = rng.choice(TOKENS)
    if rng.random() < 0.7:
        token = token.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text[: one.start(1)] + token + text[one.end(1) :]


def complaint(report: FileReport) -> str | None:
    """Return what is wrong with how a file ended, or None."""
    if report.fault is not None:
        return report.fault
    if report.status not in (FileStatus.LOADED, FileStatus.REJECTED):
        return f"ended as {report.status}"
    if report.status is FileStatus.REJECTED and not _CHINESE.search(report.reason or ""):
        return f"no Chinese reason: {report.reason!r}"
    if not all(table.is_conserved for table in report.tables):
        return "rows were lost or counted twice"
    json.dumps(checked_json([report]), ensure_ascii=False)
    return None


def fuzz(seed: int, numbers: Sequence[int]) -> Iterator[tuple[Mutant, FileReport, str | None]]:
    """Yield each mutant with its report and, where it ended wrongly, what is wrong."""
    sound = originals()
    filed = datetime.combine(date(2024, 2, 1), datetime.min.time()).timestamp()
    settings = IntakeSettings(load_reference(), SECRET, Limits(seconds=SECONDS))
    with ReaderPool(settings) as pool:
        for start in range(0, len(numbers), BATCH):
            mutants = [mutate(seed, number, sound) for number in numbers[start : start + BATCH]]
            with TemporaryDirectory() as folder:
                landed = [_landed(Path(folder), mutant, filed) for mutant in mutants]
                for mutant, report in zip(mutants, check_files(pool, landed), strict=True):
                    yield mutant, report, complaint(report)


def _landed(folder: Path, mutant: Mutant, filed: float) -> LandedFile:
    path = folder / mutant.name
    path.write_bytes(mutant.data)
    os.utime(path, (filed, filed))
    return land(path, folder / "originals")


def main() -> int:
    """Fuzz as the command line says; print the figures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.fuzz")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    sys.stdout.write(f"seed {options.seed}\n")
    ends: Counter[str] = Counter()
    failures = 0
    started = time.monotonic()
    for mutant, report, wrong in fuzz(options.seed, range(options.first, options.first + options.runs)):
        ends[_end(report)] += 1
        if wrong is not None:
            failures += 1
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / mutant.name).write_bytes(mutant.data)
            sys.stdout.write(f"{KEPT / mutant.name}: {wrong.strip()}\n")
    seconds = time.monotonic() - started
    told = ", ".join(f"{end} {count}" for end, count in ends.most_common())
    sys.stdout.write(f"{options.runs} files in {seconds:.0f} s: {told}; {failures} ended wrongly\n")
    return 1 if failures else 0


def _end(report: FileReport) -> str:
    """Return how a file ended, in a word or two."""
    if report.status is not FileStatus.REJECTED:
        quarantined = any(table.quarantined for table in report.tables)
        return "quarantined in part" if quarantined else report.status.value
    codes = {REASONS[FILE_HOSTILE]: "hostile or crashed", REASONS[FILE_TIMEOUT]: "timed out"}
    return codes.get(report.reason or "", "rejected")


if __name__ == "__main__":
    raise SystemExit(main())
