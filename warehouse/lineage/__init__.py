"""From a number to its rows, and from each row to the cells of the original file."""

from warehouse.lineage.model import TracedCell, TracedRow
from warehouse.lineage.tracing import trace

__all__ = ["TracedCell", "TracedRow", "trace"]
