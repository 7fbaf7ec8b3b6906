"""PDF = Word = HTML = data = Document, sentence by sentence and cell by cell; the same bytes everywhere."""

from __future__ import annotations

import getpass
import io
import re
import socket
import zipfile
from pathlib import Path

import html5lib
import pikepdf
import pytest

from disclosure_report.model.document import Table
from disclosure_report.writers.publication import writer_for
from disclosure_report.writers.readback import compare, read_back
from tests.conformance.cases import FORMATS, LONG_NAME, RARE, publications
from tests.conformance.conftest import ROOT, Shelf

NAMES = tuple(publications())
#: The data file holds a report; what is no report has none.
NO_DATA = {"校核单", "run_in", "long_table", "full_pages", "sealed_attached"}


def test_the_cases_are_what_they_are_said_to_be() -> None:
    made = publications()
    assert len(LONG_NAME) == 60
    assert len(NAMES) > 20
    assert all(c in "".join(made["rare"].document.lines()) for c in RARE)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_what_the_document_says(shelf: Shelf, name: str, format_: str) -> None:
    if format_ == "json" and name in NO_DATA:
        assert shelf.path(name, format_).read_bytes().startswith(b"{")
        return
    document = publications()[name].document
    assert compare(read_back(shelf.path(name, format_)), document) == []


@pytest.mark.parametrize("name", NAMES)
def test_printed_tables_agree_cell_by_cell(shelf: Shelf, name: str) -> None:
    tables = [b for b in publications()[name].document.blocks if isinstance(b, Table)]
    for format_ in ("pdf", "docx", "html"):
        read = read_back(shelf.path(name, format_)).tables
        assert len(read) == len(tables)
        for table, found in zip(tables, read, strict=True):
            assert {place: text for place, text in found.cells.items() if text} == {
                (c.row, c.column): c.text for c in table.cells if c.text
            }


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_two_machines_and_this_process_write_the_same_bytes(shelf: Shelf, name: str, format_: str) -> None:
    here = shelf.path(name, format_).read_bytes()
    assert here == shelf.path(name, format_, "there").read_bytes()
    assert here == writer_for(format_)(publications()[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_strict_html_parser_accepts_the_page(shelf: Shelf, name: str) -> None:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(shelf.path(name, "html").read_bytes())
    assert root.get("lang") == "zh-CN"


def _inside(path: Path) -> str:
    """Everything a file says about itself, unpacked."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            return "\n".join(archive.namelist()) + "\n".join(archive.read(n).decode() for n in archive.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return str(dict(pdf.docinfo.items())) + pdf.Root.Metadata.read_bytes().decode()
    return data.decode()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_no_file_tells_of_a_person_a_machine_or_a_folder(shelf: Shelf, name: str, format_: str) -> None:
    inside = _inside(shelf.path(name, format_))
    told = {str(ROOT), str(shelf.folder), str(Path.home()) + "/", "/tmp/", "zhang", "reportlab", "python-docx"}
    told |= {word for word in (socket.gethostname(), getpass.getuser()) if len(word) > 4}
    assert [word for word in told if word.lower() in inside.lower()] == []


@pytest.mark.parametrize("name", NAMES)
def test_properties_are_the_reports(shelf: Shelf, name: str) -> None:
    meta = publications()[name].document.meta
    with pikepdf.open(shelf.path(name, "pdf")) as pdf:
        info = pdf.docinfo
        assert (str(info["/Title"]), str(info["/Author"]), str(info["/Subject"])) == (
            meta.title,
            meta.agency,
            meta.subject,
        )
        assert str(info["/CreationDate"])[2:10] == f"{meta.dated:%Y%m%d}"
    with zipfile.ZipFile(shelf.path(name, "docx")) as archive:
        core = archive.read("docProps/core.xml").decode()
    for element, wanted in (("title", meta.title), ("subject", meta.subject), ("creator", meta.agency)):
        assert re.findall(f"<dc:{element}>([^<]*)<", core) == [wanted]
    assert set(re.findall(r"<dcterms:\w+ [^>]*>([\d-]+)T", core)) == {meta.dated.isoformat()}
