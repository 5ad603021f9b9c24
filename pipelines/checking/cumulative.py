"""累计: which rows of a cumulative ledger are events of their own."""

from __future__ import annotations

import polars as pl

from pipelines.locate import LocatedTable
from warehouse.contracts.figures import CUMULATIVE, CURRENT

_LINE = ("unit", "title", "place", "village")


def with_events_apart(frame: pl.DataFrame, located: LocatedTable) -> pl.DataFrame:
    """Take the rows of an itemised list under a title that says 累计 as what they are: single events.

    A running total stands once in its table, or at the end of each month. Where one title and place stand
    on several days that are not month ends, each row is an event (当期). A header that says 累计 is plain.
    """
    stated = located.envelope.figures
    if not located.envelope.is_cumulative or stated is None or stated.source == "header":
        return frame
    if frame.is_empty() or not {"figures", "start_on", *_LINE} <= set(frame.columns):
        return frame
    day = pl.col("start_on")
    is_repeated = (day.n_unique() > 1) & (day != day.dt.month_end()).any()
    is_event = is_repeated.over(*_LINE) & (pl.col("figures") == CUMULATIVE)
    return frame.with_columns(
        pl.when(is_event).then(pl.lit(CURRENT)).otherwise(pl.col("figures")).alias("figures")
    )
