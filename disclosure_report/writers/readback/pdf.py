"""A PDF of ours read back through its structure tree: what a screen reader reads."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.writers.pdf.readback import Element
from disclosure_report.writers.pdf.readback import read_back as read_tagged
from disclosure_report.writers.readback.grid import placed
from disclosure_report.writers.readback.model import NotReadable, ReadBack, ReadBlock, ReadTable, ReadText
from disclosure_report.writers.readback.pdf_additions import additions

_CONTAINERS = {"Document", "Part", "Art", "Sect", "Div", "NonStruct", "L"}


def read(data: bytes) -> ReadBack:
    """Tagged text and tables, then a line for each page that was painted on afterwards; the hash from the XMP.

    Raises ``NotReadable``.
    """
    try:
        tagged = read_tagged(data)
        added = [ReadText(line) for line in additions(data)]
    except (ValueError, TypeError, OverflowError) as fault:
        raise NotReadable(
            "不是本程序生成的 PDF，或已损坏、加密、被别的软件重新保存过，请换用程序生成的原文件"
        ) from fault
    return ReadBack("pdf", tagged.content_hash or None, (*_blocks(tagged.root), *added))


def _blocks(parent: Element) -> Iterator[ReadBlock]:
    """An element that holds text is one block, with whatever is nested in it."""
    for element in parent.kids:
        if element.tag == "Table":
            yield _table(element)
        elif element.tag in _CONTAINERS:
            yield from _blocks(element)
        elif element.tag != "Caption" and (text := _text(element)).strip():
            yield ReadText(text)


def _text(element: Element) -> str:
    return "".join(e.text for e in element.walk())


def _table(table: Element) -> ReadTable:
    rows = (
        [(_text(c), max(c.rowspan, 1), max(c.colspan, 1)) for c in row.kids if c.tag in ("TH", "TD")]
        for row in table.walk()
        if row.tag == "TR"
    )
    captions = [_text(e) for e in table.walk() if e.tag == "Caption"]
    return ReadTable(captions[0] if captions else "", placed(rows))
