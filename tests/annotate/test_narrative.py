"""The narrative as a Word file with comments on the words."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document

from disclosure_report.annotate.narrative import annotate_narrative
from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Narrative
from disclosure_report.model.source import SourceRef
from tests.builders import OVERVIEW, PREAMBLE, report
from tests.tools.ooxml import assert_valid

TITLE = "示例市教育局2024年政府信息公开工作年度报告"


def finding(place: SourceRef, code: str = "TXT501") -> Finding:
    return Finding(code, "x", Severity.ERROR, "文中38件，表中37件。", "请核对。", "", place)


def in_overview(quote: str, line: int = 6, start: int | None = None) -> SourceRef:
    return SourceRef(file="正文.txt", section="overview", line=line, quote=quote, start=start)


def opened(*findings: Finding) -> Document:
    return docx.Document(io.BytesIO(annotate_narrative(report().narrative, findings, TITLE)))


def marked(document: Document) -> list[tuple[str, str]]:
    """(words, comment) of every comment, in the order of the words."""
    out = []
    for paragraph in document.paragraphs:
        open_now: dict[str, str] = {}
        for element in paragraph._element.iter():
            name = element.tag.rpartition("}")[2]
            number = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            if name == "commentRangeStart":
                open_now[number] = ""
            elif name == "t":
                open_now = {k: v + (element.text or "") for k, v in open_now.items()}
            elif name == "commentRangeEnd":
                comment = document.comments.get(int(number))
                assert comment is not None
                out.append((open_now.pop(number), comment.text))
    return out


def test_the_text_is_whole_and_in_order():
    texts = [p.text for p in opened(finding(in_overview("38件"))).paragraphs]
    assert texts[:3] == [TITLE, PREAMBLE, "一、总体情况"]
    assert texts[3 : 3 + len(OVERVIEW)] == list(OVERVIEW)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (in_overview("申请38件"), "申请38件"),
        (in_overview("申请38件", start=11), "申请38件"),
        (in_overview("申请38件", start=2), "申请38件"),
        (in_overview("申请38件", line=99), "申请38件"),
        (in_overview("没有这句话"), OVERVIEW[4]),
        (SourceRef(file="正文.txt", section="other"), "六、其他需要报告的事项"),
        (SourceRef(section="proactive"), TITLE),
        (SourceRef(), TITLE),
        (SourceRef(file="正文.txt", section="preamble", line=1, quote="2024年1月1日"), "2024年1月1日"),
    ],
)
def test_a_comment_stands_on_the_words_of_its_finding(place: SourceRef, words: str):
    assert [w for w, _ in marked(opened(finding(place)))] == [words]


def test_comments_may_overlap():
    found = marked(opened(finding(in_overview("申请38件，上年")), finding(in_overview("38件，上年结转4件"), "TXT502")))
    assert sorted(w for w, _ in found) == sorted(["申请38件，上年", "38件，上年结转4件"])
    assert all("怎么改：请核对。" in text for _, text in found)


def test_findings_on_cells_are_left_to_the_workbook():
    assert marked(opened(finding(SourceRef(file="统计表.xlsx", sheet="表三", cell="D6", table="requests")))) == []


def test_comments_are_of_no_person_and_no_time():
    document = opened(finding(in_overview("38件")))
    comment = next(iter(document.comments))
    assert comment.author == "校核"
    assert comment.timestamp is None
    assert document.core_properties.author == "校核"


def test_markup_and_control_characters_stay_text():
    place = SourceRef(section="overview")
    bad = Finding("QUA604", "x", Severity.NOTICE, "<b>&\x00\x0b\ud800", "", "", place)
    data = annotate_narrative(report().narrative, [bad], "标题<i>\x01")
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "标题<i>"
    assert "<b>&" in next(iter(document.comments)).text


def test_an_empty_narrative_still_gives_a_file():
    data = annotate_narrative(Narrative(), [finding(SourceRef())], TITLE)
    assert [w for w, _ in marked(docx.Document(io.BytesIO(data)))] == [TITLE]


def test_the_edition_names_sections_whose_title_was_not_typed():
    base = report().narrative
    untitled = replace(base, sections=tuple(replace(s, title="") for s in base.sections))
    place = SourceRef(file="正文.txt", section="other")
    data = annotate_narrative(untitled, [finding(place)], TITLE, load_edition("2021"))
    document = docx.Document(io.BytesIO(data))
    assert "一、总体情况" in [p.text for p in document.paragraphs]
    assert [w for w, _ in marked(document)] == ["六、其他需要报告的事项"]


def test_same_arguments_same_bytes():
    findings = [finding(in_overview("38件")), finding(SourceRef())]
    first, second = (annotate_narrative(report().narrative, findings, TITLE) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_is_valid(tmp_path: Path):
    path = tmp_path / "正文.docx"
    path.write_bytes(
        annotate_narrative(report().narrative, [finding(in_overview("38件")), finding(SourceRef())], TITLE)
    )
    assert_valid([path])
