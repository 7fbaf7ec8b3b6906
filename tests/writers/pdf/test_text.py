"""What the file says is what was laid out: by the tags, and by a reader that knows nothing of them."""

from __future__ import annotations

import pytest

from disclosure_report.typeset.face import Face
from disclosure_report.typeset.pages import TextRun
from disclosure_report.writers.pdf.readback import read_back
from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts
from tests.writers.pdf.conftest import run
from tests.writers.pdf.layouts import META, Builder

FACES = (layouts.SERIF, layouts.SANS, layouts.UMING, layouts.UKAI, layouts.WENKAI, layouts.READERS)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.family)
def test_tags_say_what_was_laid_out(face: Face) -> None:
    layout = layouts.sample(face, face, stamp="草稿")
    read = read_back(paint(layout, META))
    wanted: dict[int, str] = {}
    for page in layout.pages:
        for item in page.items:
            if isinstance(item, TextRun) and item.node is not None:
                wanted[item.node] = wanted.get(item.node, "") + item.text
    assert read.lines() == [wanted[node] for node in sorted(wanted)]


def test_reading_order_goes_over_pages_and_leaves_artifacts_out() -> None:
    read = read_back(paint(layouts.sample(stamp="草稿"), META))
    first, second = read.page_texts()
    assert first.splitlines()[0] == "示例市教育局2024年政府信息公开工作年度报告"
    assert second == "跨页的段落在这里结束。ABC 0123456789%"
    assert "草稿" not in first
    assert "— 1 —" not in first


def test_tables_come_back_with_rows_and_spans() -> None:
    read = read_back(paint(layouts.sample(), META))
    assert read.tables() == [[["项目", "申请人情况"], ["自然人", "总计"], ["一、本年新收", "3001", ""]]]
    spans = [(e.tag, e.rowspan, e.colspan) for e in read.root.walk() if e.tag in ("TH", "TD")]
    assert spans[:2] == [("TH", 2, 1), ("TH", 1, 2)]


def test_every_mark_can_be_copied(sample_files: dict[str, str]) -> None:
    copied = run("pdftotext", "-raw", sample_files["punctuation"], "-")
    plain = "".join(copied.split())
    half = len(layouts.PUNCTUATION) // 2
    for wanted in (layouts.PUNCTUATION[:half], layouts.PUNCTUATION[half:], "".join(map(chr, range(33, 127)))):
        assert wanted in plain


def test_rare_characters_and_substitutes_keep_their_text(samples: dict[str, bytes]) -> None:
    assert read_back(samples["rare"]).lines() == ["罕见字", layouts.RARE, "缺字\U000e0041在此"]


def test_rare_characters_can_be_copied(sample_files: dict[str, str]) -> None:
    copied = "".join(run("pdftotext", "-raw", sample_files["rare"], "-").split())
    for character in layouts.RARE:
        assert character in copied
    assert "〓" not in copied


def test_squeezed_and_shifted_marks_stay_in_order(tmp_path: object) -> None:
    made = Builder()
    node = made.node("P")
    text = "他说“（一）”。"
    advances = (16.0, 16.0, 8.0, 8.0, 16.0, 8.0, 8.0, 16.0)
    shifts = (0.0, 0.0, -8.0, -8.0, 0.0, 0.0, 0.0, 0.0)
    made.add(TextRun(text, 80, 700, layouts.SERIF, 16, advances, shifts, node=node))
    data = paint(made.layout(), META)
    assert read_back(data).lines() == [text]


def test_damaged_and_untagged_files_are_refused() -> None:
    data = paint(layouts.sample(), META)
    for bad in (b"", b"%PDF-1.4\n", data[:200], data.replace(b"/StructTreeRoot ", b"/StructTreeRoox ")):
        with pytest.raises(ValueError):
            read_back(bad)
