"""XML as events, in bounded memory and without document types: entities can neither grow nor fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol
from xml.parsers import expat

from pipelines.reading.model import FILE_DAMAGED, FILE_HOSTILE, Refused

CHUNK_BYTES = 1 << 20


class XmlHandler(Protocol):
    """Receives the events. Names are "namespace local" with one space, or "local" without a namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def text(self, data: str) -> None:
        """Characters between two tags, in one piece unless they are very long."""


def parse_events(chunks: Iterable[bytes], handler: XmlHandler, encoding: str | None = None) -> None:
    """Feed a document to a handler; raise Refused when it has a document type or is not well-formed.

    encoding: overrides what the document says of itself.
    """
    parser = expat.ParserCreate(encoding, " ")
    parser.buffer_text = True
    parser.buffer_size = CHUNK_BYTES
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Refused(FILE_DAMAGED) from None


def chunks_of(read: Callable[[int], bytes]) -> Iterable[bytes]:
    """Pieces of a stream, given its read function."""
    while chunk := read(CHUNK_BYTES):
        yield chunk


def local_name(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def _refuse_document_type(*_: object) -> None:
    raise Refused(FILE_HOSTILE)
