"""`python -m tests.support.mess`: write the corpus of tests/golden/mess anew.

Read the difference before you keep it: an expected.json changes only where the truth was told wrongly.
"""

from __future__ import annotations

from tests.support.mess.corpus import CORPUS, write_corpus

if __name__ == "__main__":
    print(f"{write_corpus()} cases in {CORPUS}")
