"""校核单: the sheet a supervisor signs, as a Document like any other, so that every writer can set it.

Result at a glance, findings by severity with page, place, figures and remedy, waivers with their reasons, last year
beside this year, lines to sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from disclosure_report.assemble.assemble import document_meta
from disclosure_report.assemble.content import content_hash
from disclosure_report.assemble.figures import printed
from disclosure_report.editions import Edition
from disclosure_report.editions.place import place
from disclosure_report.model.document import Block, Cell, CellKind, Document, Heading, Table, Text, Title
from disclosure_report.model.finding import Finding, Severity, count_by_severity
from disclosure_report.model.report import Number, Report

_FINDING_COLUMNS = ("序号", "代码", "页", "位置", "问题", "处理办法")
_FINDING_KINDS: tuple[CellKind, ...] = ("label", "value", "value", "text", "text", "text")
_FINDING_WEIGHTS = (1.1, 1.6, 0.9, 3.6, 4.9, 3.9)
_WAIVER_COLUMNS = ("代码", "位置", "豁免的问题", "理由", "决定")
_WAIVER_KINDS: tuple[CellKind, ...] = ("label", "text", "text", "text", "text")
_WAIVER_WEIGHTS = (1.5, 3, 4.5, 4, 2)
_YEAR_COLUMNS = ("指标", "上年", "本年", "增减")
_YEAR_KINDS: tuple[CellKind, ...] = ("label", "value", "value", "value")
_YEAR_WEIGHTS = (7.2, 1.6, 1.6, 2)
_KEY_FIGURES = (
    ("requests", "new_received", "total"),
    ("requests", "carried_in", "total"),
    ("requests", "granted", "total"),
    ("requests", "partly_granted", "total"),
    ("requests", "result_total", "total"),
    ("requests", "carried_out", "total"),
    ("disputes", "reconsideration", "total"),
    ("disputes", "reconsideration", "corrected"),
    ("disputes", "litigation_direct", "total"),
    ("disputes", "litigation_after_reconsideration", "total"),
    ("proactive", "regulations", "in_force"),
    ("proactive", "normative_documents", "issued"),
    ("proactive", "normative_documents", "repealed"),
    ("proactive", "normative_documents", "in_force"),
    ("proactive", "licensing", "decisions"),
    ("proactive", "penalty", "decisions"),
    ("proactive", "compulsion", "decisions"),
    ("proactive", "fees", "amount"),
)
_SIGNERS = ("校核", "审核", "签发")
_SIGNER_COLUMNS = ("环节", "签名", "意见", "日期")
_SIGNER_KINDS: tuple[CellKind, ...] = ("label", "text", "text", "text")
_SIGNER_WEIGHTS = (1.5, 3, 6, 3)
#: Em of the rows that are written into by hand.
_SIGNER_HEIGHT = 3.5
_NUMERALS = "一二三四五六七八九"


def review_sheet(
    report: Report,
    edition: Edition,
    findings: Sequence[Finding],
    previous: Report | None = None,
    pages: Mapping[int, int] | None = None,
) -> Document:
    """The sheet for one checked report; ``pages`` maps a finding's index to its page in the review copy."""
    name = f"{report.year}年政府信息公开工作年度报告校核单"
    blocks = (
        Title(report.agency.name, name),
        *_result(report, edition, findings),
        *_findings(edition, findings, pages or {}),
        *_waivers(edition, findings),
        *_years(report, edition, previous),
        *_signatures(),
    )
    return Document(document_meta(report, edition, name), tuple(_numbered(blocks)))


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The headings numbered 一、 二、 as they come."""
    numerals = iter(_NUMERALS)
    for block in blocks:
        yield replace(block, text=f"{next(numerals)}、{block.text}") if isinstance(block, Heading) else block


def _signatures() -> Iterator[Block]:
    yield Heading(1, "审签")
    rows = [(signer, "", "", "") for signer in _SIGNERS]
    table = _grid("review-signatures", "审签", _SIGNER_COLUMNS, _SIGNER_KINDS, _SIGNER_WEIGHTS, rows)
    yield replace(table, row_height=_SIGNER_HEIGHT)


def _result(report: Report, edition: Edition, findings: Sequence[Finding]) -> Iterator[Block]:
    counts = count_by_severity(findings)
    waived = sum(1 for f in findings if f.waiver)
    yield Heading(1, "校核结果")
    yield Text(
        f"按{edition.notice}规定的格式核对，发现错误{counts['error']}处、警告{counts['warning']}处、"
        f"提示{counts['notice']}处，另有豁免{waived}处。{_conclusion(counts)}"
    )
    yield Text(f"内容指纹：{content_hash(report)[:16]}（与送审稿的文件属性相同，可用来核实所签的就是这一稿）。")


def _conclusion(counts: Mapping[str, int]) -> str:
    if counts["error"]:
        return "结论：存在错误，须改正后重新报送。"
    if counts["warning"]:
        return "结论：没有错误；请逐条确认警告后审定。"
    return "结论：没有错误，可以审定。"


def _findings(edition: Edition, findings: Sequence[Finding], pages: Mapping[int, int]) -> Iterator[Block]:
    for severity in Severity:
        rows = [
            (str(n), f.code, str(pages.get(i, "")) or "—", place(f.source, edition), _problem(f), f.hint)
            for n, (i, f) in enumerate(
                ((i, f) for i, f in enumerate(findings) if f.severity is severity and f.counts), 1
            )
        ]
        if rows:
            yield Heading(1, f"{severity.label}（{len(rows)}处）")
            key, caption = f"review-{severity.value}", f"{severity.label}清单"
            yield _grid(key, caption, _FINDING_COLUMNS, _FINDING_KINDS, _FINDING_WEIGHTS, rows)


def _problem(finding: Finding) -> str:
    arithmetic = str(finding.values.get("arithmetic", ""))
    extra = f"（{arithmetic}）" if arithmetic and arithmetic not in finding.message else ""
    return finding.message + extra


def _waivers(edition: Edition, findings: Sequence[Finding]) -> Iterator[Block]:
    rows = [(f.code, place(f.source, edition), f.message, f.waiver.reason, f.waiver.by) for f in findings if f.waiver]
    if rows:
        yield Heading(1, f"豁免事项（{len(rows)}处）")
        yield _grid("review-waivers", "豁免事项", _WAIVER_COLUMNS, _WAIVER_KINDS, _WAIVER_WEIGHTS, rows)


def _years(report: Report, edition: Edition, previous: Report | None) -> Iterator[Block]:
    if previous is None:
        return
    rows = list(_year_rows(report, edition, previous))
    if rows:
        yield Heading(1, "与上年对照")
        yield _grid("review-years", "主要指标与上年对照", _YEAR_COLUMNS, _YEAR_KINDS, _YEAR_WEIGHTS, rows)


def _year_rows(report: Report, edition: Edition, previous: Report) -> Iterator[tuple[str, ...]]:
    for table, row, column in _KEY_FIGURES:
        last, this = previous.number(table, row, column), report.number(table, row, column)
        if last is not None and this is not None and table in edition.tables:
            words = edition.tables[table].label(row, column)
            yield words, printed(last, "count"), printed(this, "count"), _change(last, this)


def _change(last: Number, this: Number) -> str:
    """The difference, and the percentage to one decimal where there is something to compare with."""
    difference = this - last
    text = printed(difference, "signed")
    return f"{text}（{difference * 100 / last:+.1f}%）" if last and difference else text


def _grid(
    key: str,
    caption: str,
    head: Sequence[str],
    kinds: Sequence[CellKind],
    weights: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> Table:
    """A plain table: one header row, below it cells of each column's kind."""
    cells = [Cell(text, 0, c, kind="header") for c, text in enumerate(head)]
    cells += [Cell(text, r, c, kind=kinds[c]) for r, row in enumerate(rows, 1) for c, text in enumerate(row)]
    return Table(key, caption, caption, len(rows) + 1, len(head), 1, tuple(map(float, weights)), tuple(cells))
