"""Briefings: from the numbers of a snapshot to pictures, PPTX, DOCX, PDF and HTML (docs/briefings.md)."""
