"""Every form a table may follow: the datasets' own columns and their layouts, indexed by header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pipelines.clean.text import HeaderText, normalise_header
from pipelines.locating.wording import in_plain_words
from warehouse.contracts.envelope import ENVELOPE_LABELS
from warehouse.contracts.model import Column, Dataset, Layout, Vintage

# Headers of so many kinds of table that they speak for none.
GENERIC_HEADERS = frozenset(
    {
        "合计", "总计", "备注", "说明", "单位", "单位名称", "名称", "年度", "年份", "日期", "时间", "类别",
        "类型", "级别", "等级", "数量", "编号", "地点", "状态", "目标", "来源", "地区", "问题",
        "形式", "其他",
    }
)  # fmt: skip
_BRACKET = re.compile("[（(]")
_NO_LETTER = re.compile(r"[\W_]+")
# 法治审查 and 法制审查 are one; so is every header with either.
_SPELT_TWICE = re.compile("法[制治]")
ROW_NUMBER_HEADERS = frozenset({"序号", "行次", "行号", "no"})


@dataclass(frozen=True)
class Candidate:
    """A contract column that a header may mean. rank: 0 its label, 1 an alias; position: contract order."""

    rank: int
    position: int


@dataclass(frozen=True)
class Form:
    """One way of laying out a dataset.

    layout: None for the dataset's own columns, in one of its vintages. texts: every header in plain words
    without its unit, with the position of its column. own_words: what the dataset calls itself.
    """

    dataset: Dataset
    layout: Layout | None
    vintage: Vintage | None
    columns: tuple[Column, ...]
    by_full: Mapping[str, tuple[Candidate, ...]]
    by_key: Mapping[str, tuple[Candidate, ...]]
    captions: frozenset[str]
    texts: tuple[tuple[str, int], ...]
    own_words: tuple[str, ...]

    def candidates(self, header: HeaderText) -> tuple[Candidate, ...]:
        """Return the columns a header may mean, best first: with its unit (发放资料（册）), else without."""
        return self.by_full.get(header.full) or self.by_key.get(header.key) or ()


@dataclass(frozen=True)
class FormIndex:
    """The forms of all datasets.

    known: every normalised header. openings, stems: the first two characters of each and what stands
    before its brackets, by which most cells are told from headers cheaply. specific: the headers of one
    dataset only. forms_with: normalised header → the forms that know it, by number. plain_texts: every
    header and caption of an envelope in plain words. characters: all that headers and listed values are
    written with.
    """

    forms: tuple[Form, ...]
    known: frozenset[str]
    stems: frozenset[str]
    openings: frozenset[str]
    specific: Mapping[str, frozenset[str]]
    forms_with: Mapping[str, tuple[int, ...]]
    plain_texts: frozenset[str]
    characters: frozenset[str]


def index_forms(datasets: Iterable[Dataset]) -> FormIndex:
    """Index the headers of all datasets and their layouts."""
    forms: list[Form] = []
    owners: defaultdict[str, set[str]] = defaultdict(set)
    headers: set[str] = set()
    listed: set[str] = set()
    for dataset in datasets:
        forms.append(_form(dataset, dataset.columns))
        forms.extend(_form(dataset, layout.columns, layout=layout) for layout in dataset.layouts)
        forms.extend(_vintage_form(dataset, vintage) for vintage in dataset.vintages)
    forms_with: defaultdict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        for text in {*form.by_full, *form.by_key}:
            owners[text].add(form.dataset.name)
            forms_with[text].append(number)
        for column in form.columns:
            headers.update(column.headers)
            listed.update(column.choices.values if column.choices is not None else ())
    specific: defaultdict[str, set[str]] = defaultdict(set)
    spread = {text for form in forms for text in _spread_headers(form)}
    for text, names in owners.items():
        if len(names) == 1 and text not in GENERIC_HEADERS and text not in spread:
            specific[next(iter(names))].add(text)
    return FormIndex(
        forms=tuple(forms),
        known=frozenset(owners),
        stems=frozenset(stem(text) for text in (*owners, *headers)),
        openings=frozenset(text[:2] for text in (*owners, *headers)),
        specific={name: frozenset(texts) for name, texts in specific.items()},
        forms_with={text: tuple(numbers) for text, numbers in forms_with.items()},
        plain_texts=frozenset(map(in_plain_words, (*owners, *chain(*ENVELOPE_LABELS.values())))),
        characters=frozenset("".join((*owners, *headers, *listed))),
    )


def _spread_headers(form: Form) -> Iterator[str]:
    """Yield the headers of a wide form that many kinds of table may have: 2023年, 市级."""
    one_of = form.layout.one_of if form.layout is not None else ()
    for column in form.columns:
        if column.name in one_of:
            headers = [normalise_header(text) for text in column.headers]
            yield from (text for header in headers for text in (header.full, header.key))


def stem(text: str) -> str:
    """Return the letters and digits of a text before its first bracket."""
    return _NO_LETTER.sub("", _BRACKET.split(text, maxsplit=1)[0])


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
    written = {text for column in columns for text in column.headers}
    for position, column in enumerate(columns):
        others = (_SPELT_TWICE.sub(_other_spelling, text) for text in column.headers)
        for rank, text in enumerate((*column.headers, *(text for text in others if text not in written))):
            header = normalise_header(text)
            candidate = Candidate(min(rank, 1), position)
            full[header.full].add(candidate)
            (bare if header.unit is None else with_unit)[header.key].add(candidate)
    for key, candidates in with_unit.items():
        # 发放资料（册） must not make a plain 发放资料 ambiguous.
        if key not in bare:
            bare[key] = candidates
    captions = (normalise_header(caption) for caption in dataset.header_groups)
    label = dataset.label
    texts = {
        in_plain_words(normalise_header(text).key): position
        for position, column in reversed(list(enumerate(columns)))
        for text in column.headers
    }
    return Form(
        dataset=dataset,
        layout=layout,
        vintage=vintage,
        columns=columns,
        by_full=_sorted(full),
        by_key=_sorted(bare),
        captions=frozenset(text for caption in captions for text in (caption.full, caption.key)),
        texts=tuple(texts.items()),
        own_words=(label, *dataset.title_words, *(label[at : at + 2] for at in range(len(label) - 1))),
    )


def _other_spelling(word: re.Match[str]) -> str:
    return "法治" if word[0] == "法制" else "法制"


def _sorted(index: Mapping[str, set[Candidate]]) -> dict[str, tuple[Candidate, ...]]:
    return {
        text: tuple(sorted(candidates, key=lambda found: (found.rank, found.position)))
        for text, candidates in index.items()
    }
