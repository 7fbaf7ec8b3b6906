"""What a table's merges decide, and what of it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure_report.model.document import Cell, Table
from disclosure_report.typeset.table_shape import shape_of

#: 甲 heads two columns, 乙 two rows.
CELLS = (
    Cell("甲", 0, 0, 1, 3, "header"),
    Cell("乙", 1, 0, 2, 1, "label"),
    Cell("1", 1, 1),
    Cell("2", 1, 2),
    Cell("3", 2, 1, 1, 2),
)
TABLE = Table("t", "题", "述", 3, 3, 1, (1.0, 1.0, 1.0), CELLS)


def test_elements_stand_in_reading_order_and_figures_know_their_heads():
    shape = shape_of(TABLE)
    tags = [element.tag for element in shape.elements]
    assert tags == ["TR", "TH", "TR", "TH", "TD", "TD", "TR", "TD"]
    assert [shape.elements[place - 1].tag for place in shape.places] == ["TH", "TH", "TD", "TD", "TD"]
    assert [e.heads for e in shape.elements if e.tag == "TD"] == [(2, 4)] * 3
    assert shape.elements[3].attributes == {"RowSpan": 2, "Scope": "Row"}


def test_lines_run_between_different_cells_only():
    shape = shape_of(TABLE)
    part = shape.part(1, 3)
    assert part.cells == ((1, 1, 3), (2, 1, 2), (3, 1, 2), (4, 2, 3))
    assert part.level == ((0, 0, 3), (1, 1, 3), (2, 0, 3))
    assert part.upright == ((0, 0, 2), (1, 0, 2), (2, 0, 1), (3, 0, 2))
    assert shape.crossings == (0, 0, 1, 0)


def test_tables_that_differ_in_figures_share_a_shape_and_long_ones_are_not_kept():
    other = replace(TABLE, cells=tuple(replace(c, text=c.text + "0") for c in CELLS))
    assert shape_of(other) is shape_of(TABLE)
    long = replace(TABLE, rows=600, columns=1, cells=tuple(Cell("1", n, 0) for n in range(600)), weights=(1.0,))
    assert not shape_of(long).is_common
    assert shape_of(long) is not shape_of(long)


def test_a_hole_in_the_grid_is_refused():
    with pytest.raises(ValueError, match="cover"):
        shape_of(replace(TABLE, cells=CELLS[:-1]))
