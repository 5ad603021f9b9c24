"""A contract as a workbook to fill in: the form, what its columns mean, and the lists it offers."""

from __future__ import annotations

from warehouse.render.templates.book import template_bytes, template_file_name

__all__ = ["template_bytes", "template_file_name"]
