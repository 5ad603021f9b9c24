"""Trainings ledgers, honours logs, yearly statistics and yearly targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipelines.demo import writers
from pipelines.demo.filings.base import Context, Filing, Part, between, book
from pipelines.demo.forms import MARK, Placed, Sheet, Table
from pipelines.demo.mess import Written
from pipelines.demo.styles import Style
from pipelines.demo.world.creation import creation_events_of, listed_honours
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from pipelines.demo.world.statistics import (
    LAST_OLD_YEAR,
    NEW_FORM,
    OLD_FORM,
    statistics_of,
    targets_of,
)
from pipelines.demo.world.trainings import GOVERNMENT_STUDY, trainings_of
from warehouse.contracts.creation import CREATION_EVENTS
from warehouse.contracts.enforcement import ENFORCEMENT_STATS
from warehouse.contracts.targets import TARGETS
from warehouse.contracts.trainings import TRAININGS

LAST_YEARLY = 2025
_STUDY_COLUMNS = (
    "title",
    "start_on",
    "category",
    "lecturer",
    "host_unit",
    "legal_reviewed",
    "expected",
    "attended",
    "hours",
    "remark",
)
_TRAINING_COLUMNS = (
    "title",
    "category",
    "start_on",
    "unit",
    "lecturer",
    "expected",
    "attended",
    "hours",
    "examined",
    "passed",
    "remark",
)
_EVENT_COLUMNS = (
    "subject",
    "subject_type",
    "category",
    "level",
    "event",
    "happened_on",
    "document_no",
    "batch",
    "review_result",
    "remark",
)
_ONE_WORKBOOK_YEARS = (2021, 2022, 2023, 2025)
_OWN_FORM_UNITS = ("公安局", "市场监管局", "城管局", "农业农村局")
_STATISTICS_KINDS = {2022: writers.XLS, 2023: writers.CSV_GB18030}


# ---- trainings ----


def training_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the government's study ledger and the district's training ledger; half-yearly from 2026 on."""
    for year in range(FIRST_YEAR, last_year + 1):
        facts = trainings_of(context.seed, year)
        if year <= LAST_YEARLY:
            spans = [(date(year, 1, 1), date(year, 12, 31), f"{year}年度")]
        else:
            spans = [
                (date(year, 1, 1), date(year, 6, 30), f"{year}年上半年"),
                (date(year, 7, 1), date(year, 10, 31), f"{year}年7—10月"),
                (date(year, 11, 1), date(year, 12, 31), f"{year}年11—12月"),
            ]
        for first, last, period in spans:
            yield from _trainings(context, period, last, between(facts, "start_on", first, last))


def _trainings(context: Context, period: str, last: date, facts: tuple[Fact, ...]) -> Iterator[Filing]:
    filed_on = date.fromordinal(last.toordinal() + 9)
    study = tuple(fact for fact in facts if fact.values["category"] == GOVERNMENT_STUDY)
    others = tuple(fact for fact in facts if fact.values["category"] != GOVERNMENT_STUDY)
    if last.year in {2022, 2025} and others:
        model = others[0]
        values = {**model.values, "title": f"{model.values['title']}（补课）", "expected": 40, "attended": 46}
        others += (Fact("trainings", values, Fault("attended_exceeds_expected", "attended", "46")),)
    study_part = Part(
        Table(
            TRAININGS,
            "常务会学法",
            f"区政府{period}常务会议学法情况表",
            _STUDY_COLUMNS,
            ((None, study),),
            sender="区政府办",
            filed_on=filed_on,
        ),
        _ticks,
    )
    other_part = Part(
        Table(
            TRAININGS,
            "培训",
            f"上街区{period}法治培训情况统计表",
            _TRAINING_COLUMNS,
            ((None, others),),
            sender="区司法局",
            filed_on=filed_on,
        )
    )
    if last.year in _ONE_WORKBOOK_YEARS:
        yield book(
            context, f"区政府办_{period}学法和培训台账", "人民政府", filed_on, [study_part, other_part]
        )
        return
    yield book(context, f"区政府办_{period}常务会议学法台账", "人民政府", filed_on, [study_part])
    yield book(context, f"区司法局_{period}法治培训台账", "司法局", filed_on, [other_part])


def _ticks(style: Style) -> Style:
    return replace(style, yes_no_style="√")


# ---- honours ----


def creation_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the published list of earlier honours and the log of each year; the last two are half-yearly."""
    yield _honour_list()
    for year in range(FIRST_YEAR, last_year + 1):
        facts = creation_events_of(context.seed, year, context.directory)
        if year == 2022:
            facts.append(_unfounded(facts[0]))
        if year <= LAST_YEARLY:
            spans = [(date(2000, 1, 1), date(year, 12, 31), f"{year}年度", date(year + 1, 1, 12))]
        else:
            spans = [
                (date(year, 1, 1), date(year, 6, 30), f"{year}年上半年", date(year, 7, 9)),
                (date(year, 7, 1), date(year, 10, 31), f"{year}年7—10月", date(year, 11, 9)),
                (date(year, 11, 1), date(year, 12, 31), f"{year}年11—12月", date(year + 1, 1, 12)),
            ]
        for first, last, period, filed_on in spans:
            rows = between(facts, "happened_on", first, last)
            table = Table(
                CREATION_EVENTS,
                "Sheet1",
                f"上街区{period}法治创建工作台账",
                _EVENT_COLUMNS,
                ((None, rows),),
                sender="区司法局",
                filed_on=filed_on,
            )
            yield book(context, f"区司法局_{period}法治创建台账", "司法局", filed_on, [Part(table)])


def _unfounded(model: Fact) -> Fact:
    """Return a withdrawal of an honour that was never awarded."""
    values = {
        **model.values,
        "subject": "沙固村",
        "subject_type": "村社区",
        "category": "民主法治示范村（社区）",
        "level": "省",
        "event": "撤销",
        "document_no": None,
        "batch": None,
        "happened_on": date(2022, 10, 18),
    }
    return Fact("creation_events", values, Fault("creation_events_out_of_order", "event", "撤销"))


def _honour_list() -> Filing:
    """Return the list as published: the years of award and re-examination stand inside the names."""
    filed_on = date(2021, 1, 15)
    rows: list[list[Written]] = [
        ["民主法治示范村（社区）命名名单（截至2020年底）"],
        [f"（{MARK}）"],
        ["序号", "级别", "村（社区）"],
    ]
    placed: list[Placed] = []
    for index, (title, name, facts) in enumerate(listed_honours(), 1):
        rows.append([index, title, name])
        placed += [Placed(fact, "名单", len(rows)) for fact in facts]
    sheet = Sheet("名单", rows, [(0, 0, 0, 2)])
    return Filing(
        name="演示_民主法治示范村（社区）历年命名名单.xlsx",
        filed_on=filed_on,
        render=lambda: writers.write_book(writers.XLSX, [sheet], filed_on),
        placed=tuple(placed),
    )


# ---- yearly statistics and targets ----


def statistics_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the yearly form: one table for all units, and for 2025 also files of single units."""
    for year in range(FIRST_YEAR, last_year + 1):
        columns = ("unit", *(OLD_FORM if year <= LAST_OLD_YEAR else NEW_FORM), "total", "fined_yuan")
        filed_on = date(year + 1, 1, 25)
        facts = tuple(statistics_of(context.seed, year))
        if year == LAST_YEARLY:
            own = [fact for fact in facts if fact.values["unit"] in _OWN_FORM_UNITS]
            for index, fact in enumerate(own):
                unit = str(fact.values["unit"])
                row = _wrong_total(fact) if unit == _OWN_FORM_UNITS[-1] else fact
                yield _statistics(context, unit, date(year + 1, 1, 12 + index), columns, (row,))
            facts = tuple(fact for fact in facts if fact not in own)
        yield _statistics(context, "司法局", filed_on, columns, facts)


def _statistics(
    context: Context, sender: str, filed_on: date, columns: tuple[str, ...], facts: tuple[Fact, ...]
) -> Filing:
    year = filed_on.year - 1
    place = "上街区" if sender == "司法局" else f"上街区{sender}"
    table = Table(
        ENFORCEMENT_STATS,
        "年报",
        f"{place}{year}年度行政处罚实施情况统计表",
        columns,
        ((None, facts),),
        sender=f"区{sender}",
        filed_on=filed_on,
    )
    kind = _STATISTICS_KINDS.get(year, writers.XLSX)
    stem = f"区{sender}_{year}年度行政处罚实施情况统计表"
    return book(context, stem, sender, filed_on, [Part(table, _two_levels)], kind=kind)


def _two_levels(style: Style) -> Style:
    return replace(style, is_two_level=True, has_template_rows=False, repeats_header=False)


def _wrong_total(fact: Fact) -> Fact:
    total = fact.values["total"]
    text = str((total if isinstance(total, int) else 0) + 3)
    return replace(fact, fault=Fault("penalties_do_not_add_up", "total", text))


def target_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the targets: one workbook for 2021 to 2023, then one every January."""
    columns = ("metric_id", "metric_name", "scope", "target", "floor", "warning", "source", "remark")
    first = tuple(fact for year in (2021, 2022, 2023) for fact in targets_of(year))
    filed_on = date(2021, 1, 20)
    table = Table(
        TARGETS,
        "目标",
        "上街区法治建设目标任务分解表（2021—2023）",
        ("year", *columns),
        ((None, first),),
        sender="区司法局",
        filed_on=filed_on,
    )
    yield book(
        context, "区司法局_2021至2023法治建设目标任务分解表", "司法局", filed_on, [Part(table, _no_total)]
    )
    for year in range(2024, last_year + 1):
        filed_on = date(year, 1, 20)
        table = Table(
            TARGETS,
            "目标",
            f"上街区{year}年度法治建设目标任务分解表",
            columns,
            ((None, tuple(targets_of(year))),),
            sender="区司法局",
            filed_on=filed_on,
        )
        yield book(
            context,
            f"区司法局_{year}年度法治建设目标任务分解表",
            "司法局",
            filed_on,
            [Part(table, _no_total)],
        )


def _no_total(style: Style) -> Style:
    return replace(style, has_total=False, has_template_rows=False, repeats_header=False)
