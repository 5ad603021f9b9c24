"""What was true in the demo, worked out once."""

from __future__ import annotations

import pytest

from pipelines.demo import Truth, truth


@pytest.fixture(scope="session")
def demo() -> Truth:
    """What the demo's files tell of, with its default seed and day."""
    return truth()
