"""The mandated tables in Word: merges, repeated rows, widths."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.model.document import Cell, Table
from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.docx.columns import fit_columns
from disclosure_report.writers.wording import width
from tests import builders
from tests.writers.docx.word import W, opened, value
from tests.writers.publications import publication, ten_digits

TYPE_AREA = 8844


def _tables(made):
    found = [b for b in made.document.blocks if isinstance(b, Table)]
    return list(zip(found, (t._tbl for t in opened(made).tables), strict=True))


PAIRS = [*_tables(publication()), *_tables(publication(builders.report("2019")))]


@pytest.mark.parametrize("table, word", PAIRS)
def test_merges_are_exactly_the_grid(table, word):
    grid = table.grid()
    for r, row in enumerate(word.findall(f"{W}tr")):
        column = 0
        for cell in row.findall(f"{W}tc"):
            expected = grid[r][column]
            assert int(value(cell, "tcPr/gridSpan") or 1) == expected.colspan
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            assert (merge is not None) == (expected.rowspan > 1)
            if merge is not None:
                assert (merge.get(f"{W}val") == "restart") == (expected.row == r)
            assert value(cell, "tcPr/vAlign") == "center"
            column += expected.colspan
        assert column == table.columns


@pytest.mark.parametrize("table, word", PAIRS)
def test_the_first_rows_repeat_and_no_row_is_split(table, word):
    rows = word.findall(f"{W}tr")
    repeated = [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows]
    assert repeated == [n < table.header_rows for n in range(table.rows)]
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)


@pytest.mark.parametrize("table, word", PAIRS)
def test_widths_are_fixed_and_agree(table, word):
    grid = [int(c.get(f"{W}w")) for c in word.findall(f"{W}tblGrid/{W}gridCol")]
    assert sum(grid) == int(value(word, "tblPr/tblW", "w")) == TYPE_AREA
    assert value(word, "tblPr/tblLayout", "type") == "fixed"
    for row in word.findall(f"{W}tr"):
        assert sum(int(value(c, "tcPr/tcW", "w")) for c in row.findall(f"{W}tc")) == TYPE_AREA


@pytest.mark.parametrize("table, word", PAIRS)
def test_screen_readers_get_caption_and_description(table, word):
    assert value(word, "tblPr/tblCaption") == table.caption
    assert value(word, "tblPr/tblDescription") == table.description


@pytest.mark.parametrize("table, word", PAIRS)
def test_rules_are_half_a_point(table, word):
    assert {e.get(f"{W}sz") for e in word.find(f"{W}tblPr/{W}tblBorders")} == {"4"}


def test_heads_hold_on_to_what_they_head():
    table, word = PAIRS[0]
    grid = table.grid()
    for cells, row in zip(grid, word.findall(f"{W}tr"), strict=True):
        keeps = {p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")}
        assert keeps == {any(c.kind == "header" for c in cells)}


@pytest.mark.parametrize("key", ["proactive", "requests", "disputes"])
def test_ten_digit_figures_fit_their_columns(key):
    table = next(t for t, _ in _tables(ten_digits()) if t.key == key)
    columns = fit_columns(table, load_profile())
    frame = 2 * columns.padding
    for cell in table.cells:
        if cell.kind == "value":
            room = sum(columns.twips[cell.column : cell.column + cell.colspan]) / 20 - frame
            assert width(cell.text) * columns.size <= room


def test_ordinary_figures_keep_the_profiles_size():
    sizes = [fit_columns(t, load_profile()).size for t, _ in _tables(publication())]
    assert sizes == [12.0, 10.5, 10.5]


@given(
    st.lists(st.tuples(st.floats(0.1, 10), st.text("0123456789.", max_size=14)), min_size=1, max_size=20),
    st.sampled_from(["header", "label", "value"]),
)
def test_any_table_fills_the_type_area(columns, kind):
    cells = tuple(Cell(text, 0, n, kind=kind) for n, (_, text) in enumerate(columns))
    table = Table("t", "", "", 1, len(columns), 0, tuple(weight for weight, _ in columns), cells)
    fitted = fit_columns(table, load_profile())
    assert sum(fitted.twips) == TYPE_AREA
    assert all(w >= 0 for w in fitted.twips)
    longer = replace(table, cells=(replace(cells[0], text=cells[0].text + "0"), *cells[1:]))
    assert fit_columns(longer, load_profile()).size <= fitted.size
