"""What can go wrong in the warehouse, told in Chinese to the person who meets it.

FazhiError
├── NoSnapshot            nothing has been published yet
├── UnknownSnapshot       no snapshot of that id or label
├── DamagedSnapshot       a snapshot or the pointer cannot be read
├── WarehouseBusy         another load holds the writer's lock
├── BadReference          a reference CSV is wrong (file, line, column)
└── BadSelection          an unknown metric, dimension or value, with the nearest valid names
"""

from __future__ import annotations


class FazhiError(Exception):
    """A fault that is explained to its reader; str() is the Chinese message."""


class NoSnapshot(FazhiError):
    """Nothing has been published yet."""


class UnknownSnapshot(FazhiError):
    """There is no snapshot of that id or label."""


class DamagedSnapshot(FazhiError):
    """A snapshot or the pointer cannot be read."""


class WarehouseBusy(FazhiError):
    """Another process is loading."""


class BadReference(FazhiError):
    """A reference CSV is wrong; the message names file, line and column."""


class BadSelection(FazhiError):
    """An unknown metric, dimension, value or period; the message names the nearest valid ones."""
