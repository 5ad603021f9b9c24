"""The commands of `python -m warehouse`, one module per subject.

Each module has `add_parsers(commands)`, which registers its commands with the argument parser, and
`COMMANDS`: name → what runs it and returns the text to print, or the text and an exit code.
"""
