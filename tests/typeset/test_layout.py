"""Pages: geometry of the grid, what keeps together, tables, structure. With the reader's own face: no font needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_report.assemble import assemble
from disclosure_report.editions import load_edition
from disclosure_report.model.document import (
    Attachments,
    Block,
    Cell,
    Document,
    Heading,
    Meta,
    Signature,
    Stage,
    Table,
    Text,
    Title,
)
from disclosure_report.typeset.face import Face
from disclosure_report.typeset.fonts import ROLE_LABELS, ChosenFace, FaceSet
from disclosure_report.typeset.layout import lay_out
from disclosure_report.typeset.pages import Layout, Page, Rule, TextRun
from disclosure_report.typeset.profile import MM, load_profile
from disclosure_report.typeset.tables import plan_table
from tests import builders

PROFILE = load_profile()
#: A face of its own per role, all with the reader's own metrics, so that runs tell which role set them.
FACES = FaceSet({role: ChosenFace(role, Face(role, None), role, True, "") for role in ROLE_LABELS})
LEFT, BOTTOM, RIGHT, TOP = PROFILE.area
EM = PROFILE.grid.advance
TITLE = Title("示例市教育局", "2024年政府信息公开工作年度报告")


def document(*blocks: Block, stage: Stage = Stage.FINAL) -> Document:
    meta = Meta("示例市教育局2024年报告", "示例市教育局", 2024, "2021", date(2025, 1, 31), "0" * 64, stage)
    return Document(meta, blocks)


def laid(*blocks: Block, stage: Stage = Stage.FINAL, profile=PROFILE) -> Layout:
    return lay_out(document(*blocks, stage=stage), profile, FACES)


def example(edition: str = "2021", **changes: object) -> Document:
    return assemble(builders.report(edition, **changes), load_edition(edition))


def runs(page: Page, tagged: bool = True) -> list[TextRun]:
    return [i for i in page.items if isinstance(i, TextRun) and (i.node is not None) is tagged]


def lines(page: Page) -> list[str]:
    """The tagged text of a page line by line, from the top."""
    at: dict[float, list[TextRun]] = {}
    for run in runs(page):
        at.setdefault(round(run.y, 2), []).append(run)
    return ["".join(r.text for r in sorted(at[y], key=lambda r: r.x)) for y in sorted(at, reverse=True)]


def width(run: TextRun) -> float:
    return sum(run.advances)


def long_text(characters: int) -> Text:
    return Text(("示例市教育局坚持以公开为常态、不公开为例外，扎实做好政府信息公开工作。" * characters)[:characters])


def test_22_lines_of_28_characters_fill_the_type_area():
    layout = laid(Text("政" * (28 * 22 * 2 - 2)))
    assert len(layout.pages) == 2
    for page in layout.pages:
        found = sorted(runs(page), key=lambda r: -r.y)
        assert len(found) == 22
        assert {len(r.text) for r in found[1:]} == {28}
        assert all(a.y - b.y == pytest.approx(PROFILE.grid.pitch) for a, b in pairwise(found))
        assert found[0].y + 0.88 * EM == pytest.approx(TOP, abs=0.01)
        assert found[-1].y - 0.12 * EM == pytest.approx(BOTTOM, abs=0.5)
        assert all(r.x == pytest.approx(LEFT) and r.x + width(r) == pytest.approx(RIGHT, abs=0.1) for r in found[1:])


def test_the_first_line_of_a_paragraph_stands_two_characters_in():
    first, second = sorted(runs(laid(long_text(60)).pages[0]), key=lambda r: -r.y)[:2]
    assert (first.x - LEFT, second.x - LEFT) == pytest.approx((2 * EM, 0))


def test_every_word_of_the_document_stands_on_the_pages_once():
    for edition in ("2021", "2019"):
        made = example(edition)
        layout = lay_out(made, PROFILE, FACES)
        found: dict[int, str] = {}
        for page in layout.pages:
            for run in runs(page):
                found[run.node or 0] = found.get(run.node or 0, "") + run.text
        in_order = "".join(found[node] for node in sorted(found))
        assert in_order.replace(" ", "") == "".join(made.lines()).replace(" ", "")


def test_origins_point_at_the_words_they_paint():
    made = example()
    for page in lay_out(made, PROFILE, FACES).pages:
        for run in runs(page):
            block = made.blocks[run.origin.block]
            if isinstance(block, Table):
                text = block.cells[run.origin.cell].text
            elif isinstance(block, Heading | Text):
                text = block.text
            else:
                continue
            assert text[run.origin.start :].startswith(run.text)


def test_page_numbers_stand_outside_7_mm_below_the_type_area():
    layout = laid(long_text(2000))
    for number, page in enumerate(layout.pages, 1):
        (run,) = runs(page, tagged=False)
        assert (page.label, run.text, run.size) == (str(number), f"— {number} —", 14)
        dash = run.y + 0.38 * run.size
        assert BOTTOM - dash == pytest.approx(7 * MM)
        edge = RIGHT - (run.x + width(run)) if number % 2 else run.x - LEFT
        assert edge == pytest.approx(14)


def test_page_numbers_in_the_middle_when_a_site_wants_them_there():
    profile = load_profile(overrides={"page_number": {"position": "centre", "style": "-1-"}})
    (run,) = runs(laid(long_text(50), profile=profile).pages[0], tagged=False)
    assert (run.text, run.x + width(run) / 2) == ("-1-", pytest.approx((LEFT + RIGHT) / 2))


@pytest.mark.parametrize(("stage", "words"), [(Stage.DRAFT, "草稿"), (Stage.REVIEW, "送审稿")])
def test_a_stamp_is_painted_first_on_every_page(stage, words):
    for page in laid(TITLE, long_text(1500), stage=stage).pages:
        first = page.items[0]
        assert isinstance(first, TextRun)
        assert (first.text, first.node) == (words, None)
        assert first.gray > 0.5 and first.angle


def test_the_title_stands_in_the_middle_in_its_own_face():
    title = [r for r in runs(laid(TITLE, long_text(30)).pages[0]) if r.face.family == "title"]
    assert [r.text for r in title] == ["示例市教育局", "2024年政府信息公开工作年度报告"]
    for run in title:
        assert run.size == 22
        assert run.x + width(run) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)


def test_headings_have_the_faces_of_the_standard():
    layout = laid(
        Heading(1, "一、总体情况"),
        Heading(2, "（一）主动公开情况"),
        Heading(3, "1.目录"),
        Heading(4, "（1）栏目"),
        long_text(20),
    )
    assert [r.face.family for r in runs(layout.pages[0])] == ["heading1", "heading2", "body", "body", "body"]
    assert [n.tag for n in layout.nodes] == ["Document", "H2", "H3", "H4", "H5", "P"]


def test_only_the_sentence_of_a_run_in_heading_takes_its_face():
    text = "（一）主动公开情况。全年通过门户网站公开招生入学、资助政策等信息412条。"
    layout = laid(Heading(1, "一、总体情况"), Text(text, level=2, heading_length=10))
    found = runs(layout.pages[0])[1:]
    assert "".join(r.text for r in found if r.face.family == "heading2") == "（一）主动公开情况。"
    assert [n.tag for n in layout.nodes] == ["Document", "H2", "H3", "P"]
    assert [(o.level, o.text) for o in layout.outline] == [(1, "一、总体情况"), (2, "（一）主动公开情况")]


def test_no_heading_level_is_skipped():
    layout = laid(
        Heading(1, "一、总体情况"), Heading(4, "（1）栏目"), long_text(20), Heading(1, "二、其他"), long_text(9)
    )
    assert [n.tag for n in layout.nodes if n.tag.startswith("H")] == ["H2", "H3", "H2"]


@pytest.mark.parametrize("count", range(17, 24))
def test_a_heading_is_never_last_on_a_page(count):
    body = Text("政" * (28 * count - 2))
    layout = laid(body, Heading(1, "一、总体情况"), Heading(2, "（一）公开情况"), long_text(40))
    for page in layout.pages[:-1]:
        assert lines(page)[-1] not in ("一、总体情况", "（一）公开情况")


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("count", range(17, 24))
def test_a_signature_is_never_alone_on_a_page(count, sealed):
    layout = laid(Text("政" * (28 * count - 2)), Signature("示例市教育局", "2025年1月20日", sealed))
    last = lines(layout.pages[-1])
    assert last[-2:] == ["示例市教育局", "2025年1月20日"]
    assert "政" in last[0]


def signature(agency: str, sealed: bool) -> tuple[TextRun, TextRun]:
    found = runs(laid(long_text(20), Signature(agency, "2025年1月20日", sealed)).pages[0])
    return found[-2], found[-1]


def test_an_unsealed_signature_with_a_short_agency():
    agency, dated = signature("示例局", sealed=False)
    assert RIGHT - dated.x - width(dated) == pytest.approx(2 * EM, abs=0.1)
    assert dated.x - agency.x == pytest.approx(2 * EM)


def test_an_unsealed_signature_with_a_long_agency():
    agency, dated = signature("示例市示例区人力资源和社会保障局", sealed=False)
    assert RIGHT - agency.x - width(agency) == pytest.approx(2 * EM, abs=0.1)
    assert dated.x - agency.x == pytest.approx(2 * EM)


def test_a_sealed_signature_stands_in_the_middle_above_its_date():
    agency, dated = signature("示例市教育局", sealed=True)
    assert RIGHT - dated.x - width(dated) == pytest.approx(4 * EM, abs=0.1)
    assert agency.x + width(agency) / 2 == pytest.approx(dated.x + width(dated) / 2)


def test_attachments_hang_below_the_first_character_of_their_names():
    layout = laid(long_text(20), Attachments(("示例" * 20, "公开目录")))
    found = runs(layout.pages[0])[1:]
    assert [r.text[:5] for r in found] == ["附件：1.", "示例示例示", "示例示例示", "2.", "公开目录"]
    assert found[0].x - LEFT == pytest.approx(2 * EM)
    assert found[1].x == pytest.approx(found[2].x) == pytest.approx(found[4].x)


def table(doc: Document, key: str) -> Table:
    return next(b for b in doc.blocks if isinstance(b, Table) and b.key == key)


def test_a_cut_table_keeps_rows_whole_repeats_its_head_and_says_that_it_continues():
    made = example()
    requests = table(made, "requests")
    layout = laid(Text("政" * (28 * 10 - 2)), Heading(1, "三、申请"), requests)
    assert len(layout.pages) == 2
    repeated = [r.text for r in runs(layout.pages[1], tagged=False)]
    assert "续表" in repeated and "申请人情况" in repeated and "商业" in repeated
    on = [
        {requests.cells[r.origin.cell].row for r in runs(p) if r.origin and r.origin.cell is not None}
        for p in layout.pages
    ]
    values = [{r for r in rows if r >= 3} for rows in on]
    assert max(values[0]) < min(values[1])
    painted = [r.origin.cell for p in layout.pages for r in runs(p) if r.origin and r.origin.cell is not None]
    assert set(painted) == {i for i, c in enumerate(requests.cells) if c.text}


@pytest.mark.parametrize("count", range(20))
def test_the_label_of_a_cut_cell_stands_where_there_is_room_and_once_for_the_reader(count):
    requests = table(example(), "requests")
    layout = laid(Text("政" * (28 * count + 1)), requests)
    label = next(i for i, c in enumerate(requests.cells) if c.text == "三、本年度办理结果")
    read = [r for p in layout.pages for r in runs(p) if r.origin.cell == label and r.origin.block == 1]
    assert "".join(r.text for r in read) == "三、本年度办理结果"
    for page in layout.pages:
        rules = [i for i in page.items if isinstance(i, Rule)]
        below = min((r.y0 for r in rules), default=0)
        assert all(r.y > below for r in page.items if isinstance(r, TextRun) and r.origin and r.origin.cell == label)


def test_rows_that_head_what_follows_are_never_last_on_a_page():
    proactive = table(example(), "proactive")
    heads = set(range(14)) - {c.row for c in proactive.cells if c.kind != "header"}
    for count in range(2, 22):
        layout = laid(Text("政" * (28 * count - 2)), Heading(1, "二、主动公开"), proactive)
        for page in layout.pages[:-1]:
            rows = [proactive.cells[r.origin.cell].row for r in runs(page) if r.origin and r.origin.cell is not None]
            assert not rows or max(rows) not in heads


def test_a_small_table_is_not_cut_and_its_heading_goes_with_it():
    made = example()
    layout = laid(Text("政" * (28 * 18 - 2)), Heading(1, "四、复议"), table(made, "disputes"))
    assert lines(layout.pages[1])[0] == "四、复议"


@pytest.mark.parametrize("key", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_ten_digits_and_six_decimals_fit_every_cell(edition, key):
    base = table(example(edition), key)
    for figure in ("1234567890", "59237.244913")[: 1 if key == "disputes" else 2]:
        cells = tuple(replace(c, text=figure) if c.kind == "value" else c for c in base.cells)
        plan = plan_table(replace(base, cells=cells), PROFILE, FACES)
        assert sum(plan.widths) == pytest.approx(156 * MM)
        for cell, wrapped in zip(cells, plan.lines, strict=True):
            if cell.kind == "value":
                (line,) = wrapped
                room = plan.lefts[cell.column + cell.colspan] - plan.lefts[cell.column]
                assert line.width <= room


def test_text_stays_inside_its_cell():
    for edition in ("2021", "2019"):
        for block in example(edition).blocks:
            if isinstance(block, Table):
                plan = plan_table(block, PROFILE, FACES)
                for cell, wrapped in zip(block.cells, plan.lines, strict=True):
                    height = plan.tops[cell.row + cell.rowspan] - plan.tops[cell.row]
                    assert len(wrapped) * plan.leading <= height
                    room = plan.lefts[cell.column + cell.colspan] - plan.lefts[cell.column]
                    assert all(line.width <= room for line in wrapped)


def test_every_figure_knows_its_heads():
    made = example()
    layout = lay_out(made, PROFILE, FACES)
    words: dict[int, str] = {}
    for page in layout.pages:
        for run in runs(page):
            words[run.node or 0] = words.get(run.node or 0, "") + run.text
    tables = [i for i, n in enumerate(layout.nodes) if n.tag == "Table"]
    figures = [n for n in layout.nodes if n.tag == "TD"]
    assert len(tables) == 3 and len(figures) == 10 + 175 + 15
    heads = [[words[h] for h in n.attributes["Headers"]] for n in figures]
    assert heads[0] == ["第二十条第（一）项", "本年制发件数", "规章"]
    assert heads[10 + 7 * 5 + 1][-3:] == ["三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"]
    assert heads[10 + 1][:3] == ["申请人情况", "法人或其他组织", "商业企业"]


def test_rules_close_the_grid_and_nothing_leaves_the_page():
    for page in lay_out(example(), PROFILE, FACES).pages:
        for item in page.items:
            if isinstance(item, Rule):
                assert min(item.x0, item.x1) >= LEFT - 1 and max(item.x0, item.x1) <= RIGHT + 1
                assert min(item.y0, item.y1) >= BOTTOM - 1 and max(item.y0, item.y1) <= TOP + 1
            elif isinstance(item, TextRun) and item.node is not None:
                assert item.x >= LEFT - 0.01 and item.x + width(item) <= RIGHT + 0.1


def test_a_character_no_face_has_is_named_with_its_place():
    layout = laid(TITLE, Text("示例市\U0010fffd教育局\U0010fffd"))
    (missing,) = layout.missing
    assert (missing.character, missing.origin.block, missing.origin.start) == ("\U0010fffd", 1, 3)
    assert "".join(r.text for r in runs(layout.pages[0])).count("\U0010fffd") == 2, "what is copied stays the real one"


def test_the_same_document_makes_the_same_layout():
    assert lay_out(example(), PROFILE, FACES) == lay_out(example(), PROFILE, FACES)


def test_an_empty_document_is_one_page():
    assert [p.label for p in laid().pages] == ["1"]
    assert len(laid(Text(""), Heading(1, ""), Attachments(()), Signature("", "")).pages) == 1


def test_headings_that_fill_more_than_a_page_still_end():
    assert len(laid(*(Heading(2, f"（{n}）") for n in range(60))).pages) == 3


def test_a_row_higher_than_a_page_does_not_stop_the_layout():
    cells = (Cell("政" * 9000, 0, 0, kind="label"), Cell("1", 0, 1), Cell("2", 1, 0, kind="label"), Cell("3", 1, 1))
    assert len(laid(Table("t", "表", "表", 2, 2, 0, (1.0, 1.0), cells)).pages) == 2


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.integers(1, 400).map(long_text),
            st.integers(1, 4).map(lambda level: Heading(level, "（一）示例")),
        ),
        max_size=30,
    )
)
def test_pages_hold_no_more_than_22_lines_and_lose_none(blocks):
    layout = laid(TITLE, *blocks)
    text = "".join(b.text for b in blocks)
    painted = "".join(r.text for p in layout.pages for r in runs(p) if r.face.family != "title")
    assert painted == text
    assert all(len(lines(p)) <= 22 for p in layout.pages)
