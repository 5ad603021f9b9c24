"""Templates of one's own: Word and PowerPoint files with placeholders, filled from a snapshot."""

from dashboard.briefing.templates.again import expected
from dashboard.briefing.templates.faults import BadTemplate, Fault, UnusableTemplate
from dashboard.briefing.templates.filling import KIND, Filled, fill

__all__ = ["KIND", "BadTemplate", "Fault", "Filled", "UnusableTemplate", "expected", "fill"]
