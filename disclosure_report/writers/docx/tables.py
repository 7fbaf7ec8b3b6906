"""A mandated table as a Word table: the form's merges, repeated header rows, rows that are never split."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from xml.sax.saxutils import quoteattr

from disclosure_report.model.document import Cell, Table
from disclosure_report.typeset.profile import MM, Profile
from disclosure_report.writers.docx.columns import Columns, fit_columns
from disclosure_report.writers.docx.runs import paragraph, run
from disclosure_report.writers.docx.sheet import size, twips
from disclosure_report.writers.printable import printable
from disclosure_report.writers.wording import safe_width

#: Tables of so few rows stand on one page.
_HELD_TOGETHER = 6
#: Rows no lower than this (em) still read well.
_TIGHT = 1.7
_STYLES = {"header": "TableHeader", "label": "TableLabel", "value": "TableValue", "text": "TableLabel"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(table: Table, profile: Profile) -> str:
    """The ``w:tbl``; widths stand in the grid and in every cell, because WPS reads the one and Word the other."""
    columns = fit_columns(table, profile)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns.twips)
    rows = "".join(_rows(table, columns, profile))
    return f"<w:tbl>{_properties(table, columns, profile)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _properties(table: Table, columns: Columns, profile: Profile) -> str:
    rule, padding, air = round(profile.table.rule * 8), twips(columns.padding), twips(profile.table.padding)
    sides = (("top", air), ("left", padding), ("bottom", air), ("right", padding))
    margins = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in sides)
    borders = "".join(f'<w:{edge} w:val="single" w:sz="{rule}" w:space="0" w:color="000000"/>' for edge in _EDGES)
    first_row = int(table.header_rows > 0)
    return (
        '<w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(columns.twips)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        f'<w:tblLook w:val="0000" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(printable(table.caption))}/>"
        f"<w:tblDescription w:val={quoteattr(printable(table.description))}/></w:tblPr>"
    )


def _rows(table: Table, columns: Columns, profile: Profile) -> Iterator[str]:
    least = _row_height(table, columns, profile)
    for number, cells in enumerate(table.grid()):
        height = twips(columns.size * (least if number < table.header_rows else max(least, table.row_height)))
        head = "<w:tblHeader/>" if number < table.header_rows else ""
        keep = _keeps_next(table, number, cells)
        inner = "".join(_cells(cells, number, columns, profile, keep))
        yield f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/>{head}</w:trPr>{inner}</w:tr>'


def _row_height(table: Table, columns: Columns, profile: Profile) -> float:
    """Em of the lowest row: the profile's, or a tighter one when only that lets the table stand on one page."""
    page = profile.type_area.height * MM - profile.grid.word_pitch / 20
    usual, tight = profile.table.row_height, min(_TIGHT, profile.table.row_height)
    if _height(table, columns, profile, tight) <= page < _height(table, columns, profile, usual):
        return tight
    return usual


def _height(table: Table, columns: Columns, profile: Profile, least: float) -> float:
    """About how high the table is, pt, when its lowest rows are ``least`` em high."""
    heights = [columns.size * least] * table.rows
    for cell in table.cells:
        if cell.rowspan == 1:
            room = sum(columns.twips[cell.column : cell.column + cell.colspan]) / 20 - 2 * columns.padding
            lines = ceil(safe_width(cell.text) * columns.size / max(room, 1))
            needed = lines * columns.size * profile.table.leading + 2 * profile.table.padding
            heights[cell.row] = max(heights[cell.row], needed)
    return sum(heights)


def _keeps_next(table: Table, number: int, cells: list[Cell]) -> bool:
    """Heads never part from what they head; a small table stays whole."""
    if number == table.rows - 1:
        return False
    return table.rows <= _HELD_TOGETHER or any(c.kind == "header" for c in cells)


def _cells(cells: list[Cell], number: int, columns: Columns, profile: Profile, keep: bool) -> Iterator[str]:
    position = 0
    while position < len(cells):
        cell = cells[position]
        yield _cell(cell, number, columns, profile, keep)
        position += cell.colspan


def _cell(cell: Cell, number: int, columns: Columns, profile: Profile, keep: bool) -> str:
    wide = sum(columns.twips[cell.column : cell.column + cell.colspan])
    across = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    first = number == cell.row
    down = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if cell.rowspan > 1 else ""
    inner = _paragraph(cell, first, columns, profile, keep)
    properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _paragraph(cell: Cell, first: bool, columns: Columns, profile: Profile, keep: bool) -> str:
    """The cell's words; below a vertical merge an empty paragraph that the merge hides."""
    same_size = columns.size == profile.styles["table"].size
    height = twips(columns.size * profile.table.leading)
    pitch = "" if same_size else f'<w:spacing w:line="{height}" w:lineRule="exact"/>'
    words = run(cell.text, extra="" if same_size else size(columns.size)) if first and cell.text else ""
    short = len(columns.twips) < profile.table.wide_from
    centred = '<w:jc w:val="center"/>' if cell.kind == "label" and (cell.rowspan > 1 or short) else ""
    return paragraph(_STYLES[cell.kind], words, keep_next=keep, extra=pitch + centred)
