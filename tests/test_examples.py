"""The examples: generated files equal their sources, figures consistent among themselves and with the year before."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from disclosure_report.catalog import all_rules
from disclosure_report.model.finding import Finding
from disclosure_report.pipeline import CheckOptions, check
from disclosure_report.templates.arithmetic import TableFigures, checks
from disclosure_report.templates.examples import FAULTY, Example, example_projects, examples, write_examples

ROOT = Path(__file__).parent.parent / "examples"
SOUND = [e for e in examples() if not e.folder.startswith(FAULTY)]


def meaning(data: bytes) -> object:
    """A workbook's cells and merges (its widths may move with the form's), any other file's bytes."""
    if not (data.startswith(b"PK") and b"xl/workbook.xml" in data):
        return data.replace(b"\r\n", b"\n")  # as a checkout on Windows may have it
    book = load_workbook(io.BytesIO(data))
    cells = {
        (s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.value is not None
    }
    return cells, {s.title: sorted(map(str, s.merged_cells.ranges)) for s in book}


def test_repository_folder_is_what_the_sources_make():
    made = {f"{folder}/{name}": data for folder, files in example_projects().items() for name, data in files.items()}
    kept = {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in ROOT.rglob("*") if p.is_file()}
    kept.pop("README.md")
    assert sorted(kept) == sorted(made)
    assert [name for name, data in made.items() if meaning(kept[name]) != meaning(data)] == []


def test_examples_can_be_written_anywhere(tmp_path: Path):
    write_examples(tmp_path)
    assert (tmp_path / "2024/示例县人民政府/正文.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("example", SOUND, ids=lambda e: e.folder)
def test_every_identity_holds(example: Example):
    seen = 0
    for key, table in example.edition.tables.items():
        figures = TableFigures(table, {(r, c): v for (t, r, c), v in example.figures.items() if t == key})
        for one in checks(table):
            gap = figures.sum(one.found) - figures.sum(one.expected)
            fine = {"=": gap == 0, "<=": gap <= 0, ">=0": gap >= 0}[one.identity.relation]
            assert fine, (key, one.found, gap)
            seen += 1
    assert seen > 30


def test_the_bureau_follows_from_its_year_before():
    before, now = (next(e for e in examples() if e.folder == f"{y}/示例市教育局") for y in (2023, 2024))
    for column in now.edition.tables["requests"].columns:
        assert now.figures["requests", "carried_in", column] == before.figures["requests", "carried_out", column]
    for row in ("regulations", "normative_documents"):
        issued, repealed, in_force = (now.figures["proactive", row, c] for c in ("issued", "repealed", "in_force"))
        assert in_force == before.figures["proactive", row, "in_force"] + issued - repealed  # type: ignore[operator]


def test_the_faulty_example_lists_what_was_planted():
    faulty = [e for e in examples() if e.folder.startswith(FAULTY)]
    assert len(faulty) == 1
    assert len({p.code for p in faulty[0].planted}) >= 10


def found(folder: str, previous: str | None = None) -> tuple[Finding, ...]:
    """What a check of the repository's example says."""
    options = CheckOptions(previous=ROOT / previous if previous else None)
    return check(ROOT / folder, options).findings


@pytest.mark.parametrize("example", SOUND, ids=lambda e: e.folder)
def test_sound_examples_raise_no_finding(example: Example):
    assert [(f.code, f.message) for f in found(example.folder)] == []


def test_the_bureau_raises_no_finding_beside_its_year_before():
    assert [(f.code, f.message) for f in found("2024/示例市教育局", "2023/示例市教育局")] == []


def test_the_faulty_example_raises_what_was_planted_and_nothing_else():
    faulty = next(e for e in examples() if e.folder.startswith(FAULTY))
    codes = {r.code for r in all_rules()}
    planted = {p.code for p in faulty.planted} & codes
    assert {f.code for f in found(faulty.folder)} == planted
    assert len(planted) >= 10


def test_planted_figures_are_found_at_their_cells():
    faulty = next(e for e in examples() if e.folder.startswith(FAULTY))
    places = {
        (f.code, ".".join(filter(None, (f.source.table, f.source.row, f.source.column)))) for f in found(faulty.folder)
    }
    assert {(p.code, p.place) for p in faulty.planted if p.place.count(".") == 2} <= places
