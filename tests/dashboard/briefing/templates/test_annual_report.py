"""The annual report, filled for 2022 from the demo: every figure of the bureau's report, with its source."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import docx
import pytest

from dashboard.briefing.annual_report import SOURCE, TEMPLATE
from dashboard.briefing.templates import fill
from dashboard.data.lineage_address import read_address
from dashboard.formatting import figure as written
from tools.annual_report_template import COMMAND, template
from tools.report_figures import FIGURES, Figure
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.snapshots import open_snapshot

# 20余份, 200多次, 1万余人次, 4届, 100% of a phrase; not the 12 of “12·4”.
COUNTED = re.compile(r"(?<![\d“])\d+万?[余多]?(?:部|份|次|件|家|个|名|届|场次|人次|人|场|%)")


@dataclass(frozen=True)
class Report:
    """The finished report. text: of its body. rows: of its appendix, by metric and address of the trace."""

    text: str
    rows: Mapping[int, list[str]]
    snapshot: str


@pytest.fixture(scope="module")
def report(demo_home: Home) -> Report:
    with open_snapshot(demo_home) as snapshot:
        filled = fill(TEMPLATE, demo_home, snapshot)
    document = docx.Document(io.BytesIO(filled.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return Report(text, {int(row[0]): row for row in rows[1:]}, filled.record["snapshot"])


@pytest.fixture(scope="module")
def answers(demo_home: Home) -> list[dict[str, Any]]:
    with open_snapshot(demo_home) as snapshot:
        return [query(snapshot, [one.metric], one.selection).to_dicts()[0] for one in FIGURES]


def noted_as(report: Report, figure: Figure) -> int:
    """The number of the figure's line in the appendix, found by the trace link that the line gives."""
    wanted = (figure.metric, figure.selection)
    for number, row in report.rows.items():
        address, notices = read_address(parse_qs(urlsplit(row[6]).query))
        assert notices == ()
        assert address.snapshot == report.snapshot
        if (address.metric_id, address.selection) == wanted:
            return number
    pytest.fail(f"no line of the appendix is {figure.metric} for {figure.phrase}")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: f"{one.row} {one.phrase}")
def test_the_report_says_each_figure_and_where_it_comes_from(
    figure: Figure, report: Report, answers: list[dict[str, Any]]
) -> None:
    number = noted_as(report, figure)
    answer = answers[FIGURES.index(figure)]
    unit = METRICS[figure.metric].unit
    _, metric, _, value, rows, snapshot, _ = report.rows[number]
    assert metric == f"{figure.metric} {METRICS[figure.metric].name}"
    assert value == str(written(answer["value"], unit, answer["qualifier"]))
    assert rows == f"{answer['n']:,}"
    assert snapshot == report.snapshot
    before, mark, _ = report.text.partition(f"〔{number}〕")
    assert mark
    said = re.split(r"〔\d+〕", before)[-1]
    if counted := COUNTED.findall(figure.phrase):
        assert said.endswith(counted[-1])
    else:
        assert re.search(r"\d[\d.]*( ?万)?\s?[^\d\s]+$", said)


def test_a_rounded_number_is_the_greatest_round_one_below_the_exact(report: Report) -> None:
    for said in ("20余份", "200多次", "200余份", "20余件", "50多家", "30余场次", "1万余人次"):
        assert said in report.text


def test_nothing_of_a_template_is_left_in_the_report(report: Report) -> None:
    assert not re.search("[{}\ue000-\uf8ff]", report.text)
    assert list(report.rows) == list(range(1, len(report.rows) + 1))
    assert "—" not in report.text


def test_the_template_is_made_of_its_text() -> None:
    kept, made = parts(TEMPLATE.read_bytes()), parts(template(SOURCE.read_text(encoding="utf-8")))
    assert kept == made, f"template.docx is stale; run: {COMMAND}"


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of a document: how well they are compressed is the machine's affair."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}
