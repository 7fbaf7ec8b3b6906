"""From a report to the file: every word of the Document, in its order, in a conforming file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdfua.validator import Validator

from disclosure_report.assemble import assemble, content
from disclosure_report.editions import load_edition
from disclosure_report.model.document import Document, Mark, Signature, Stage, Table, Title, block_lines
from disclosure_report.model.source import SourceRef
from disclosure_report.typeset.fonts import READERS_OWN, FaceSet, find_faces
from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.pdf.readback import read_back
from disclosure_report.writers.pdf.writer import write
from disclosure_report.writers.publication import Publication, writer_for
from tests import builders
from tests.writers.pdf.conftest import Preflight, run

FIGURE = SourceRef(table="requests", row="new_received", column="total")


def publication(edition: str = "2021", stage: Stage = Stage.FINAL, *marks: Mark) -> Publication:
    report = builders.report(edition)
    profile = load_profile()
    document = assemble(report, load_edition(edition), stage)
    return Publication(document, content(report), profile, find_faces(profile), marks)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    mark = Mark(FIGURE, "SUM301 合计不符", "请核对。", "error")
    return {
        "2021": write(publication("2021")),
        "2019": write(publication("2019", Stage.DRAFT)),
        "final": write(publication("2021", Stage.FINAL, mark)),
        "review": write(publication("2021", Stage.REVIEW, mark)),
    }


def texts(document: Document) -> list[str]:
    """The Document's text, a block a string; blank cells left out, since they paint nothing."""
    return ["".join(block_lines(block)) for block in document.blocks]


@pytest.mark.parametrize(("name", "edition"), [("2021", "2021"), ("2019", "2019"), ("review", "2021")])
def test_the_file_says_what_the_document_says(files: dict[str, bytes], name: str, edition: str) -> None:
    document = publication(edition).document
    read = read_back(files[name])
    told = "".join(read.lines())
    for block in texts(document):
        assert block in told
        told = told.split(block, 1)[1]
    assert read.content_hash == document.meta.content_hash


@pytest.mark.parametrize(("name", "edition"), [("2021", "2021"), ("2019", "2019")])
def test_tables_are_told_cell_by_cell(files: dict[str, bytes], name: str, edition: str) -> None:
    tables = [b for b in publication(edition).document.blocks if isinstance(b, Table)]
    told = read_back(files[name]).tables()
    assert len(told) == len(tables) == 3
    for table, rows in zip(tables, told, strict=True):
        assert [c for row in rows for c in row] == [c.text for c in table.cells]


def test_title_and_signature_stand_where_they_belong(files: dict[str, bytes]) -> None:
    document = publication().document
    title = next(b for b in document.blocks if isinstance(b, Title))
    signature = next(b for b in document.blocks if isinstance(b, Signature))
    lines = read_back(files["2021"]).lines()
    assert "".join(lines).startswith(title.issuer + title.name)
    assert "".join(lines).endswith(signature.agency + signature.date_text)


def test_validators_pass_the_real_report(
    files: dict[str, bytes], preflight: Preflight, tmp_path_factory: object
) -> None:
    archival = {name: files[name] for name in ("2021", "2019", "final")}
    assert preflight(archival) == {name: [] for name in archival}


def test_accessibility_and_syntax(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("written")
    for name, data in files.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        assert not [o for o in Validator().validate(str(path)).outcomes if o.findings]
        assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(path))


def test_only_the_review_copy_carries_notes(files: dict[str, bytes]) -> None:
    assert b"/Highlight" in files["review"]
    assert files["final"] == files["2021"]
    assert b"/Annot" not in files["final"]


def test_the_table_of_writers_finds_it() -> None:
    assert writer_for("pdf") is write


def test_without_any_chinese_face_the_reader_helps_out() -> None:
    given = publication()
    chosen = {role: replace(c, face=READERS_OWN) for role, c in given.faces.chosen.items()}
    data = write(replace(given, faces=FaceSet(chosen)))
    assert b"STSong" in data
    assert b"pdfaid:part" not in data
    assert builders.PROBLEMS[0] in "".join(read_back(data).lines())
