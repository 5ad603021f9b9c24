"""The quality report as a reader finds it: what it concludes, what it lists, and that cells stay text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from expectations.report.model import (
    CorrectionFate,
    FailingCell,
    FileFate,
    Freshness,
    QualityReport,
    ReportedCheck,
    RunFacts,
    TableAccount,
    ToMend,
)
from expectations.report.page import LARGEST_BYTES, quality_report_html
from tests.expectations.report.conftest import CRITICAL, PASSED, WARNED

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><iframe src=https://example.org>",
    "</style><style>body{display:none}",
    "<!--",
    "]]><b>",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "\x00\x1b[31m\u202egnp.exe",
    "{{7*7}}${7*7}",
)


class Document(HTMLParser):
    """What a browser makes of a document: tags with their attributes, words, rows of tables."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.rows: list[tuple[str, ...]] = []
        self._cells: list[str] = []
        self._cell: str | None = None
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self._cell = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cells.append((self._cell or "").strip())
            self._cell = None
        elif tag == "tr":
            self.rows.append(tuple(self._cells))
            self._cells = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._cell is not None:
            self._cell += data

    @property
    def text(self) -> str:
        """All words, blanks between parts left out."""
        return "".join(self.words)


def read(report: QualityReport) -> Document:
    return Document(quality_report_html(report))


def test_a_published_run_is_told_with_its_snapshot_and_its_warnings(published: QualityReport) -> None:
    text = read(published).text
    assert "准予发布" in text
    assert published.snapshot is not None
    assert published.snapshot in text
    assert "另有 1 项提示" in text
    assert "不予发布" not in text


def test_a_run_without_warnings_says_that_there_is_nothing_to_note(published: QualityReport) -> None:
    assert "没有需要提示的事项" in read(replace(published, checks=(PASSED,))).text


def test_a_blocked_run_says_why_and_what_goes_on_being_shown(blocked: QualityReport) -> None:
    text = read(blocked).text
    assert "不予发布" in text
    assert "「台账：非空行数 = 装入 + 隔离 + 跳过」不符 1 处" in text
    assert "000001-20261116T080000-aaaaaa（数据截至 2026年11月15日）" in text
    assert "准予发布" not in text


def test_the_first_run_of_all_being_blocked_leaves_nothing_to_show(blocked: QualityReport) -> None:
    assert "此前没有已发布的快照" in read(replace(blocked, standing=None)).text


def test_an_engine_that_could_not_run_blocks_with_its_reason(blocked: QualityReport) -> None:
    engine = ReportedCheck(
        "核验",
        "engine_ran",
        "核验：核验引擎正常运行",
        "critical",
        "数据管理岗",
        False,
        0,
        0,
        error="内存不足",
    )
    text = read(replace(blocked, checks=(engine,))).text
    assert "核验没有能够进行，未经核验的数据不发布" in text
    assert "这一项没有能够核验：内存不足" in text


def test_a_verdict_without_a_single_check_blocks(blocked: QualityReport) -> None:
    text = read(replace(blocked, checks=())).text
    assert "不予发布" in text
    assert "没有任何核验结果" in text


def test_a_correction_that_cannot_be_applied_blocks_without_a_verdict(
    blocked: QualityReport, facts: RunFacts
) -> None:
    refused = "更正 更正.yaml 第 1 条：没有匹配到任何行"
    text = read(
        replace(
            blocked,
            checks=None,
            refused=(refused,),
            facts=replace(
                facts, corrections=(CorrectionFate("更正.yaml 第 1 条", "笔误", 0, "没有匹配到任何行"),)
            ),
        )
    ).text
    assert "不予发布" in text
    assert refused in text
    assert "共 1 条，须处理 1 条" in text


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (("duplicate", "duplicate"), "收到的文件都已装载过，数据没有变化"),
        (("rejected", "duplicate"), "收到的文件都没有能够装入"),
        ((), "本次没有收到文件"),
    ],
)
def test_a_run_that_built_nothing_says_which_nothing_it_was(
    blocked: QualityReport, statuses: tuple[str, ...], words: str
) -> None:
    files = tuple(FileFate(f"{place}.xlsx", status) for place, status in enumerate(statuses))
    text = read(replace(blocked, checks=None, facts=RunFacts(files=files))).text
    assert "没有新的数据可发布" in text
    assert words in text
    assert "没有生成新的数据，因此没有核验" in text


def test_it_says_who_does_what_next(blocked: QualityReport) -> None:
    rows = read(blocked).rows
    assert ("数据管理岗", "处理关键核验 1 项（见「关键核验未通过」），处理后重新装载。") in rows
    assert ("业务科室", "核实提示 1 项（见「提示及其涉及的指标」）。") in rows
    tasks = [row[1] for row in rows if row[0] == "报送单位" and len(row) == 2]
    assert tasks[0].startswith("1 家单位须更正 1 处")
    assert tasks[1] == "重新报送没有装入的文件 1 份（见「没有装入的文件」）。"


def test_a_warning_names_the_metrics_it_touches_and_its_cells(published: QualityReport) -> None:
    document = read(published)
    assert "涉及指标：P02 线下受众" in document.text
    assert ("教育局", "台账.xlsx", "Sheet1!C7", "约200", "由 3% 变为 31%") in document.rows
    assert "列出前 1 处，共 3 处" in document.text


def test_each_unit_is_told_what_to_write_in_which_cell(published: QualityReport) -> None:
    document = read(published)
    assert ("清单.xlsx", "Sheet1!D5", "须更正", "日期不对：「2月30日」", "请写 2026-03-01") in document.rows
    # 公安局 has an error, 教育局 only something to look at.
    assert document.text.index("公安局须更正 1 处") < document.text.index("教育局须更正 0 处，请核对 1 处")


def test_every_row_is_accounted_for_by_dataset_and_by_unit(published: QualityReport) -> None:
    rows = read(published).rows
    assert ("普法活动", "1", "12", "9", "1", "2", "合计行 2", "● 相符") in rows
    assert ("公安局", "1", "8", "6", "1", "1", "备注、签字 1", "● 相符") in rows
    total = ("合计", "2", "20", "15", "2", "3", "合计行 2、备注、签字 1", "● 相符")
    assert rows.count(total) == 2


def test_two_tables_out_of_balance_do_not_make_up_for_each_other(
    published: QualityReport, facts: RunFacts
) -> None:
    tables = (
        TableAccount("甲.xlsx", "", "activities", "教育局", 10, 9, 0),
        TableAccount("乙.xlsx", "", "activities", "教育局", 10, 11, 0),
    )
    rows = read(replace(published, facts=replace(facts, tables=tables))).rows
    assert ("普法活动", "2", "20", "20", "0", "0", "—", "■ 不符") in rows
    assert ("合计", "2", "20", "20", "0", "0", "—", "■ 不符") in rows


def test_freshness_is_counted_to_the_data_cut_off(published: QualityReport) -> None:
    assert ("公安局", "2026-11-12", "10 天", "2026-10-31", "1", "3") in read(published).rows


def test_rows_stand_beside_the_previous_snapshot_and_the_same_weeks_of_earlier_years(
    published: QualityReport,
) -> None:
    rows = read(published).rows
    assert ("数据类别", "上一快照", "本次", "增减", "2026 年前 47 周", "2025 年前 47 周") in rows
    assert ("普法活动", "100", "107", "▲增 7", "40", "35") in rows
    assert ("普法责任清单", "60", "60", "持平", "60", "0") in rows


def test_all_checks_are_listed_folded(published: QualityReport) -> None:
    document = read(published)
    assert "共 2 项，通过 1 项" in document.text
    assert ("● 通过", "普法活动：主键不重复", "20", "0", "数据管理岗") in document.rows
    assert all("open" not in attributes for tag, attributes in document.tags if tag == "details")


def test_synthetic_data_carry_their_badge(published: QualityReport, facts: RunFacts) -> None:
    assert "合成演示数据" not in read(published).text
    assert "合成演示数据" in read(replace(published, facts=replace(facts, is_demo=True))).text


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_file_becomes_markup(blocked: QualityReport, facts: RunFacts, attack: str) -> None:
    failing = FailingCell(attack, attack, attack, attack, attack, attack, attack)
    hostile = replace(
        blocked,
        checks=(
            replace(WARNED, failures=(failing,), sentence=attack, owner=attack),
            replace(CRITICAL, examples=(attack,), suite=attack, error=attack),
        ),
        refused=(attack,),
        facts=replace(
            facts,
            files=(FileFate(attack, "rejected", attack, attack), FileFate(attack, attack)),
            tables=(TableAccount(attack, attack, attack, attack, 1, 0, 0, {attack: 1}),),
            to_mend=(ToMend(attack, attack, attack, attack, attack, attack, 1, attack, attack),),
            freshness=(Freshness(attack, 1, 1, None, None),),
            corrections=(CorrectionFate(attack, attack, 1, attack),),
        ),
    )
    # The same report with a plain word in place of the attack has the same tags, one by one.
    plain = quality_report_html(hostile)
    tame = read(_tamed(hostile, attack))
    seen = Document(plain)
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in tame.tags]
    assert [set(attributes) for _, attributes in seen.tags] == [set(one) for _, one in tame.tags]
    assert "\u202e" not in plain
    assert "\x00" not in plain


def _tamed(report: QualityReport, attack: str) -> QualityReport:
    """Return the report with the attack replaced by a harmless word everywhere."""
    return _replaced(report, attack)  # type: ignore[no-any-return]


def _replaced(value: object, attack: str) -> object:
    if value == attack:
        return "词"
    if isinstance(value, tuple):
        return tuple(_replaced(one, attack) for one in value)
    if isinstance(value, dict):
        return {_replaced(key, attack): one for key, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return replace(
            value,  # type: ignore[type-var]
            **{name: _replaced(getattr(value, name), attack) for name in value.__dataclass_fields__},
        )
    return value


def test_the_document_asks_nothing_of_any_host_and_runs_nothing(blocked: QualityReport) -> None:
    document = quality_report_html(blocked)
    tags = Document(document).tags
    assert {tag for tag, _ in tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base", "svg", "video"}
    )
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert re.findall(r"https?://|url\(|@import", document) == []
    assert "default-src 'none'" in document


def test_a_run_however_large_stays_within_a_megabyte_and_tells_true_counts(published: QualityReport) -> None:
    long = "最长的内容<&>" * 400
    many = 1_200
    failing = tuple(FailingCell(long, long, long, long, long, long, long) for _ in range(200))
    checks = tuple(
        replace(WARNED, check=f"c{place}", sentence=long, failures=failing, unexpected=1_000_000)
        for place in range(many)
    )
    facts = RunFacts(
        files=tuple(FileFate(long, "rejected", long) for _ in range(many)),
        tables=tuple(
            TableAccount(long, long, f"数据{place}{long}", f"单位{place}{long}", 2, 1, 1)
            for place in range(many)
        ),
        to_mend=tuple(
            ToMend(f"单位{place % 500}", long, long, long, "c", "error", 1, long, long)
            for place in range(5 * many)
        ),
        freshness=tuple(Freshness(f"单位{place}{long}", 1, 1, None, None) for place in range(many)),
        corrections=tuple(CorrectionFate(long, long, 1, long) for _ in range(many)),
    )
    document = quality_report_html(replace(published, checks=checks, facts=facts))
    assert len(document.encode()) <= LARGEST_BYTES
    text = Document(document).text
    assert "须更正 6,000 处" in text
    assert re.search(r"列出问题最多的 \d+ 家，共 500 家", text)
    assert re.search(r"列出前 \d+ 条，共 1,200 条", text)
    assert re.search(r"列出前 \d+ 处，共 1,000,000 处", text)
