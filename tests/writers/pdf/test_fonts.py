"""Our fonts under reportlab's own drawing, and what their maps say."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from disclosure_report.typeset.face import Face
from disclosure_report.typeset.pages import TextRun
from disclosure_report.writers.pdf.fonts import SubsetFont, registered, to_unicode
from disclosure_report.writers.pdf.readback import code_map, read_back
from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts
from tests.writers.pdf.conftest import run


def test_reportlab_draws_with_a_registered_face(tmp_path: Path) -> None:
    out = BytesIO()
    with registered({layouts.SERIF: "政府信息公开（2024）"}) as fonts:
        font = fonts[layouts.SERIF]
        canvas = Canvas(out, initialFontName=font.fontName, invariant=1)
        canvas.setFont(font.fontName, 20)
        canvas.drawString(100, 700, "政府信息公开（2024）")
        assert canvas.stringWidth("政府", font.fontName, 20) == pytest.approx(40)
        canvas.showPage()
        canvas.save()
    path = tmp_path / "drawn.pdf"
    path.write_bytes(out.getvalue())
    assert run("pdftotext", str(path), "-").strip() == "政府信息公开（2024）"
    assert b"Helvetica" not in out.getvalue()


def test_the_registry_is_left_as_it_was() -> None:
    before = set(pdfmetrics.getRegisteredFontNames())
    with registered({layouts.UMING: "一"}):
        assert set(pdfmetrics.getRegisteredFontNames()) - before == {"disclosure-1"}
    assert set(pdfmetrics.getRegisteredFontNames()) == before


def test_neighbouring_codes_share_an_array_that_ends_with_the_high_byte() -> None:
    cmap = to_unicode({code: chr(0x4E00 + code) for code in (*range(250, 260), 300)}).decode("ascii")
    assert "3 beginbfrange\n<00FA><00FF>[<4EFA><4EFB>" in cmap
    assert "<0100><0103>[<4F00><4F01><4F02><4F03>]\n<012C><012C>[<4F2C>]\nendbfrange" in cmap


def test_code_maps_are_cut_into_blocks_of_a_hundred() -> None:
    cmap = to_unicode({2 * code: chr(0x4E00 + code) for code in range(1, 251)}).decode("ascii")
    assert [int(line.split()[0]) for line in cmap.splitlines() if line.endswith("beginbfrange")] == [100, 100, 50]


def test_characters_beyond_the_base_plane_are_mapped_by_pairs() -> None:
    assert b"<0001><0001>[<D842DFB7>]" in to_unicode({1: "𠮷"})


@given(st.dictionaries(st.integers(1, 0xFFFF), st.characters(exclude_categories=("Cs",)), max_size=400))
def test_code_maps_read_back_as_they_were(codes: dict[int, str]) -> None:
    font = SimpleNamespace(ToUnicode=SimpleNamespace(read_bytes=lambda: to_unicode(codes)))
    assert code_map(font) == {code.to_bytes(2, "big"): text for code, text in codes.items()}


def test_the_code_maps_of_other_programs_are_read() -> None:
    cmap = b"""2 beginbfchar <0001> <4E00> <0002> <D842DFB7> endbfchar
    3 beginbfrange <0010> <0012> <0041> <00FE> <0102> <0061> <0020> <0021> [ <0030> <00660069> ] endbfrange"""
    font = SimpleNamespace(ToUnicode=SimpleNamespace(read_bytes=lambda: cmap))
    single = {b"\0\1": "一", b"\0\2": "𠮷", b"\0\x20": "0", b"\0\x21": "fi"}
    rising = {b"\0\x10": "A", b"\0\x11": "B", b"\0\x12": "C", b"\0\xfe": "a", b"\0\xff": "b"}
    assert code_map(font) == single | rising


@pytest.mark.parametrize("face", [layouts.SERIF, layouts.UMING, layouts.WENKAI], ids=lambda face: face.family)
def test_widths_are_the_program_s(face: Face) -> None:
    text = "政府“—…·”Wi1"
    font = SubsetFont("test", face, text)
    shaped = {c: font.program.font.get_glyph_h_advance(font.program.glyph(c)) / font.program.upem for c in text}
    for character, width in shaped.items():
        assert font.glyph(character).width == pytest.approx(width, abs=1e-5)


def test_a_subset_holds_no_more_than_the_text() -> None:
    font = SubsetFont("test", layouts.SERIF, "政府信息公开")
    assert len(font.subset.widths) == 7
    assert len(font.subset.data) < 4000


def test_no_code_stands_for_a_radical() -> None:
    made = layouts.Builder()
    made.paragraph("P", ["一二⼀⼆"], 700, layouts.SERIF)
    with pikepdf.open(BytesIO(paint(made.layout(), layouts.META))) as pdf:
        (font,) = pdf.pages[0].resources.Font.values()
        cmap = font.ToUnicode.read_bytes()
    assert b"<4E00>" in cmap
    assert b"<2F00>" not in cmap


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("政府信息（），。“”12Ab 𠮷"), st.floats(4, 20), st.floats(-8, 8)),
        min_size=1,
        max_size=30,
    )
)
def test_any_advances_and_shifts_keep_the_text(given_: list[tuple[str, float, float]]) -> None:
    text, advances, shifts = ("".join(c for c, _, _ in given_), *(tuple(v[i] for v in given_) for i in (1, 2)))
    made = layouts.Builder()
    made.add(TextRun(text, 80, 700, layouts.WENKAI, 16, advances, shifts, node=made.node("P")))
    assert read_back(paint(made.layout(), layouts.META)).lines() == [text]


def test_glyphs_stand_where_they_were_set(tmp_path: Path) -> None:
    made = layouts.Builder()
    advances = (15.793, 15.793, 7.9, 20.0, 15.793, 15.793)
    made.add(TextRun("政府信息公开", 80, 700, layouts.SERIF, 16, advances, node=made.node("P")))
    path = tmp_path / "placed.pdf"
    path.write_bytes(paint(made.layout(), layouts.META))
    boxes = run("pdftotext", "-tsv", str(path), "-")
    left = min(float(row.split("\t")[6]) for row in boxes.splitlines() if row.startswith("5\t"))
    right = max(float(r[6]) + float(r[8]) for r in (x.split("\t") for x in boxes.splitlines()) if r[0] == "5")
    assert left == pytest.approx(80, abs=0.02)
    assert right == pytest.approx(80 + sum(advances[:-1]) + 16, abs=0.3)


def test_control_characters_do_not_spoil_the_metadata() -> None:
    meta = replace(layouts.META, title="标题\x07\x00<&>", agency="机关\x1b")
    data = paint(layouts.sample(), meta)
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "标题<&>"
        assert list(xmp["dc:creator"]) == ["机关"]
