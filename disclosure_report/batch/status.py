"""状态总表.xlsx: units and how they stand, every finding with its place, a sheet a family, copying between units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from disclosure_report.batch.summary import STATES, UnitRow, UnitRows
from disclosure_report.editions import edition_keys, load_edition
from disclosure_report.editions.place import spot
from disclosure_report.model.finding import Severity
from disclosure_report.model.rule import FAMILIES
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.spreadsheet import CellValue, Link, Sheet, Style, Styled, write_workbook

if TYPE_CHECKING:
    from disclosure_report.batch.tables import Totals

_STYLES = {
    "clean": Style.GOOD,
    "warnings": Style.WARNING,
    "errors": Style.ERROR,
    "failed": Style.ERROR,
    "missing": Style.ERROR,
    "removed": Style.NOTICE,
    "error": Style.ERROR,
    "warning": Style.WARNING,
    "notice": Style.NOTICE,
}
_UNIT_HEADER = (
    "单位", "状态", "错误", "警告", "提示", "Word", "PDF", "网页", "类别", "级别", "上级", "年度", "报告日期", "期限",
    "说明", "填报位置",
)  # fmt: skip
_UNIT_WIDTHS = (32, 9, 7, 7, 7, 9, 9, 9, 8, 8, 24, 7, 12, 12, 36, 40)
_FINDING_HEADER = ("单位", "程度", "代码", "问题", "位置", "表格或部分", "原文", "怎么改", "依据", "豁免")
_FINDING_WIDTHS = (24, 8, 9, 44, 24, 28, 28, 40, 24, 14)
KIND_NAMES = {"government": "政府", "department": "部门", "township": "乡镇街道"}
LEVEL_NAMES = {"national": "国家", "province": "省", "city": "市", "county": "县", "township": "乡"}


def write_status(stream: BinaryIO, rows: UnitRows, totals: Totals) -> None:
    """Write the workbook; ``rows`` is read once a sheet."""
    families = dict.fromkeys(code[:3] for (code, _), _ in totals.codes)
    sheets = [
        Sheet("总览", ("项目", "内容", "数量"), _overview(rows, totals), (14, 60, 12), ruled=True),
        Sheet("单位", _UNIT_HEADER, map(_unit, rows), _UNIT_WIDTHS, frozen=1, ruled=True),
        Sheet("全部问题", _FINDING_HEADER, _findings(rows, None), _FINDING_WIDTHS, frozen=1, ruled=True),
    ]
    for family in (f for f in FAMILIES if f in families):
        name = f"{family} {FAMILIES[family]}"
        sheets.append(Sheet(name, _FINDING_HEADER, _findings(rows, family), _FINDING_WIDTHS, frozen=1, ruled=True))
    if rows.clusters:
        header = ("组", "单位", "相同的句子", "单位数")
        sheets.append(Sheet("雷同报告", header, _clusters(rows), (6, 44, 90, 8), frozen=1, ruled=True))
    write_workbook(stream, sheets)


def _overview(rows: UnitRows, totals: Totals) -> Iterator[tuple[CellValue, ...]]:
    yield "单位", "合计", sum(totals.states.values())
    for state, label in STATES.items():
        yield _count("单位", label, state, totals.states)
    for severity in Severity:
        yield _count("问题", severity.label, severity.value, totals.counts)
    for (code, severity_key), number in totals.codes:
        yield "问题代码", f"{code} {title_of(code)}（{Severity(severity_key).label}）", number
    for finding in rows.register.findings:
        yield "单位名册", Styled(finding.message, _STYLES[finding.severity.value]), None


def _count(what: str, label: str, key: str, numbers: Mapping[str, int]) -> tuple[CellValue, ...]:
    """A line of the overview, in its colour when there is one of them."""
    number = numbers.get(key, 0)
    return what, Styled(label, _STYLES[key]) if number else label, number


def _unit(row: UnitRow) -> tuple[CellValue, ...]:
    links = {path.rpartition(".")[2]: path for path in row.outputs}
    return (
        row.agency,
        Styled(STATES[row.state], _STYLES[row.state]),
        *(row.counts.get(s.value, 0) for s in Severity),
        *(Link("打开", links[kind]) if kind in links else None for kind in ("docx", "pdf", "html")),
        KIND_NAMES.get(row.kind),
        LEVEL_NAMES.get(row.level),
        row.parent,
        row.year,
        row.published,
        row.deadline,
        row.note,
        row.unit,
    )


def _findings(rows: UnitRows, family: str | None) -> Iterator[tuple[CellValue, ...]]:
    for row in rows:
        for finding in row.findings:
            if family is None or finding["code"].startswith(family):
                yield _finding(row, finding)


def _finding(row: UnitRow, finding: Mapping[str, Any]) -> tuple[CellValue, ...]:
    severity, source, waived = Severity(finding["severity"]), finding["source"], finding.get("waived")
    return (
        row.agency,
        Styled(severity.label, _STYLES[severity.value]),
        finding["code"],
        finding["message"],
        place_of(source),
        part_of(source, row.edition),
        source.get("quote"),
        finding["hint"],
        finding["basis"],
        f"{waived['by']}：{waived['reason']}" if waived else None,
    )


def title_of(code: str) -> str:
    """The fault in a few words."""
    from disclosure_report.catalog import find_rule

    rule = find_rule(code)
    return rule.title if rule else ""


def place_of(source: Mapping[str, Any]) -> str:
    """File, sheet and cell, or file and line, as everywhere else."""
    return spot(SourceRef(**{part: source.get(part) for part in ("file", "sheet", "cell", "line")}))


def part_of(source: Mapping[str, Any], edition: str) -> str:
    """The table's cell or the section, in the form's words."""
    if edition not in edition_keys():
        return source.get("table") or source.get("section") or ""
    form = load_edition(edition)
    table = form.tables.get(source.get("table") or "")
    if table is not None:
        return "：".join(filter(None, (table.caption, table.label(source.get("row"), source.get("column")))))
    return next((s.title for s in form.sections if s.key == source.get("section")), source.get("section") or "")


def _clusters(rows: UnitRows) -> Iterator[tuple[CellValue, ...]]:
    for number, cluster in enumerate(rows.clusters, 1):
        for unit in cluster.units:
            yield number, unit, None, None
        for sentence, units in cluster.sentences:
            yield number, None, sentence, units
