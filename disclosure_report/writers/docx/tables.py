"""A mandated table as a Word table: the form's merges, repeated header rows, rows that are never split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import ceil
from xml.sax.saxutils import quoteattr

from disclosure_report.model.document import Table
from disclosure_report.typeset.profile import MM, Profile
from disclosure_report.typeset.table_shape import Shape, Spot, shape_of
from disclosure_report.typeset.tables import SHORT
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
#: Where a figure goes; no text holds it.
_FIGURE = "\0"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(table: Table, profile: Profile) -> str:
    """The ``w:tbl``; widths stand in the grid and in every cell, because WPS reads the one and Word the other."""
    shape, columns, cells = shape_of(table), fit_columns(table, profile), table.cells
    words = tuple([cells[i].text for i in shape.heads])
    least = _row_height(table, columns, profile)
    form = Form(table.caption, table.description, words, table.row_height, columns, least)
    between = (_kept if shape.is_common else _between)(shape, form, profile)
    extra = _type(columns, profile)
    figures = [_figure(cells[i].text, extra) for i in shape.figures]
    return "".join(chain.from_iterable(zip(between, figures, strict=False))) + between[-1]


@dataclass(frozen=True, slots=True)
class Form:
    """What a table looks like but for its figures: texts, the words of its heads in reading order, widths and heights.

    ``least``: em of the lowest row; ``row_height``: em that the table itself asks for below its heads.
    """

    caption: str
    description: str
    words: tuple[str, ...]
    row_height: float
    columns: Columns
    least: float


def _between(shape: Shape, form: Form, profile: Profile) -> tuple[str, ...]:
    """The table's XML before, between and behind its figures."""
    columns = form.columns
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns.twips)
    rows = "".join(_rows(shape, form, profile))
    xml = f"<w:tbl>{_properties(shape, form, profile)}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    return tuple(xml.split(_FIGURE))


#: The tables of an edition are the same in report after report, but for their figures and now and then a width.
_kept = lru_cache(maxsize=64)(_between)


def _figure(text: str, extra: str) -> str:
    if not text:
        return ""
    return _short(text, extra) if len(text) <= SHORT else run(text, extra=extra)


@lru_cache(maxsize=1 << 12)
def _short(text: str, extra: str) -> str:
    return run(text, extra=extra)


def _properties(shape: Shape, form: Form, profile: Profile) -> str:
    columns = form.columns
    rule, padding, air = round(profile.table.rule * 8), twips(columns.padding), twips(profile.table.padding)
    sides = (("top", air), ("left", padding), ("bottom", air), ("right", padding))
    margins = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in sides)
    borders = "".join(f'<w:{edge} w:val="single" w:sz="{rule}" w:space="0" w:color="000000"/>' for edge in _EDGES)
    first_row = int(shape.header_rows > 0)
    return (
        '<w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(columns.twips)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        f'<w:tblLook w:val="0000" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(printable(form.caption))}/>"
        f"<w:tblDescription w:val={quoteattr(printable(form.description))}/></w:tblPr>"
    )


def _rows(shape: Shape, form: Form, profile: Profile) -> Iterator[str]:
    runs = {
        i: run(text, extra=_type(form.columns, profile)) if text else ""
        for i, text in zip(shape.heads, form.words, strict=True)
    }
    for number in range(shape.rows):
        heads = number < shape.header_rows
        height = twips(form.columns.size * (form.least if heads else max(form.least, form.row_height)))
        head = "<w:tblHeader/>" if heads else ""
        inner = "".join(_cells(shape, number, runs, form.columns, profile))
        yield f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/>{head}</w:trPr>{inner}</w:tr>'


def _row_height(table: Table, columns: Columns, profile: Profile) -> float:
    """Em of the lowest row: the profile's, or a tighter one when only that lets the table stand on one page."""
    page = profile.type_area.height * MM - profile.grid.word_pitch / 20
    usual, tight = profile.table.row_height, min(_TIGHT, profile.table.row_height)
    needed = list(_needed_heights(table, columns, profile, tight))
    if _height(table, columns, needed, tight) <= page < _height(table, columns, needed, usual):
        return tight
    return usual


def _needed_heights(table: Table, columns: Columns, profile: Profile, least: float) -> Iterator[tuple[int, float]]:
    """Row and height, pt, of the cells that need more than ``least`` em."""
    size, floor = columns.size, columns.size * least
    leading, air = profile.table.leading, 2 * profile.table.padding
    for cell in table.cells:
        if cell.rowspan == 1:
            room = sum(columns.twips[cell.column : cell.column + cell.colspan]) / 20 - 2 * columns.padding
            lines = ceil(safe_width(cell.text) * size / max(room, 1))
            needed = lines * size * leading + air
            if needed > floor:
                yield cell.row, needed


def _height(table: Table, columns: Columns, needed: Iterable[tuple[int, float]], least: float) -> float:
    """About how high the table is, pt, when its lowest rows are ``least`` em high."""
    heights = [columns.size * least] * table.rows
    for row, height in needed:
        heights[row] = max(heights[row], height)
    return sum(heights)


def _keeps_next(shape: Shape, number: int) -> bool:
    """Heads never part from what they head; a small table stays whole."""
    if number == shape.rows - 1:
        return False
    return shape.rows <= _HELD_TOGETHER or any(shape.spots[i][4] == "header" for i in shape.at[number])


def _cells(shape: Shape, number: int, runs: Mapping[int, str], columns: Columns, profile: Profile) -> Iterator[str]:
    keep = _keeps_next(shape, number)
    for i in dict.fromkeys(shape.at[number]):
        row, column, rowspan, colspan, _ = shape.spots[i]
        wide = sum(columns.twips[column : column + colspan])
        across = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
        first = number == row
        down = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if rowspan > 1 else ""
        # Below a vertical merge stands an empty paragraph that the merge hides.
        inner = _paragraph(shape.spots[i], runs.get(i, _FIGURE) if first else "", columns, profile, keep)
        properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/>'
        yield f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _paragraph(spot: Spot, words: str, columns: Columns, profile: Profile, keep: bool) -> str:
    _, _, rowspan, _, kind = spot
    height = twips(columns.size * profile.table.leading)
    pitch = f'<w:spacing w:line="{height}" w:lineRule="exact"/>' if _type(columns, profile) else ""
    short = len(columns.twips) < profile.table.wide_from
    centred = '<w:jc w:val="center"/>' if kind == "label" and (rowspan > 1 or short) else ""
    return paragraph(_STYLES[kind], words, keep_next=keep, extra=pitch + centred)


def _type(columns: Columns, profile: Profile) -> str:
    """The size of a table's type where it is not its style's."""
    return "" if columns.size == profile.styles["table"].size else size(columns.size)
