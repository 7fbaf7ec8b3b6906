"""Line breaking: what must hold for any text (hypothesis) and the rules of CLREQ one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure_report.typeset.kinsoku import CLOSERS, NO_END, NO_START
from disclosure_report.typeset.linebreak import Line, break_text

EM = 15.793
WIDTH = 28 * EM
FIRST = 26 * EM


def natural(text: str) -> list[float]:
    return [0.5 if c < "\u0300" and c != "·" else 1.0 for c in text]


def broken(text: str, first: float = FIRST, rest: float = WIDTH) -> list[Line]:
    return break_text(text, natural(text), EM, first, rest)


def words(text: str, lines: list[Line]) -> list[str]:
    return [text[a.start : a.end] for a in lines]


WORDS = (
    "政府 信息 公开 年度 的 和 ， 。 、 ； ： “ ” 《 》 （ ） —— …… · ！ ？ "
    "2024年 12.5万元 98.5% 100余件 〔2021〕30号 12月31日 Excel GB/T a@b.cn"
)
PROSE = st.lists(st.sampled_from([*WORDS.split(), " "]), min_size=1, max_size=150).map("".join)
ANY = st.text(st.sampled_from("政府信息公开年度报告，。“”《》（）—…·、/ aZ09%-"), min_size=1, max_size=200)


@given(ANY)
def test_nothing_is_lost_or_doubled(text):
    lines = broken(text)
    assert "".join(words(text, lines)) == text
    assert all(len(a.advances) == a.end - a.start for a in lines)
    assert all(advance > -1e-9 for a in lines for advance in a.advances)


@given(PROSE)
@example("，" * 90)
def test_every_line_but_the_last_is_exactly_full(text):
    lines = broken(text)
    for number, line in enumerate(lines[:-1]):
        if line.end - line.start > 1:
            assert line.width == pytest.approx(FIRST if number == 0 else WIDTH, abs=0.01)
    assert lines[-1].width <= WIDTH + 0.01


def obeys(text: str) -> bool:
    """Whether no run of marks or Latin letters is so long that a rule has to give way."""
    run, longest = 0, 0
    for a, b in pairwise(text):
        tied = b in NO_START or a in NO_END or b == " " or (a < "\u0300" and b < "\u0300") or (a in "—…" and a == b)
        run = run + 1 if tied else 0
        longest = max(longest, run)
    return longest < 8


@given(PROSE.filter(obeys))
def test_no_line_begins_or_ends_with_a_forbidden_mark(text):
    lines = words(text, broken(text))
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line.rstrip()[-1] in NO_END]


@given(
    st.lists(
        st.sampled_from(
            ["政府信息公开", "2024年", "12.5万元", "98.5%", "〔2021〕30号", "Excel", "——", "……", "第711号"]
        ),
        max_size=60,
    )
)
def test_expressions_stay_whole(parts):
    text = "报".join(parts)
    cuts = {line.end for line in broken(text)} - {len(text)}
    at = 0
    for part in parts:
        if part != "政府信息公开":
            assert not cuts & set(range(at + 1, at + len(part))), part
        at += len(part) + 1


@given(PROSE)
def test_breaking_is_stable(text):
    """The same text breaks the same way, and a line set alone to its width stays one line."""
    lines = broken(text)
    assert [(a.start, a.end) for a in broken(text)] == [(a.start, a.end) for a in lines]


def test_28_characters_a_line_26_on_the_first():
    assert [a.end - a.start for a in broken("政" * 82)] == [26, 28, 28]


def test_a_mark_that_would_begin_a_line_is_squeezed_in():
    text = "政府，" * 8 + "政府" + "，" + "政" * 30
    lines = words(text, broken(text, FIRST))
    assert lines[0] == "政府，" * 8 + "政府，"
    assert broken(text)[0].width == pytest.approx(FIRST)


def test_without_marks_to_squeeze_the_character_before_goes_down_too():
    text = "政" * 26 + "府，" + "公" * 5
    assert words("政" * 26 + "，" + "公" * 5, broken("政" * 26 + "，" + "公" * 5))[0] == "政" * 25
    assert broken(text)[0].width == pytest.approx(FIRST)


def test_no_mark_hangs():
    for line in broken("政府信息，公开工作。" * 30):
        assert line.width <= WIDTH + 0.01


def test_marks_in_a_row_take_one_and_a_half_em():
    (line,) = broken("《条例》，办")
    assert line.advances[3] == pytest.approx(EM / 2)
    assert line.advances[4] == pytest.approx(EM)
    (line,) = broken("办（《条例》")
    assert (line.advances[2], line.shifts[2]) == pytest.approx((EM / 2, -EM / 2))


def test_an_opening_mark_at_the_start_of_a_line_loses_its_blank_half():
    text = "政" * 26 + "《条例》" + "公" * 40
    line = broken(text)[1]
    assert line.shifts[0] == pytest.approx(-EM / 2)
    assert line.advances[0] < 0.6 * EM


def test_nothing_is_put_inside_dashes_words_and_numbers():
    text = "政府——信息2024公开Excel……" + "政" * 40 + "——" + "府，" * 20
    for line in broken(text)[:-1]:
        part = text[line.start : line.end]
        for i, (a, b) in enumerate(pairwise(part)):
            if (a in "—…" and a == b) or (a.isascii() and b.isascii()):
                assert line.advances[i] == pytest.approx(natural(a)[0] * EM)


def test_no_single_character_stands_alone_on_the_last_line():
    text = "政府信息公开工作" * 6 + "政府信息公开。"
    for length in range(26, len(text)):
        part = text[:length] + "报。"
        last = words(part, broken(part))[-1]
        assert len(last.strip("".join(CLOSERS))) != 1, part


def test_a_word_wider_than_a_line_breaks_rather_than_overflows():
    text = "政府" + "a" * 200 + "信息"
    lines = broken(text)
    assert max(a.width for a in lines) <= WIDTH + 0.01
    assert "".join(words(text, lines)) == text


def test_a_long_address_breaks_at_its_parts_when_the_line_before_would_be_torn():
    text = "网址：https://www.example.gov.cn/disclosure/2024/annual/report/index.html。" + "政" * 30
    first = words(text, broken(text))[0]
    assert len(first) > 10 and first[-1] in "/.-"


def test_blanks_at_the_end_of_a_line_take_no_room():
    text = "政" * 26 + " " + "府" * 10
    first = broken(text)[0]
    assert text[first.end - 1] == " " and first.advances[-1] == 0
    assert first.width == pytest.approx(FIRST)


def test_ragged_lines_are_natural():
    text = "政府，信息" * 30
    lines = break_text(text, natural(text), EM, 5.4 * EM, 5.4 * EM, justify=False)
    assert {round(a / EM, 6) for line in lines for a in line.advances} <= {0.5, 1.0}
