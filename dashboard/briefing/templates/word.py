"""Word templates: their paragraphs with places in words, and how they are rendered and finished."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docx
from docxtpl import DocxTemplate
from lxml import etree

from dashboard.briefing.templates.faults import Misuse, UnusableTemplate
from dashboard.briefing.templates.language import Sandbox
from dashboard.briefing.templates.marks import hidden
from dashboard.briefing.templates.tags import MARKS, Paragraph, spread
from dashboard.briefing.templates.word_blocks import place_blocks, raise_marks
from dashboard.briefing.templates.words import Words
from dashboard.texts import templates as texts

Edits = Mapping[int, Sequence[tuple[int, int, str]]]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_MAIN, _HEADER, _FOOTER, _FOOTNOTES = "document.main", "header", "footer", "footnotes"
_TYPE = re.compile(r".*wordprocessingml\.(document\.main|header|footer|footnotes)\+xml")
_CORE = "docProps/core.xml"
# The properties that docxtpl fills, by their names in the file.
_PROPERTIES = {"creator": "author", "description": "comments", "subject": "subject", "title": "title"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class WordTemplate:
    """A Word template. paragraphs: all that may hold placeholders, in the order in which they are filled."""

    HAS_APPENDIX = True
    AUTOESCAPE = True

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._content = content
        self.paragraphs: list[Paragraph] = []
        self._texts: list[list[Any]] = []
        self._trees: dict[str, Any] = {}
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            # In the order in which docxtpl fills them.
            for story in (_MAIN, _HEADER, _FOOTER):
                for part in _parts(package, story):
                    self._read(part, story, package)
            if _CORE in package.namelist():
                self._read_properties(package)
            for part in _parts(package, _FOOTNOTES):
                self._read(part, _FOOTNOTES, package)

    def _read(self, part: str, story: str, package: zipfile.ZipFile) -> None:
        tree = self._trees[part] = _parsed(self.name, package.read(part))
        for paragraph, nodes in _paragraphs(tree, story, part):
            self.paragraphs.append(paragraph)
            self._texts.append(nodes)

    def _read_properties(self, package: zipfile.ZipFile) -> None:
        tree = self._trees[_CORE] = _parsed(self.name, package.read(_CORE))
        for node in tree:
            name = _PROPERTIES.get(etree.QName(node).localname)
            if name is not None and node.text:
                place = texts.PROPERTY.format(name=texts.PROPERTIES[name])
                self.paragraphs.append(Paragraph(place, node.text, f"{_CORE}#{name}"))
                self._texts.append([node])

    def rendered(self, sandbox: Sandbox, words: Words, edits: Edits) -> bytes:
        """Return the template filled, with marks in it. edits: of each paragraph, by its place."""
        originals = [[node.text for node in nodes] for nodes in self._texts]
        try:
            for place, nodes in enumerate(self._texts):
                pieces = [node.text or "" for node in nodes]
                for node, text in zip(
                    nodes, spread(_hidden(pieces, edits[place]), edits[place]), strict=True
                ):
                    node.text = text
            template = DocxTemplate(io.BytesIO(self._package()))
            template.render(words.context(), sandbox)
        except etree.XMLSyntaxError as error:
            raise Misuse(texts.STRUCTURE) from error
        finally:
            for nodes, old in zip(self._texts, originals, strict=True):
                for node, text in zip(nodes, old, strict=True):
                    node.text = text
        filled = io.BytesIO()
        template.save(filled)
        return filled.getvalue()

    def _package(self) -> bytes:
        target = io.BytesIO()
        source = zipfile.ZipFile(io.BytesIO(self._content))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            for item in source.infolist():
                tree = self._trees.get(item.filename)
                content = source.read(item)
                file.writestr(item.filename, content if tree is None else _serialised(tree))
        return target.getvalue()

    def finished(self, filled: bytes, words: Words) -> bytes:
        """Return the filled template with its tables, charts and appendix in place, marks still in it."""
        document = docx.Document(io.BytesIO(filled))
        place_blocks(document, words)
        raise_marks(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()


def _parts(package: zipfile.ZipFile, story: str) -> list[str]:
    types = etree.fromstring(package.read("[Content_Types].xml"), _PARSER)
    found = []
    for one in types.iter(_TYPES):
        kind = _TYPE.fullmatch(one.get("ContentType", ""))
        name = one.get("PartName", "").lstrip("/")
        if kind is not None and kind[1] == story and name in package.namelist():
            found.append(name)
    return sorted(found)


def _parsed(name: str, content: bytes) -> Any:
    try:
        tree = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise UnusableTemplate(texts.DAMAGED.format(file=name)) from error
    # No program writes one into a document; who does wants something else.
    if tree.getroottree().docinfo.doctype:
        raise UnusableTemplate(texts.DAMAGED.format(file=name))
    return tree


def _paragraphs(tree: Any, story: str, part: str) -> Iterator[tuple[Paragraph, list[Any]]]:
    """Yield the paragraphs of a part with the elements that hold their text."""
    tables = [one for one in tree.iter(f"{_W}tbl") if next(one.iterancestors(f"{_W}tbl"), None) is None]
    number = 0
    for node in tree.iter(f"{_W}p"):
        cell = next(node.iterancestors(f"{_W}tc"), None)
        boxed = next(node.iterancestors(f"{_W}txbxContent"), None)
        if cell is None and boxed is None:
            number += 1
        nodes = [one for one in node.iter(f"{_W}t") if next(one.iterancestors(f"{_W}p")) is node]
        if not nodes:
            continue
        for one in nodes:
            one.text = MARKS.sub("", one.text or "")
        if not any("{" in one.text or "}" in one.text for one in nodes):
            place = ""
        elif boxed is not None:
            place = texts.TEXT_BOX
        elif cell is not None:
            place = _cell_place(cell, tables)
        else:
            place = texts.PARAGRAPH.format(place=number)
        if story != _MAIN:
            known = {_HEADER: texts.HEADER, _FOOTER: texts.FOOTER, _FOOTNOTES: texts.FOOTNOTE}
            place = known[story]
        text = "".join(one.text for one in nodes)
        holders = tuple(_holders(node, cell)) if "{%" in text else ()
        yield Paragraph(place, text, part, holders), nodes


def _holders(node: Any, cell: Any) -> Iterator[tuple[str, str]]:
    """Yield where a paragraph, its row and its cell stand, as paths in the part."""
    path = node.getroottree().getpath
    yield "p", path(node.getparent())
    if cell is not None:
        yield "tc", path(cell.getparent())
        yield "tr", path(cell.getparent().getparent())


def _cell_place(cell: Any, tables: list[Any]) -> str:
    outermost = [one for one in cell.iterancestors(f"{_W}tbl") if one in tables][-1]
    within = [cell, *cell.iterancestors(f"{_W}tc")][-1]
    row = within.getparent()
    return texts.CELL.format(
        table=tables.index(outermost) + 1, row=_rank(row, f"{_W}tr"), column=_rank(within, f"{_W}tc")
    )


def _rank(node: Any, tag: str) -> int:
    """Return the place of a row or cell among its like, from 1."""
    return 1 + sum(1 for _ in node.itersiblings(tag, preceding=True))


def _hidden(pieces: Sequence[str], edits: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return texts in which every brace outside a placeholder is no brace to a template engine."""
    if not edits:
        return [hidden(piece) for piece in pieces]
    inside = {index for start, end, _ in edits for index in range(start, end)}
    changed, offset = [], 0
    for piece in pieces:
        changed.append(
            "".join(sign if offset + at in inside else hidden(sign) for at, sign in enumerate(piece))
        )
        offset += len(piece)
    return changed


def _serialised(tree: Any) -> bytes:
    """Return a part; braces in what is no text of a paragraph (fields, alternative texts) are hidden."""
    xml: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    text = xml.decode("utf-8")
    # What is between > and < of w:t holds the placeholders; all else is told to the engine as it is.
    return re.sub(
        r"(<w:t(?: [^>]*)?>[^<]*</w:t>|<(?:dc|cp):[^<]*</(?:dc|cp):\w+>)|[^<]+|<[^>]*>",
        lambda found: found[0] if found[1] else hidden(found[0]),
        text,
    ).encode("utf-8")
