"""Any consistent figures, told in any of several wordings, raise no error; any one figure told otherwise is found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Narrative, Report
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules
from tests.builders import section, with_cell
from tests.claims.test_properties import consistent

RULES = [r for r in registered_rules() if r.meta.family in ("SUM", "TXT")]
# Wordings of one statement; {n} figures by the names of `consistent`. Every one names its figures unmistakably.
WORDINGS: dict[str, tuple[str, ...]] = {
    "new": (
        "2024年，我局新收政府信息公开申请{new}件。",
        "全年新收到依申请公开申请共计 {new} 件。",
        "本年度共新收政府信息公开申请{new}件。",
    ),
    "carried_in": (
        "政府信息公开申请中，上年结转{carried_in}件。",
        "另有上年度结转的政府信息公开申请{carried_in}件。",
    ),
    "carried_out": (
        "政府信息公开申请结转下年度继续办理{carried_out}件。",
        "有{carried_out}件政府信息公开申请顺延至下年度答复。",
    ),
    "applicants": (
        "新收政府信息公开申请中，自然人申请{new_natural}件，法人或其他组织申请{new_legal}件。",
        "全年新收政府信息公开申请{new}件，其中：自然人{new_natural}件、法人或其他组织{new_legal}件。",
    ),
    "results": (
        "办结的政府信息公开申请中，予以公开{granted}件、部分公开{partly_granted}件、不予公开{refused}件、"
        "无法提供{unavailable}件、不予处理{rejected}件、其他处理{other}件。",
        "对政府信息公开申请，{granted}件予以公开，{partly_granted}件部分公开，{refused}件不予公开，{unavailable}件无法提供。",
        "政府信息公开申请作出不予处理{rejected}件；作其他处理{other}件。",
    ),
    "reconsideration": (
        "因政府信息公开被申请行政复议{rec_total}件，其中结果维持{rec_upheld}件、结果纠正{rec_corrected}件、"
        "其他结果{rec_other}件、尚未审结{rec_pending}件。",
        "政府信息公开行政复议案件{rec_total}起，维持{rec_upheld}起，纠正{rec_corrected}起。",
    ),
    "litigation": ("因政府信息公开引发行政诉讼{lit_total}件。", "政府信息公开行政诉讼共{lit_total}起。"),
    "documents": (
        "制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件。",
        "本年新制发行政规范性文件{issued}件、废止{repealed}件，现行有效的{in_force}件。",
    ),
    "decisions": (
        "作出行政许可决定{licensing}件、行政处罚决定{penalty}件。",
        "全年行政许可{licensing}件，行政处罚{penalty}件。",
    ),
}
EDITION = load_edition("2021")
CELLS = [(t, r, c) for t, r, c in EDITION.figures() if t in ("requests", "disputes")]


@st.composite
def told(draw: st.DrawFn) -> tuple[Report, dict[str, int], list[str]]:
    """A consistent report, its figures by name, and sentences that tell them, in any order and wording."""
    base, names = draw(consistent())
    subjects = draw(st.permutations(sorted(WORDINGS)))
    return base, names, [draw(st.sampled_from(WORDINGS[s])) for s in subjects]


def errors(base: Report, lines: list[str]) -> list[tuple[str, str | None]]:
    """(code, quote) of every error of arithmetic or text."""
    made = replace(base, narrative=Narrative(sections=(section("overview", "一、总体情况", *lines),)))
    context = Context(made, EDITION)
    return [(f.code, f.source.quote) for r in RULES for f in r.check(context) if f.severity is Severity.ERROR]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans())
def test_any_consistent_report_raises_no_error(data: st.DataObject, run_on: bool) -> None:
    base, names, sentences = data.draw(told())
    lines = [s.format(**names) for s in sentences]
    assert errors(base, ["".join(lines)] if run_on else lines) == []


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_figure_told_otherwise_is_found(data: st.DataObject) -> None:
    base, names, sentences = data.draw(told())
    at = data.draw(st.integers(0, len(sentences) - 1))
    name = data.draw(st.sampled_from([n for n in names if "{" + n + "}" in sentences[at]]))
    wrong = names[name] + data.draw(st.integers(-30, 30).filter(lambda n: n != 0 and names[name] + n >= 0))
    lines = [s.format(**{**names, name: wrong} if i == at else names) for i, s in enumerate(sentences)]
    assert any(str(wrong) in (quote or "") for _, quote in errors(base, lines)), lines[at]


@settings(max_examples=120, deadline=None)
@given(st.data(), st.sampled_from(CELLS), st.integers(-20, 20).filter(bool))
def test_any_cell_changed_is_found(data: st.DataObject, cell: tuple[str, str, str], change: int) -> None:
    base, _ = data.draw(consistent())
    value = base.number(*cell)
    assert value is not None
    mutant = with_cell(base, *cell, value + change)
    found = [f for r in RULES for f in r.check(Context(mutant, EDITION)) if f.severity is Severity.ERROR]
    assert any((p.table, p.row, p.column) == cell for f in found for p in (f.source, *f.related))
