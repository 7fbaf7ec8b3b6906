"""The catalogue tests itself: names, cases, explanations, the generated page, and that no rule can be made to fail."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure_report.catalog import all_rules, explanation, find_rule, rules_markdown
from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Agency, Figure, Narrative, Paragraph, Report, Section
from disclosure_report.model.rule import FAMILIES
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules, run_rules
from tests.builders import report

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
PARTS = ["查什么", "为什么", "例", "怎么改"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EMPTY = Report(Agency(""), 2024, "2021")


def test_every_code_stands_once_in_order_and_is_well_formed():
    codes = [rule.code for rule in all_rules()]
    assert codes == sorted(set(codes)) and len(codes) > 60
    assert all(re.fullmatch(r"[A-Z]{3}\d{3}", code) and code[:3] in FAMILIES for code in codes)
    names = [rule.name for rule in all_rules()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("registered", registered_rules(), ids=lambda r: r.meta.code)
def test_file_is_function_is_name(registered):
    module = registered.body.__module__
    assert module.rpartition(".")[2] == registered.body.__name__ == registered.meta.name
    source = sys.modules[module].__doc__ or ""
    assert source.startswith(registered.meta.code + ":")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_each_rule_explains_itself_in_chinese(rule):
    parts = re.findall(r"^\*\*(.+?)\*\*：(.+)$", explanation(rule), re.M)
    assert [name for name, _ in parts] == PARTS
    assert all(len(text.strip()) >= 5 for _, text in parts)
    assert all(CHINESE.search(text) for text in (rule.title, rule.message + rule.hint))
    assert len(rule.title) <= 30
    assert find_rule(rule.code.lower()) == find_rule(rule.name) == rule


def test_an_unknown_code_is_not_found():
    assert find_rule("SUM999") is None


def test_the_reference_page_is_generated():
    assert PAGE.read_text(encoding="utf-8") == rules_markdown(), "python -m disclosure_report.catalog > docs/rules.md"


def test_the_page_has_an_anchor_for_each_rule():
    page = rules_markdown()
    for rule in all_rules():
        assert page.count(f'<a id="{rule.name}"></a>') == 1
        assert f"(#{rule.name})" in page


def test_the_module_prints_the_page():
    run = subprocess.run([sys.executable, "-m", "disclosure_report.catalog"], capture_output=True, check=True)
    assert run.stdout.decode() == rules_markdown()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_valid_parent_has_no_finding(edition):
    assert list(run_rules(Context(report(edition), load_edition(edition)))) == []


@pytest.mark.parametrize("previous", [None, EMPTY, report()])
def test_every_rule_survives_an_empty_report(previous):
    for edition in ("2019", "2021"):
        findings = list(run_rules(Context(replace(EMPTY, edition=edition), load_edition(edition), previous)))
        assert {f.code for f in findings} >= {"STR101"}
        for finding in findings:
            assert finding.severity in Severity and CHINESE.search(finding.message)


def _garbled(text: str) -> Report:
    lines = [line for line in text.split("\n") if line]
    paragraphs = tuple(
        Paragraph(line, SourceRef(line=n, quote=line), n % 5, min(n % 3 * 4, len(line))) for n, line in enumerate(lines)
    )
    keys = ("overview", "unknown", "problems", "overview", "other", "proactive")
    sections = tuple(Section(key, text[:n], paragraphs) for n, key in enumerate(keys))
    tables = {
        "requests": {"new_received": {"total": Figure(text[:9]), "other": Figure(None)}, text[:3]: {}},
        "proactive": {"fees": {"amount": Figure(text)}},
    }
    narrative = Narrative(Paragraph(text[:40]), paragraphs, sections, paragraphs)
    return Report(Agency(text[:30]), 2024, "2021", contact=text[:9], narrative=narrative, tables=tables)


NASTY = st.text(
    st.sampled_from(
        list("一二（）()1.、，。；“”《》某张王申请人第条项20XX×_ 　*62年月日\n市县局省政府信息公开条例4{}%\\[]+?")
    ),
    max_size=300,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NASTY)
def test_every_rule_survives_garbled_input(text):
    garbled = _garbled(text)
    for finding in run_rules(Context(garbled, load_edition("2021"), replace(garbled, year=2023))):
        assert finding.source.section or finding.source.table or finding.code in WITHOUT_PLACE
        if finding.source.table and finding.code not in WHOLE_TABLE:
            assert finding.source.row and finding.source.column


#: Rules on the report as a whole, and on whole tables.
WITHOUT_PLACE = {"STR109", "LAW702", "YOY406"}
WHOLE_TABLE = {"STR101", "STR109"}


@pytest.mark.parametrize(
    "unit", ["公开", "（一）", "1.", "20", "XX ", "《", "政府", "市", "申请人张", "2024年", "，", "某*"]
)
def test_a_huge_text_is_read_in_linear_time(unit):
    huge = _garbled(unit * (12_000 // len(unit)))
    assert list(run_rules(Context(huge, load_edition("2021"), replace(huge, year=2023))))
