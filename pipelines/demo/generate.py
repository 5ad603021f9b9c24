"""The demo inbox: what the district's units would have sent by a day, and what it must add up to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipelines.demo.directory import read_directory
from pipelines.demo.filings.activities import activity_filings
from pipelines.demo.filings.base import Context, Fate, Filing
from pipelines.demo.filings.duties import duty_filings
from pipelines.demo.filings.education import (
    creation_filings,
    statistics_filings,
    target_filings,
    training_filings,
)
from pipelines.demo.filings.exhibitions import exhibition_filings
from pipelines.demo.filings.governance import governance_filings
from pipelines.demo.filings.legality import legality_filings
from pipelines.demo.filings.litigations import litigation_filings
from pipelines.demo.filings.odd import rejected_filings, sent_twice
from pipelines.demo.filings.people import backbone_filings, steward_filings, vice_principal_filings
from pipelines.demo.filings.supervision import reconsideration_filings, review_filings
from pipelines.demo.filings.three_systems import decision_filings, register_filings
from pipelines.demo.filings.venues import venue_filings
from pipelines.demo.truth import KnownFault, Truth, collect
from pipelines.demo.writers import filed_at

SEED = 20261123
UNTIL = date(2026, 11, 22)


def generate(to: Path, seed: int = SEED, until: date = UNTIL, scale: int = 1) -> list[Path]:
    """Write every file that was sent by a day, and return their paths in the order of their filing.

    The same seed gives the same bytes, and a later day adds files without changing any.
    scale: how often the rows of ledgers are repeated (for measuring). Raises OSError when the
    folder cannot be written.
    """
    to.mkdir(parents=True, exist_ok=True)
    paths = []
    for filing in _filings(seed, until, scale):
        path = to / filing.name
        path.write_bytes(filing.render())
        saved = filed_at(filing.filed_on).timestamp()
        os.utime(path, (saved, saved))
        paths.append(path)
    return paths


def truth(seed: int = SEED, until: date = UNTIL, scale: int = 1) -> Truth:
    """Return what the inbox of the same arguments must add up to once it is loaded."""
    return collect(_filings(seed, until, scale), seed, until)


def known_faults(seed: int = SEED, until: date = UNTIL) -> tuple[KnownFault, ...]:
    """Return the mistakes put into the inbox: each keeps its row out, with the finding named."""
    return truth(seed, until).faults


def _filings(seed: int, until: date, scale: int) -> list[Filing]:
    """Return the files sent by a day, in the order of their filing."""
    filings = list(_every_filing(Context(seed, read_directory(), scale), until.year))
    filings += [*rejected_filings(), *sent_twice(filings)]
    sent = [filing for filing in filings if filing.filed_on <= until]
    return sorted(sent, key=lambda filing: (filing.filed_on, filing.fate is Fate.DUPLICATE, filing.name))


def _every_filing(context: Context, last_year: int) -> Iterator[Filing]:
    yield from activity_filings(context, last_year)
    yield from training_filings(context, last_year)
    yield from creation_filings(context, last_year)
    yield from reconsideration_filings(context, last_year)
    yield from review_filings(context, last_year)
    yield from statistics_filings(context, last_year)
    yield from target_filings(context, last_year)
    yield from steward_filings(context, last_year)
    yield from backbone_filings(context, last_year)
    yield from vice_principal_filings(context, last_year)
    yield from venue_filings(context)
    yield from duty_filings(context, last_year)
    yield from governance_filings(context, last_year)
    yield from exhibition_filings(context, last_year)
    yield from legality_filings(context, last_year)
    yield from litigation_filings(context, last_year)
    yield from register_filings(context, last_year)
    yield from decision_filings(context, last_year)
