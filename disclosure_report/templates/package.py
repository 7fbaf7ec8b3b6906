"""The bytes of the workbook: what openpyxl leaves out or writes against the schema, put right; the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from disclosure_report.model.report import digits
from disclosure_report.templates.formulas import Formula

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: CT_Font is a sequence in the schema (ECMA-376 part 1, 18.8.22); openpyxl writes the name first.
_FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
#: No clock: a workbook made today and one made tomorrow are the same file.
_STAMP = "2000-01-01T00:00:00Z"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def finish(saved: bytes, stored: Mapping[str, Mapping[str, Formula]]) -> bytes:
    """The saved workbook with the values of its formulas (``sheet part name → cell → formula``), valid and timeless."""
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, formulas in stored.items():
        parts[name] = _with_values(parts[name], formulas)
    parts["xl/styles.xml"] = _ordered_fonts(parts["xl/styles.xml"])
    parts["docProps/core.xml"] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?(?=<)", _STAMP.encode(), parts["docProps/core.xml"])
    return pack(parts)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of the parts, sorted, the content types first, every date 1980-01-01."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(entry, parts[name])
    return out.getvalue()


def _with_values(xml: bytes, formulas: Mapping[str, Formula]) -> bytes:
    root = etree.fromstring(xml)
    for cell in root.iter(f"{_MAIN}c"):
        formula = formulas.get(cell.get("r", ""))
        if formula is None:
            continue
        value = cell.find(f"{_MAIN}v")
        if value is None:
            value = etree.SubElement(cell, f"{_MAIN}v")
        if isinstance(formula.value, str):
            cell.set("t", "str")
            value.text = formula.value
        else:
            value.text = digits(formula.value)
    return _xml(root)


def _ordered_fonts(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda e: _FONT_ORDER.index(etree.QName(e).localname))
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
