"""Independent random streams, so that one entity's draws never shift another's."""

from __future__ import annotations

import hashlib
import random


def stream(seed: int, *key: object) -> random.Random:
    """Return the random stream of an entity; the same seed and key always give the same draws."""
    text = "|".join(str(part) for part in (seed, *key))
    digest = hashlib.sha256(text.encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))
