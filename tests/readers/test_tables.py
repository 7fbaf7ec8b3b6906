"""The official tables are found by their labels and read cell by cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.utils import get_column_letter

from disclosure_report.editions import load_edition
from disclosure_report.readers.tables import TablesRead, read_tables
from disclosure_report.readers.workbook_file import read_workbook
from tests.readers.workbooks import cell_of, lay_out, raw_tables, to_bytes, workbook


def read(book, edition="2021", file="统计表.xlsx") -> TablesRead:
    data = book if isinstance(book, bytes) else to_bytes(book)
    sheets, findings = read_workbook(data, file)
    out = read_tables(sheets, load_edition(edition))
    out.findings = [*findings, *out.findings]
    return out


def values(tables: TablesRead):
    return {t: {r: {c: f.value for c, f in cs.items()} for r, cs in rows.items()} for t, rows in tables.tables.items()}


def codes(tables: TablesRead) -> list[str]:
    return [f.code for f in tables.findings]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("one_sheet", [False, True])
@pytest.mark.parametrize("shape", [{"merge": True}, {"merge": False}, {"merge": False, "fill": True}])
@pytest.mark.parametrize("corner", [(1, 1), (7, 5)])
def test_tables_are_found_wherever_and_however_they_are_laid_out(edition, one_sheet, shape, corner):
    book = workbook(edition, one_sheet=one_sheet, row=corner[0], column=corner[1], **shape)
    found = read(book, edition)
    assert values(found) == raw_tables(edition)
    assert codes(found) == []


def test_every_figure_knows_its_sheet_and_cell():
    found = read(workbook())
    for (table, row, column), figure in (
        ((t, r, c), f) for t, rows in found.tables.items() for r, cs in rows.items() for c, f in cs.items()
    ):
        at = cell_of("2021", table, row, column)
        source = figure.source
        assert (source.file, source.sheet, source.cell) == ("统计表.xlsx", table, f"{get_column_letter(at[1])}{at[0]}")
        assert (source.table, source.row, source.column) == (table, row, column)


def test_each_cell_is_read_from_its_own_place():
    raw = raw_tables()
    number = 1000
    numbered = {}
    for table, rows in raw.items():
        numbered[table] = {r: {c: (number := number + 1) for c in cells} for r, cells in rows.items()}
    assert values(read(workbook(raw=numbered))) == numbered


@pytest.mark.parametrize(
    "label",
    [
        lambda c: c.text.replace(".", "、"),
        lambda c: c.text.replace("（", "(").replace("）", ")").replace("，", ","),
        lambda c: "\n".join(c.text[i : i + 4] for i in range(0, len(c.text), 4)),
        lambda c: "　".join(c.text),
        lambda c: c.text.replace("“", '"').replace("”", '"') + " ",
        lambda c: c.text.translate(str.maketrans("12345678", "１２３４５６７８")).replace(".", "．"),
    ],
    ids=["comma", "half width", "line breaks", "spaces", "quotes", "full width"],
)
def test_typing_differences_are_no_findings(label):
    found = read(workbook(label=label))
    assert values(found) == raw_tables()
    assert codes(found) == []


def changed(expected: str, found: str):
    return lambda c: found if c.text == expected else c.text


@pytest.mark.parametrize(
    ("expected", "found", "place"),
    [
        ("行政规范性文件", "规范性文件", ("proactive", "normative_documents", "issued")),
        ("本年制发件数", "本年制发数", ("proactive", "regulations", "issued")),
        ("4.保护第三方合法权益", "4.保护第三方权益", ("requests", "refused_third_party", "natural_person")),
        ("4.保护第三方合法权益", "保护第三方合法权益", ("requests", "refused_third_party", "natural_person")),
        ("社会公益组织", "社会公益类组织", ("requests", "new_received", "public_interest_organization")),
        ("（三）不予公开", "（三）不公开", ("requests", None, None)),
        ("法人或其他组织", "法人和其他组织", ("requests", None, None)),
        ("第二十条第（五）项", "第二十条第五项目", ("proactive", None, None)),
        ("未经复议直接起诉", "未经复议直接诉讼", ("disputes", "litigation_direct", "upheld")),
        ("行政诉讼", "行政诉讼案件", ("disputes", None, None)),
    ],
)
def test_an_altered_label_is_read_and_reported(expected, found, place):
    tables = read(workbook(label=changed(expected, found)))
    assert values(tables) == raw_tables()
    finding = tables.findings[0]
    assert set(codes(tables)) == {"SRC005"}
    assert (finding.values["expected"], finding.values["found"]) == (expected, found)
    assert (finding.source.table, finding.source.row, finding.source.column) == place
    assert finding.source.sheet == place[0]


def test_one_outcome_altered_is_read_from_its_own_group():
    spec = load_edition("2021").tables["disputes"]
    second = [c for c in spec.cells if c.text == "尚未审结"][1]
    tables = read(workbook(label=lambda c: "尚未审理结案" if c is second else c.text))
    assert values(tables) == raw_tables()
    assert [(f.code, f.source.row, f.source.column) for f in tables.findings] == [
        ("SRC005", "litigation_direct", "pending")
    ]


@pytest.mark.parametrize(
    ("table", "expected", "found", "row", "column"),
    [
        ("requests", "2.重复申请", "2.恶意缠访", "rejected_repeated", "natural_person"),
        ("requests", "（一）予以公开", "（一）不予公开", "granted", "natural_person"),
        ("requests", "科研机构", "个体工商户", "new_received", "research_institution"),
        ("proactive", "规章", "地方性法规", "regulations", "issued"),
        ("proactive", "现行有效件数", "备注", "regulations", "in_force"),
        ("disputes", "结果纠正", "撤诉", "reconsideration", "corrected"),
    ],
)
def test_a_label_beyond_recognition_is_missing_and_never_guessed(table, expected, found, row, column):
    tables = read(workbook(label=changed(expected, found)))
    missing = [f for f in tables.findings if f.code == "SRC015"]
    assert (missing[0].source.table, missing[0].source.row, missing[0].source.column) == (table, row, column)
    read_values, right = values(tables)[table], raw_tables()[table]
    for r, cells in read_values.items():
        for c, value in cells.items():
            assert value == right[r][c]
    if missing[0].values["axis"] == "行":
        assert row not in read_values


def test_rows_in_another_order_are_read_by_label():
    spec = load_edition("2021").tables["requests"]
    swap = {"rejected_petition": "rejected_repeated", "rejected_repeated": "rejected_petition"}
    names = {spec.rows[a]: spec.rows[b] for a, b in swap.items()}
    raw = raw_tables()
    raw["requests"]["rejected_petition"]["natural_person"] = 3
    raw["requests"]["rejected_repeated"]["natural_person"] = 8
    tables = read(workbook(raw=raw, label=lambda c: names.get(c.text, c.text)))
    assert tables.tables["requests"]["rejected_petition"]["natural_person"].value == 8
    assert tables.tables["requests"]["rejected_repeated"]["natural_person"].value == 3


def test_columns_in_another_order_are_read_by_label():
    names = {"科研机构": "商业企业", "商业企业": "科研机构"}
    tables = read(workbook(label=lambda c: names.get(c.text, c.text)))
    row = tables.tables["requests"]["new_received"]
    assert (row["commercial_enterprise"].value, row["research_institution"].value) == (0, 5)


@pytest.mark.parametrize(("sheet_edition", "report_edition"), [("2019", "2021"), ("2021", "2019")])
def test_the_form_of_another_edition_is_named_not_read(sheet_edition, report_edition):
    tables = read(workbook(sheet_edition), report_edition)
    assert tables.found_editions == {"proactive": sheet_edition, "requests": sheet_edition}
    assert set(tables.tables) == {"disputes"}
    assert codes(tables) == []


def test_an_altered_table_stays_of_its_own_edition():
    names = {"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人逾期不补正"}
    for shape in ({"merge": True}, {"merge": False}):
        tables = read(workbook(label=lambda c: names.get(c.text, c.text), **shape))
        assert tables.found_editions == {}
        assert "requests" in tables.tables


def test_notes_above_and_below_do_not_split_the_table():
    book = workbook(tables=["proactive"], row=8)
    sheet = book["proactive"]
    sheet["B2"], sheet["C2"] = "行政许可", "按决定书的数量统计"
    sheet["B30"], sheet["B31"] = "行政许可", "规章"
    tables = read(book)
    assert values(tables)["proactive"] == raw_tables()["proactive"]
    assert codes(tables) == []


def test_unmerged_values_may_stand_under_any_column_their_header_covers():
    book = workbook(tables=["proactive"], merge=False)
    sheet = book["proactive"]
    row, column = cell_of("2021", "proactive", "licensing", "decisions")
    sheet.cell(row, column).value = None
    sheet.cell(row, column + 1, 77)
    figure = read(book).tables["proactive"]["licensing"]["decisions"]
    assert (figure.value, figure.source.cell) == (77, f"{get_column_letter(column + 1)}{row}")


def test_a_table_twice_is_reported_and_the_first_one_wins():
    book = workbook()
    raw = raw_tables()
    raw["disputes"]["reconsideration"]["upheld"] = 9
    lay_out(book.create_sheet("副本"), load_edition("2021").tables["disputes"], raw["disputes"])
    tables = read(book)
    assert values(tables) == raw_tables()
    assert [(f.code, f.source.sheet, f.related[0].sheet) for f in tables.findings] == [("SRC011", "disputes", "副本")]


def test_a_blank_copy_gives_way_without_a_finding():
    book = workbook()
    blank = book.create_sheet("空表", 0)
    lay_out(blank, load_edition("2021").tables["disputes"], {})
    tables = read(book)
    assert values(tables) == raw_tables()
    assert codes(tables) == []


def test_the_same_table_twice_on_one_sheet():
    book = workbook(tables=["requests"])
    lay_out(book["requests"], load_edition("2021").tables["requests"], raw_tables()["requests"], row=50, column=2)
    tables = read(book)
    assert codes(tables) == ["SRC011"]
    assert values(tables)["requests"] == raw_tables()["requests"]


def test_hidden_rows_columns_and_sheets_are_reported():
    book = workbook()
    row, column = cell_of("2021", "requests", "granted", "natural_person")
    book["requests"].row_dimensions[row].hidden = True
    book["requests"].column_dimensions[get_column_letter(column)].hidden = True
    book["disputes"].sheet_state = "hidden"
    tables = read(book)
    assert values(tables) == raw_tables()
    assert codes(tables) == ["SRC009"] * 3
    places = [(f.source.table, {f.source.row, *(r.row for r in f.related)}) for f in tables.findings]
    assert places[0] == ("requests", {"granted"})
    assert places[2][0] == "disputes"


def test_blank_cells_are_none_never_zero():
    raw = raw_tables()
    raw["requests"]["granted"]["other"] = None
    raw["requests"]["granted"]["total"] = "  "
    tables = read(workbook(raw=raw))
    assert tables.tables["requests"]["granted"]["other"].value is None
    assert tables.tables["requests"]["granted"]["total"].value is None
    assert codes(tables) == []


@pytest.mark.parametrize("column", ["issued", "in_force"])
def test_repaired_figures_are_one_finding_a_row(column):
    raw = raw_tables()
    raw["proactive"]["normative_documents"] = {"issued": "３", "repealed": "1件", "in_force": "1,2 34".replace(" ", "")}
    tables = read(workbook(raw=raw))
    assert values(tables)["proactive"]["normative_documents"] == {"issued": 3, "repealed": 1, "in_force": 1234}
    finding = tables.findings[0]
    assert codes(tables) == ["SRC006"]
    assert column in {finding.source.column, *(r.column for r in finding.related)}


def test_fees_and_money_keep_their_decimals():
    raw = raw_tables()
    raw["proactive"]["fees"]["amount"] = 59237.2449
    assert values(read(workbook(raw=raw)))["proactive"]["fees"]["amount"] == Decimal("59237.2449")
    old = raw_tables("2019")
    old["proactive"]["procurement"]["amount"] = "12.5万元"
    old["proactive"]["licensing"]["change"] = "+2"
    tables = read(workbook("2019", old), "2019")
    assert tables.tables["proactive"]["procurement"]["amount"].value == 125000
    assert tables.tables["proactive"]["licensing"]["change"].value == 2
    assert codes(tables) == []


def test_three_workbooks_with_a_table_each():
    sheets = []
    for table in raw_tables():
        found, _ = read_workbook(to_bytes(workbook(tables=[table])), f"{table}.xlsx")
        sheets += found
    tables = read_tables(sheets, load_edition("2021"))
    assert values(tables) == raw_tables()
    assert {f.source.file for f in tables.tables["requests"]["granted"].values()} == {"requests.xlsx"}


def test_a_label_changed_in_any_cell_of_the_form_never_moves_a_figure():
    """Every label of every table, one at a time: what is still read is read from the right cell."""
    edition = load_edition("2021")
    right = raw_tables()
    for table, spec in edition.tables.items():
        for cell in (c for c in spec.cells if c.role != "value"):
            book = workbook(tables=[table], label=lambda c, cell=cell: c.text[:-1] + "甲乙" if c is cell else c.text)
            tables = read(book)
            assert codes(tables), f"{table}: {cell.text} altered, nothing said"
            for row, cells in tables.tables.get(table, {}).items():
                assert {k: f.value for k, f in cells.items()}.items() <= right[table][row].items()


def test_a_spec_with_unknown_words_is_not_found():
    book = workbook(label=lambda c: "甲" + str(c.row) + "乙" + str(c.column))
    tables = read(book)
    assert tables.tables == {}
    assert replace(tables, findings=[]).found_editions == {}
