"""An HTML page read back: what stands in its ``main`` (or body) element."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from disclosure_report.writers.readback.grid import placed
from disclosure_report.writers.readback.model import NotReadable, ReadBack, ReadBlock, ReadTable, ReadText

_BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote", "pre", "dt", "dd"}
_UNSEEN = {"script", "style", "template", "caption", "head"}


def read(data: bytes) -> ReadBack:
    """Headings, paragraphs and tables. Raises ``NotReadable``."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotReadable("不是网页文件（.html）") from fault
    if root is None:
        raise NotReadable("网页文件是空的")
    main = next(root.iter("main", "body"), root)
    main = next(root.iter("main"), main)
    hashes = [m.get("content") for m in root.iter("meta") if m.get("name") == "content-hash"]
    return ReadBack("html", hashes[0] if hashes else None, tuple(_blocks(main)))


def _blocks(parent: etree._Element) -> Iterator[ReadBlock]:
    """Text that stands between the blocks is a block, too: nobody's addition goes unseen."""
    yield from _loose(parent.text)
    for child in parent:
        if child.tag == "table":
            yield _table(child)
        elif child.tag in _BLOCKS and next(child.iter("table"), None) is None:
            yield from _loose(_words(child))
        elif child.tag not in _UNSEEN:
            yield from _blocks(child)
        yield from _loose(child.tail)


def _loose(text: str | None) -> Iterator[ReadText]:
    if text and text.strip():
        yield ReadText(text)


def _words(element: etree._Element) -> str:
    return "".join(str(t) for t in element.itertext())


def _table(table: etree._Element) -> ReadTable:
    rows = ([_cell(c) for c in row if c.tag in ("td", "th")] for row in table.iter("tr"))
    caption = table.find("caption")
    return ReadTable("" if caption is None else _words(caption).partition("：")[0], placed(rows))


def _cell(cell: etree._Element) -> tuple[str, int, int]:
    return _words(cell), _span(cell.get("rowspan")), _span(cell.get("colspan"))


def _span(value: str | None) -> int:
    return max(1, int(value)) if value and value.isdecimal() and len(value) < 4 else 1
