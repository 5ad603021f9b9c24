"""What changed between two snapshots, and why: numbers with causes that add up to the change exactly."""

from warehouse.differences.comparing import Asked, compare, usual_selections
from warehouse.differences.model import KIND_LABELS, Cause, CauseKind, DoesNotAddUp, Parts, Revision
from warehouse.differences.revising import revisions

__all__ = [
    "KIND_LABELS",
    "Asked",
    "Cause",
    "CauseKind",
    "DoesNotAddUp",
    "Parts",
    "Revision",
    "compare",
    "revisions",
    "usual_selections",
]
