"""The whole report as one HTML document: no script, no request to any host, at most a megabyte."""

from __future__ import annotations

from pathlib import Path

from expectations.report import texts
from expectations.report.checked import all_checks, critical_part, warnings_part
from expectations.report.conclusion import conclusion, head, to_do
from expectations.report.markup import Markup, element, join, section
from expectations.report.model import QualityReport
from expectations.report.run_parts import (
    conservation,
    corrections,
    files,
    freshness,
    to_mend,
    volumes,
)
from expectations.report.words import Caps

LARGEST_BYTES = 1_000_000
# A report too long under the first is put together again under the next; the last always fits.
CAPS = (
    Caps(rows=200, groups=60, group_rows=40, checks=1_000, characters=400),
    Caps(rows=100, groups=40, group_rows=15, checks=600, characters=200),
    Caps(rows=40, groups=20, group_rows=5, checks=200, characters=80),
    Caps(rows=20, groups=10, group_rows=3, checks=60, characters=40),
)
_STYLE = Path(__file__).parent / "style.css"
# Nothing may be fetched and nothing may run, whatever a cell says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def quality_report_html(report: QualityReport) -> str:
    """Return the report as an HTML document of at most a megabyte; long lists say their true counts."""
    style = _STYLE.read_text(encoding="utf-8")
    document = ""
    for caps in CAPS:
        document = _document(report, caps, style)
        if len(document.encode()) <= LARGEST_BYTES:
            break
    return document


def _document(report: QualityReport, caps: Caps, style: str) -> str:
    main = element(
        "main",
        head(report),
        conclusion(report, caps),
        to_do(report, caps),
        critical_part(report, caps),
        warnings_part(report, caps),
        to_mend(report, caps),
        files(report, caps),
        corrections(report, caps),
        conservation(report, caps),
        freshness(report, caps),
        volumes(report, caps),
        all_checks(report, caps),
        _terms(),
        element("footer", texts.FOOTER.format(product=texts.PRODUCT)),
    )
    title = element("title", f"{texts.TITLE} {report.run}")
    # The style is the program's own text and no child of `element`, which would escape its quotes.
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{title}\n<style>\n{style}</style>\n</head>\n<body>\n{main}\n</body>\n</html>\n"
    )


def _terms() -> Markup:
    entries = join(*(join(element("dt", term), element("dd", meaning)) for term, meaning in texts.TERMS))
    return section(texts.TERMS_TITLE, element("dl", entries, class_="terms"))
