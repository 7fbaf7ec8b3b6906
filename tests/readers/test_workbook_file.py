"""Workbook files: what they are by content, what must not be read, formulas with and without stored values."""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from disclosure_report.editions import load_edition
from disclosure_report.model.source import cell_name
from disclosure_report.readers.grid import area_of, position_of
from disclosure_report.readers.tables import read_tables
from disclosure_report.readers.workbook_file import read_workbook
from tests.readers.workbooks import cell_of, raw_tables, to_bytes, workbook

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def codes_of(data: bytes, file: str = "统计表.xlsx") -> list[str]:
    sheets, findings = read_workbook(data, file)
    assert not sheets or not findings
    return [f.code for f in findings]


def tables_of(data: bytes, file: str = "统计表.xlsx"):
    sheets, findings = read_workbook(data, file)
    read = read_tables(sheets, load_edition("2021"))
    return read, [f.code for f in (*findings, *read.findings)]


def repacked(data: bytes, *, change=None, add=(), drop=()) -> bytes:
    """The same archive with parts changed, added or dropped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop:
                part = old.read(name)
                new.writestr(name, change(name, part) if change else part)
        for name, part in add:
            new.writestr(name, part)
    return out.getvalue()


def with_shared_strings(data: bytes) -> bytes:
    """The same workbook as Excel writes it: the words in a part of their own, in runs, with a phonetic hint."""
    words: list[str] = []

    def share(match: re.Match[str]) -> str:
        words.append(html.unescape(match[2]))
        return f'<c r="{match[1]}" t="s"><v>{len(words) - 1}</v></c>'

    def change(name: str, part: bytes) -> bytes:
        text = part.decode()
        if "/worksheets/" in name:
            pattern = r'<c r="(\w+)"[^>]*t="inlineStr"[^>]*><is><t[^>]*>([^<]*)</t></is></c>'
            return re.sub(pattern, share, text).encode()
        if name == "xl/_rels/workbook.xml.rels":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            added = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
            return text.replace("</Relationships>", added).encode()
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            added = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            return text.replace("</Types>", added).encode()
        return part

    changed = repacked(data, change=change)
    hint = '<rPh sb="0" eb="1"><t>ce</t></rPh>'
    items = "".join(f"<si><r><t>{w[:1]}</t></r><r><t>{w[1:]}</t></r>{hint}</si>" for w in words)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked(changed, add=[("xl/sharedStrings.xml", f'<sst xmlns="{space}">{items}</sst>'.encode())])


def test_shared_strings_are_read_without_their_phonetic_hints(good):
    read, codes = tables_of(with_shared_strings(good))
    assert (len(read.tables), codes) == (3, [])


@pytest.fixture(scope="module")
def good() -> bytes:
    return to_bytes(workbook())


def test_the_same_bytes_read_again_give_sheets_of_their_own(good):
    first, second = read_workbook(good, "一.xlsx")[0], read_workbook(good, "二.xlsx")[0]
    assert [s.cells for s in first] == [s.cells for s in second]
    assert {s.file for s in first} | {s.file for s in second} == {"一.xlsx", "二.xlsx"}
    second[1].cells.clear()
    assert read_workbook(good, "三.xlsx")[0][1].cells == first[1].cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('t="inlineStr"><is><t>一、 二</t></is>', "一、 二"),
        ('t="inlineStr"><is><t xml:space="preserve"> 一 </t></is>', " 一 "),
        ('t="inlineStr"><is><r><rPr><b/></rPr><t>一</t></r><r><t>二</t></r></is>', "一二"),
        ('t="inlineStr"><is><t>一</t><rPh sb="0" eb="1"><t>yi</t></rPh></is>', "一"),
        ('t="inlineStr"><is><t/></is>', ""),
        ('t="inlineStr"><is/>', ""),
        ('t="inlineStr"><v>7</v>', ""),
        ('t="inlineStr"><v>7</v><is><t>一</t></is>', "一"),
        ('t="str"><v>一</v>', "一"),
        ('t="str"><f>A2</f><v>一</v>', "一"),
        ('t="s"><v>0</v>', "一"),
        ("><v>12</v>", "12"),
        ("><v>12.0</v>", "12.0"),
        ("><v>1E3</v>", "1000.0"),
    ],
)
@pytest.mark.parametrize("remark", [b"", b"<!-- - -->"])
def test_the_ways_to_write_a_cell(good, cell, text, remark):
    """By both parsers: the one for plain text, and the one for everything else, such as a text with a comment in it."""

    def change(name: str, data: bytes) -> bytes:
        if name == "xl/sharedStrings.xml":
            return data.replace(b"<si>", "<si><t>一</t></si><si>".encode(), 1)
        head, mark, _ = data.partition(b"<sheetData>")
        sheet = head + mark + f'<row r="7"><c r="B7" {cell}</c></row></sheetData></worksheet>'.encode()
        return sheet + remark if name == "xl/worksheets/sheet2.xml" else data

    sheet = read_workbook(repacked(with_shared_strings(good), change=change), "统计表.xlsx")[0][1]
    assert {p: c.text for p, c in sheet.cells.items()} == ({(6, 1): text} if text else {})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "SRC002"),
        (b" \r\n", "SRC002"),
        (b"PK\x03\x04 damaged", "SRC002"),
        (b"%PDF-1.7\n", "SRC002"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "SRC002"),
        (b"<?xml version='1.0'?><Workbook/>", "SRC002"),
        ("一、总体情况".encode(), "SRC002"),
        (OLE2, "SRC002"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "SRC002"),
        (b"x" * (20 * 1024 * 1024 + 1), "SRC003"),
    ],
)
def test_files_that_are_no_workbook(data, code):
    assert codes_of(data, "统计表.xls") == [code]


def test_truncated_workbooks_are_reported(good):
    for length in range(10, len(good), len(good) // 12):
        assert codes_of(good[:length]) == ["SRC002"]


def test_a_zip_bomb_is_not_unpacked(good):
    assert codes_of(repacked(good, add=[("xl/media/x.bin", bytes(30_000_000))])) == ["SRC003"]


def test_a_declared_size_beyond_the_limit_is_refused(good):
    data = bytearray(good)
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 0x7FFFFFFF)
    assert codes_of(bytes(data)) == ["SRC003"]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl/../../x", "C:\\x", "xl\\..\\..\\x"])
def test_names_that_lead_outside_are_refused(good, name):
    assert codes_of(repacked(good, add=[(name, b"x")])) == ["SRC003"]


def test_duplicate_and_too_many_entries_are_refused(good):
    assert codes_of(repacked(good, add=[("XL/Workbook.xml", b"x")])) == ["SRC003"]
    assert codes_of(repacked(good, add=[(f"xl/x{n}", b"") for n in range(1001)])) == ["SRC003"]


def test_encrypted_entries_are_refused(good):
    data = bytearray(good)
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert codes_of(bytes(data)) == ["SRC002"]


@pytest.mark.parametrize("part", ["workbook.xml", "worksheets/sheet2.xml", "sharedStrings.xml", "styles.xml"])
def test_a_dtd_is_refused(good, part):
    good = with_shared_strings(good)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(name: str, data: bytes) -> bytes:
        if name != f"xl/{part}":
            return data
        head, mark, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"", b"", data)
        return head + mark + bomb + rest

    assert codes_of(repacked(good, change=change)) == ["SRC003"]


def test_a_dtd_behind_a_long_comment_in_a_part_of_another_name_is_refused(good):
    """Nothing but our own look at the text stands before the sheet's parser."""
    sheet, other = b"worksheets/sheet2.xml", b"worksheets/sheet2.bin"
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        part = archive.read("xl/worksheets/sheet2.xml")
    start = part.index(b"<worksheet")
    bomb = b"<!--" + b"x" * 9000 + b'--><!DOCTYPE x [<!ENTITY a "1">]>' + part[start:]
    for encoded in (bomb, bomb.decode().encode("utf-16")):
        made = repacked(
            good,
            change=lambda _, data: data.replace(sheet, other),
            add=[("xl/worksheets/sheet2.bin", encoded)],
            drop=["xl/worksheets/sheet2.xml"],
        )
        assert codes_of(made) == ["SRC003"]


def test_sheets_with_prefixed_names_are_read_alike(good):
    def change(name: str, data: bytes) -> bytes:
        text = re.sub(r"<(/?)(?=\w)", r"<\1x:", data.decode()).replace("xmlns=", "xmlns:x=")
        return text.encode() if "/worksheets/" in name else data

    plain, prefixed = read_workbook(good, "统计表.xlsx"), read_workbook(repacked(good, change=change), "统计表.xlsx")
    assert any(sheet.merges for sheet in plain[0])
    assert plain == prefixed


def test_what_follows_the_merges_changes_nothing_but_must_end(good):
    tail = b'<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1&gt;1</formula></cfRule>'
    tail += b'</conditionalFormatting><dataValidations><dataValidation sqref="A1"/></dataValidations>'

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"</mergeCells>", b"</mergeCells>" + tail) if name.endswith("sheet2.xml") else data

    def cut(name: str, data: bytes) -> bytes:
        return data.partition(b"</mergeCells>")[0] + b"</mergeCells>" if name.endswith("sheet2.xml") else data

    assert read_workbook(repacked(good, change=change), "统计表.xlsx") == read_workbook(good, "统计表.xlsx")
    assert codes_of(repacked(good, change=cut)) == ["SRC002"]


@pytest.mark.parametrize("name", ["x", "row", "c"])
def test_elements_within_elements_without_end_do_no_harm(good, name):
    opened, closed = f"<{name}>".encode() * 50_000, f"</{name}>".encode() * 50_000

    def change(part: str, data: bytes) -> bytes:
        return data.replace(b"<sheetData>", b"<sheetData>" + opened + closed) if part.endswith("sheet1.xml") else data

    read, codes = tables_of(repacked(good, change=change))
    assert (len(read.tables), codes) == (3, [])


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_missing_parts_are_reported(good, part):
    assert codes_of(repacked(good, drop=[part])) == ["SRC002"]


def test_broken_sheet_xml_is_reported(good):
    def change(name: str, data: bytes) -> bytes:
        return data[: len(data) // 2] if name == "xl/worksheets/sheet2.xml" else data

    assert codes_of(repacked(good, change=change)) == ["SRC002"]


def test_a_name_that_lies_about_the_type_is_read_by_content(good):
    for name in ("统计表.xls", "统计表.et", "统计表.xlsm"):
        read, codes = tables_of(good, name)
        assert set(read.tables) == {"proactive", "requests", "disputes"}
        assert codes == []


def test_a_very_long_sheet_is_cut_with_a_warning():
    book = workbook()
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(100, 200_100))

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"</sheetData>", rows.encode() + b"</sheetData>") if name.endswith("sheet2.xml") else data

    sheets, findings = read_workbook(repacked(to_bytes(book), change=change), "统计表.xlsx")
    assert [f.code for f in findings] == ["SRC018"]
    assert findings[0].source.sheet == "proactive"
    assert set(read_tables(sheets, load_edition("2021")).tables) == {"proactive", "requests", "disputes"}


def test_a_lone_space_far_away_does_no_harm():
    book = workbook()
    for cell in ("A1048576", "XFD1"):
        book["requests"][cell] = " "
    read, codes = tables_of(to_bytes(book))
    assert len(read.tables) == 3
    assert codes == []


@pytest.mark.parametrize(
    ("value", "format_", "text"),
    [
        ("/", None, "/"),
        ("详见附件", None, "详见附件"),
        (True, None, "TRUE"),
        (0.05, "0%", "5%"),
        (45658, "yyyy-mm-dd", "2025-01-01"),
        (45658, '[$-804]yyyy"年"m"月"', "2025-01-01"),
    ],
)
def test_cells_that_hold_no_number(value, format_, text):
    book = workbook()
    at = cell_of("2021", "requests", "granted", "total")
    cell = book["requests"].cell(*at, value)
    cell.number_format = format_ or "General"
    read, codes = tables_of(to_bytes(book))
    assert codes == ["SRC007"]
    figure = read.tables["requests"]["granted"]["total"]
    assert (figure.value, figure.number) == (text, None)
    source = read.findings[0].source
    assert (source.row, source.column, source.cell) == ("granted", "total", f"{get_column_letter(at[1])}{at[0]}")


def test_error_values_are_no_numbers():
    book = workbook()
    cell = book["requests"].cell(*cell_of("2021", "requests", "granted", "total"))
    cell.value, cell.data_type = "#DIV/0!", "e"
    read, codes = tables_of(to_bytes(book))
    assert codes == ["SRC007"]
    assert read.tables["requests"]["granted"]["total"].value == "#DIV/0!"


@pytest.mark.parametrize("format_", ["0.00", "#,##0", '0"件"', "@", "[Red]0;-0", "General"])
def test_number_formats_that_show_numbers(format_):
    book = workbook()
    book["requests"].cell(*cell_of("2021", "requests", "granted", "total")).number_format = format_
    assert tables_of(to_bytes(book))[1] == []


def formulas_of(**formulas: str):
    """A workbook whose total cells are formulas without stored values."""
    book = workbook()
    for row, formula in formulas.items():
        book["requests"].cell(*cell_of("2021", "requests", row, "total"), formula)
    return tables_of(to_bytes(book))


def total_of(row: str) -> str:
    at, first = cell_of("2021", "requests", row, "total"), cell_of("2021", "requests", row, "natural_person")
    return f"{get_column_letter(first[1])}{first[0]}:{get_column_letter(at[1] - 1)}{at[0]}"


@pytest.mark.parametrize(
    "pattern",
    [
        "=SUM({0})",
        "=ROUND(SUM({0})*1,0)",
        '=IF(COUNT({0})=0,"",SUM({0}))',
        "=SUM($E$9:$E$9,{0})-$E$9",
        "=(SUM({0})+2)/1-2",
        "=SUM(requests!{0})",
        "='requests'!{1}+SUM({0})-requests!{1}",
    ],
)
def test_formulas_without_stored_values_are_computed(pattern):
    cells = total_of("new_received")
    read, codes = formulas_of(new_received=pattern.format(cells, cells.partition(":")[0]))
    assert read.tables["requests"]["new_received"]["total"].value == 38
    assert codes == ["SRC008"]
    assert (read.findings[0].source.row, read.findings[0].source.column) == ("new_received", "total")


@pytest.mark.parametrize("formula", ["=VLOOKUP(A1,B:C,2)", "=[1]Sheet1!A1", "=SUM(", "=K6", "=1/0", "=A1:B2", '="x"+1'])
def test_formulas_beyond_reach_are_reported(formula):
    book = workbook()
    at = cell_of("2021", "requests", "new_received", "total")
    book["requests"].cell(*at, formula if formula != "=K6" else f"={cell_name(at[0] - 1, at[1] - 1)}")
    read, codes = tables_of(to_bytes(book))
    assert read.tables["requests"]["new_received"]["total"].value is None
    assert codes == ["SRC008"]


def with_stored(data: bytes, cell: str, value: str) -> bytes:
    """The same workbook with a stored value written behind one formula."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet3.xml":
            return part
        head, mark, rest = part.partition(f'r="{cell}"'.encode())
        return (
            head
            + mark
            + rest.replace(b"<v />", f"<v>{value}</v>".encode(), 1).replace(b"<v></v>", f"<v>{value}</v>".encode(), 1)
        )

    return repacked(data, change=change)


@pytest.mark.parametrize(("stored", "codes"), [("38", []), ("0", ["SRC008"])])
def test_stored_values_are_taken_unless_stale(stored, codes):
    book = workbook()
    at = cell_of("2021", "requests", "new_received", "total")
    book["requests"].cell(*at, f"=SUM({total_of('new_received')})")
    data = with_stored(to_bytes(book), cell_name(at[0] - 1, at[1] - 1), stored)
    read, found = tables_of(data)
    assert read.tables["requests"]["new_received"]["total"].value == 38
    assert found == codes


def test_shared_formulas_are_moved_to_their_row():
    book = workbook()
    sheet = book["requests"]
    first = cell_of("2021", "requests", "new_received", "total")
    for row in ("new_received", "carried_in"):
        sheet.cell(*cell_of("2021", "requests", row, "total"), f"=SUM({total_of(row)})")
    names = [cell_name(first[0] - 1 + n, first[1] - 1) for n in (0, 1)]

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet3.xml":
            return part
        master = f'<f t="shared" ref="{names[0]}:{names[1]}" si="0">SUM({total_of("new_received")})</f>'
        text = part.decode()
        text = text.replace(f"<f>SUM({total_of('new_received')})</f>", master)
        return text.replace(f"<f>SUM({total_of('carried_in')})</f>", '<f t="shared" si="0"/>').encode()

    read, codes = tables_of(repacked(to_bytes(book), change=change))
    assert [read.tables["requests"][r]["total"].value for r in ("new_received", "carried_in")] == [38, 4]
    assert codes == ["SRC008"]


def with_meta(version: str) -> bytes:
    book = workbook()
    meta = book.create_sheet("_meta")
    meta.sheet_state = "hidden"
    meta.append(["template", version])
    meta.append(["edition", "2021"])
    return to_bytes(book)


def test_the_own_template_is_read_and_an_unknown_version_refused():
    assert tables_of(with_meta("disclosure-report/1"))[1] == []
    sheets, findings = read_workbook(with_meta("disclosure-report/2"), "统计表.xlsx")
    assert (sheets, [f.code for f in findings]) == ([], ["SRC016"])


def csv_of(encoding: str) -> bytes:
    lines = []
    for row in workbook(one_sheet=True)["封面"].iter_rows(values_only=True):
        lines.append(",".join("" if v is None else f'"{v}"'.replace("\n", " ") for v in row))
    return "\r\n".join(lines).encode(encoding)


@pytest.mark.parametrize(("encoding", "codes"), [("utf-8-sig", []), ("utf-8", []), ("gb18030", ["SRC010"])])
def test_csv(encoding, codes):
    sheets, findings = read_workbook(csv_of(encoding), "统计表.csv")
    read = read_tables(sheets, load_edition("2021"))
    assert {
        t: {r: {c: f.value for c, f in cs.items()} for r, cs in rows.items()} for t, rows in read.tables.items()
    } == raw_tables()
    assert [f.code for f in (*findings, *read.findings)] == codes


def ods(rows: int, columns: int) -> bytes:
    """An OpenDocument sheet with one filled cell, repeated."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = f'xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"'
    content = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="a">'
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" '
        f'office:value="1" table:number-columns-repeated="{columns}"><text:p>1</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": manifest}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in {**parts, "content.xml": content}.items():
            archive.writestr(name, part)
    return out.getvalue()


def test_an_opendocument_sheet_is_read_but_not_a_million_repetitions():
    sheets, findings = read_workbook(ods(3, 2), "统计表.ods")
    assert (len(sheets[0].cells), findings) == (6, [])
    assert codes_of(ods(1_000_000, 1000), "统计表.ods") == ["SRC003"]


def test_positions_and_names_agree():
    assert (cell_name(30, 7), position_of("$H$31"), area_of("B2:A1")) == ("H31", (30, 7), (0, 0, 1, 1))
    assert [position_of(n) for n in ("", "A", "1", "A0", "AAAA1", "甲1")] == [None] * 6


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_never_raise(good, data):
    at = data.draw(st.integers(0, len(good) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=40))
    sheets, _ = read_workbook(good[:at] + noise + good[at + len(noise) :], "统计表.xlsx")
    read_tables(sheets, load_edition("2021"))


@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.ods"]))
def test_any_bytes_never_raise(data, name):
    sheets, _ = read_workbook(data, name)
    read_tables(sheets, load_edition("2021"))


def test_an_empty_workbook_has_no_table():
    assert tables_of(to_bytes(openpyxl.Workbook()))[0].tables == {}
