"""Pictures of charts: of the right size, legible, of one browser; an error in words where there is none."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import plotly.graph_objects as go
import pytest
from lxml import etree
from PIL import Image

from dashboard.briefing.content.caption import Caption
from dashboard.briefing.content.model import ChartKind
from dashboard.briefing.pictures.chromium import DrawingBrowser
from dashboard.briefing.pictures.figures import figure_of
from dashboard.briefing.pictures.renderer import NoBrowser, Renderer, Shape
from dashboard.palette import BLUE
from dashboard.texts import pictures as texts
from tests.support.briefings import HOSTILE, chart_of, hostile_chart, share_chart, stamp

_CAPTION = Caption("今年活动场次96 场，增长 9.1%", "场", "P01 活动场次：场次之和", "普法活动", stamp())
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def renderer(browser_path: Path) -> Iterator[Renderer]:
    """One browser for this module."""
    with Renderer(browser_path) as found:
        yield found


def _image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def _texts(svg: bytes) -> list[str]:
    return ["".join(part.itertext()) for part in etree.fromstring(svg).iter(f"{_SVG}text")]


@pytest.mark.parametrize("shape", Shape)
def test_a_picture_has_twice_the_pixels_of_its_shape_and_shows_the_chart(
    renderer: Renderer, shape: Shape
) -> None:
    made = renderer.picture(figure_of(chart_of(ChartKind.COLUMNS)), _CAPTION, shape)
    image = _image(made.png)
    assert image.size == (2 * shape.width, 2 * shape.height)
    colours = {colour for _, colour in image.getcolors(maxcolors=1 << 24) or ()}
    assert tuple(bytes.fromhex(BLUE[1:])) in colours
    shown = _texts(made.svg)
    assert _CAPTION.title in shown
    assert {"3月", "15"} <= set(shown)


def test_chinese_characters_are_no_empty_boxes(renderer: Renderer) -> None:
    def title(words: str) -> bytes:
        caption = Caption(words, "", "", "", stamp())
        image = _image(renderer.png(go.Figure(), caption, Shape.SQUARE))
        return image.crop((0, 0, image.width, 240)).tobytes()

    # Without a font of theirs all would be drawn as one and the same box.
    assert len({title(words) for words in ("法法法法", "治治治治", "普普普普", "矿矿矿矿")}) == 4


@pytest.mark.parametrize("kind", ChartKind)
def test_hostile_texts_are_drawn_as_text(renderer: Renderer, kind: ChartKind) -> None:
    caption = Caption("".join(HOSTILE), HOSTILE[1], HOSTILE[2], HOSTILE[3], stamp())
    drawn = etree.fromstring(renderer.svg(figure_of(hostile_chart(kind)), caption))
    kinds = {etree.QName(part).localname for part in drawn.iter(etree.Element)}
    assert not kinds & {"script", "foreignObject", "a", "image", "b", "animate", "set", "iframe"}


def test_a_drawing_stands_alone(renderer: Renderer) -> None:
    svg = renderer.drawing(figure_of(share_chart()), 620, 300)
    root = etree.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("620", "300")
    assert "92.9%" in _texts(svg)
    assert not any("单位" in text for text in _texts(svg))


def test_threads_share_one_browser(renderer: Renderer) -> None:
    made: dict[str, bytes] = {}

    def work(name: str) -> None:
        made[name] = renderer.svg(figure_of(share_chart()), Caption(name, "", "", "", stamp()))

    workers = [threading.Thread(target=work, args=(name,)) for name in ("甲", "乙", "丙")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(name in _texts(svg) for name, svg in made.items())
    assert len(made) == 3


def test_a_browser_that_died_is_replaced_and_none_is_left(renderer: Renderer) -> None:
    first = _group(renderer)
    os.killpg(first, signal.SIGKILL)
    assert renderer.png(figure_of(chart_of(ChartKind.LINES)), _CAPTION)
    second = _group(renderer)
    assert first != second
    folder = Path(_browser(renderer).folder)
    renderer.close()
    assert not _running(first)
    assert not _running(second)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("program", "words"),
    [("exit 3", texts.BROWSER_DIED), ("exec sleep 60", texts.BROWSER_HANGS.format(seconds="0.5"))],
    ids=["dies", "hangs"],
)
def test_a_browser_that_does_not_work_is_told_in_words(tmp_path: Path, program: str, words: str) -> None:
    script = tmp_path / "browser"
    script.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    script.chmod(0o755)
    with (
        Renderer(script, seconds=0.5 if "sleep" in program else 30) as broken,
        pytest.raises(NoBrowser) as told,
    ):
        broken.png(figure_of(share_chart()), _CAPTION)
    assert str(told.value) == words


def test_without_a_browser_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_BROWSER", "/nowhere/chromium")
    with Renderer() as none, pytest.raises(NoBrowser, match="apt-get install -y chromium"):
        none.png(figure_of(share_chart()), _CAPTION)


def _browser(renderer: Renderer) -> DrawingBrowser:
    assert renderer.browser is not None
    return renderer.browser


def _group(renderer: Renderer) -> int:
    """Return the group of processes of the browser that runs, starting one where none does."""
    renderer.png(figure_of(share_chart()), Caption("新的一张", "", "", "", stamp()))
    process = _browser(renderer).process
    assert process is not None
    return process.pid


def _running(group: int) -> list[str]:
    """Return the processes of a group that have not ended; one that ended may wait to be buried."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, state = stat.read_text(encoding="utf-8").rpartition(")")
        except OSError:
            continue
        if int(state.split()[2]) == group and state.split()[0] not in "ZX":
            found.append(name)
    return found
