"""What the examples compile to, by meaning: blocks, tables, the PDF's tags and bookmarks. No geometry, no fonts.

``python -m tests.golden.snapshot`` renews the files beside this one; read the difference before committing it.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf

from disclosure_report.model.document import Block, Document, Heading, Table, Text, block_lines
from disclosure_report.templates.examples import examples
from disclosure_report.writers.pdf.readback import Element, read_back
from disclosure_report.writers.publication import Publication, writer_for
from tests.conformance.cases import publications

FOLDER = Path(__file__).parent
#: Every example; other cases add nothing that can be looked over. What the rules find in them is tested elsewhere.
KEPT = tuple(example.folder.replace("/", "-") for example in examples())


def snapshot(publication: Publication) -> dict[str, Any]:
    """A compiled report as data."""
    data = writer_for("pdf")(replace(publication, marks=()))
    root = read_back(data).root
    return {
        "content_hash": publication.document.meta.content_hash,
        "blocks": blocks(publication.document),
        "tags": tags(root),
        "headings": [f"{e.tag} {e.text}" for e in root.walk() if e.tag in ("H1", "H2", "H3", "H4", "H5")],
        "bookmarks": bookmarks(data),
    }


def blocks(document: Document) -> list[Any]:
    """A line a block: its kind, its level, and the words (headings) or their hash; tables row by row."""
    return [_block(block) for block in document.blocks]


def _block(block: Block) -> Any:
    kind = type(block).__name__
    if isinstance(block, Table):
        return {kind: block.key, "caption": block.caption, "heads": block.header_rows, "rows": _rows(block)}
    words = "".join(block_lines(block))
    if isinstance(block, Heading):
        return f"{kind} {block.level} {words}"
    level = f" {block.level}:{block.heading_length}" if isinstance(block, Text) else ""
    return f"{kind}{level} {hashlib.sha256(words.encode()).hexdigest()[:16]}"


def _rows(table: Table) -> list[str]:
    """Each row's cells: words, what they span, an initial for the kind."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        span = f"[{cell.rowspan}×{cell.colspan}]" if (cell.rowspan, cell.colspan) != (1, 1) else ""
        rows[cell.row].append(f"{cell.kind[0]}{span}:{cell.text}")
    return [" | ".join(row) for row in rows]


def tags(root: Element) -> str:
    """The structure tree in one line: runs of a tag counted, tables with their rows and cells."""
    return " ".join(f"{tag}×{len(list(run))}" for tag, run in groupby(e.tag for e in root.walk()))


def bookmarks(data: bytes) -> list[str]:
    """The outline, indented by level."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        return list(_bookmarks(outline.root, 0))


def _bookmarks(items: Any, level: int) -> Any:
    for item in items:
        yield "  " * level + item.title
        yield from _bookmarks(item.children, level + 1)


def main() -> None:
    """Write every snapshot anew."""
    for name in KEPT:
        text = json.dumps(snapshot(publications()[name]), ensure_ascii=False, indent=1) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
