"""What a Word file says is what the Document says."""

from __future__ import annotations

import pytest

from disclosure_report.model.document import Attachments, Heading, Signature, Table, Text, Title, block_lines
from disclosure_report.writers.docx.writer import write
from disclosure_report.writers.printable import printable
from tests.writers.docx.word import W, opened, parts, value
from tests.writers.publications import MARK_UP, awkward, of_blocks, publication

CASES = awkward()


def _expected(publication):
    for block in publication.document.blocks:
        if isinstance(block, Title):
            yield printable(block.issuer) + printable(block.name)
        elif isinstance(block, Attachments):
            yield from (f"{'附件：' if n == 0 else ''}{x}" for n, x in enumerate(_numbered(block.names)))
        elif not isinstance(block, Table):
            yield from map(printable, block_lines(block))


def _numbered(names):
    return names if len(names) == 1 else [f"{n}.{name}" for n, name in enumerate(names, 1)]


@pytest.mark.parametrize("name", CASES)
def test_paragraphs_are_the_documents_lines(name):
    found = [p.text.replace("\n", "") for p in opened(CASES[name]).paragraphs if p.text]
    assert found == [line for line in _expected(CASES[name]) if line]


@pytest.mark.parametrize("name", CASES)
def test_tables_hold_every_cell_at_its_place(name):
    tables = [b for b in CASES[name].document.blocks if isinstance(b, Table)]
    found = opened(CASES[name]).tables
    assert len(found) == len(tables)
    for table, word in zip(tables, found, strict=True):
        grid = [[c.text for c in row] for row in table.grid()]
        assert [[c.text for c in row.cells] for row in word.rows] == grid


def test_mark_up_stays_text():
    document = opened(of_blocks(Text(MARK_UP)))
    assert document.paragraphs[0].text == MARK_UP
    assert not list(document.element.iter("{*}img"))


def test_headings_that_stand_alone_are_word_headings():
    blocks = (
        Heading(1, "一、总体情况"),
        Heading(2, "（一）主动公开情况"),
        Heading(3, "1.目录"),
        Heading(4, "（1）索引"),
    )
    names = [p.style.name for p in opened(of_blocks(*blocks)).paragraphs]
    assert names == ["Heading 1", "Heading 2", "Heading 3", "Heading 4"]


def test_a_run_in_heading_takes_the_face_and_stays_out_of_the_navigation_pane():
    text = "（一）主动公开情况。全年公开信息412条。"
    paragraph = opened(of_blocks(Text(text, level=2, heading_length=10))).paragraphs[0]
    assert paragraph.style.name == "Body Text"
    assert [(r.text, r.style.style_id) for r in paragraph.runs] == [
        (text[:10], "Heading2Char"),
        (text[10:], "DefaultParagraphFont"),
    ]


def test_every_run_of_text_asks_for_the_chinese_face():
    for name in ("plain", "sealed_with_attachments", "draft"):
        body = opened(CASES[name]).element.body
        runs = [r for r in body.iter(f"{W}r") if r.find(f"{W}t") is not None]
        assert runs
        assert all(value(r, "rPr/rFonts", "hint") == "eastAsia" for r in runs)


def test_styles_name_a_family_for_every_script_and_no_theme_font():
    styles = parts(publication())["word/styles.xml"]
    assert "Theme" not in styles
    assert styles.count("w:rFonts ") == styles.count("w:eastAsia=") - styles.count('w:eastAsia="zh-CN"')


def test_the_last_paragraph_holds_on_to_the_signature():
    paragraphs = opened(of_blocks(Text("甲"), Text("乙"), Signature("示例市教育局", "2025年1月20日"))).paragraphs
    assert [p.paragraph_format.keep_with_next for p in paragraphs[:2]] == [None, True]
    assert paragraphs[2].style.paragraph_format.keep_with_next


def test_the_title_is_broken_by_line_breaks_and_kept_whole_in_the_properties():
    made = CASES["long_agency"]
    document = opened(made)
    title = document.paragraphs[0]
    assert title.style.name == "Title"
    assert len(title.text.split("\n")) >= 4
    assert document.core_properties.title == made.document.meta.title


def test_the_writer_does_not_stumble_over_a_name_longer_than_a_property():
    made = of_blocks(Title("示" * 700, "报告"), agency="示" * 700)
    assert write(made) == write(made)
    assert len(opened(made).core_properties.title) == 255
