"""Paired bars as data: rates side by side from zero, each with its number and what stands behind it."""

from __future__ import annotations

import pytest

from dashboard.charts.paired import paired_bars


def test_each_label_has_a_bar_per_rate_with_numbers_and_nulls_are_written() -> None:
    drawing = paired_bars(
        ["谁执法<b>", "谁管理"],
        {"完成率": [87.9, None], "按期率": [83.06, 50]},
        "%",
        axis_title="比例（%）",
        notes={"完成率": ["109/124", "0/0"], "按期率": ["103/124", "1/2"]},
        highest=100,
    )
    done, on_time = drawing.data
    assert list(done.y) == ["谁执法&lt;b&gt;", "谁管理"]
    assert (list(done.x), list(done.text)) == ([87.9, 0], ["87.9%  109/124", "—  0/0"])
    assert on_time.text[0] == "83.1%  103/124"
    assert (drawing.layout.xaxis.range[0], drawing.layout.barmode) == (0, "group")
    assert drawing.layout.showlegend is True
    with pytest.raises(ValueError, match="three"):
        paired_bars(["甲"], {name: [1.0] for name in "abcd"}, "%", axis_title="", notes={})
