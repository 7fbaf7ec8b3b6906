"""Text files → title, preamble, sections, signature; encodings; Markdown; Word."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.editions import load_edition
from disclosure_report.readers.docx_numbering import written
from disclosure_report.readers.narrative import date_of, merge
from disclosure_report.readers.narrative_file import read_narrative
from disclosure_report.readers.tables import read_tables
from tests.readers.workbooks import raw_tables

EDITION = load_edition("2021")
WHOLE = """示例市教育局
2024年政府信息公开工作年度报告

　　根据条例第五十条编制本报告。
一、总体情况
　　坚持以公开为常态。
（一）主动公开情况
全年公开信息412条。
（二）依申请公开情况。收到申请38件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
一是形式单一。
六、其他需要报告的事项
未收取信息处理费，金额为0元。
示例市教育局
2025年1月20日
"""


def read(data: bytes | str, file: str = "正文.txt", section: str | None = None):
    raw = data.encode() if isinstance(data, str) else data
    return read_narrative(raw, file, EDITION, section)


def outline(narrative):
    return [(s.key, [p.text for p in s.paragraphs]) for s in narrative.sections]


def test_a_whole_report_in_one_file():
    found = read(WHOLE).narrative
    n = found.narrative
    assert n.title.text == "示例市教育局2024年政府信息公开工作年度报告"
    assert [p.text for p in n.preamble] == ["根据条例第五十条编制本报告。"]
    assert [s.key for s in n.sections] == [s.key for s in EDITION.sections]
    assert [s.title for s in n.sections] == [s.title for s in EDITION.sections]
    assert [p.text for p in n.signature] == ["示例市教育局", "2025年1月20日"]
    assert found.dated == date(2025, 1, 20)
    overview = n.section("overview")
    assert [(p.level, p.heading_length) for p in overview.paragraphs] == [(0, 0), (2, 9), (0, 0), (2, 11)]
    assert [p.run_in for p in overview.paragraphs] == [False, False, False, True]


def test_every_paragraph_knows_its_line():
    lines = WHOLE.split("\n")
    for paragraph in read(WHOLE).narrative.narrative.paragraphs():
        source = paragraph.source
        assert lines[source.line - 1].strip(" \u3000") == paragraph.text == source.quote
        assert (source.file, source.start) == ("正文.txt", 0)
    sections = read(WHOLE).narrative.narrative.sections
    assert [s.source.line for s in sections] == [5, 10, 11, 12, 13, 15]
    assert all(p.source.section == s.key for s in sections for p in s.paragraphs)


@pytest.mark.parametrize("text", ["正文。", "一、总体情况\n正文。", "总体情况\n\n正文。", "一、基本情况\n正文。"])
def test_a_file_named_after_its_section_needs_no_heading(text):
    n = read(text, "一、总体情况.txt", "overview").narrative.narrative
    assert outline(n) == [("overview", ["正文。"])]


def test_a_section_file_may_begin_with_the_preamble():
    n = read("编制说明。\n一、总体情况\n正文。", "一、总体情况.txt", "overview").narrative.narrative
    assert [p.text for p in n.preamble] == ["编制说明。"]
    assert outline(n) == [("overview", ["正文。"])]


def test_numbered_lists_in_a_section_file_open_no_other_section():
    n = read("一、公开不够主动\n二、队伍不稳\n下一步改进。", "五、x.txt", "problems").narrative.narrative
    assert [s.key for s in n.sections] == ["problems"]
    assert len(n.sections[0].paragraphs) == 3


def test_sections_out_of_order_or_twice_stay_as_typed():
    n = read("一、总体情况\n甲。\n六、其他需要报告的事项\n乙。\n五、存在的主要问题及改进情况\n丙。\n一、总体情况\n丁。")
    assert [s.key for s in n.narrative.narrative.sections] == ["overview", "other", "problems", "overview"]


def test_an_absurd_number_of_sections_is_cut_short():
    n = read("一、总体情况\n" * 3000).narrative.narrative
    assert len(n.sections) == 100
    assert len(n.sections[-1].paragraphs) == 2900


def test_markup_in_the_text_is_text():
    n = read('一、总体情况\n<b>粗</b> & <img src="x"> {0} %s\n').narrative.narrative
    assert outline(n) == [("overview", ['<b>粗</b> & <img src="x"> {0} %s'])]


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("gb18030", ["SRC010"]),
        ("utf-16-le", ["SRC010"]),
        ("utf-16-be", ["SRC010"]),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings(encoding, codes, line_end):
    found = read(WHOLE.replace("\n", line_end).encode(encoding))
    assert [f.code for f in found.findings] == codes
    assert found.narrative.narrative.signature[-1].source.line == 18
    assert found.narrative.narrative.section("other").text == "未收取信息处理费，金额为0元。"


def test_one_damaged_byte_does_not_turn_utf8_into_another_encoding():
    data = bytearray(WHOLE.encode())
    data[200] = 0xFF
    found = read(bytes(data))
    assert [f.code for f in found.findings] == ["SRC010"]
    assert len(found.narrative.narrative.sections) >= 5


def test_invisible_characters_are_removed_and_reported():
    found = read("一、总体情况\n公\u200b开\x07信\u202e息\ufeff。\n")
    assert outline(found.narrative.narrative) == [("overview", ["公开信息。"])]
    assert [f.code for f in found.findings] == ["SRC010"]


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [
        (b"", "正文.txt", "SRC002"),
        (b"PK\x03\x04xxxx", "正文.txt", "SRC002"),
        (b"%PDF-1.4", "正文.md", "SRC002"),
        (b"\x00\x01\x02\x03" * 100, "正文.txt", "SRC002"),
        (b"x" * 11_000_000, "正文.txt", "SRC003"),
        ("正文".encode(), "正文.docx", "SRC002"),
        (b"PK\x03\x04xxxx", "正文.docx", "SRC002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "正文.doc", "SRC002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "正文.docx", "SRC002"),
    ],
)
def test_files_that_cannot_be_read(data, file, code):
    found = read(data, file)
    assert found.narrative is None
    assert [(f.code, f.source.file) for f in found.findings] == [(code, file)]


def test_markdown_marks_are_taken_off():
    text = """# 2024年政府信息公开工作年度报告
<!-- 备注
两行 -->
## 一、总体情况
- **公开**为`常态`，见[目录](http://example.org/)。
### 主动公开
> 引用 1\\*2
---
"""
    n = read(text, "正文.md").narrative.narrative
    assert n.title.text == "2024年政府信息公开工作年度报告"
    assert outline(n) == [("overview", ["公开为常态，见目录。", "主动公开", "引用 1*2"])]
    heading = n.sections[0].paragraphs[1]
    assert (heading.level, heading.heading_length, heading.source.line) == (3, 4, 6)


def word(*lines: str) -> docx.document.Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_paragraphs():
    n = read(saved(word(*WHOLE.split("\n"))), "正文.docx").narrative.narrative
    assert [s.key for s in n.sections] == [s.key for s in EDITION.sections]
    assert [p.text for p in n.signature] == ["示例市教育局", "2025年1月20日"]
    assert n.section("overview").paragraphs[0].source.line == 6


def test_word_hides_deleted_and_hidden_text_and_keeps_inserted():
    document = word("一、总体情况", "公开")
    paragraph = document.paragraphs[1]._p
    for xml in (
        "<w:del {0}><w:r><w:delText>删去</w:delText></w:r></w:del>",
        "<w:ins {0}><w:r><w:t>新增</w:t></w:r></w:ins>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        "<w:hyperlink {0}><w:r><w:t>链接</w:t></w:r></w:hyperlink>",
        "<w:r {0}><w:br/><w:t>另行</w:t></w:r>",
    ):
        paragraph.append(parse_xml(xml.format(nsdecls("w"))))
    n = read(saved(document), "正文.docx").narrative.narrative
    assert outline(n) == [("overview", ["公开新增链接", "另行"])]


def numbered(document, format_: str, pattern: str):
    """Give the document's paragraphs automatic numbers."""
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{format_}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for paragraph in document.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    return document


def test_automatic_numbers_of_word_are_written_out():
    titles = [s.bare_title for s in EDITION.sections]
    data = saved(numbered(word(*titles), "chineseCountingThousand", "%1、"))
    assert [s.title for s in read(data, "正文.docx").narrative.narrative.sections] == [
        s.title for s in EDITION.sections
    ]
    data = saved(numbered(word("主动公开情况", "依申请公开情况"), "chineseCounting", "（%1）"))
    paragraphs = read(data, "一、总体情况.docx", "overview").narrative.narrative.sections[0].paragraphs
    assert [(p.text, p.level) for p in paragraphs] == [("（一）主动公开情况", 2), ("（二）依申请公开情况", 2)]


@pytest.mark.parametrize(
    ("number", "format_", "text"),
    [
        (3, "decimal", "3"),
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (21, "japaneseCounting", "二十一"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (12, "decimalFullWidth", "１２"),
        (2, "lowerLetter", "b"),
    ],
)
def test_number_formats_of_word(number, format_, text):
    assert written(number, format_) == text


def test_the_tables_of_a_word_file_are_found_like_a_workbooks():
    document = word("一、总体情况", "正文。")
    raw = raw_tables()
    for key, spec in EDITION.tables.items():
        table = document.add_table(spec.grid_rows, spec.grid_columns)
        for cell in spec.cells:
            first = table.cell(cell.row, cell.column)
            last = table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
            text = cell.text if cell.role != "value" else str(raw[key][cell.row_key][cell.column_key])
            (first.merge(last) if first is not last else first).text = text
    found = read(saved(document), "正文.docx")
    tables = read_tables(list(found.tables), EDITION)
    for key, rows in tables.tables.items():
        assert {r: {c: f.value for c, f in cells.items()} for r, cells in rows.items()} == raw[key]
    assert set(tables.tables) == set(raw)
    assert tables.findings == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年1月20日", date(2025, 1, 20)),
        ("（2025年01月20日）", date(2025, 1, 20)),
        ("2025-01-20", date(2025, 1, 20)),
        ("二〇二五年一月二十日", date(2025, 1, 20)),
        ("二○二五年十二月三十一日", date(2025, 12, 31)),
        ("2025年2月30日", None),
        ("2025年1月20日发布", None),
        ("2025年", None),
    ],
)
def test_dates(text, day):
    assert date_of(text) == day


def test_files_of_single_sections_fall_into_the_forms_order():
    files = [
        read("丙。", "六、其他需要报告的事项.txt", "other").narrative,
        read("甲。", "一、总体情况.txt", "overview").narrative,
        read("二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况", "正文.txt").narrative,
    ]
    assert [s.key for s in merge(files, EDITION).sections] == ["overview", "proactive", "requests", "other"]


PRINTABLE = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]) | st.sampled_from(
    "\n一、总体情况（）。1."
)


@given(
    st.text(PRINTABLE, max_size=300),
    st.sampled_from(["正文.txt", "正文.md"]),
    st.sampled_from([None, "overview", "other"]),
)
def test_no_word_is_lost_or_added(text, file, section):
    found = read(text.encode("utf-8", "replace"), "正文.txt", section)
    read(text.encode("utf-8", "replace"), file, section)
    if found.narrative is None:
        return
    n = found.narrative.narrative
    out = [*([n.title] if n.title else []), *n.preamble, *n.signature]
    words = "".join(p.text for p in out) + "".join(s.title + "".join(p.text for p in s.paragraphs) for s in n.sections)
    assert sorted("".join(words.split())) == sorted("".join(text.replace("\ufffd", "").split()))


@given(st.binary(max_size=400), st.sampled_from(["正文.txt", "正文.md", "正文.docx"]))
def test_any_bytes_never_raise(data, file):
    found = read(data, file)
    assert found.narrative is not None or found.findings
