"""Small multiples in one figure: each in its own place, all to one scale, names as texts."""

from __future__ import annotations

import pytest

from dashboard.charts.multiples import Panel, grid
from tests.support.briefings import HOSTILE


def _panels(count: int) -> list[Panel]:
    return [
        Panel(
            HOSTILE[place % len(HOSTILE)],
            values=[1.0, None, float(place)],
            names=["甲", "乙", "丙"],
            texts=["1 场", "未报", f"{place} 场"],
            base=[2.0, 3.0, 4.0],
            high=40.0,
        )
        for place in range(count)
    ]


@pytest.mark.parametrize("are_bars", [True, False], ids=["bars", "lines"])
@pytest.mark.parametrize("count", [1, 5, 36])
def test_each_panel_has_a_place_of_its_own_and_the_scale_of_all(count: int, are_bars: bool) -> None:
    layout = grid(_panels(count), are_bars=are_bars).to_dict()["layout"]
    places = {
        (tuple(layout[f"xaxis{number}"]["domain"]), tuple(layout[f"yaxis{number}"]["domain"]))
        for number in ["", *map(str, range(2, count + 1))]
    }
    assert len(places) == count
    assert all(0 <= end <= 1 for domains in places for ends in domains for end in ends)
    scaled = "xaxis" if are_bars else "yaxis"
    ranges = {tuple(axis["range"]) for name, axis in layout.items() if name.startswith(scaled)}
    assert len(ranges) == 1


def test_names_are_texts_and_gaps_stay_gaps() -> None:
    figure = grid(_panels(4), are_bars=False, note="<i>各图</i>")
    assert not any("<b>" in note.text or "<i>" in note.text for note in figure.layout.annotations)
    assert figure.data[1].y[1] is None
    assert figure.data[1].connectgaps is False


def test_nothing_to_show_is_an_empty_figure() -> None:
    assert len(grid([], are_bars=False).data) == 0
