"""Whose name is foreign, and the words near a set phrase: the two lists that need judgement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from disclosure_report.rules.headings import chinese_number, ordinal_of
from disclosure_report.rules.lexicon import pairs, words
from disclosure_report.rules.phrases import near_misses, one_edit
from disclosure_report.rules.places import Home, foreign_names
from disclosure_report.rules.repetition import overlap_of


@pytest.mark.parametrize(
    ("agency", "place", "function", "province"),
    [
        ("示例市教育局", "示例市", "教育局", ""),
        ("南京市教育局", "南京市", "教育局", "江苏省"),
        ("江苏省教育厅", "江苏省", "教育厅", "江苏省"),
        ("示例自治区人民政府", "示例自治区", "人民政府", ""),
        ("国家示例总局", "", "", ""),
    ],
)
def test_a_body_is_at_home_where_its_name_says(agency, place, function, province):
    home = Home.of(agency)
    assert (home.place, home.function, home.province) == (place, function, province)


def test_a_listed_body_knows_its_province_and_finds_another():
    home = Home.of("南京市教育局")
    text = "江苏省教育厅组织培训。苏州市教育局坚持公开。南京市坚持公开。浙江省坚持公开。"
    assert [text[a:b] for a, b in foreign_names(text, home)] == ["苏州市教育局", "浙江省"]


def test_the_lists_are_clean():
    places = dict(pairs("places"))
    assert len(places) > 350 and all(province in places for province in places.values())
    wrong = [first for first, _ in pairs("misspellings")]
    right = [second for _, second in pairs("misspellings")]
    assert len(set(wrong)) == len(wrong) and not set(wrong) & set(right)
    for phrase in (*words("phrases"), *words("look_alikes"), *right):
        assert not any(w in phrase for w in wrong), phrase


def test_no_set_phrase_is_a_near_miss_of_another():
    for phrase in (*words("phrases"), *words("look_alikes")):
        assert list(near_misses(f"做好{phrase}的有关事宜。")) == [], phrase


def test_every_set_phrase_with_an_inner_character_dropped_is_found():
    missed = []
    for phrase in words("phrases"):
        for at in range(2, len(phrase) - 2):
            broken = phrase[:at] + phrase[at + 1 :]
            if broken not in words("look_alikes") and not list(near_misses(broken)):
                missed.append(broken)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("九十九", 99), ("甲", 0)]
)
def test_chinese_numbers(text, value):
    assert chinese_number(text) == value


def test_headings_know_their_style():
    styles = [found.style for found in map(ordinal_of, ("（一）甲", "(1)乙", "1.丙", "二、丁")) if found]
    assert styles == ["（一）", "(1)", "1.", "一、"]
    assert ordinal_of("主动公开") is None


def test_nothing_repeats_nothing():
    assert overlap_of([], []).percent == 0


SHORT = st.text(st.sampled_from("政府信息公开"), min_size=1, max_size=7)


@given(SHORT, SHORT)
def test_one_edit_is_a_levenshtein_distance_of_one(left, right):
    assert one_edit(left, right) is (Levenshtein.distance(left, right) == 1)
