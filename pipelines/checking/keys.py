"""How rows are told apart: row ids, business keys, content hashes.

All are plain functions of content, so that a replay of the originals gives the same ones.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import polars as pl

from pipelines.clean.text import normalise_key
from warehouse.contracts.model import Dataset, PersonIdentity

IDENTITY_NUMBER = "id_number"
# 居民身份证: 18 characters since 1999, 15 digits before.
_LONG_NUMBER, _SHORT_NUMBER = 18, 15
_KEY_SEPARATOR = "｜"
_FIELD_SEPARATOR = "\x1f"


def table_identity(file_sha256: str, sheet: str, ordinal: int) -> str:
    """Return the id of the ordinal-th table of a sheet."""
    return _digest(f"{file_sha256}{_FIELD_SEPARATOR}{sheet}{_FIELD_SEPARATOR}{ordinal}")


def row_identity(table_id: str, source_row: int, part: int) -> str:
    """Return the id of the part-th fact of a source row."""
    return f"{table_id}-{source_row}-{part}"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def business_keys(frame: pl.DataFrame, dataset: Dataset) -> pl.Series:
    """Return each row's business key: codes before names, titles and places normalised."""
    parts = [_key_part(frame, name, dataset) for name in dataset.key]
    texts = frame.select(
        part.cast(pl.String).alias(name) for part, name in zip(parts, dataset.key, strict=True)
    )
    normalised = [_normalised(texts[name]) for name in dataset.key if name in dataset.normalised_keys]
    return texts.with_columns(normalised).select(
        pl.concat_str(pl.all().fill_null(""), separator=_KEY_SEPARATOR).alias("business_key")
    )["business_key"]


def _key_part(frame: pl.DataFrame, name: str, dataset: Dataset) -> pl.Expr:
    names = [name, *filter(None, [dataset.key_fallbacks.get(name)])]
    stored = [own for one in names for own in (f"{one}_code", one) if own in frame.columns]
    return pl.coalesce(pl.col(own).cast(pl.String) for own in stored)


def _normalised(values: pl.Series) -> pl.Series:
    """Return the texts as keys, each distinct one worked out once."""
    texts = values.to_list()
    keys = {text: normalise_key(text) for text in set(texts) if text is not None}
    return pl.Series(values.name, [keys.get(text) for text in texts], dtype=pl.String)


def _as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if kind == pl.String:
        return column
    return column.list.join("、") if kind == pl.List(pl.String) else column.cast(pl.String)


def content_hashes(frame: pl.DataFrame, dataset: Dataset, secret: bytes) -> pl.Series:
    """Return a keyed digest of each row's whole content, personal columns included."""
    schema = frame.schema
    texts = [
        _as_text(pl.col(stored.name), schema[stored.name])
        for stored in dataset.stored_columns(include_personal=True)
    ]
    contents = frame.select(
        pl.concat_str([text.fill_null("\x00") for text in texts], separator=_FIELD_SEPARATOR).alias("content")
    )["content"]
    key = secret[:32]
    digests = [
        hashlib.blake2b(content.encode(), digest_size=16, key=key).hexdigest()
        for content in contents.to_list()
    ]
    return pl.Series(digests, dtype=pl.String)


def person_ids(frame: pl.DataFrame, identity: PersonIdentity, secret: bytes) -> list[str | None]:
    """Return each row's person: a keyed digest of the name and of what tells namesakes apart, else null.

    Namesakes of one month of birth in one table are told apart by their whole identity numbers.
    """
    columns = [frame[identity.name].to_list()]
    columns += [_apart(frame[name].to_list(), name) for name in identity.told_apart_by]
    texts: list[str | None] = []
    for name, *others in zip(*columns, strict=True):
        apart = next((value for value in others if value is not None), "")
        texts.append(None if name is None else f"{normalise_key(str(name))}{_FIELD_SEPARATOR}{apart}")
    if IDENTITY_NUMBER in identity.told_apart_by:
        texts = _with_numbers_of_namesakes(texts, frame[IDENTITY_NUMBER].to_list())
    return [
        None if text is None else hashlib.blake2b(text.encode(), digest_size=8, key=secret[:32]).hexdigest()
        for text in texts
    ]


def _with_numbers_of_namesakes(texts: list[str | None], numbers: list[str | None]) -> list[str | None]:
    """Add the identity number to the texts that rows with different numbers share."""
    known: dict[str | None, set[str]] = {}
    for text, number in zip(texts, numbers, strict=True):
        if number is not None:
            known.setdefault(text, set()).add(number)
    return [
        f"{text}{_FIELD_SEPARATOR}{number}"
        if text is not None and number is not None and len(known[text]) > 1
        else text
        for text, number in zip(texts, numbers, strict=True)
    ]


def _apart(values: list[Any], name: str) -> list[str | None]:
    """Return values as texts; a date, or the birth date in an identity number, as its month."""
    if name == IDENTITY_NUMBER:
        return [_birth_month(str(value)) if value is not None else None for value in values]
    return [
        f"{value:%Y%m}" if isinstance(value, date) else None if value is None else str(value)
        for value in values
    ]


def _birth_month(number: str) -> str | None:
    """Return the month of birth (YYYYMM) that an identity number of 18 or 15 digits holds."""
    if len(number) == _LONG_NUMBER and number[6:12].isdigit():
        return number[6:12]
    if len(number) == _SHORT_NUMBER and number.isdigit():
        return f"19{number[6:10]}"
    return None


def person_key(row_id: str, secret: bytes) -> str:
    """Return the key under which the personal values of a row are stored."""
    return hashlib.blake2b(row_id.encode(), digest_size=16, key=secret[:32]).hexdigest()
