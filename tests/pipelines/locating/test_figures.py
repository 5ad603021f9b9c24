"""What a caption says of the figures below it."""

from __future__ import annotations

import pytest

from pipelines.locating.figures import caption_figures
from warehouse.contracts.figures import CUMULATIVE, PLANNED


@pytest.mark.parametrize("caption", ["下月计划", "下一步安排", "下一年", "下半年计划", "拟开展活动"])
def test_a_caption_of_what_is_to_come_makes_plans_of_its_rows(caption: str) -> None:
    assert caption_figures(caption) == PLANNED


@pytest.mark.parametrize("caption", ["下半年", "上半年", "下旬", "下街村", "计划完成情况"])
def test_a_caption_of_a_past_half_year_makes_no_plans(caption: str) -> None:
    assert caption_figures(caption) is None


def test_a_caption_of_running_totals_says_so() -> None:
    assert caption_figures("1-6月累计") == CUMULATIVE
