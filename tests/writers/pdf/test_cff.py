"""A name-keyed CFF program comes out CID-keyed and draws the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

from disclosure_report.typeset.face import Face
from disclosure_report.writers.pdf.cff import cid_keyed
from disclosure_report.writers.pdf.program import open_program, subset
from disclosure_report.writers.pdf.readback import read_back
from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts, plain_font
from tests.writers.pdf.conftest import Preflight, run


def drawing(outlines: bytes) -> list[str]:
    """Every glyph's path."""
    font = hb.Font(hb.Face(hb.Blob(plain_font.font(outlines))))
    paths = []
    for glyph in range(3):
        steps: list[str] = []
        functions = hb.DrawFuncs()
        functions.set_move_to_func(lambda x, y, s: s.append(f"M{x:g},{y:g}"))
        functions.set_line_to_func(lambda x, y, s: s.append(f"L{x:g},{y:g}"))
        functions.set_close_path_func(lambda s: s.append("Z"))
        font.draw_glyph(glyph, functions, steps)
        paths.append(" ".join(steps))
    return paths


def test_the_converted_program_draws_the_same() -> None:
    plain = plain_font.cff()
    keyed = cid_keyed(plain)
    assert keyed != plain
    assert drawing(keyed) == drawing(plain)
    assert drawing(plain)[1:] == [
        "M100,400 L900,400 L900,500 L100,500 L100,400 Z",
        "M100,200 L900,200 L900,300 L100,300 L100,200 Z",
    ]


def test_a_cid_keyed_program_is_left_alone() -> None:
    keyed = cid_keyed(plain_font.cff())
    assert cid_keyed(keyed) == keyed
    program = open_program(layouts.SERIF)
    made = subset(program, frozenset("政府信息公开"))
    assert made.is_cff
    assert cid_keyed(made.data) == made.data


@pytest.fixture(scope="module")
def plain_face(tmp_path_factory: pytest.TempPathFactory) -> Face:
    path = tmp_path_factory.mktemp("fonts") / "plain.otf"
    path.write_bytes(plain_font.font(plain_font.cff()))
    return Face("Plain", path)


def test_a_file_with_it_is_archival(plain_face: Face, preflight: Preflight, tmp_path: Path) -> None:
    made = layouts.Builder()
    made.paragraph("H1", [plain_font.CHARACTERS], 700, plain_face)
    data = paint(made.layout(), layouts.META)
    assert preflight({"plain": data}) == {"plain": []}
    (tmp_path / "plain.pdf").write_bytes(data)
    assert "CID Type 0C" in run("pdffonts", str(tmp_path / "plain.pdf"))
    assert read_back(data).lines() == [plain_font.CHARACTERS]


def test_a_face_without_any_substitute_shows_its_own_box(plain_face: Face) -> None:
    made = layouts.Builder()
    made.paragraph("P", ["一𠮷二"], 700, plain_face)
    assert read_back(paint(made.layout(), layouts.META)).lines() == ["一𠮷二"]
