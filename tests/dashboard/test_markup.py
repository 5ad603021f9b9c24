"""Text never becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import Markup, div, element, join, link, picture, span
from dashboard.status import Status
from dashboard.widgets.parts import TableColumn, item, table


class _Tags(HTMLParser):
    """Collects the tags, attribute names and texts of markup."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(markup: Markup) -> _Tags:
    parser = _Tags()
    parser.feed(markup)
    parser.close()
    return parser


ATTACKS = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</td></table><svg onload=alert(1)>",
        "&lt;b&gt;",
        "'; DROP TABLE",
        "<a href=javascript:alert(1)>x</a>",
    ]
)


@given(st.one_of(ATTACKS, st.text()))
def test_a_text_comes_out_as_the_same_text_without_tags(text: str) -> None:
    found = _read(div("fz-text", text))
    assert found.tags == ["div"]
    assert found.text.replace("\r", "\n") == text.replace("\r", "\n")


@given(ATTACKS)
def test_an_attribute_cannot_be_left(text: str) -> None:
    found = _read(element("span", "x", title=text, class_=text))
    assert found.tags == ["span"]
    assert sorted(found.attributes) == ["class", "title"]


@given(ATTACKS)
def test_a_table_of_hostile_cells_has_the_tags_of_a_table_alone(text: str) -> None:
    found = _read(table([TableColumn(text)], [[text]]))
    assert set(found.tags) <= {"div", "table", "thead", "tbody", "tr", "th", "td"}


@given(ATTACKS)
def test_a_matter_of_hostile_words_has_no_tag_of_its_own(text: str) -> None:
    found = _read(item(Status.WARNING, text, text, text))
    assert set(found.tags) <= {"div", "span", "strong", "small"}


def test_what_is_markup_already_is_not_escaped_again() -> None:
    assert join(span("a", "<"), "<") == '<span class="a">&lt;</span>&lt;'


def test_tags_and_attributes_that_run_code_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="script"):
        element("script", "alert(1)")
    with pytest.raises(ValueError, match="onclick"):
        element("div", onclick="alert(1)")


def test_a_picture_carries_its_drawing_and_its_words() -> None:
    found = picture("<svg/>", '走势 "上升"', "fz-spark")
    assert found.startswith("<img ")
    assert "走势 &quot;上升&quot;" in found


@given(st.one_of(ATTACKS, st.text()))
def test_a_link_leads_to_a_page_of_the_dashboard_whatever_stands_in_it(text: str) -> None:
    found = _read(link("lineage", {"metric": [text], text: ["P02"]}, text))
    assert found.tags == ["a"]
    assert found.attributes == ["href"]
    assert '<a href="lineage?' in link("lineage", {"metric": [text]}, text)


@pytest.mark.parametrize("page", ["", "javascript:alert(1)", "//example.invalid", "../x", "https://x", "a b"])
def test_a_link_to_anything_else_cannot_be_made(page: str) -> None:
    with pytest.raises(ValueError, match="no page"):
        link(page, {}, "x")
