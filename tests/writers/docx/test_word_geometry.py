"""What LibreOffice makes of the Word file: lines a page, characters a line, margins, page numbers, line ends."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace

import pytest

from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.docx.writer import write
from tests.tools.office import convert
from tests.writers.publications import plain_pages, publication, ten_digits

MM = 72 / 25.4
#: A 宋体 that Debian has: where the dash stands in its square is the face's own affair.
_SONG = {"faces": {"number": ["AR PL UMing CN"], "table": ["AR PL UMing CN"]}}
_NO_START = "!%),.:;?]}、。〉》」』】〕！％），．：；？］｝’”…"


@dataclass(frozen=True)
class Line:
    """A line of a page, in mm from its left and upper edge."""

    left: float
    top: float
    right: float
    text: str


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    cases = {
        "gb9704": replace(plain_pages(), profile=load_profile("gb9704", _SONG)),
        "gb33476": replace(plain_pages(), profile=load_profile("gb33476", _SONG)),
        "report": replace(publication(), profile=load_profile("gb9704", _SONG)),
        "ten_digits": replace(ten_digits(), profile=load_profile("gb9704", _SONG)),
    }
    files = []
    for name, made in cases.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(write(made))
    convert(files, "pdf", folder)
    return folder


def _pages(path):
    out = subprocess.run(["pdftotext", "-bbox-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return [_lines(page) for page in out.split("<page ")[1:]]


def _lines(page):
    found = re.findall(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>(.*?)</line>', page, re.S)
    lines = [(*map(float, box), "".join(re.findall(r">([^<]*)</word>", inner))) for *box, inner in found]
    return sorted((Line(x / MM, y / MM, r / MM, t) for x, y, r, t in lines), key=lambda line: line.top)


@pytest.mark.parametrize("name", ["gb9704", "gb33476"])
def test_a_full_page_has_22_lines_of_28_characters(rendered, name):
    pages = _pages(rendered / f"{name}.pdf")
    for page in pages[1:-1]:
        body = [line for line in page if "—" not in line.text]
        assert len(body) == 22
        assert max(len(line.text) for line in body) == 28
        full = [line for line in body if len(line.text) == 28]
        assert len(full) > 10
        assert {round(line.left, 1) for line in full} <= {28.0, 28.1}
        assert all(183 < line.right <= 184.05 for line in full)


@pytest.mark.parametrize("name", ["gb9704", "gb33476"])
def test_page_numbers_stand_at_the_outer_edge_one_character_in(rendered, name):
    for number, page in enumerate(_pages(rendered / f"{name}.pdf"), 1):
        (line,) = [line for line in page if "—" in line.text]
        assert line.text == f"—{number}—"
        if number % 2:
            assert abs(184 - line.right - 14 / MM) < 0.3
        else:
            assert abs(line.left - 28 - 14 / MM) < 0.3


@pytest.mark.parametrize("name", ["gb9704", "gb33476"])
def test_the_dash_stands_seven_millimetres_below_the_type_area(rendered, name):
    dpmm = 20
    window = {"x": 33.4, "y": 265, "W": 3, "H": 9}
    crop = [v for key, mm in window.items() for v in (f"-{key}", str(round(mm * dpmm)))]
    command = ["pdftoppm", "-r", str(dpmm * 25.4), "-f", "2", "-l", "2", "-gray", *crop, str(rendered / f"{name}.pdf")]
    picture = subprocess.run(command, check=True, capture_output=True).stdout
    wide = round(window["W"] * dpmm)
    rows = picture[-wide * round(window["H"] * dpmm) :]
    inked = [n for n in range(len(rows) // wide) if min(rows[n * wide : (n + 1) * wide]) < 128]
    middle = window["y"] + (inked[0] + inked[-1] + 1) / 2 / dpmm
    assert abs(middle - 269) < 0.2


def test_no_line_of_text_begins_with_a_closing_mark(rendered):
    pages = _pages(rendered / "report.pdf")
    assert not [line.text for page in pages for line in page if line.text[:1] in _NO_START]


@pytest.mark.parametrize("name", ["report", "ten_digits"])
def test_no_figure_is_broken(rendered, name):
    text = subprocess.run(["pdftotext", str(rendered / f"{name}.pdf"), "-"], check=True, capture_output=True).stdout
    words = text.decode().split()
    if name == "report":
        assert {"4521", "128.5", "38"} <= set(words)
    else:
        assert words.count("1234567890") == 200


def test_the_signature_is_never_alone_on_a_page(rendered):
    last = [line.text for line in _pages(rendered / "report.pdf")[-1] if "—" not in line.text]
    assert last[-2:] == ["示例市教育局", "2025年1月20日"]
    assert len(last) > 2
