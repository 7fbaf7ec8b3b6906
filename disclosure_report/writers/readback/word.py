"""A Word file read back: paragraphs and tables of its body, as a reader sees them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from disclosure_report.writers.readback.model import NotReadable, ReadBack, ReadBlock, ReadTable, ReadText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DAMAGED = "不是完好的 Word 文件（.docx），请用 Word 或 WPS 打开后另存为 .docx 再试"
#: The largest part of a report's Word file, unpacked.
_LARGEST = 48 * 1024 * 1024
#: Columns narrower than this (twips) hold nothing.
_SLIVER = 30
#: What a reader does not see: deleted and moved-away text, the old-format twin of a text box.
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"}


def read(data: bytes) -> ReadBack:
    """Body and content hash. Raises ``NotReadable``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml").find(f"{_W}body")
            content_hash = _hash(archive)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise NotReadable(_DAMAGED) from fault
    if body is None:
        raise NotReadable(_DAMAGED)
    return ReadBack("docx", content_hash, tuple(_blocks(body)))


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    info = archive.getinfo(name)
    if info.file_size > _LARGEST:
        raise NotReadable(_DAMAGED)
    with archive.open(info) as stream:
        text = stream.read(_LARGEST + 1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as fault:
        raise NotReadable(_DAMAGED) from fault
    if b"<!DOCTYPE" in text:
        raise NotReadable(_DAMAGED)
    return root


def _hash(archive: zipfile.ZipFile) -> str | None:
    if "docProps/custom.xml" not in archive.namelist():
        return None
    for item in _part(archive, "docProps/custom.xml"):
        if item.get("name") == "ContentHash":
            return "".join(str(t) for t in item.itertext()).strip() or None
    return None


def _blocks(parent: etree._Element) -> Iterator[ReadBlock]:
    for child in parent:
        if child.tag == f"{_W}p":
            text = "".join(_words(child))
            if text.strip():
                yield ReadText(text)
        elif child.tag == f"{_W}tbl":
            yield _table(child)
        elif child.tag not in _UNSEEN and child.tag != f"{_W}sectPr":
            yield from _blocks(child)


def _words(element: etree._Element) -> Iterator[str]:
    """The visible text below an element, in order."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " " if len(element) else ""
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_W}sym":
            yield chr(int(child.get(f"{_W}char") or "20", 16))
        elif child.tag not in _UNSEEN and not _hidden(child):
            yield from _words(child)


def _hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")


def _table(table: etree._Element) -> ReadTable:
    cells: dict[tuple[int, int], str] = {}
    logical = _logical_columns(table)
    for number, row in enumerate(table.iter(f"{_W}tr")):
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in row.iter(f"{_W}tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None or merge.get(f"{_W}val") == "restart":
                place = logical[min(column, len(logical) - 1)] if logical else column
                cells[number, place] = "".join(_words(cell))
            column += _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
    caption = table.find(f"{_W}tblPr/{_W}tblCaption")
    return ReadTable("" if caption is None else caption.get(f"{_W}val") or "", cells)


def _logical_columns(table: etree._Element) -> list[int]:
    """Grid column → column of the form: programs that save anew leave slivers where rows differ by a rounding."""
    out, count = [], 0
    for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol"):
        out.append(count)
        width = column.get(f"{_W}w") or ""
        count += not (width.isdigit() and int(width) < _SLIVER)
    return out


def _number(element: etree._Element | None, default: int) -> int:
    value = None if element is None else element.get(f"{_W}val")
    return int(value) if value and value.isdigit() and len(value) < 4 else default
