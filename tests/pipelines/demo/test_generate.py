"""The demo inbox: the same for a seed, growing with the day, openable, and marked as synthetic."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from pipelines.demo import SEED, UNTIL, Truth, generate, truth
from pipelines.demo.filings.base import Fate
from pipelines.demo.forms import MARK

CSV_ENCODINGS = ("utf-8-sig", "gb18030")
UNMARKABLE = {"演示_统计局_2025年第一季度普法活动台账.xlsx", "演示_残联_助残日活动.xlsx"}

Digests = dict[str, str]


def digests_of(folder: Path) -> Digests:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def text_of(path: Path) -> str:
    """Everything a reader sees in a file, sheet after sheet."""
    if path.suffix == ".csv":
        content = path.read_bytes()
        for encoding in CSV_ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise AssertionError(f"{path.name} is in no known encoding")
    book = CalamineWorkbook.from_path(path)
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(",".join(str(cell) for cell in row) for row in rows)


@pytest.fixture(scope="module")
def inbox(demo_inbox: Path) -> Path:
    return demo_inbox


@pytest.fixture(scope="module")
def texts(inbox: Path) -> dict[str, str]:
    return {path.name: text_of(path) for path in sorted(inbox.iterdir()) if path.name not in UNMARKABLE}


def test_the_same_seed_and_day_give_the_same_bytes(inbox: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again")
    assert digests_of(tmp_path / "again") == digests_of(inbox)


def test_another_seed_gives_another_inbox(inbox: Path, tmp_path: Path) -> None:
    generate(tmp_path / "other", seed=SEED + 1)
    ours, others = digests_of(inbox), digests_of(tmp_path / "other")
    changed = [name for name in ours.keys() & others.keys() if ours[name] != others[name]]
    assert len(changed) > len(ours) // 2


@pytest.mark.parametrize("until", [date(2021, 12, 31), date(2024, 6, 30), date(2026, 11, 15)])
def test_what_an_earlier_day_holds_is_unchanged_in_a_later_one(
    inbox: Path, tmp_path: Path, until: date
) -> None:
    generate(tmp_path / "earlier", until=until)
    earlier, later = digests_of(tmp_path / "earlier"), digests_of(inbox)
    assert 0 < len(earlier) < len(later)
    assert earlier.items() <= later.items()


def test_a_file_is_saved_on_the_day_it_was_filed_and_never_after_the_last_day(inbox: Path) -> None:
    saved = [datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in inbox.iterdir()]
    assert max(saved) <= UNTIL
    assert min(saved) < date(2021, 2, 1)


def test_files_come_in_the_order_of_their_filing(tmp_path: Path) -> None:
    times = [path.stat().st_mtime for path in generate(tmp_path / "inbox", until=date(2022, 12, 31))]
    assert times == sorted(times)


def test_there_are_about_220_files_of_every_kind(inbox: Path) -> None:
    kinds = Counter(path.suffix for path in inbox.iterdir())
    assert 200 <= sum(kinds.values()) <= 240
    assert kinds[".xlsx"] > 100
    assert kinds[".xls"] >= 3
    assert kinds[".csv"] >= 5


def test_every_name_and_every_sheet_of_content_says_that_it_is_synthetic(
    inbox: Path, texts: dict[str, str]
) -> None:
    assert [path.name for path in inbox.iterdir() if not path.name.startswith("演示_")] == []
    assert [name for name, text in texts.items() if MARK not in text] == []


def test_every_loadable_workbook_opens_in_openpyxl_with_the_mark_in_its_properties(inbox: Path) -> None:
    unmarked = []
    for path in sorted(inbox.glob("*.xlsx")):
        if path.name not in UNMARKABLE:
            book = openpyxl.load_workbook(path, read_only=True)
            if book.properties.description != MARK:
                unmarked.append(path.name)
            book.close()
    assert unmarked == []


def test_the_rejected_files_are_empty_a_picture_and_a_table_of_another_subject(
    inbox: Path, demo: Truth
) -> None:
    rejected = sorted(name for name, fate in demo.files.items() if fate is Fate.REJECTED)
    assert len(rejected) == 3
    contents = {name: (inbox / name).read_bytes() for name in rejected}
    assert [name for name, content in contents.items() if content == b""] == [
        "演示_统计局_2025年第一季度普法活动台账.xlsx"
    ]
    assert [name for name, content in contents.items() if content.startswith(b"\x89PNG")] == [
        "演示_残联_助残日活动.xlsx"
    ]


def test_a_file_sent_twice_has_the_same_bytes_under_another_name(inbox: Path, demo: Truth) -> None:
    digests = digests_of(inbox)
    twice = {name for name, fate in demo.files.items() if fate is Fate.DUPLICATE}
    assert len(twice) == 2
    for name in twice:
        assert list(digests.values()).count(digests[name]) == 2


@pytest.mark.parametrize(
    "pattern",
    [
        "附件1",
        "零报告",
        "小计",
        "合计",
        "填表人：演示甲",
        "一、",
        "备注：合成演示数据",
        "度\n",
        "法律进",
        r"\d余",
        r"约\d",
        r"近\d",
        r"\d万",
        "（元）",
        "（万元）",
        "郑州市上街区",
        "区教体局",
        "办事处",
        "峡窝镇政府",
        "【",
        r"\(20\d\d\)",
        "√",
        "行政处罚实施数量（宗）",
        "０",
    ],
)
def test_the_inbox_is_untidy_in_the_ways_of_real_ones(texts: dict[str, str], pattern: str) -> None:
    assert any(re.search(pattern, text) for text in texts.values())


def test_some_sheets_are_hidden_empty_or_one_per_month(inbox: Path) -> None:
    names: Counter[str] = Counter()
    hidden = 0
    for path in inbox.glob("*.xls*"):
        if path.name not in UNMARKABLE:
            book = CalamineWorkbook.from_path(path)
            names.update(book.sheet_names)
            hidden += sum(sheet.visible == SheetVisibleEnum.Hidden for sheet in book.sheets_metadata)
    assert names["Sheet2"] >= 3
    assert {f"{month}月" for month in range(1, 13)} <= names.keys()
    assert hidden >= 3


def test_a_workbook_has_vertical_merges_and_two_level_headers(inbox: Path) -> None:
    book = openpyxl.load_workbook(inbox / "演示_区司法局_2023年度街道普法活动台账.xlsx")
    merges = [area for sheet in book for area in sheet.merged_cells.ranges]
    book.close()
    assert any(area.size["rows"] > 3 for area in merges)
    assert any(area.size["columns"] > 3 for area in merges)


def test_scale_multiplies_the_rows_and_leaves_the_files_alike(inbox: Path, tmp_path: Path) -> None:
    until = date(2023, 6, 30)
    one, three = truth(until=until), truth(until=until, scale=3)
    paths = generate(tmp_path / "scaled", until=until, scale=3)
    assert {path.name for path in paths} == set(one.files)
    assert len(three.rows["activities"]) == 3 * len(one.rows["activities"])
    assert len(three.rows["reconsiderations"]) == 3 * len(one.rows["reconsiderations"])
    assert three.rows["creation_events"].keys() == one.rows["creation_events"].keys()


def test_the_newest_weeks_have_files_and_events(demo: Truth) -> None:
    sent = demo.files
    assert {
        "演示_区司法局_2026年第46周普法活动周报.xlsx",
        "演示_区司法局_2026年第47周普法活动周报.xlsx",
    } <= set(sent)
    without = truth(until=UNTIL - timedelta(weeks=1)).files
    assert "演示_区司法局_2026年第47周普法活动周报.xlsx" not in without
