"""Review notes: at the words, hidden at will, never on paper, never in a final copy."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pdfua.validator import Validator

from disclosure_report.model.document import Cell, Document, Heading, Mark, Table, Text, Title
from disclosure_report.model.source import SourceRef
from disclosure_report.typeset.pages import Layout, Origin
from disclosure_report.writers.pdf.marks import place
from disclosure_report.writers.pdf.readback import read_back
from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts
from tests.writers.pdf.conftest import run
from tests.writers.pdf.layouts import META, Builder

LINE = SourceRef(file="正文.txt", line=3, section="overview")
CELLS = (
    Cell("项目", 0, 0, kind="header"),
    Cell("38", 0, 1, key=("requests", "new_received", "total")),
    Cell("4", 1, 1, key=("requests", "carried_in", "total")),
)
BODY = "全年收到申请38件，上年结转4件，办结39件。"
DOCUMENT = Document(
    META,
    (
        Title("示例市教育局", "2024年年度报告"),
        Heading(1, "一、总体情况", SourceRef(file="正文.txt", line=2, section="overview")),
        Text(BODY, LINE),
        Table("requests", "表", "", 2, 2, 1, (1, 1), CELLS),
    ),
)


def layout() -> Layout:
    made = Builder()
    heading = made.node("H1")
    made.line("一、总体情况", 700, layouts.SANS, heading, origin=Origin(1))
    body = made.node("P")
    made.line(BODY[:8], 660, layouts.UMING, body, origin=Origin(2), pitch=16)
    table = made.node("Table")
    row = made.node("TR", table)
    heads = made.node("TH", row, Scope="Row")
    made.line(CELLS[0].text, 500, layouts.UMING, heads, x=100, origin=Origin(3, 0))
    cell = made.node("TD", row)
    made.line(CELLS[1].text, 500, layouts.UMING, cell, x=200, pitch=8, origin=Origin(3, 1))
    made.new_page()
    made.line(BODY[8:], 740, layouts.UMING, body, origin=Origin(2, None, 8), pitch=16)
    return made.layout()


def mark(source: SourceRef, severity: str = "error") -> Mark:
    return Mark(source, "SUM301 合计不符", "合计应为39，表中为38，请核对。", severity)


def placed(source: SourceRef) -> list[tuple[int, list[tuple[float, float]]]]:
    notes = place(DOCUMENT, layout(), [mark(source)])
    return [(n.page, [(round(b.left, 2), round(b.right, 2)) for b in n.boxes]) for n in notes]


def test_a_figure_is_found_by_table_row_and_column() -> None:
    assert placed(SourceRef(table="requests", row="new_received", column="total")) == [(0, [(200, 216)])]


def test_quoted_words_are_found_where_they_start() -> None:
    assert placed(LINE.quoting("38", 6)) == [(0, [(79.37 + 96, 79.37 + 128)])]


def test_words_over_a_page_end_are_marked_on_both_pages() -> None:
    start = 79.37
    assert placed(LINE.quoting("38件", 6)) == [(0, [(start + 96, start + 128)]), (1, [(start, start + 16)])]


def test_a_wrong_start_falls_back_to_the_words() -> None:
    assert placed(LINE.quoting("上年结转", 0)) == [(1, [(79.37 + 32, 79.37 + 96)])]


def test_a_place_without_words_is_the_paragraph_and_a_section_its_heading() -> None:
    assert [page for page, _ in placed(LINE)] == [0, 1]
    assert placed(SourceRef(section="overview")) == [(0, [(79.37, round(79.37 + 6 * 16 * 0.987, 2))])]


@pytest.mark.parametrize(
    "source",
    [SourceRef(), SourceRef(file="别处.txt", line=9), SourceRef(table="nowhere", row="a"), SourceRef(section="none")],
)
def test_what_has_no_place_goes_to_the_first_page(source: SourceRef) -> None:
    assert placed(source) == [(0, [])]


@pytest.fixture(scope="module")
def review() -> bytes:
    marks = [
        mark(SourceRef(table="requests", row="new_received", column="total")),
        mark(LINE.quoting("38件", 6), "warning"),
        mark(SourceRef(), "notice"),
    ]
    return paint(layout(), META, place(DOCUMENT, layout(), marks))


def test_annotations_say_who_and_what(review: bytes) -> None:
    with pikepdf.open(BytesIO(review)) as pdf:
        notes = [a for page in pdf.pages for a in page.Annots if a.Subtype != "/Popup"]
        assert [str(a.Subtype) for a in notes] == ["/Highlight", "/Highlight", "/Text", "/Highlight"]
        for note in notes:
            assert str(note.T) == "disclosure-report"
            assert str(note.Contents) == "合计应为39，表中为38，请核对。"
            assert int(note.F) == 0, "neither printed nor locked nor hidden"
            assert "/N" in note.AP
            assert note.Popup.Parent.objgen == note.objgen
            assert str(note.M) == "D:20250120000000+08'00'"
        assert [str(a.Subj)[:2] for a in notes] == ["错误", "警告", "提示", "警告"]


def test_annotations_are_tagged(review: bytes, tmp_path: object) -> None:
    with pikepdf.open(BytesIO(review)) as pdf:
        keys = [int(a.StructParent) for page in pdf.pages for a in page.Annots if a.Subtype != "/Popup"]
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(k): v for k, v in zip(numbers[::2], numbers[1::2], strict=True)}
        assert len(set(keys)) == 4
        assert all(parents[key].S == "/Annot" for key in keys)
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(parents) + 1


def test_a_review_copy_is_sound_and_claims_no_archive(review: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("review") / "review.pdf"
    path.write_bytes(review)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(path))
    assert not [o for o in Validator().validate(str(path)).outcomes if o.findings]
    assert b"pdfaid:part" not in review
    assert b"<pdfuaid:part>1" in review


def test_notes_leave_the_text_as_it_is(review: bytes) -> None:
    assert read_back(review).lines() == read_back(paint(layout(), META)).lines()


def test_without_marks_there_is_no_annotation() -> None:
    assert b"/Annot" not in paint(layout(), META)
