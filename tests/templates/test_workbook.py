"""The workbook of ``new``: the form's merges, input cells, totals with stored values, checks, protection."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries

from disclosure_report.editions import Edition, TableSpec, edition_keys, load_edition
from disclosure_report.templates.arithmetic import TableFigures, checks, total_terms
from disclosure_report.templates.grid import Grid, joined
from disclosure_report.templates.workbook import META_SHEET, TEMPLATE, sheet_name, write_workbook
from tests.builders import raw_tables

EDITIONS = pytest.mark.parametrize("edition", [load_edition(k) for k in edition_keys()], ids=lambda e: e.key)
TABLES = pytest.mark.parametrize(
    ("edition", "table"),
    [(load_edition(k), t) for k in edition_keys() for t in load_edition(k).tables.values()],
    ids=lambda x: x.key,
)


def flat(edition: str) -> dict[tuple[str, str, str], object]:
    return {
        (t, r, c): v for t, rows in raw_tables(edition).items() for r, cells in rows.items() for c, v in cells.items()
    }


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(data), data_only=values)


def made(edition: Edition, **options: object) -> bytes:
    return write_workbook(edition, "示例市教育局", edition.first_year + 1, **options)  # type: ignore[arg-type]


@TABLES
def test_layout_has_exactly_the_forms_cells_and_merges(edition: Edition, table: TableSpec):
    sheet = opened(made(edition))[sheet_name(table.key, table.caption)]
    grid = Grid(table)
    wanted = {grid.span(c) for c in table.cells if c.rowspan > 1 or c.colspan > 1}
    found = {str(m) for m in sheet.merged_cells.ranges if 3 <= m.min_row <= grid.last_row}
    assert found == wanted
    for cell in table.cells:
        if cell.role != "value":
            assert sheet.cell(*grid.at(cell)).value == cell.text


@TABLES
def test_inputs_are_open_and_totals_locked(edition: Edition, table: TableSpec):
    sheet = opened(made(edition))[sheet_name(table.key, table.caption)]
    totals = total_terms(table)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    for key in table.fields:
        cell = sheet[Grid(table).ref(key)]
        assert cell.protection.locked == (key in totals)
        assert (cell.data_type == "f") == (key in totals)


@TABLES
def test_every_input_is_validated_by_its_kind(edition: Edition, table: TableSpec):
    sheet = opened(made(edition))[sheet_name(table.key, table.caption)]
    kinds = {"count": "whole", "signed": "whole", "decimal": "custom", "money": "custom"}
    for key in set(table.fields) - set(total_terms(table)):
        ref = Grid(table).ref(key)
        own = [v for v in sheet.data_validations.dataValidation if ref in v.sqref]
        assert [v.type for v in own] == [kinds[table.kind_of(key[1])]], ref
        assert own[0].error
        assert own[0].prompt
        assert len(own[0].prompt) <= 255
        assert len(own[0].promptTitle) <= 32


@EDITIONS
def test_filled_workbook_gives_every_figure_without_a_spreadsheet_program(edition: Edition):
    figures = flat(edition.key)
    book = opened(made(edition, figures=figures), values=True)
    for table in edition.tables.values():
        sheet = book[sheet_name(table.key, table.caption)]
        for key in table.fields:
            assert Decimal(str(sheet[Grid(table).ref(key)].value)) == figures[table.key, *key]


@EDITIONS
def test_blank_workbook_stores_zero_totals_and_blank_inputs(edition: Edition):
    book = opened(made(edition), values=True)
    for table in edition.tables.values():
        totals = total_terms(table)
        for key in table.fields:
            value = book[sheet_name(table.key, table.caption)][Grid(table).ref(key)].value
            assert value == (0 if key in totals else None)


@EDITIONS
def test_no_formula_is_without_a_stored_value(edition: Edition):
    data = made(edition, figures=flat(edition.key))
    formulas, values = opened(data), opened(data, values=True)
    seen = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell.coordinate
    assert seen > 30


def test_checks_say_what_is_missing_and_what_differs():
    edition = load_edition("2021")
    figures = flat("2021") | {
        ("requests", "carried_out", "natural_person"): 3,
        ("requests", "granted", "other"): None,
        ("disputes", "reconsideration", "total"): 9,
    }
    book = opened(made(edition, figures=figures), values=True)
    requests, disputes = book["依申请公开"], book["复议诉讼"]
    grid = Grid(edition.tables["requests"])
    row = grid.places["granted", "natural_person"][0]
    assert requests.cell(row, grid.check_column).value == "缺 1 格"
    column = grid.places["granted", "natural_person"][1]
    assert requests.cell(grid.last_row + 2, column).value == "差 -1"
    assert requests.cell(grid.last_row + 2, column + 1).value == "平"
    assert any(c.value == "差 4" for line in disputes.iter_rows() for c in line)
    states = [c.value for line in book["首页"].iter_rows() for c in line if str(c.value).startswith("有 ")]
    assert len(states) == 2


def test_a_wrong_total_is_written_as_it_was_given():
    edition = load_edition("2021")
    figures = flat("2021") | {("disputes", "reconsideration", "total"): 9}
    sheet = opened(made(edition, figures=figures))["复议诉讼"]
    assert sheet[Grid(edition.tables["disputes"]).ref(("reconsideration", "total"))].value == 9


@TABLES
def test_each_identity_turns_its_cells_red(edition: Edition, table: TableSpec):
    sheet = opened(made(edition))[sheet_name(table.key, table.caption)]
    coloured = {frozenset(str(rule.sqref).split()) for rule in sheet.conditional_formatting}
    grid = Grid(table)
    for check in checks(table):
        assert frozenset(grid.ranges(check.operands)) in coloured


def test_defined_names_point_at_the_cells():
    edition = load_edition("2021")
    book = opened(made(edition))
    assert set(book.defined_names) >= {".".join(f) for f in edition.figures()}
    assert book.defined_names["requests.new_received.natural_person"].attr_text == "'依申请公开'!$D$6"
    meta = book[META_SHEET]
    assert meta.sheet_state == "hidden"
    assert [[c.value for c in r] for r in meta.iter_rows()] == [
        ["template", TEMPLATE],
        ["edition", "2021"],
        ["year", 2022],
    ]


@TABLES
def test_pages_are_a4_as_wide_as_the_paper(edition: Edition, table: TableSpec):
    sheet = opened(made(edition))[sheet_name(table.key, table.caption)]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.orientation == ("landscape" if table.key == "disputes" else "portrait")
    assert sheet.print_area.endswith(f"${Grid(table).last_row}")
    assert sheet.freeze_panes is not None


def test_last_years_figures_are_carried_in():
    edition = load_edition("2021")
    data = made(edition, previous=flat("2021"))
    now, text = opened(data, values=True), opened(data)
    requests, proactive = Grid(edition.tables["requests"]), Grid(edition.tables["proactive"])
    parts = [now["依申请公开"][requests.ref(("carried_in", c))].value for c in edition.tables["requests"].columns]
    assert parts == [2, 1, 0, 0, 0, 0, 3]
    ref = proactive.ref(("normative_documents", "in_force"))
    assert now["主动公开"][ref].value == 12
    assert text["主动公开"][ref].value == "=12+SUM(B6)-SUM(C6)"
    assert not text["主动公开"][ref].protection.locked


def test_previous_items_of_the_old_form_take_the_change_along():
    edition = load_edition("2019")
    sheet = opened(made(edition, previous=flat("2019")), values=True)["主动公开"]
    assert sheet[Grid(edition.tables["proactive"]).ref(("licensing", "previous_items"))].value == 18


def test_text_never_becomes_a_formula():
    edition = load_edition("2021")
    data = write_workbook(edition, "=HYPERLINK(1)\x07", 2024, figures={("proactive", "penalty", "decisions"): "=1+1"})
    book = opened(data)
    assert book["主动公开"][Grid(edition.tables["proactive"]).ref(("penalty", "decisions"))].data_type == "s"
    assert book["首页"]["B2"].value == "=HYPERLINK(1)"
    assert book["首页"]["B2"].data_type == "s"


@EDITIONS
def test_same_arguments_same_bytes(edition: Edition):
    first, second = (made(edition, figures=flat(edition.key)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_sums_read_blanks_and_text_as_nothing():
    table = load_edition("2021").tables["disputes"]
    figures = TableFigures(table, {("reconsideration", "upheld"): 3, ("reconsideration", "other"): "无"})
    assert figures.value(("reconsideration", "total")) == 3
    assert figures.blanks([("reconsideration", c) for c in table.columns]) == 3


@pytest.mark.parametrize("previous", [None, flat("2021")], ids=["blank", "carried in"])
def test_a_workbook_not_yet_filled_says_what_is_missing_and_blames_nothing(previous: dict | None):
    book = opened(made(load_edition("2021"), previous=previous), values=True)
    words = [str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None]
    assert [w for w in words if w.startswith(("差 ", "有 "))] == []
    assert sum(w.startswith("缺 ") for w in words) > 30
    assert sum(w.startswith("还有 ") for w in words) == 3


@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 30)), min_size=1))
def test_ranges_cover_exactly_the_cells(places: set[tuple[int, int]]):
    covered = []
    for part in joined(sorted(places)):
        first_column, first_row, last_column, last_row = range_boundaries(part)
        covered += [(r, c) for r in range(first_row, last_row + 1) for c in range(first_column, last_column + 1)]
    assert sorted(covered) == sorted(places)


def test_a_block_is_one_range():
    assert joined((r, c) for r in range(6, 9) for c in range(4, 10)) == ("D6:I8",)


@TABLES
def test_no_formula_is_longer_than_excel_takes(edition: Edition, table: TableSpec):
    sheet = opened(made(edition))[sheet_name(table.key, table.caption)]
    texts = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    texts += [r.formula[0] for f in sheet.conditional_formatting for r in f.rules]
    assert max(map(len, texts)) < 1024
