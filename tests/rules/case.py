"""A case: a named valid parent, one edit, and where the rule must speak, or that it must be silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Paragraph, Report, Section, Value
from disclosure_report.model.settings import DEFAULT_SETTINGS, Settings
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import run_rules
from tests import builders

Edit = Callable[[Report], Report]


@dataclass(frozen=True)
class Case:
    """``place``: the fields the finding's source must have; ``None`` when the rule must be silent.

    ``parent`` is the edition of ``builders.report``; ``previous`` turns ``last_year`` into the report given as last
    year's; ``related`` are cells that must be among the related places.
    """

    name: str
    edit: Edit
    place: Mapping[str, Any] | None = None
    parent: str = "2021"
    previous: Edit | None = None
    settings: Settings = DEFAULT_SETTINGS
    severity: str | None = None
    related: tuple[tuple[str, str, str], ...] = ()
    values: Mapping[str, Any] | None = None

    def report(self) -> Report:
        """The parent, edited."""
        return self.edit(builders.report(self.parent))

    def context(self) -> Context:
        """What the rules are run on."""
        report = self.report()
        before = self.previous(last_year(self.parent)) if self.previous else None
        return Context(report, load_edition(report.edition), before, self.settings)

    def findings(self) -> list[Finding]:
        """All findings of all rules."""
        return list(run_rules(self.context()))


def last_year(edition: str = "2021") -> Report:
    """A report of the year before that this year's parent continues without a fault."""
    report = builders.report(edition)
    report = replace(report, year=report.year - 1, published=None)
    for column, figure in report.tables["requests"]["carried_in"].items():
        report = builders.with_cell(report, "requests", "carried_out", column, figure.value)
    if edition == "2021":
        report = builders.with_cell(report, "proactive", "normative_documents", "in_force", 10)
    sections = (
        builders.section(
            "overview", "一、总体情况", "上一年度推进了目录重编，梳理事项清单，受理群众来电来访并逐一登记。"
        ),
        builders.section(
            "problems", "五、存在的主要问题及改进情况", "栏目更新有时迟缓。今后按月巡检，发现空栏立即补齐。"
        ),
    )
    return replace(report, narrative=replace(report.narrative, sections=sections))


def same(report: Report) -> Report:
    """No edit."""
    return report


def cell(table: str, row: str, column: str, value: Value) -> Edit:
    """One cell changed."""
    return lambda report: builders.with_cell(report, table, row, column, value)


def cells(*changes: tuple[str, str, str, Value]) -> Edit:
    """Several cells changed."""

    def edit(report: Report) -> Report:
        for change in changes:
            report = builders.with_cell(report, *change)
        return report

    return edit


def text(key: str, *lines: str) -> Edit:
    """One section's text replaced."""
    return lambda report: builders.with_section(report, key, *lines)


def added(key: str, line: str) -> Edit:
    """A paragraph of body text put at the end of a section."""

    def edit(report: Report) -> Report:
        section = report.narrative.section(key)
        assert section is not None
        n = len(section.paragraphs) + 2
        paragraph = Paragraph(line, SourceRef(file="正文.txt", line=n, section=key, quote=line, start=0))
        return _with(report, replace(section, paragraphs=(*section.paragraphs, paragraph)))

    return edit


def headings(key: str, *lines: tuple[int, str]) -> Edit:
    """One section made of (level, text); the heading is the whole text, level 0 is body text."""

    def edit(report: Report) -> Report:
        paragraphs = tuple(
            Paragraph(t, SourceRef(file="正文.txt", line=n, section=key, quote=t, start=0), lv, len(t) if lv else 0)
            for n, (lv, t) in enumerate(lines, 2)
        )
        section = report.narrative.section(key)
        assert section is not None
        return _with(report, replace(section, paragraphs=paragraphs))

    return edit


def preamble(line: str | None) -> Edit:
    """The preamble replaced by one paragraph, or taken away."""

    def edit(report: Report) -> Report:
        place = SourceRef(file="正文.txt", line=1, section="preamble", quote=line, start=0)
        paragraphs = () if line is None else (Paragraph(line, place),)
        return replace(report, narrative=replace(report.narrative, preamble=paragraphs))

    return edit


def titled(key: str, title: str, new_key: str | None = None) -> Edit:
    """One section's title (and key) altered."""

    def edit(report: Report) -> Report:
        sections = tuple(
            replace(s, title=title, key=new_key or s.key) if s.key == key else s for s in report.narrative.sections
        )
        return replace(report, narrative=replace(report.narrative, sections=sections))

    return edit


def sections(*keys: str) -> Edit:
    """The sections in this order; a key that is left out is dropped, one that stands twice is repeated."""

    def edit(report: Report) -> Report:
        found = {s.key: s for s in report.narrative.sections}
        return replace(report, narrative=replace(report.narrative, sections=tuple(found[k] for k in keys)))

    return edit


def fields(**changes: Any) -> Edit:
    """Fields of the report changed."""
    return lambda report: replace(report, **changes)


def agency(**changes: Any) -> Edit:
    """Fields of the agency changed."""
    return lambda report: replace(report, agency=replace(report.agency, **changes))


def without(table: str, row: str | None = None, column: str | None = None) -> Edit:
    """A table, a row or a cell taken out altogether."""

    def edit(report: Report) -> Report:
        tables = {t: {r: dict(cs) for r, cs in rows.items()} for t, rows in report.tables.items()}
        if row is None:
            del tables[table]
        elif column is None:
            del tables[table][row]
        else:
            del tables[table][row][column]
        return replace(report, tables=tables)

    return edit


def both(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(report: Report) -> Report:
        for one in edits:
            report = one(report)
        return report

    return edit


def _with(report: Report, section: Section) -> Report:
    found = tuple(section if s.key == section.key else s for s in report.narrative.sections)
    return replace(report, narrative=replace(report.narrative, sections=found))


def at(table: str, row: str, column: str) -> dict[str, str]:
    """The place of a figure."""
    return {"table": table, "row": row, "column": column}


def quote(section: str, words: str) -> dict[str, str]:
    """The place of words in the text."""
    return {"section": section, "quote": words}
