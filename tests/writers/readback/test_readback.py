"""Files read back: unchanged ones agree with their document, changed ones name what was changed."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache

import docx
import pikepdf
import pytest

from disclosure_report.model.document import Table
from disclosure_report.typeset.fonts import find_faces
from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.publication import WRITERS, Publication, writer_for
from disclosure_report.writers.readback import NotReadable, compare, read_back
from tests import builders
from tests.tools.office import convert
from tests.writers.publications import awkward, publication

CASES = awkward()
SAME = ("plain", "edition_2019", "draft", "long_agency", "ten_digits", "sealed_with_attachments", "bare")


@cache
def _with_faces(name: str) -> Publication:
    made = CASES[name]
    return Publication(made.document, made.content, made.profile, find_faces(made.profile))


def _saved(tmp_path, data: bytes, suffix: str):
    path = tmp_path / f"年报.{suffix}"
    path.write_bytes(data)
    return path


#: Hand-made blocks have no content of their own that report.json could hold.
_WRITTEN = [(n, s) for n in SAME for s in sorted(WRITERS) if s != "json" or n not in ("ten_digits", "bare")]


@pytest.mark.parametrize("name, suffix", _WRITTEN)
def test_an_unchanged_file_agrees(tmp_path, name, suffix):
    made = _with_faces(name)
    read = read_back(_saved(tmp_path, writer_for(suffix)(made), suffix))
    assert read.content_hash == made.document.meta.content_hash
    assert compare(read, made.document) == []


@pytest.mark.parametrize("suffix", ["docx", "html"])
@pytest.mark.parametrize("name", ["mark_up", "control", "nothing", "tables_alone", "deep"])
def test_awkward_text_agrees(tmp_path, name, suffix):
    made = CASES[name]
    assert compare(read_back(_saved(tmp_path, writer_for(suffix)(made), suffix)), made.document) == []


def _edited(tmp_path, made, edit):
    word = docx.Document(io.BytesIO(writer_for("docx")(made)))
    edit(word)
    path = tmp_path / "改过.docx"
    word.save(str(path))
    return compare(read_back(path), made.document)


VALUES = [
    (number, cell)
    for number, table in enumerate(b for b in publication().document.blocks if isinstance(b, Table))
    for cell in table.cells
    if cell.kind == "value"
]


def test_any_figure_changed_by_hand_is_named(tmp_path):
    for number, cell in VALUES[::7]:

        def edit(word, number=number, cell=cell):
            word.tables[number].rows[cell.row].cells[cell.column].paragraphs[0].runs[0].text = cell.text + "9"

        (found,) = _edited(tmp_path, publication(), edit)
        assert (found.kind, (found.table, found.row, found.column)) == ("cell", cell.key)
        assert (found.expected, found.found) == (cell.text, cell.text + "9")
        assert found.position == (cell.row + 1, cell.column + 1)
        assert found.source == cell.source


def test_every_figure_is_looked_at(tmp_path):
    def edit(word):
        for number, cell in VALUES:
            word.tables[number].rows[cell.row].cells[cell.column].paragraphs[0].runs[0].text = "77777"

    found = _edited(tmp_path, publication(), edit)
    assert [(d.table, d.row, d.column) for d in found] == [cell.key for _, cell in VALUES]


def test_a_label_changed_by_hand_is_found(tmp_path):
    def edit(word):
        word.tables[0].rows[2].cells[0].paragraphs[0].runs[0].text = "规 定"

    (found,) = _edited(tmp_path, publication(), edit)
    assert (found.kind, found.table, found.row, found.position) == ("cell", "proactive", None, (3, 1))


def test_a_changed_sentence_is_named_with_its_section(tmp_path):
    def edit(word):
        paragraph = next(p for p in word.paragraphs if "上年结转4件" in p.text)
        paragraph.runs[0].text = paragraph.text.replace("上年结转4件", "上年结转5件")

    (found,) = _edited(tmp_path, publication(), edit)
    assert (found.kind, found.section) == ("text", "一、总体情况")
    assert "上年结转4件" in found.expected
    assert found.found == found.expected.replace("上年结转4件", "上年结转5件")


def test_only_the_changed_sentence_of_a_paragraph_is_quoted(tmp_path):
    def edit(word):
        paragraph = next(p for p in word.paragraphs if p.text.startswith("一是部分政策"))
        paragraph.runs[0].text = paragraph.text.replace("二是个别科室", "二是许多科室")

    (found,) = _edited(tmp_path, publication(), edit)
    assert found.expected.startswith("二是个别科室")
    assert found.section.startswith("五、")


def test_paragraphs_taken_out_and_put_in_are_found(tmp_path):
    def edit(word):
        gone = next(p for p in word.paragraphs if "资助政策" in p.text)
        gone._p.getparent().remove(gone._p)
        word.paragraphs[-1].insert_paragraph_before("本报告未经审核。")

    taken, put = _edited(tmp_path, publication(), edit)
    assert "资助政策" in taken.expected
    assert (taken.found, put.expected, put.found) == ("", "", "本报告未经审核。")


def test_a_table_taken_out_is_found(tmp_path):
    def edit(word):
        gone = word.tables[1]._tbl
        gone.getparent().remove(gone)

    (found,) = _edited(tmp_path, publication(), edit)
    assert (found.kind, found.table, found.found) == ("table", "requests", "")


def test_hidden_text_does_not_pass_for_text(tmp_path):
    def edit(word):
        word.paragraphs[1].runs[0].font.hidden = True

    (found,) = _edited(tmp_path, publication(), edit)
    assert found.expected
    assert found.found == ""


def test_the_product_of_another_input_differs_in_hash_and_figure(tmp_path):
    other = publication(builders.with_cell(builders.report(), "requests", "granted", "natural_person", 16))
    for suffix in ("docx", "html", "json"):
        read = read_back(_saved(tmp_path, writer_for(suffix)(other), suffix))
        by_hash, by_figure = compare(read, publication().document)
        assert by_hash.kind == "hash"
        assert (by_figure.table, by_figure.row, by_figure.column) == ("requests", "granted", "natural_person")
        assert (by_figure.expected, by_figure.found) == ("15", "16")


def test_a_figure_changed_in_the_data_is_found(tmp_path):
    made = publication()
    content = json.loads(writer_for("json")(made))
    content["tables"]["proactive"]["fees"]["amount"] = 128.50001
    path = _saved(tmp_path, json.dumps(content).encode(), "json")
    (found,) = compare(read_back(path), made.document)
    assert (found.row, found.column, found.found) == ("fees", "amount", "128.50001")


def _zip_of(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


HOSTILE = {
    "empty.docx": b"",
    "text.docx": b"no archive",
    "other.docx": _zip_of(a=b"b"),
    "broken.docx": _zip_of(**{"word/document.xml": b"<w:document"}),
    "entities.docx": _zip_of(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "bodyless.docx": _zip_of(**{"word/document.xml": b"<a/>"}),
    "empty.pdf": b"",
    "text.pdf": b"%PDF-1.4 nothing",
    "empty.json": b"",
    "list.json": b"[1]",
    "other.json": b'{"schema": "something else"}',
    "bytes.json": b"\xff\xfe\x00",
    "empty.html": b"",
    "picture.png": b"\x89PNG",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_none_of_ours_is_said_to_be_so(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    with pytest.raises(NotReadable, match=name):
        read_back(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(NotReadable):
        read_back(tmp_path / "没有.docx")


def test_profiles_do_not_change_what_is_read_back(tmp_path):
    made = publication(profile=load_profile("gb33476"))
    assert compare(read_back(_saved(tmp_path, writer_for("docx")(made), "docx")), made.document) == []


def test_a_file_saved_anew_by_another_program_agrees(tmp_path):
    made = CASES["sealed_with_attachments"]
    (copy,) = convert([_saved(tmp_path, writer_for("docx")(made), "docx")], "docx", tmp_path / "anew")
    assert compare(read_back(copy), made.document) == []


def _painted_over(data: bytes) -> bytes:
    """The PDF with words put onto its second page as editors do: a content stream of its own."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[1].contents_add(b"q 0 0 100 100 re f Q")
        pdf.save(stream)
    return stream.getvalue()


def _annotated(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])
        pdf.pages[1].obj.Annots = pdf.make_indirect([pdf.make_indirect(note)])
        pdf.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("change", [_painted_over, _annotated])
def test_what_was_put_onto_a_page_of_the_pdf_is_found(tmp_path, change):
    made = _with_faces("plain")
    path = _saved(tmp_path, change(writer_for("pdf")(made)), "pdf")
    (found,) = compare(read_back(path), made.document)
    assert (found.kind, found.expected) == ("text", "")
    assert "第2页" in found.found
