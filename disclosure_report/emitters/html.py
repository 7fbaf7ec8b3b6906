"""Findings as one self-contained page: sort, filter, print; a click on a finding marks its cell or its words.

Everything from the input is escaped; the page runs its own script alone (its hash stands in the page's policy).
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from disclosure_report.editions import CellSpec, SectionSpec, TableSpec
from disclosure_report.editions.place import place
from disclosure_report.emitters.outcome import Outcome
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Paragraph, Report
from disclosure_report.model.source import SourceRef


def emit(outcomes: Sequence[Outcome]) -> str:
    """The page for all reports, in their order."""
    sums = {s: sum(o.counts[s.value] for o in outcomes) for s in Severity}
    total = sum(len(o.findings) for o in outcomes)
    body = "".join(_report(n, outcome) for n, outcome in enumerate(outcomes))
    summary = "　".join(f"{s.label} {sums[s]}" for s in Severity)
    script = _asset("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>政府信息公开工作年度报告核对结果</title>\n<style>\n{_asset('page.css')}</style>\n</head>\n<body>\n"
        f"<header><h1>政府信息公开工作年度报告核对结果</h1><p>{len(outcomes)} 份报告　{summary}</p></header>\n"
        f"{_controls(total)}<main>\n{body}</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _controls(total: int) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" data-severity="{s.value}" checked> {s.label}</label>\n' for s in Severity
    )
    return (
        f'<nav aria-label="筛选">\n{boxes}'
        '<label>查找 <input type="search" id="search"></label>\n'
        '<label>排序 <select id="sort"><option value="severity">按严重程度</option>'
        '<option value="code">按代码</option><option value="place">按位置</option></select></label>\n'
        f'<span>显示 <b id="shown">{total}</b> 条，共 {total} 条</span>\n</nav>\n'
    )


def _report(number: int, outcome: Outcome) -> str:
    ids = {id(f): f"r{number}f{i}" for i, f in enumerate(outcome.findings)}
    rows = "".join(_finding(outcome, f, ids[id(f)], i) for i, f in enumerate(outcome.findings))
    shown = rows or '<li class="empty">没有发现问题。</li>\n'
    year = f"　{outcome.report.year}年度" if outcome.report else ""
    paper = _paper(outcome, ids) if outcome.report else ""
    return (
        f'<section class="report"><h2>{escape(outcome.agency)}{year}</h2>\n'
        f'<ol class="findings">\n{shown}</ol>\n<div class="paper">\n{paper}</div></section>\n'
    )


def _finding(outcome: Outcome, finding: Finding, key: str, number: int) -> str:
    where = escape(place(finding.source, outcome.edition))
    waived = finding.waiver
    badge = '<span class="badge waived">已豁免</span> ' if waived else ""
    reason = f'<p class="where">豁免理由：{escape(waived.reason)}（{escape(waived.by)}）</p>' if waived else ""
    arithmetic = str(finding.values.get("arithmetic", ""))
    arithmetic = "" if arithmetic in finding.message else escape(arithmetic)
    state = f"{finding.severity.value}{' waived' if waived else ''}"
    return (
        f'<li tabindex="0" class="{state}" data-id="{key}" data-number="{number}" data-code="{finding.code}" '
        f'data-severity="{finding.severity.value}" data-place="{where}">'
        f'<span class="badge {finding.severity.value}">{finding.severity.label}</span> {badge}<b>{finding.code}</b>'
        f'<p class="where">{where}</p><p>{escape(finding.message)}</p>'
        + (f'<p class="sum">{arithmetic}</p>' if arithmetic else "")
        + (f'<p class="hint">{escape(finding.hint)}</p>' if finding.hint else "")
        + reason
        + "</li>\n"
    )


class _Hits:
    """Which findings speak of a cell or a line."""

    def __init__(self, findings: Iterable[Finding], ids: dict[int, str]) -> None:
        self.cells: dict[tuple[str, str, str], list[tuple[Finding, str, bool]]] = defaultdict(list)
        self.lines: dict[tuple[object, ...], list[tuple[Finding, str, SourceRef]]] = defaultdict(list)
        for finding in findings:
            key = ids[id(finding)]
            self._add(finding, key, finding.source, True)
            for source in finding.related:
                self._add(finding, key, source, False)

    def _add(self, finding: Finding, key: str, source: SourceRef, main: bool) -> None:
        if source.table and source.row and source.column:
            self.cells[source.table, source.row, source.column].append((finding, key, main))
        elif source.line is not None:
            self.lines[source.file, source.section, source.line].append((finding, key, source))


def _marks(found: Sequence[tuple[Finding, str, bool]]) -> str:
    """The attributes of a place that findings speak of."""
    if not found:
        return ""
    worst = min(found, key=lambda hit: hit[0].severity.rank)[0].severity.value
    main = " ".join(key for _, key, is_main in found if is_main)
    everything = " ".join(dict.fromkeys(key for _, key, _ in found))
    return f' class="hit-{worst}" data-findings="{everything}"' + (f' data-main="{main}"' if main else "")


def _paper(outcome: Outcome, ids: dict[int, str]) -> str:
    report, edition = outcome.report, outcome.edition
    if report is None or edition is None:
        return ""
    hits = _Hits(outcome.findings, ids)
    parts = [_text(report.narrative.preamble, hits)]
    parts += [_section(report, spec, edition.tables.get(spec.key), hits) for spec in edition.sections]
    return "".join(parts)


def _section(report: Report, spec: SectionSpec, table: TableSpec | None, hits: _Hits) -> str:
    found = [s for s in report.narrative.sections if s.key == spec.key]
    title = next((s.title for s in found if s.title), spec.title)
    text = "".join(_text(s.paragraphs, hits) for s in found)
    return f"<h3>{escape(title)}</h3>\n{text}{_table(report, table, hits) if table else ''}"


def _text(paragraphs: Sequence[Paragraph], hits: _Hits) -> str:
    return "".join(_paragraph(p, hits) for p in paragraphs)


def _paragraph(paragraph: Paragraph, hits: _Hits) -> str:
    source = paragraph.source
    found = hits.lines.get((source.file, source.section, source.line), [])
    number = f'<span class="lineno">{source.line}</span>' if source.line is not None else ""
    return f"<p>{number}{''.join(_pieces(paragraph.text, found))}</p>\n"


def _pieces(text: str, found: Sequence[tuple[Finding, str, SourceRef]]) -> Iterator[str]:
    """The text cut at every quote's ends; overlapping quotes share a piece."""
    spans = [(*_span(text, source), finding, key) for finding, key, source in found]
    cuts = sorted({0, len(text), *(s for s, *_ in spans), *(e for _, e, *_ in spans)})
    for start, end in itertools.pairwise(cuts):
        covering = [(f, key, True) for s, e, f, key in spans if s <= start and end <= e]
        piece = escape(text[start:end])
        yield f"<mark{_marks(covering)}>{piece}</mark>" if covering else piece


def _span(text: str, source: SourceRef) -> tuple[int, int]:
    """Where the quote stands in the paragraph; the whole paragraph when it cannot be told."""
    if source.quote and source.start is not None and text[source.start :].startswith(source.quote):
        return source.start, source.start + len(source.quote)
    at = text.find(source.quote) if source.quote else -1
    return (at, at + len(source.quote or "")) if at >= 0 else (0, len(text))


def _table(report: Report, spec: TableSpec, hits: _Hits) -> str:
    rows: dict[int, list[str]] = defaultdict(list)
    for cell in spec.cells:
        rows[cell.row].append(_cell(report, spec, cell, hits))
    lines = "".join(f"<tr>{''.join(rows[r])}</tr>\n" for r in range(spec.grid_rows))
    return f'<div class="scroll"><table aria-label="{escape(spec.caption)}">\n{lines}</table></div>\n'


def _cell(report: Report, spec: TableSpec, cell: CellSpec, hits: _Hits) -> str:
    span = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + (
        f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    )
    if cell.role != "value":
        scope = "col" if cell.role == "header" else "row"
        return f'<th scope="{scope}"{span}>{escape(cell.text)}</th>'
    row, column = cell.row_key or "", cell.column_key or ""
    figure = report.figure(spec.key, row, column)
    found = hits.cells.get((spec.key, row, column), [])
    title = escape(spec.label(row, column))
    value = "" if figure is None or figure.value is None else format(figure.value)
    return f'<td{span}{_marks(found)} title="{title}">{escape(value)}</td>'
