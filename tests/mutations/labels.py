"""Every label of the real workbooks altered: its last character dropped, one in the middle replaced."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape

from openpyxl import load_workbook

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.readers.labels import label_key
from tests.mutations.parents import Parent

CODES = {"SRC004", "SRC005", "SRC015"}


def mutants(parent: Parent) -> Iterator[tuple[str, str, tuple[Finding, ...]]]:
    """("sheet!cell label", change, findings) of every cell that holds a label of the form."""
    known = _labels(parent)
    for name in (n for n in parent.files if n.endswith(".xlsx")):
        parts = _parts(parent.files[name])
        book = load_workbook(io.BytesIO(parent.files[name]))
        for number, sheet in enumerate(book, 1):
            for cell in (c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)):
                if sheet.max_column < 4 or label_key(cell.value) not in known:
                    continue
                for change, words in _changes(cell.value).items():
                    data = _with_words(parts, f"xl/worksheets/sheet{number}.xml", cell.coordinate, words)
                    found = parent.findings_of_reading({**parent.files, name: data})
                    yield f"{sheet.title}!{cell.coordinate} {cell.value}", change, found


def _labels(parent: Parent) -> set[object]:
    tables = load_edition(parent.report.edition).tables.values()
    return {label_key(cell.text) for table in tables for cell in table.cells if cell.text}


def _changes(label: str) -> dict[str, str]:
    middle = len(label) // 2
    return {"shortened": label[:-1], "replaced": label[:middle] + "甲" + label[middle + 1 :]}


def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def _with_words(parts: Mapping[str, bytes], part: str, cell: str, words: str) -> bytes:
    """The workbook with these words in a cell, stored values and all else untouched."""
    old = re.compile(rf'(<c r="{cell}"[^>]* t="inlineStr"><is><t[^>]*>)[^<]*')
    new, count = old.subn(lambda m: m[1] + escape(words), parts[part].decode(), count=1)
    assert count == 1, (part, cell)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, new.encode() if name == part else data)
    return out.getvalue()


def caught_by(place: str, findings: tuple[Finding, ...]) -> set[str]:
    """The codes of what names the label's cell, or its sheet as the one in which a label is missing."""
    sheet, cell = place.split(" ")[0].split("!")
    return {
        f.code
        for f in findings
        if f.code == "SRC004"
        or (f.code in CODES and any(p.sheet == sheet and p.cell in (cell, None) for p in (f.source, *f.related)))
    }
