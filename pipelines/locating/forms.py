"""Every form a table may follow: the datasets' own columns and their layouts, indexed by header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.clean.text import HeaderText, normalise_header
from warehouse.contracts.model import Column, Dataset, Layout, Vintage

# Headers of so many kinds of table that they speak for none.
GENERIC_HEADERS = frozenset(
    {
        "合计", "总计", "备注", "说明", "单位", "单位名称", "名称", "年度", "年份", "日期", "时间", "类别",
        "类型", "级别", "等级", "数量", "编号", "地点", "状态", "目标", "来源", "地区", "问题",
        "形式", "其他",
    }
)  # fmt: skip
ROW_NUMBER_HEADERS = frozenset({"序号", "行次", "行号", "no"})


@dataclass(frozen=True)
class Candidate:
    """A contract column that a header may mean. rank: 0 its label, 1 an alias; position: contract order."""

    rank: int
    position: int


@dataclass(frozen=True)
class Form:
    """One way of laying out a dataset. layout: None for the dataset's own columns, in one of its vintages."""

    dataset: Dataset
    layout: Layout | None
    vintage: Vintage | None
    columns: tuple[Column, ...]
    by_full: Mapping[str, tuple[Candidate, ...]]
    by_key: Mapping[str, tuple[Candidate, ...]]
    captions: frozenset[str]

    def candidates(self, header: HeaderText) -> tuple[Candidate, ...]:
        """Return the columns a header may mean, best first: with its unit (发放资料（册）), else without."""
        return self.by_full.get(header.full) or self.by_key.get(header.key) or ()


@dataclass(frozen=True)
class FormIndex:
    """The forms of all datasets. known: every normalised header; specific: those of one dataset only."""

    forms: tuple[Form, ...]
    known: frozenset[str]
    first_characters: frozenset[str]
    specific: Mapping[str, frozenset[str]]


def index_forms(datasets: Iterable[Dataset]) -> FormIndex:
    """Index the headers of all datasets and their layouts."""
    forms: list[Form] = []
    owners: defaultdict[str, set[str]] = defaultdict(set)
    first_characters: set[str] = set()
    for dataset in datasets:
        forms.append(_form(dataset, dataset.columns))
        forms.extend(_form(dataset, layout.columns, layout=layout) for layout in dataset.layouts)
        forms.extend(_vintage_form(dataset, vintage) for vintage in dataset.vintages)
    for form in forms:
        for text in (*form.by_full, *form.by_key):
            owners[text].add(form.dataset.name)
        for column in form.columns:
            first_characters.update(header.strip()[0] for header in column.headers)
    specific: defaultdict[str, set[str]] = defaultdict(set)
    for text, names in owners.items():
        if len(names) == 1 and text not in GENERIC_HEADERS:
            specific[next(iter(names))].add(text)
    return FormIndex(
        forms=tuple(forms),
        known=frozenset(owners),
        first_characters=frozenset(first_characters),
        specific={name: frozenset(texts) for name, texts in specific.items()},
    )


def _vintage_form(dataset: Dataset, vintage: Vintage) -> Form:
    present = (column for column in vintage.of(dataset.columns) if column.name not in vintage.absent)
    return _form(dataset, tuple(present), vintage=vintage)


def _form(
    dataset: Dataset,
    columns: tuple[Column, ...],
    *,
    layout: Layout | None = None,
    vintage: Vintage | None = None,
) -> Form:
    full: defaultdict[str, set[Candidate]] = defaultdict(set)
    bare: defaultdict[str, set[Candidate]] = defaultdict(set)
    with_unit: defaultdict[str, set[Candidate]] = defaultdict(set)
    for position, column in enumerate(columns):
        for rank, text in enumerate(column.headers):
            header = normalise_header(text)
            candidate = Candidate(min(rank, 1), position)
            full[header.full].add(candidate)
            (bare if header.unit is None else with_unit)[header.key].add(candidate)
    for key, candidates in with_unit.items():
        # 发放资料（册） must not make a plain 发放资料 ambiguous.
        if key not in bare:
            bare[key] = candidates
    captions = (normalise_header(caption) for caption in dataset.header_groups)
    return Form(
        dataset=dataset,
        layout=layout,
        vintage=vintage,
        columns=columns,
        by_full=_sorted(full),
        by_key=_sorted(bare),
        captions=frozenset(text for caption in captions for text in (caption.full, caption.key)),
    )


def _sorted(index: Mapping[str, set[Candidate]]) -> dict[str, tuple[Candidate, ...]]:
    return {
        text: tuple(sorted(candidates, key=lambda found: (found.rank, found.position)))
        for text, candidates in index.items()
    }
