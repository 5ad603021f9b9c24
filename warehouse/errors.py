"""What can go wrong in the warehouse, told in Chinese to the person who meets it.

FazhiError
├── NoSnapshot            nothing has been published yet
├── UnknownSnapshot       no snapshot of that id or label
├── DamagedSnapshot       a snapshot or the pointer cannot be read
│   └── NewerSnapshot     a snapshot of a later version of the program
├── WarehouseBusy         another load holds the writer's lock
├── NotEnoughSpace        the disk has too little room, or is full
├── StorageFailed         the disk cannot be read or written
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


class NewerSnapshot(DamagedSnapshot):
    """A snapshot was written by a later version of the program, which this one cannot read."""


class WarehouseBusy(FazhiError):
    """Another process is loading."""


class NotEnoughSpace(FazhiError):
    """The disk has too little room; the message says how much is needed and how much is left."""


class StorageFailed(FazhiError):
    """The disk cannot be read or written."""


class BadReference(FazhiError):
    """A reference CSV is wrong; the message names file, line and column."""


class BadSelection(FazhiError):
    """An unknown metric, dimension, value or period; the message names the nearest valid ones."""
