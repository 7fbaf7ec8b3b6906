"""Findings for a terminal: grouped by severity, the place, both figures, the words underlined, the remedy."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from disclosure_report.editions.place import place, related_place
from disclosure_report.emitters.outcome import Outcome
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.source import SourceRef

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_WAIVED = "dim"
#: Columns of a terminal below which findings are stacked rather than tabled.
_NARROW = 96
#: Further places shown; the JSON has them all.
_RELATED = 8
#: Characters shown on either side of the words in question.
_AROUND = 18


def emit(outcomes: Sequence[Outcome]) -> str:
    """Plain text, 100 columns wide; what ``render`` prints without a terminal."""
    console = Console(file=io.StringIO(), width=100, no_color=True, legacy_windows=False)
    render(console, outcomes)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def render(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Print every report's findings and, for several reports, the sum."""
    for outcome in outcomes:
        console.print(_headline(outcome))
        for severity in Severity:
            _render_group(console, outcome, [f for f in outcome.findings if f.severity is severity and f.counts])
        _render_waived(console, outcome)
    if len(outcomes) > 1:
        console.print(_total(outcomes))


def _headline(outcome: Outcome) -> Text:
    line = Text(outcome.agency, style="bold")
    if outcome.report:
        line.append(f"　{outcome.report.year}年度（{outcome.report.edition}年版格式）", style="default")
    line.append("　")
    return line.append_text(_counts(outcome.counts))


def _counts(counts: dict[str, int]) -> Text:
    if not any(counts.values()):
        return Text("没有发现问题", style="green")
    parts = [Text(f"{s.label} {counts[s]}", style=_STYLES[s] if counts[s] else "dim") for s in Severity]
    return Text(" · ").join(parts)


def _total(outcomes: Sequence[Outcome]) -> Text:
    sums = {s.value: sum(o.counts[s.value] for o in outcomes) for s in Severity}
    return Text(f"共 {len(outcomes)} 份报告：").append_text(_counts(sums))


def _render_group(console: Console, outcome: Outcome, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    if console.width < _NARROW:
        for finding in findings:
            console.print(_stacked(outcome, finding))
        return
    console.print(_tabled(outcome, findings))


def _tabled(outcome: Outcome, findings: Sequence[Finding]) -> Table:
    severity = findings[0].severity
    # No box: a Chinese console may draw its lines two columns wide, and “” too, which would tear a frame apart.
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    table.title, table.title_justify = f"{severity.label}（{len(findings)}）", "left"
    table.title_style = _STYLES[severity]
    table.add_column("代码", no_wrap=True, style=_STYLES[severity])
    table.add_column("位置", ratio=3, overflow="fold")
    table.add_column("问题", ratio=5, overflow="fold")
    table.add_column("怎么办", ratio=4, overflow="fold")
    table.expand = True
    for f in findings:
        table.add_row(f.code, Text(place(f.source, outcome.edition)), Group(*_problem(outcome, f)), Text(f.hint))
    return table


def _stacked(outcome: Outcome, finding: Finding) -> RenderableType:
    head = Text(f"{finding.severity.label} {finding.code} ", style=_STYLES[finding.severity])
    head.append(place(finding.source, outcome.edition), style="default")
    body: list[RenderableType] = [*_problem(outcome, finding)]
    if finding.hint:
        body.append(Text(f"→ {finding.hint}", style="green"))
    return Group(head, Padding(Group(*body), (0, 0, 0, 4)))


def _problem(outcome: Outcome, finding: Finding) -> Iterator[RenderableType]:
    """The message, the sentence with the words underlined, the sum written out, the other places."""
    yield Text(finding.message)
    sentence = _sentence(outcome, finding.source)
    if sentence:
        yield sentence
    arithmetic = str(finding.values.get("arithmetic", ""))
    if arithmetic and arithmetic not in finding.message:
        yield Text(arithmetic, style="dim")
    others = _others(outcome, finding)
    if others:
        more = f" 等{len(others)}处" if len(others) > _RELATED else ""
        yield Text(f"相关：{'、'.join(others[:_RELATED])}{more}", style="dim")


def _others(outcome: Outcome, finding: Finding) -> list[str]:
    """The further places in words, each once."""
    places = (related_place(r, finding.source, outcome.edition) for r in finding.related)
    return list(dict.fromkeys(p for p in places if p))


def _sentence(outcome: Outcome, source: SourceRef) -> Text | None:
    """The words in question with what stands around them."""
    if source.start is None or not source.quote or outcome.report is None:
        return None
    paragraphs = (p for p in outcome.report.narrative.paragraphs() if _same_line(p.source, source))
    text = next((p.text for p in paragraphs), None)
    if text is None or len(text) == len(source.quote):
        return None
    start, end = source.start, source.start + len(source.quote)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    line = Text("…" if start > _AROUND else "").append(before)
    return line.append(text[start:end], style="underline bold").append(after).append("…" * (len(text) > end + _AROUND))


def _same_line(one: SourceRef, other: SourceRef) -> bool:
    return (one.file, one.section, one.line) == (other.file, other.section, other.line)


def _render_waived(console: Console, outcome: Outcome) -> None:
    for finding in outcome.findings:
        if finding.waiver:
            answer = f"已豁免 {finding.code} {place(finding.source, outcome.edition)}：{finding.message}"
            reason = f"　理由：{finding.waiver.reason}（{finding.waiver.by}）"
            console.print(Text(answer + reason, style=_WAIVED))
