"""The bureau's annual report as a template: `template.docx`, made from `report.txt` by tools."""

from pathlib import Path

_FOLDER = Path(__file__).parent
SOURCE = _FOLDER / "report.txt"
TEMPLATE = _FOLDER / "template.docx"
