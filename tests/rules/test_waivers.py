"""Waivers: what they cover, what undoes them, and what is wrong with them; severities of the site."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure_report.model.document import Stage
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Waiver
from disclosure_report.model.settings import Settings
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.severities import apply_severities
from disclosure_report.rules.waivers import apply_waivers, covers

CELL = SourceRef(file="统计表.xlsx", table="requests", row="carried_in", column="total")
WORDS = SourceRef(file="正文.txt", line=4, section="overview", quote="全年共收到政府信息公开申请38件")
SUM = Finding("SUM301", "requests_not_balanced", Severity.ERROR, "不平", source=CELL)
YOY = Finding("YOY401", "carried_in_differs_from_last_year", Severity.ERROR, "不一致", source=CELL)
TXT = Finding("TXT501", "received_differs_from_table", Severity.ERROR, "不符", source=WORDS)
PLACE = SourceRef(file="report.toml", line=9)


def waiver(code: str = "YOY401", **place: str) -> Waiver:
    return Waiver(code, "口径调整，已报主管部门", "办公室主任", source=PLACE, **place)


def test_a_waiver_marks_its_finding_and_only_it():
    marked = apply_waivers([YOY, TXT], [waiver(table="requests", row="carried_in", column="total")], stage=Stage.FINAL)
    assert [f.code for f in marked] == ["YOY401", "TXT501"]
    assert marked[0].waiver is not None and not marked[0].counts
    assert marked[1].waiver is None


@pytest.mark.parametrize(
    "place",
    [{}, {"table": "requests"}, {"table": "requests", "row": "carried_in"}],
)
def test_a_place_left_out_covers_every_place(place):
    assert covers(waiver(**place), YOY)


@pytest.mark.parametrize(
    "place", [{"table": "disputes"}, {"row": "carried_out"}, {"column": "other"}, {"section": "overview"}]
)
def test_another_place_is_not_covered(place):
    assert not covers(waiver(**place), YOY)


@pytest.mark.parametrize(
    ("quote", "fits"),
    [
        ("全年共收到政府信息公开申请38件", True),
        ("全年共收到 政府信息公开申请 38 件", True),
        ("全年收到政府信息公开申请39件", True),
        ("办结政府信息公开申请", False),
        ("", False),
    ],
)
def test_a_quote_survives_small_edits(quote, fits):
    assert covers(waiver("TXT501", section="overview", quote=quote), TXT) is fits


def test_an_unused_waiver_is_a_warning_at_its_own_place():
    (finding,) = apply_waivers([], [waiver()], stage=Stage.DRAFT)
    assert (finding.code, finding.severity, finding.source) == ("WVR001", Severity.WARNING, PLACE)


@pytest.mark.parametrize("lacking", [{"reason": " "}, {"by": ""}])
def test_a_waiver_nobody_answers_for_is_not_applied(lacking):
    marked = apply_waivers([YOY], [replace(waiver(), **lacking)], stage=Stage.DRAFT)
    assert [f.code for f in marked] == ["YOY401", "WVR002"]
    assert marked[0].counts


@pytest.mark.parametrize(("stage", "counts"), [(Stage.FINAL, True), (Stage.REVIEW, False), (Stage.DRAFT, False)])
def test_a_sum_cannot_be_waived_for_a_final_document(stage, counts):
    marked = apply_waivers([SUM], [waiver("SUM301")], stage=stage)
    assert marked[0].counts is counts
    assert [f.code for f in marked[1:]] == (["WVR003"] if counts else [])


def test_one_waiver_may_cover_several_findings():
    marked = apply_waivers([YOY, YOY], [waiver()], stage=Stage.FINAL)
    assert len(marked) == 2 and not any(f.counts for f in marked)


def test_the_site_raises_lowers_and_switches_off():
    site = Settings(severities={"YOY401": Severity.NOTICE, "TXT501": None})
    assert [(f.code, f.severity) for f in apply_severities([YOY, TXT, SUM], site)] == [
        ("YOY401", Severity.NOTICE),
        ("SUM301", Severity.ERROR),
    ]
