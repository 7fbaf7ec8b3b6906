"""What counts as a number, what is repaired, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.readers.numbers import plain_number, read_cell

FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@pytest.mark.parametrize(
    ("kind", "text", "value", "repaired"),
    [
        ("count", "12", 12, True),
        ("count", "１２", 12, True),
        ("count", "1,234", 1234, True),
        ("count", "１，２３４件", 1234, True),
        ("count", " 12 件次 ", 12, True),
        ("count", "12.0", 12, True),
        ("count", "1.5", Decimal("1.5"), True),
        ("count", "-3", -3, True),
        ("count", "'7", 7, True),
        ("signed", "+2", 2, False),
        ("signed", "-1", -1, False),
        ("signed", "－1", -1, True),
        ("signed", "增加2", 2, True),
        ("signed", "减3项", -3, True),
        ("money", "251000元", 251000, False),
        ("money", "12.5万元", 125000, False),
        ("money", "1.2亿元", 120000000, True),
        ("money", "251,000", 251000, True),
        ("decimal", "59,237.2449万元", Decimal("59237.2449"), True),
        ("decimal", "128.5", Decimal("128.5"), True),
        ("decimal", "12000元", Decimal("1.2"), True),
    ],
)
def test_text_that_is_a_number(kind, text, value, repaired):
    read = read_cell(kind, "text", text)
    assert (read.value, read.repaired, read.what) == (value, repaired, "")


@pytest.mark.parametrize(
    "text",
    [
        "/",
        "—",
        "无",
        "十二",
        "〇",
        "①",
        "1-2",
        "1,23",
        "12,34",
        "约12",
        "12件左右",
        "1e5",
        "٣",
        "5%",
        "=1+1",
        "1 2a",
        "9" * 40,
    ],
)
def test_text_that_is_no_number_is_kept_as_it_was(text):
    read = read_cell("count", "text", text)
    assert (read.value, read.repaired) == (text, False)
    assert read.what


@pytest.mark.parametrize("text", ["/", "—", "无", " － ", "N/A"])
def test_words_for_nothing_ask_for_a_zero(text):
    assert read_cell("count", "text", text).means_nothing


@pytest.mark.parametrize("type_", ["date", "percent", "boolean", "error"])
def test_other_cell_types_are_refused(type_):
    read = read_cell("count", type_, "TRUE")
    assert (read.value, bool(read.what)) == ("TRUE", True)


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
def test_blank_is_none(text):
    assert read_cell("count", "text", text).value is None
    assert read_cell("count", "blank", "").value is None


def test_formats_without_numbers_need_no_repair_for_plain_digits():
    assert read_cell("count", "text", "12", typed=True).repaired is False
    assert read_cell("count", "text", "１２", typed=True).repaired is True


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_survive_every_spelling(number):
    for text in (
        str(number),
        f"{number:,}",
        str(number).translate(FULL_WIDTH),
        f" {number} 件",
        f"{number:,}".translate(FULL_WIDTH),
    ):
        assert read_cell("count", "text", text).value == number
    assert read_cell("count", "number", str(number)).value == number


@given(st.decimals(min_value=0, max_value=10**8, places=6))
def test_decimals_survive_being_stored_as_floats(number):
    assert plain_number(repr(float(number))) == number


@given(st.sampled_from(["count", "signed", "decimal", "money"]), st.text(max_size=40))
def test_any_text_gives_a_value_and_never_invents_a_number(kind, text):
    read = read_cell(kind, "text", text)
    if isinstance(read.value, int | Decimal):
        assert any(c.isdigit() for c in text)
    else:
        assert read.value is None or read.what


@given(st.text("0123456789.eE+-naif", max_size=30))
def test_any_stored_number_is_finite_or_refused(text):
    number = plain_number(text)
    assert number is None or abs(number) < 10**15


def test_floating_point_noise_is_not_kept():
    assert plain_number("0.30000000000000004") == Decimal("0.3")
    assert plain_number("59237.244899999998") == Decimal("59237.2449")
    assert plain_number("12.0") == 12
