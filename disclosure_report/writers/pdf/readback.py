"""Reads a tagged PDF back: the text of every structure element in reading order, and the content hash.

It follows the structure tree and the fonts' own code maps, so it says what a screen reader is told, not what a
heuristic makes of the page.  Any tagged PDF with ToUnicode maps can be read; a damaged or untagged one raises
``ValueError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from disclosure_report.writers.pdf.xmp import HASH_PREFIX, HASH_PROPERTY

#: A ToUnicode map's blocks; in them code and text, or first and last code and the first text or an array of texts.
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[([^]]*)\])")
_TEXT = re.compile(rb"<([0-9A-Fa-f]*)>")
_HASH = re.compile(rf"<{HASH_PREFIX}:{HASH_PROPERTY}>([0-9a-f]+)<")
_MOST_DEPTH = 64

#: (page index, MCID) → text
_Marked = dict[tuple[int, int], str]


@dataclass
class Element:
    """A structure element: its tag, the text of its own content, its kids in reading order; ``page`` from 0."""

    tag: str
    text: str = ""
    page: int | None = None
    rowspan: int = 1
    colspan: int = 1
    kids: list[Element] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass(frozen=True)
class ReadBack:
    """What a file says: the root element and the content hash ("" when it has none)."""

    root: Element
    content_hash: str
    page_count: int

    def lines(self) -> list[str]:
        """The text of each element that has some, in reading order."""
        return [e.text for e in self.root.walk() if e.text]

    def page_texts(self) -> list[str]:
        """The text of each page in reading order, an element a line."""
        pages: list[list[str]] = [[] for _ in range(self.page_count)]
        for element in self.root.walk():
            for page, text in element.pages.items():
                pages[page].append(text)
        return ["\n".join(texts) for texts in pages]

    def tables(self) -> list[list[list[str]]]:
        """Every table: its rows, the texts of their cells."""
        tables = [e for e in self.root.walk() if e.tag == "Table"]
        return [[[c.text for c in r.kids] for r in t.walk() if r.tag == "TR"] for t in tables]


def read_back(data: bytes) -> ReadBack:
    """The file's text by its tags. ``ValueError``: no PDF, encrypted, or not tagged."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _read(pdf)
    except (pikepdf.PdfError, RecursionError, KeyError, AttributeError) as error:
        raise ValueError("not a readable tagged PDF") from error


def _read(pdf: Any) -> ReadBack:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        raise ValueError("the PDF is not tagged")
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    marked: _Marked = {}
    for number, page in enumerate(pdf.pages):
        marked.update(_marked_text(page, number))
    top = tree.K[0] if _is_array(tree.K) else tree.K
    root = _element(top, pages, marked, 0)
    metadata = pdf.Root.get("/Metadata")
    found = _HASH.search(metadata.read_bytes().decode("utf-8", "replace")) if metadata is not None else None
    return ReadBack(root, found[1] if found else "", len(pdf.pages))


def _element(node: Any, pages: Mapping[Any, int], marked: _Marked, depth: int) -> Element:
    if depth > _MOST_DEPTH:
        raise ValueError("the structure tree is too deep")
    page = pages.get(node.Pg.objgen) if "/Pg" in node else None
    made = Element(str(node.S)[1:], page=page)
    made.rowspan, made.colspan = _spans(node)
    kids = node.get("/K", [])
    for kid in kids if _is_array(kids) else [kids]:
        _add_kid(made, kid, pages, marked, depth)
    return made


def _add_kid(made: Element, kid: Any, pages: Mapping[Any, int], marked: _Marked, depth: int) -> None:
    page, mcid = made.page, kid
    if _is_dictionary(kid):
        if "/S" in kid:
            made.kids.append(_element(kid, pages, marked, depth + 1))
            return
        if "/MCID" not in kid:
            return
        mcid = kid.MCID
        page = pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page
    if page is None:
        return
    text = marked.get((page, int(mcid)), "")
    made.text += text
    made.pages[page] = made.pages.get(page, "") + text


def _spans(node: Any) -> tuple[int, int]:
    attributes = node.get("/A")
    if not _is_dictionary(attributes):
        return 1, 1
    return int(attributes.get("/RowSpan", 1)), int(attributes.get("/ColSpan", 1))


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array | list)


def _is_dictionary(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary)


def _marked_text(page: Any, number: int) -> _Marked:
    """The text of each piece of marked content of a page."""
    import pikepdf

    reader = _ContentReader(number, _code_maps(page))
    for instruction in pikepdf.parse_content_stream(page):
        reader.take(str(instruction.operator), list(instruction.operands))
    return reader.marked


class _ContentReader:
    """Follows a content stream: which marked content is open, which font is set, what is shown."""

    def __init__(self, page: int, code_maps: Mapping[str, Mapping[bytes, str]]) -> None:
        self.marked: _Marked = {}
        self._page = page
        self._code_maps = code_maps
        self._codes: Mapping[bytes, str] = {}
        self._open: list[tuple[int | None, str | None]] = []

    def take(self, operator: str, operands: list[Any]) -> None:
        """One operator."""
        match operator:
            case "BDC":
                self._begin(operands[1])
            case "BMC":
                self._open.append((None, None))
            case "EMC":
                self._end()
            case "Tf":
                self._codes = self._code_maps.get(str(operands[0]), {})
            case "Tj":
                self._show(bytes(operands[0]))
            case "TJ":
                for part in operands[0]:
                    if not isinstance(part, int | float | Decimal):
                        self._show(bytes(part))

    def _begin(self, properties: Any) -> None:
        inside = _is_dictionary(properties)
        mcid = int(properties.MCID) if inside and "/MCID" in properties else None
        actual = str(properties.ActualText) if inside and "/ActualText" in properties else None
        self._open.append((mcid, actual))

    def _end(self) -> None:
        _, actual = self._open.pop() if self._open else (None, None)
        if actual is not None:
            self._add(actual)

    def _show(self, codes: bytes) -> None:
        if any(actual is not None for _, actual in self._open):
            return
        self._add("".join(self._codes.get(codes[i : i + 2], "\ufffd") for i in range(0, len(codes), 2)))

    def _add(self, text: str) -> None:
        mcid = next((m for m, _ in reversed(self._open) if m is not None), None)
        if mcid is not None:
            key = (self._page, mcid)
            self.marked[key] = self.marked.get(key, "") + text


def _code_maps(page: Any) -> dict[str, dict[bytes, str]]:
    """Resource name of each font → code → text, from its ToUnicode map."""
    fonts = page.resources.get("/Font", {})
    return {str(key): code_map(font) for key, font in fonts.items() if "/ToUnicode" in font}


def code_map(font: Any) -> dict[bytes, str]:
    """A font's codes and the text each stands for, from both kinds of entries of its ToUnicode map (9.10.3)."""
    found: dict[bytes, str] = {}
    for kind, block in _BLOCK.findall(font.ToUnicode.read_bytes()):
        if kind == b"range":
            for match in _RANGE.finditer(block):
                found.update(_range(match))
        else:
            found.update((bytes.fromhex(code.decode("ascii")), _text(text)) for code, text in _CHARACTER.findall(block))
    return found


def _range(match: re.Match[bytes]) -> Iterator[tuple[bytes, str]]:
    """The entries of a range: no more than the codes that share all but their last byte."""
    first, last, text, array = match.groups()
    size, start = (len(first) + 1) // 2, int(first, 16)
    codes = range(start, min(int(last, 16), start | 0xFF) + 1)
    texts = (_text(t) for t in _TEXT.findall(array)) if array is not None else _rising(_text(text))
    for code, value in zip(codes, texts, strict=False):
        yield code.to_bytes(size, "big"), value


def _rising(text: str) -> Iterator[str]:
    """The text, then the same with its last character one further, and so on."""
    for last in range(ord(text[-1]), 0x110000) if text else ():
        yield text[:-1] + chr(last)


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
