"""A mandated table as an HTML table whose every figure names the cells that head it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from disclosure_report.model.document import Cell, Table
from disclosure_report.writers.printable import printable

#: Tables of more columns scroll on a narrow screen.
_NARROW = 6


def table_html(table: Table) -> Iterator[str]:
    """The table line by line, in a region that scrolls sideways where the screen is narrower than the table."""
    kind = "narrow" if table.columns <= _NARROW else "wide"
    name = f"caption-{table.key}"
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">'
    yield f'<table class="{kind}" id="table-{table.key}">'
    yield f'<caption id="{name}">{_text(table.caption)}：{_text(table.description)}</caption>'
    yield "<colgroup>" + "".join(f'<col style="width: {share:.4g}%">' for share in _shares(table)) + "</colgroup>"
    yield from _rows(table)
    yield "</table></div>"


def _shares(table: Table) -> list[float]:
    """Every column's part of the width in percent; the browser widens those whose figures need more."""
    return [100 * weight / sum(table.weights) for weight in table.weights]


def _rows(table: Table) -> Iterator[str]:
    grid = table.grid()
    part = "thead" if table.header_rows else "tbody"
    yield f"<{part}>"
    for number in range(table.rows):
        if number == table.header_rows and number:
            yield f"</{part}><tbody>"
            part = "tbody"
        cells = (c for c in table.cells if c.row == number)
        yield f"<tr>{''.join(_cell(c, table.key, grid) for c in sorted(cells, key=lambda c: c.column))}</tr>"
    yield f"</{part}>"


def _cell(cell: Cell, key: str, grid: list[list[Cell]]) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1
    )
    if not cell.is_head:
        headers = " ".join(_id(key, head) for head in heads_of(cell, grid))
        prose = ' class="prose"' if cell.kind == "text" else ""
        return f'<td{spans} headers="{headers}"{prose}>{_text(cell.text)}</td>'
    label = ' class="label"' if cell.kind == "label" and cell.rowspan == 1 else ""
    return f'<th{spans} id="{_id(key, cell)}" scope="{_scope(cell)}"{label}>{_text(cell.text)}</th>'


def heads_of(cell: Cell, grid: list[list[Cell]]) -> list[Cell]:
    """The header cells of a figure: the labels of its row, then the nearest heads above it, outermost first."""
    labels = dict.fromkeys(c for c in grid[cell.row][: cell.column] if c.kind == "label")
    above: dict[Cell, None] = {}
    for row in range(cell.row - 1, -1, -1):
        head = grid[row][cell.column]
        if head.kind == "header":
            above[head] = None
        elif above:
            break
    return [*labels, *reversed(above)]


def _scope(cell: Cell) -> str:
    if cell.kind == "header":
        return "colgroup" if cell.colspan > 1 else "col"
    return "rowgroup" if cell.rowspan > 1 else "row"


def _id(key: str, cell: Cell) -> str:
    return f"{key}-{cell.row}-{cell.column}"


def _text(text: str) -> str:
    return escape(printable(text))
