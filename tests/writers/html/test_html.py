"""The HTML page: parsed by the standard's own algorithm, strictly."""

from __future__ import annotations

import re

import html5lib
import pytest

from disclosure_report.model.document import Heading, Stage, Table, Text
from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.html import write
from tests.tools.browser import dump_dom
from tests.writers.publications import CONTROL, MARK_UP, awkward, of_blocks, publication

CASES = awkward()


def parsed(made):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(write(made))


def words(element):
    return "".join(element.itertext())


@pytest.mark.parametrize("name", CASES)
def test_a_strict_parser_accepts_the_page(name):
    root = parsed(CASES[name])
    assert root.get("lang") == "zh-CN"
    assert words(root.find("head/title")) == root.find("head/title").text


@pytest.mark.parametrize("name", CASES)
def test_the_same_input_gives_the_same_bytes(name):
    assert write(CASES[name]) == write(CASES[name])


def test_nothing_is_run_or_loaded():
    text = write(publication()).decode()
    assert not re.search(r"<script|<link|<img|<iframe|url\(|@import|https?:|\son\w+=", text)
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text


def test_mark_up_stays_text():
    root = parsed(of_blocks(Text(MARK_UP, level=2, heading_length=5), Heading(2, MARK_UP)))
    assert words(root.find(".//main/p")) == words(root.find(".//main/h3")) == MARK_UP
    assert not list(root.iter("img"))


def test_control_characters_are_left_out():
    assert words(parsed(of_blocks(Text(CONTROL))).find(".//main/p")) == "一二三四五六 七 八 九  十"


def test_every_figure_names_its_heads():
    for made in (CASES["plain"], CASES["edition_2019"]):
        root = parsed(made)
        for table in (b for b in made.document.blocks if isinstance(b, Table)):
            element = root.find(f".//table[@id='table-{table.key}']")
            ids = {e.get("id"): words(e) for e in element.iter("th")}
            figures = list(element.iter("td"))
            assert len(figures) == sum(c.kind == "value" for c in table.cells)
            assert all(f.get("headers") and set(f.get("headers").split()) <= ids.keys() for f in figures)


def test_a_figure_is_headed_by_its_row_and_the_nearest_heads_above():
    element = parsed(publication()).find(".//table[@id='table-proactive']")
    ids = {e.get("id"): words(e) for e in element.iter("th")}
    heads = [[ids[i] for i in f.get("headers").split()] for f in element.iter("td")]
    assert heads[0] == ["规章", "第二十条第（一）项", "本年制发件数"]
    assert heads[-1][0] == "行政事业性收费"
    assert heads[-1][1] == "第二十条第（八）项"


def test_header_rows_stand_in_thead_with_scopes():
    element = parsed(publication()).find(".//table[@id='table-requests']")
    assert len(element.findall("thead/tr")) == 3
    assert {e.get("scope") for e in element.find("thead").iter("th")} == {"col", "colgroup"}
    assert {e.get("scope") for e in element.find("tbody").iter("th")} == {"row", "rowgroup"}


def test_headings_follow_the_outline():
    root = parsed(CASES["deep"])
    assert [e.tag for e in root.find(".//main")] == ["h2", "h3", "h4", "h5", "h5", "h5", "h5"]
    assert next(e.tag for e in parsed(publication()).find(".//main")) == "h1"


def test_drafts_say_so():
    assert words(parsed(publication(stage=Stage.DRAFT)).find(".//div[@class='stage']")) == "草稿"
    assert parsed(publication()).find(".//div[@class='stage']") is None


def test_a_profiles_words_cannot_leave_the_style_sheet():
    wishes = {"page_number": {"style": '</style><b>1"}'}, "faces": {"body": ['"}</style><script>']}}
    root = parsed(publication(profile=load_profile("gb9704", wishes)))
    assert not list(root.iter("script"))
    assert len(list(root.iter("style"))) == 1


def test_a_browser_keeps_the_page_as_it_is(tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(write(publication()))
    dom = html5lib.parse(dump_dom(path), namespaceHTMLElements=False)
    assert words(dom.find(".//main")).split() == words(parsed(publication()).find(".//main")).split()
