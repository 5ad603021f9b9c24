"""`python -m pipelines.picture`: the command `picture` alone, which starts in half the time."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.picture.command import EXAMPLES, add_picture_arguments, run_picture
from warehouse.console import ChineseParser, guarded


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = ChineseParser(
        prog="python -m pipelines.picture", description="看原件中单元格一带的原貌", epilog=EXAMPLES
    )
    add_picture_arguments(parser)
    return run_picture(parser.parse_args(arguments))


if __name__ == "__main__":
    raise SystemExit(main())
