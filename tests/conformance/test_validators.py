"""What Apache, Microsoft, Poppler and qpdf say to every file."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pdfua.validator import Validator

from disclosure_report.batch import run as batch_run
from disclosure_report.batch.options import BatchOptions
from disclosure_report.batch.run import run_batch
from disclosure_report.editions import edition_keys, load_edition
from disclosure_report.pipeline import BuildOptions
from disclosure_report.templates.workbook import write_workbook
from tests.batch.inline import InlineEngine
from tests.batch.inputs import body, write_report
from tests.conformance.cases import publications
from tests.conformance.conftest import Shelf
from tests.tools.ooxml import assert_valid
from tests.writers.pdf.conftest import JARS, PREFLIGHT

NAMES = tuple(publications())
#: This validator stumbles over a heading of several pieces; tests/golden looks at the headings themselves.
STUMBLE = "cannot get key '/is_integer'"
#: Notes pinned to places are no matter for an archive: a copy with notes claims nothing.
ARCHIVAL = tuple(name for name, publication in publications().items() if not publication.marks)


def _preflight(folder: Path) -> str:
    class_path = ":".join(str(JARS / f"{jar}.jar") for jar in PREFLIGHT)
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", class_path, "org.apache.pdfbox.preflight.Validator_A1b"]
    done = subprocess.run([*command, "batch", str(folder)], capture_output=True, text=True, check=False)
    return done.stdout


def _qpdf_and_pdffonts(paths: list[Path]) -> str:
    def ask(path: Path) -> str:
        check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
        return f"{path.stem}\x1f{check.returncode}\x1f{check.stdout}\x1f{fonts.stdout}"

    with ThreadPoolExecutor(2) as pool:
        return "\x1e".join(pool.map(ask, paths))


@pytest.fixture(scope="module")
def archives(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> str:
    """PDFBox Preflight's verdicts on all PDFs, by one Java process."""

    def make() -> str:
        folder = tmp_path_factory.mktemp("pdfs")
        for name in ARCHIVAL:
            (folder / f"{name}.pdf").symlink_to(shelf.path(name, "pdf"))
        return _preflight(folder)

    return shelf.once("preflight", make)


@pytest.fixture(scope="module")
def tools(shelf: Shelf) -> dict[str, list[str]]:
    told = shelf.once("tools", lambda: _qpdf_and_pdffonts(list(shelf.all("pdf").values())))
    return {rows[0]: rows[1:] for rows in (part.split("\x1f") for part in told.split("\x1e"))}


def test_every_pdf_is_pdf_a_1b(archives: str) -> None:
    verdicts = dict(re.findall(r"^The file (.+)\.pdf (is(?: not)? a valid.*(?:\n\d.*)*)", archives, re.M))
    assert verdicts == dict.fromkeys(ARCHIVAL, "is a valid PDF/A-1b file")


@pytest.mark.parametrize("name", NAMES)
def test_every_pdf_is_accessible_and_claims_level_a_unless_it_has_notes(shelf: Shelf, name: str) -> None:
    data = shelf.path(name, "pdf").read_bytes()
    claims = (b"<pdfaid:part>1<" in data, b"<pdfaid:conformance>A<" in data)
    assert set(claims) == {name in ARCHIVAL}
    outcomes = Validator().validate(str(shelf.path(name, "pdf"))).outcomes
    assert len(outcomes) >= 12
    assert [o for o in outcomes if o.findings] == []
    assert [o for o in outcomes if o.skipped_reason and STUMBLE not in o.skipped_reason] == []


@pytest.mark.parametrize("name", NAMES)
def test_qpdf_finds_no_error(tools: dict[str, list[str]], name: str) -> None:
    code, told, _ = tools[name]
    assert code == "0" and "No syntax or stream encoding errors found" in told


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_embedded_subset_and_mapped(tools: dict[str, list[str]], name: str) -> None:
    rows = tools[name][2].splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+\S+ +CID (TrueType|Type 0C) +Identity-H +yes yes yes ", row), row


def test_office_files_are_valid(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Word file, the workbooks of both forms, the status workbook of a batch."""

    def make() -> str:
        assert_valid([*shelf.all("docx").values(), *_workbooks(tmp_path), _status_workbook(tmp_path, monkeypatch)])
        return "valid"

    assert shelf.once("ooxml", make) == "valid"


def _workbooks(folder: Path) -> list[Path]:
    out = []
    for key in edition_keys():
        edition = load_edition(key)
        out.append(folder / f"统计表{key}.xlsx")
        out[-1].write_bytes(write_workbook(edition, "示例市教育局", edition.first_year + 1))
    return out


def _status_workbook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(batch_run, "open_engine", lambda options, prepare: InlineEngine())
    for name in ("示例市教育局", "示例市水务局"):
        write_report(folder / "in" / name, body(name, 30))
    run_batch(folder / "in", folder / "out", BatchOptions(build=BuildOptions(formats=("json",))))
    (found,) = (folder / "out").glob("*.xlsx")
    return found
