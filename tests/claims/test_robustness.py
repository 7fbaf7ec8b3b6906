"""Empty, huge and garbled text; the same text in other widths."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_report.claims.engine import discrepancies, read_claims
from disclosure_report.editions import load_edition
from disclosure_report.model.report import Agency, Narrative, Report
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules
from tests.builders import report, section, with_cell, with_section

EDITION = load_edition("2021")
TXT = [r for r in registered_rules() if r.meta.family == "TXT"]
WORDS = [
    "收到",
    "政府信息公开申请",
    "38件",
    "，",
    "（",
    "）",
    "、",
    "其中",
    "均",
    "全部",
    "分别为",
    "占",
    "%",
    "较上年",
    "2023年",
    "行政复议",
    "维持",
]


def text_report(text: str, **changes: object) -> Report:
    made = replace(report(), narrative=Narrative(sections=(section("overview", "一、总体情况", text),)))
    return replace(made, **changes)  # type: ignore[arg-type]


def test_the_parent_is_silent_and_is_read() -> None:
    for edition in ("2021", "2019"):
        made = report(edition)
        read = [reading for _, reading in read_claims(made, load_edition(edition))]
        cells = {c.at: c for reading in read for window in reading.windows() for c in window.last if c.role == "cell"}
        assert len(cells) >= 4
        assert discrepancies(made, load_edition(edition)) == ()


@pytest.mark.parametrize("registered", TXT, ids=lambda r: r.meta.code)
def test_every_rule_survives_an_empty_report(registered: object) -> None:
    empty = Report(Agency(""), 2024, "2021")
    assert list(registered.check(Context(empty, EDITION))) == []  # type: ignore[attr-defined]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    for located in discrepancies(text_report(text), EDITION):
        assert 0 <= located.fault.start < located.fault.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(alphabet="0123456789一二十百万. 　,，", max_size=4), max_size=40))
def test_any_heap_of_words_is_survived(words: list[str]) -> None:
    text = "".join(words)
    for located in discrepancies(text_report(text), EDITION):
        assert 0 <= located.fault.start < located.fault.end <= len(text)


@pytest.mark.parametrize("piece", ["（", "其中、", "1,", "予以公开和", "《", "一二三"])
def test_text_without_an_end_is_read_once(piece: str) -> None:
    assert discrepancies(text_report(piece * (200_000 // len(piece))), EDITION) == ()


def test_digits_without_an_end() -> None:
    assert discrepancies(text_report("收到政府信息公开申请" + "9" * 100_000 + "件。"), EDITION) == ()


def test_a_blank_cell_silences_the_claim() -> None:
    made = with_cell(text_report("收到政府信息公开申请83件。"), "requests", "new_received", "total", None)
    assert discrepancies(made, EDITION) == ()


def test_missing_tables_silence_the_claims() -> None:
    assert discrepancies(text_report("收到政府信息公开申请83件，未发生行政复议。", tables={}), EDITION) == ()


@pytest.mark.parametrize(
    "text", ["收到 政府信息公开申请　83 件", "收到政府信息公开申请８３件", "收到\u200b政府信息公开申请83件"]
)
def test_the_quote_is_as_it_was_written(text: str) -> None:
    made = with_section(report(), "overview", f"全年，{text}。")
    (finding,) = [f for r in TXT for f in r.check(Context(made, EDITION))]
    assert (finding.code, finding.source.quote, finding.source.start) == ("TXT501", text, 3)
    assert [(r.table, r.row, r.column) for r in finding.related] == [("requests", "new_received", "total")]
    assert (finding.values["expected"], finding.values["found"]) == (38, 83)
    assert finding.source.section == "overview"
    assert finding.source.line == 2


def test_a_list_that_only_seems_complete_is_a_warning() -> None:
    made = with_section(
        report(), "overview", "发布解读37条，其中图解29条、视频1条、问答2条、访谈1条、短片2条、发布1条。"
    )
    (finding,) = [f for r in TXT for f in r.check(Context(made, EDITION))]
    assert (finding.code, finding.severity) == ("TXT505", "warning")


def test_an_endless_sentence_keeps_its_year() -> None:
    text = "2023年，" + "，".join(f"整理台账{n}次" for n in range(1, 150)) + "，收到政府信息公开申请25件。"
    assert discrepancies(text_report(text), EDITION) == ()
