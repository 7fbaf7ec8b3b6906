"""The clerk's workbook with the findings written in: everything else as it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from disclosure_report.annotate.cell_comments import position
from disclosure_report.annotate.workbook import FILLS, RELATED_FILL, annotate_workbook
from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Waiver
from disclosure_report.model.source import SourceRef, cell_name
from disclosure_report.templates.workbook import write_workbook
from tests.tools.ooxml import assert_valid

NAME = "统计表.xlsx"


def at(cell: str, sheet: str = "表三", file: str = NAME) -> SourceRef:
    return SourceRef(file=file, sheet=sheet, cell=cell, table="requests", row="granted", column="total")


def finding(
    place: SourceRef, code: str = "SUM301", severity: Severity = Severity.ERROR, *related: SourceRef
) -> Finding:
    return Finding(code, "x", severity, f"{code}不平，差<1>&", "请核对。", "", place, related)


def clerks_workbook() -> bytes:
    """A chart, a note, widths, a format, a second sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表三"
    for n in range(1, 6):
        sheet.append([n, n * 2, None])
    sheet["A1"].font, sheet["A1"].number_format = Font(bold=True), "0.00"
    sheet["B2"].comment = Comment("原有批注", "经办")
    sheet.column_dimensions["A"].width = 33
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=5))
    sheet.add_chart(chart, "F2")
    other = book.create_sheet("其他")
    other["A1"] = "别的内容"
    other["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def annotated(*findings: Finding, source: bytes | None = None) -> bytes:
    data = annotate_workbook(source or clerks_workbook(), findings, NAME)
    assert data is not None
    return data


def fill(data: bytes, cell: str, sheet: str = "表三") -> str:
    return str(load_workbook(io.BytesIO(data))[sheet][cell].fill.fgColor.rgb)


def note(data: bytes, cell: str, sheet: str = "表三") -> str:
    comment = load_workbook(io.BytesIO(data))[sheet][cell].comment
    return comment.text if comment else ""


def test_cells_are_coloured_by_the_gravest_finding_and_carry_all_of_them():
    data = annotated(
        finding(at("A3"), "TAB206", Severity.NOTICE),
        finding(at("A3"), "SUM301", Severity.ERROR, at("B3"), at("B4")),
        finding(at("B4"), "TAB205", Severity.WARNING),
    )
    assert [fill(data, c) for c in ("A3", "B3", "B4")] == [
        FILLS[Severity.ERROR],
        RELATED_FILL,
        FILLS[Severity.WARNING],
    ]
    text = note(data, "A3")
    assert text.index("错误 SUM301") < text.index("提示 TAB206")
    assert "SUM301不平，差<1>&" in text
    assert "怎么改：请核对。" in text
    assert note(data, "B3") == ""


def test_everything_else_keeps_its_bytes():
    source = clerks_workbook()
    data = annotated(finding(at("A3")), source=source)
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        assert "xl/charts/chart1.xml" in old.namelist()
        assert changed <= {
            "xl/worksheets/sheet1.xml",
            "xl/styles.xml",
            "xl/comments/comment1.xml",
            "xl/drawings/commentsDrawing1.vml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "[Content_Types].xml",
        }
        assert set(old.namelist()) <= set(new.namelist())
    book = load_workbook(io.BytesIO(data))
    assert book["表三"].column_dimensions["A"].width == 33
    assert book["表三"]["A1"].font.b
    assert book["其他"]["A1"].fill.fgColor.rgb == "FF00FF00"
    assert book["表三"]["A3"].value == 3


def test_an_existing_note_is_kept_and_added_to():
    data = annotated(finding(at("B2")), finding(at("C5")))
    text = note(data, "B2")
    assert text.startswith("原有批注")
    assert "SUM301" in text
    assert "SUM301" in note(data, "C5")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawings = [archive.read(n) for n in archive.namelist() if n.endswith(".vml")]
    assert len(drawings) == 1
    assert drawings[0].count(b'ObjectType="Note"') == 2


def test_the_format_of_a_coloured_cell_is_its_own():
    book = load_workbook(io.BytesIO(annotated(finding(at("A1")))))
    cell = book["表三"]["A1"]
    assert (cell.font.b, cell.number_format, cell.value) == (True, "0.00", 1)


def test_a_cell_the_sheet_does_not_have_is_made_at_its_place():
    data = annotated(finding(at("D9")), finding(at("C2")))
    assert fill(data, "D9") == fill(data, "C2") == FILLS[Severity.ERROR]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert sheet.index(b'r="B2"') < sheet.index(b'r="C2"') < sheet.index(b'r="A3"') < sheet.index(b'r="D9"')


def test_positions_a_writer_left_out_are_counted():
    source = clerks_workbook()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for n in range(1, 6):
                    xml = xml.replace(f'<row r="{n}"'.encode(), b"<row").replace(f'<c r="A{n}"'.encode(), b"<c")
                    xml = xml.replace(f'<c r="B{n}"'.encode(), b"<c")
            new.writestr(name, xml)
    data = annotated(finding(at("B4")), source=out.getvalue())
    assert fill(data, "B4") == FILLS[Severity.ERROR]
    assert load_workbook(io.BytesIO(data))["表三"]["B4"].value == 8


def test_a_waived_finding_is_shown_as_waived():
    data = annotated(finding(at("A3")).waived(Waiver("SUM301", "口径调整", "办公室")))
    assert fill(data, "A3") == FILLS[Severity.NOTICE]
    assert "已豁免：口径调整（办公室）" in note(data, "A3")


@pytest.mark.parametrize(
    "place",
    [
        at("A1", file="别的.xlsx"),
        at("A1", sheet="没有这张表"),
        at("A0"),
        SourceRef(section="overview"),
        SourceRef(file=NAME),
    ],
)
def test_nothing_to_write_gives_no_copy(place: SourceRef):
    assert annotate_workbook(clerks_workbook(), [finding(place)], NAME) is None


@pytest.mark.parametrize("source", [b"", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_xlsx_gives_no_copy(source: bytes):
    assert annotate_workbook(source, [finding(at("A1"))], NAME) is None


def test_a_zip_that_is_no_workbook_gives_no_copy():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    assert annotate_workbook(out.getvalue(), [finding(at("A1"))], NAME) is None


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("content", [b"", b"<broken", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_damaged_part_gives_no_copy(part: str, content: bytes):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(clerks_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    data = annotate_workbook(out.getvalue(), [finding(at("A1"))], NAME)
    assert data is None or b"<!ENTITY" not in data


def test_same_arguments_same_bytes():
    source = clerks_workbook()
    findings = [finding(at("A3")), finding(at("B2"), "TAB201", Severity.WARNING, at("B3"))]
    assert annotate_workbook(source, findings, NAME) == annotate_workbook(source, findings, NAME)


def test_the_template_annotated_once_and_twice_is_valid(tmp_path: Path):
    template = write_workbook(load_edition("2021"), "示例市教育局", 2024)
    findings = [
        finding(at("D6", "依申请公开"), "SUM301", Severity.ERROR, at("D7", "依申请公开")),
        finding(at("B5", "主动公开")),
    ]
    once = annotated(*findings, source=template)
    twice = annotated(*findings, finding(at("D9", "依申请公开")), source=once)
    paths = [tmp_path / "once.xlsx", tmp_path / "twice.xlsx"]
    for path, data in zip(paths, (once, twice), strict=True):
        path.write_bytes(data)
    assert_valid(paths)


@pytest.mark.parametrize(
    ("row", "column", "ref"), [(0, 0, "A1"), (30, 7, "H31"), (9, 25, "Z10"), (9, 26, "AA10"), (0, 702, "AAA1")]
)
def test_references_and_positions_are_inverse(row: int, column: int, ref: str):
    assert cell_name(row, column) == ref
    assert position(ref) == (row, column)
