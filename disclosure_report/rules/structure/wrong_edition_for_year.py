"""STR109: the report is on the form of another year."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.editions import edition_for
from disclosure_report.model.finding import Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "STR109",
    title="用错了年报格式",
    severity=Severity.ERROR,
    basis="国办公开办函〔2021〕30号",
    message="{year}年的年报应使用{expected}年版格式，{place}用的是{found}年版。",
    hint="请改用{expected}年版格式重新填写；可用 new 命令生成空白表。",
)
def wrong_edition_for_year(context: Context) -> Iterator[Fault]:
    """**查什么**：年报年度与格式版本是否对应：2019、2020年用2019年试行版，2021年起用2021年版。
    逐张表核对表头和行名属于哪一版。

    **为什么**：公开发布的年报中，2023年的年报仍用2019年表格的实有其事，整张表都要重填。

    **例**：2023年的年报，表二还有“本年新制作数量”“政府集中采购”等旧栏目。

    **怎么改**：换用新版表格；在 report.toml 中指定了 edition 的，核对后删去。
    """
    report = context.report
    wanted = context.edition if context.edition.covers(report.year) else edition_for(report.year)
    if wanted is None:
        return
    if report.edition != wanted.key:
        values = {"year": report.year, "expected": wanted.key, "found": report.edition, "place": "本报告"}
        yield Fault(report.source, values=values)
    for table, found in report.found_editions.items():
        if found not in (report.edition, wanted.key):
            place = f"表“{context.edition.tables[table].caption}”" if table in context.edition.tables else table
            values = {"year": report.year, "expected": wanted.key, "found": found, "place": place}
            yield Fault(_table_place(context, table), values=values)


def _table_place(context: Context, table: str) -> SourceRef:
    """The sheet the table was found on; it names the table alone, since the whole of it is of the other form."""
    figures = (f for cells in context.report.tables.get(table, {}).values() for f in cells.values())
    place = next((f.source for f in figures), context.report.source)
    return SourceRef(file=place.file, sheet=place.sheet, table=table)
