"""Lines a page, characters a line, margins, page numbers, line ends: measured in the PDF and in LibreOffice's pages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from disclosure_report.model.document import Table, Text
from disclosure_report.typeset.kinsoku import CLOSERS, NO_END, NO_START, OPENERS
from disclosure_report.typeset.profile import load_profile
from tests.conformance.cases import long_table, publications
from tests.conformance.conftest import Shelf
from tests.conformance.measured import MM, Line, MeasuredPage, Set, pages, rendered

NAMES = tuple(publications())
PROSE = ("long", "punctuation", "full_pages", "run_in", "rare", "attachments")
BODY, NUMBER = 16, 14
#: GB/T 9704 5.2.1: 37 above, 28 left, a type area of 156 × 225 mm on A4.
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
EM = 156 / 28
#: A hanzi's square lies this much of its size below the baseline.
BELOW = 0.12


@pytest.fixture(scope="module")
def measured(shelf: Shelf) -> dict[str, list[MeasuredPage]]:
    return {name: pages(shelf.path(name, "pdf")) for name in NAMES}


def upper(line: Line) -> float:
    """The upper edge of a line's squares, mm from the page's upper edge."""
    return 297 - (line.y + (1 - BELOW) * line.glyphs[0].size) / MM


def test_a_full_page_has_22_lines_of_28_characters(measured: dict[str, list[MeasuredPage]]) -> None:
    for page in measured["full_pages"][:-1]:
        lines = page.lines(BODY)
        assert len(lines) == 22
        assert max(len(line.text) for line in lines) == 28
        full = [line for line in lines if len(line.text) == 28]
        assert len(full) > 12
        assert all(abs(line.left / MM - LEFT) < 0.02 and abs(line.right / MM - RIGHT) < 0.2 for line in full)
        assert abs(upper(lines[0]) - TOP) < 0.2
        assert abs(297 - (lines[-1].y - BELOW * BODY) / MM - BOTTOM) < 0.2


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_page_numbers_and_stamps_leaves_the_type_area(
    measured: dict[str, list[MeasuredPage]], name: str
) -> None:
    area = publications()[name].profile.area
    for page in measured[name]:
        for glyph in page.glyphs:
            if glyph.tag != "Artifact":
                lost = glyph.size / 2 if glyph.text in OPENERS else 0.0
                assert area[0] - 0.01 <= glyph.x + lost and glyph.x + glyph.wide / 2 <= area[2] + 0.3, glyph
                assert area[1] - 0.6 <= glyph.y - BELOW * glyph.size, glyph
                assert glyph.y + (1 - BELOW) * glyph.size <= area[3] + 0.6, glyph
        for x0, y0, x1, y1 in page.rules:
            assert area[0] - 0.5 <= min(x0, x1) and max(x0, x1) <= area[2] + 0.5
            assert area[1] - 0.5 <= min(y0, y1) and max(y0, y1) <= area[3] + 0.5


@pytest.mark.parametrize("name", NAMES)
def test_page_numbers_stand_outside_seven_millimetres_below(measured: dict[str, list[MeasuredPage]], name: str) -> None:
    left, bottom, right, _ = publications()[name].profile.area
    for number, page in enumerate(measured[name], 1):
        (line,) = page.lines(NUMBER, artifacts=True)
        assert line.text == f"— {number} —"
        dash = line.y + 0.38 * NUMBER
        assert abs((bottom - dash) / MM - 7) < 0.2
        indent = right - line.right if number % 2 else line.left - left
        assert abs(indent - NUMBER) < 0.9


def in_order(measured: list[MeasuredPage]) -> list[Line]:
    return [line for page in measured for line in page.lines(BODY)]


@pytest.mark.parametrize("name", PROSE)
def test_lines_begin_and_end_with_what_may_stand_there(measured: dict[str, list[MeasuredPage]], name: str) -> None:
    lines = in_order(measured[name])
    assert len(lines) > 8
    for line in lines:
        assert line.text[0] not in NO_START | CLOSERS, line.text
        assert line.text.rstrip()[-1] not in NO_END - {"/"}, line.text
    for above, below in pairwise(lines):
        assert not (above.text[-1] in "—…" and below.text[0] == above.text[-1]), (above.text, below.text)
        assert not (above.text[-1].isdigit() and below.text[0].isdigit()), (above.text, below.text)


@pytest.mark.parametrize("name", PROSE)
def test_every_line_but_a_paragraphs_last_ends_at_the_right_edge(
    measured: dict[str, list[MeasuredPage]], name: str
) -> None:
    """A line is not its paragraph's last one when the next begins at the left edge; a closing mark may lose a half."""
    seen = 0
    for line, following in pairwise(in_order(measured[name])):
        if line.right < following.left or abs(following.left / MM - LEFT) > 0.02 or len(line.text.rstrip()) < 2:
            continue
        seen += 1
        last = [g for g in line.glyphs if g.text != " "][-1]
        beyond = last.x + max(last.wide, BODY if last.text in "”’" else 0) - RIGHT * MM
        assert -0.4 < beyond < (8.4 if last.text in CLOSERS else 0.4), (line.text, beyond)
    assert seen >= 3


def test_every_paragraph_stands_two_characters_in(measured: dict[str, list[MeasuredPage]]) -> None:
    starts = {line.text[:6]: line for line in in_order(measured["long"])}
    for block in publications()["long"].document.blocks:
        if isinstance(block, Text):
            assert abs(starts[block.text[:6]].left / MM - LEFT - 2 * EM) < 0.05


def test_sixty_pages_keep_their_grid(measured: dict[str, list[MeasuredPage]]) -> None:
    made = measured["long"]
    assert 58 <= len(made) <= 66
    pitch = load_profile().grid.pitch
    for page in made:
        offsets = [(line.y - page.lines(BODY)[0].y) / pitch for line in page.lines(BODY)]
        assert not page.rules or len(offsets) < 22
        assert page.rules or all(abs(o - round(o)) < 0.01 for o in offsets)


def test_rows_of_a_cut_table_are_whole_and_its_head_repeats(measured: dict[str, list[MeasuredPage]]) -> None:
    table = long_table()
    texts = ["".join(line.text for size in (12, 10.5) for line in page.lines(size)) for page in measured["long_table"]]
    repeated = [
        "".join(line.text for size in (12, 10.5) for line in page.lines(size, artifacts=True))
        for page in measured["long_table"]
    ]
    assert len(texts) > 2
    for n in range(1, table.rows):
        assert [f"始{n:02}" in t for t in texts] == [f"终{n:02}" in t for t in texts]
    assert all("续表" in words and "序号内容数量" in words for words in repeated[1:])
    assert "续表" not in repeated[0]


def body(page: list[Set]) -> list[Set]:
    return [line for line in page if not (line.text.startswith("—") and line.text.endswith("—") and line.top > 260)]


@pytest.fixture(scope="module")
def word(office: Path) -> dict[str, list[list[Set]]]:
    return {name: rendered(office / f"{name}.pdf") for name in NAMES}


def test_word_sets_22_lines_of_28_characters(word: dict[str, list[list[Set]]]) -> None:
    for page in word["full_pages"][:-1]:
        lines = body(page)
        assert len(lines) == 22
        full = [line for line in lines if len(line.text) == 28]
        assert max(len(line.text) for line in lines) == 28 and len(full) > 10
        assert all(abs(line.left - LEFT) < 0.2 and abs(line.right - RIGHT) < 0.4 for line in full)
        assert all(TOP - 1 < line.top < BOTTOM for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_word_keeps_the_margins_and_numbers_its_pages(word: dict[str, list[list[Set]]], name: str) -> None:
    profile = publications()[name].profile
    left, right = profile.margins.left, 210 - profile.margins.right
    for number, page in enumerate(word[name], 1):
        (found,) = [line for line in page if line not in body(page)]
        assert found.text == f"—{number}—"
        indent = right - found.right if number % 2 else found.left - left
        assert abs(indent - NUMBER / MM) < 0.3
        stamp = publications()[name].document.meta.stage.stamp or ""
        for line in body(page):
            if line.text not in (stamp, "") and set(line.text) - set(stamp):
                assert line.left > left - 0.3 and line.top > profile.margins.top - 1.5, line


@pytest.mark.parametrize("name", NAMES)
def test_word_begins_no_line_with_a_closing_mark(word: dict[str, list[list[Set]]], name: str) -> None:
    wrong = CLOSERS | set("!%),.:;?]}")
    found = [(page, line) for page in word[name] for line in page if line.text[:1] in wrong]
    assert [line.text for page, line in found if not torn(page, line)] == []


def torn(page: list[Set], line: Set) -> bool:
    """Whether Poppler only took a stretched line of the text for two."""
    return any(
        abs(o.top - line.top) < 0.1 and 0 < line.left - o.right < 12 and o.text[-1].isdigit() and line.text == "〕"
        for o in page
    )


@pytest.mark.parametrize("name", ["ten_digits", "ten_digits_2019"])
def test_word_breaks_no_figure_whatever_face_shows_it(word: dict[str, list[list[Set]]], name: str) -> None:
    """The faces the file names are not on this machine; fifteen such figures side by side are for the right ones."""
    words = [word_ for page in word[name] for line in page for word_ in line.words]
    tables = [b for b in publications()[name].document.blocks if isinstance(b, Table) and b.key != "disputes"]
    figures = [c.text.removesuffix("元") for t in tables for c in t.cells if c.kind == "value" and len(c.text) > 9]
    assert len(figures) > 150
    for figure in set(figures):
        assert words.count(figure) >= figures.count(figure)


def test_word_repeats_the_head_and_splits_no_row(word: dict[str, list[list[Set]]]) -> None:
    texts = ["".join(line.text for line in page) for page in word["long_table"]]
    assert len(texts) > 2
    assert all("序号" in text and "内容" in text and "数量" in text for text in texts)
    for n in range(1, long_table().rows):
        assert [f"始{n:02}" in t for t in texts] == [f"终{n:02}" in t for t in texts]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(("ten_digits", "long_table"))])
def test_no_mandated_table_is_cut_that_could_stand_on_one_page(
    measured: dict[str, list[MeasuredPage]], name: str
) -> None:
    """Going to the next page whole leaves no more than two fifths of a page empty."""
    for above, page in pairwise(measured[name]):
        if not any("续表" in line.text for size in (12, 10.5) for line in page.lines(size, artifacts=True)):
            continue
        first = max(max(y0, y1) for _, y0, _, y1 in above.rules) / MM
        assert first - 35 > 0.4 * 225, "the part above took less than two fifths of its page"


def test_prose_in_a_table_begins_at_one_edge(measured: dict[str, list[MeasuredPage]]) -> None:
    starts = {
        round(glyph.x, 1)
        for page in measured["long_table"]
        for line in page.lines(10.5)
        for glyph in line.glyphs
        if glyph.text == "始"
    }
    assert len(starts) == 1
