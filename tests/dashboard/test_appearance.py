"""The looks: every colour has a role, words are legible on their grounds, a district may choose its own."""

from __future__ import annotations

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard.appearance import Appearance, BadPalette, Mode, chosen_colours
from dashboard.charts.bars import horizontal_bars
from dashboard.palette import INK, TOKENS
from warehouse.home import Home

AA = 4.5
LARGE = 3.0
# What is written on what. Badges and pills are written in the ink of their family.
PAIRS = [
    *((ink, ground, AA) for ink in ("ink", "ink-soft", "secondary", "blue") for ground in ("card", "page")),
    *((f"{family}-ink", f"{family}-pale", AA) for family in ("good", "warn", "bad", "violet", "blue")),
    *((family, f"{family}-pale", AA) for family in ("good", "bad", "idle")),
    *((family, "card", LARGE) for family in ("good", "warn", "bad", "idle", "series-2", "series-3")),
    *((f"series-{place}", "card", LARGE) for place in range(2, 7)),
    ("ink", "mark-pale", AA),
    ("ink", "mark-soft", AA),
]


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", Mode)
def test_words_are_legible_on_their_grounds(mode: Mode) -> None:
    colours = Appearance(mode).colours
    poor = {
        (ink, ground): round(_contrast(colours[ink], colours[ground]), 2)
        for ink, ground, least in PAIRS
        if _contrast(colours[ink], colours[ground]) < least
    }
    assert poor == {}


def test_series_are_told_apart_in_greyscale_beside_their_neighbours() -> None:
    grades = [_luminance(token.light) for token in TOKENS if token.name in ("blue", "grade-2", "series-2")]
    assert min(abs(one - other) for one in grades for other in grades if one != other) > 0.02


def test_no_two_roles_share_a_light_colour_because_it_stands_for_the_role_in_figures() -> None:
    assert len({token.light for token in TOKENS}) == len(TOKENS)


def test_only_the_palette_names_colours(project_root: Path) -> None:
    dashboard = project_root / "dashboard"
    sources = [*dashboard.rglob("*.css"), *dashboard.rglob("*.py")]
    named = {
        path.name: found
        for path in sources
        if path.name != "palette.py"
        and (found := re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?=[;\s\"'])", path.read_text("utf-8")))
    }
    # The example in the message that refuses a colour.
    assert named == {"common.py": ["#B4232A"]}


def test_every_role_that_a_style_sheet_names_exists(project_root: Path) -> None:
    roles = {token.name for token in TOKENS}
    for path in (project_root / "dashboard/styles").glob("*.css"):
        assert set(re.findall(r"var\(--([a-z0-9-]+)\)", path.read_text("utf-8"))) <= roles, path.name


def test_a_figure_takes_on_the_colours_of_its_look_and_the_given_one_stays() -> None:
    drawing = horizontal_bars(["甲"], [1], "场", axis_title="场")
    dark = Appearance(Mode.DARK).figure(drawing)
    assert isinstance(dark, go.Figure)
    colours = Appearance(Mode.DARK).colours
    assert (dark.layout.paper_bgcolor, dark.layout.font.color) == (colours["card"], colours["ink"])
    assert drawing.layout.font.color == INK
    assert Appearance().figure(drawing) is drawing


def test_a_district_chooses_its_colours_by_role(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert chosen_colours(home, Mode.LIGHT) == ()
    (tmp_path / "palette.csv").write_text("role,light,dark\ngood,#b4232a,\nbad,,#6CCB93\n", encoding="utf-8")
    assert chosen_colours(home, Mode.LIGHT) == (("good", "#B4232A"),)
    assert chosen_colours(home, Mode.WALL) == (("bad", "#6CCB93"),)
    look = Appearance(Mode.LIGHT, chosen=chosen_colours(home, Mode.LIGHT))
    assert "--good:#B4232A;" in look.css


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"role,light,dark\ngrass,#FFFFFF,\n", "grass"),
        (b"role,light,dark\ngood,url(http://x),\n", "第 2 行"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_palette_that_cannot_be_used_is_told_in_words(tmp_path: Path, text: bytes, message: str) -> None:
    (tmp_path / "palette.csv").write_bytes(text)
    with pytest.raises(BadPalette, match=message):
        chosen_colours(Home(tmp_path), Mode.LIGHT)
