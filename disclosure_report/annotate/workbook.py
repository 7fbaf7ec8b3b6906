"""A copy of the clerk's workbook with the findings written in: coloured cells, a note on each.

Only the XML of the sheets concerned, their notes and the style list is changed; charts, pictures, widths, macros and
every other part keep their bytes. The original is not touched: bytes in, bytes out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from disclosure_report.annotate.cell_comments import add_comments, position
from disclosure_report.annotate.cell_styles import Styles
from disclosure_report.annotate.note import by_weight, note_lines
from disclosure_report.annotate.package import OFFICE, Package, parse, serialise
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.source import cell_name

FILLS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTICE: "FFDDEBF7"}
#: Cells that a finding names beside its own place: the other operands.
RELATED_FILL = "FFFCE4D6"


def annotate_workbook(source: bytes, findings: Iterable[Finding], file_name: str) -> bytes | None:
    """The annotated copy; ``None`` when ``source`` is no sound .xlsx/.xlsm, or no finding stands in one of its cells.

    ``file_name`` is the workbook's name as the findings' places give it.
    """
    cells = _by_cell(findings, file_name)
    if not cells or not zipfile.is_zipfile(io.BytesIO(source)):
        return None
    try:
        return _annotated(Package(source), cells)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, LookupError, ValueError, RuntimeError):
        return None  # damaged inside, encrypted, or made by rules of its own: the findings are shown elsewhere


def _annotated(package: Package, cells: Mapping[str, Marks]) -> bytes | None:
    sheets = _sheets(package)
    marked = [name for name in cells if name in sheets]
    if not marked:
        return None
    styles = _styles(package)
    for name in marked:
        _mark_sheet(package, sheets[name], cells[name], styles)
    if styles is not None:
        package.write(_part(package, "styles"), serialise(styles.root))
    return package.packed()


Order = Callable[[etree._Element], int]
#: Cell → (colour, the findings that stand in it).
Marks = dict[str, tuple[str, list[Finding]]]


def _by_cell(findings: Iterable[Finding], file_name: str) -> dict[str, Marks]:
    """Sheet → cell → (colour, the findings that stand in it). The gravest finding colours the cell."""
    out: dict[str, Marks] = {}
    related: list[tuple[str, str]] = []
    for finding in by_weight(findings):
        place = finding.source
        if place.file == file_name and place.sheet and place.cell and _is_cell(place.cell):
            colour = FILLS[finding.severity] if finding.counts else FILLS[Severity.NOTICE]
            out.setdefault(place.sheet, {}).setdefault(place.cell, (colour, []))[1].append(finding)
        for other in finding.related if finding.counts else ():
            if other.file == file_name and other.sheet and other.cell and _is_cell(other.cell):
                related.append((other.sheet, other.cell))
    for sheet, cell in related:
        out.setdefault(sheet, {}).setdefault(cell, (RELATED_FILL, []))
    return out


def _is_cell(ref: str) -> bool:
    try:
        position(ref)
    except ValueError:
        return False
    return True


def _mark_sheet(package: Package, part: str, marks: Marks, styles: Styles | None) -> None:
    sheet = parse(package.read(part))
    if styles is not None:
        _colour(sheet, {ref: colour for ref, (colour, _) in marks.items()}, styles)
    notes = {ref: [note_lines(f) for f in found] for ref, (_, found) in _in_order(marks) if found}
    if notes:
        add_comments(package, part, sheet, notes)
    package.write(part, serialise(sheet))


def _in_order(marks: Marks) -> list[tuple[str, tuple[str, list[Finding]]]]:
    return sorted(marks.items(), key=lambda item: position(item[0]))


def _colour(sheet: etree._Element, colours: Mapping[str, str], styles: Styles) -> None:
    space = f"{{{etree.QName(sheet).namespace}}}"
    data = sheet.find(f"{space}sheetData")
    if data is None:
        return
    _number(data, space)
    for ref, colour in colours.items():
        cell = _cell(data, ref, space)
        cell.set("s", str(styles.filled(int(cell.get("s", "0")), colour)))


def _number(data: etree._Element, space: str) -> None:
    """Write out the positions that a writer left to be counted (ECMA-376 part 1, 18.3.1.4: ``r`` is optional)."""
    row_number = 0
    for row in data.iterfind(f"{space}row"):
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in row.iterfind(f"{space}c"):
            column = position(cell.get("r") or cell_name(row_number - 1, column))[1] + 1
            cell.set("r", cell_name(row_number - 1, column - 1))


def _cell(data: etree._Element, ref: str, space: str) -> etree._Element:
    """The cell's element, made at its place when the sheet has none."""
    row_number, column = position(ref)
    row = _placed(data, f"{space}row", str(row_number + 1), lambda e: int(e.get("r", "0")) - 1, row_number)
    return _placed(row, f"{space}c", ref, lambda e: position(e.get("r", "A1"))[1], column)


def _placed(parent: etree._Element, tag: str, name: str, order: Order, wanted: int) -> etree._Element:
    after = 0
    for index, child in enumerate(parent):
        if child.tag != tag:
            continue
        if child.get("r") == name:
            return child
        if order(child) < wanted:
            after = index + 1
    made = etree.Element(tag, r=name)
    parent.insert(after, made)
    return made


def _sheets(package: Package) -> dict[str, str]:
    """Sheet name → part name; ``LookupError`` when the package is no workbook of the usual kind."""
    book = _part(package, "officeDocument", of="")
    root = parse(package.read(book))
    targets = {r.id: r.target for r in package.relationships(book)}
    space = f"{{{etree.QName(root).namespace}}}"
    names = {s.get("name", ""): targets.get(s.get(f"{{{OFFICE}}}id", "")) for s in root.iter(f"{space}sheet")}
    return {name: part for name, part in names.items() if part is not None and part in package}


def _styles(package: Package) -> Styles | None:
    try:
        styles = Styles(parse(package.read(_part(package, "styles"))))
        styles.check()
    except (LookupError, etree.XMLSyntaxError):
        return None
    return styles


def _part(package: Package, kind: str, of: str | None = None) -> str:
    """The part related by ``kind`` to the workbook (or to ``of``); ``LookupError`` when there is none."""
    origin = _part(package, "officeDocument", of="") if of is None else of
    found = [r.target for r in package.relationships(origin) if r.type == f"{OFFICE}/{kind}"]
    if not found:
        raise LookupError(kind)
    return found[0]
