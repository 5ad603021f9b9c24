"""Keep the list of every metric formula ever published (tests/golden/metric_versions.txt).

    python -m tools.metric_versions

A formula on the list must stay in the program: as today's, or in warehouse/metrics/versions.py::SUPERSEDED
with the day and the reason of the change. Otherwise nothing is written and the exit code is 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.versions import forgotten, listing

LIST = Path(__file__).parent.parent / "tests" / "golden" / "metric_versions.txt"


def main() -> int:
    """Write the list; refuse where a published formula is lost."""
    published = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    lost = forgotten(published, METRICS.values())
    if lost:
        print(
            "these formulas were published and are lost; add the old records to SUPERSEDED:", file=sys.stderr
        )
        print("\n".join(lost), file=sys.stderr)
        return 1
    LIST.write_text("\n".join(listing(METRICS.values())) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
