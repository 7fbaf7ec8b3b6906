"""TAB201: a count cell is blank or missing; one finding a row."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Figure
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TAB201",
    title="有空格，应填0",
    severity=Severity.ERROR,
    basis="年报格式：各项数据须如实填写，没有的填“0”",
    message="“{row}”{state}：{columns}（共{count}格）。",
    hint="没有发生的填“0”，不要留空，也不要用“/”“—”代替。",
)
def blank_cell(context: Context) -> Iterator[Fault]:
    """**查什么**：三张表的每个数据格是否都填了数。一行只提示一次，列出这一行的全部空格；
    report.json 中整格或整行缺失的，按“没有这一格”“没有这一行”提示。整张表属于另一版格式的，由 STR109 提示，
    不再逐行提示。

    **为什么**：空格分不清是没有发生还是漏填，系统不会把空格当作0。

    **例**：“3.危及‘三安全一稳定’”一行的七格全部留空。

    **怎么改**：核实后逐格填写，没有发生填0。
    """
    for table in context.present_tables:
        spec = context.table_spec(table)
        if len(context.numbers[table]) == len(spec.fields):
            continue
        told = _from_workbook(context, table)
        for row in dict.fromkeys(row for row, _ in spec.fields):
            yield from _row(context, table, row, told)


def _row(context: Context, table: str, row: str, told: bool) -> Iterator[Fault]:
    columns = context.table_spec(table).columns_of(row)
    cells = context.report.tables[table].get(row, {})
    blank = [c for c in columns if (_is_blank(cells[c]) if c in cells else not told)]
    if not blank or (not cells and table in context.report.found_editions):
        return
    names = context.table_spec(table).columns
    source, *related = (context.place(table, row, column) for column in blank)
    missing = [column for column in blank if column not in cells]
    values = {
        "row": context.label(table, row),
        "state": "没有这一行" if not cells else "没有这一格" if missing == blank else "有空格",
        "columns": "、".join(names.get(column, column) for column in blank),
        "count": len(blank),
        "missing": missing,
    }
    yield Fault(source, tuple(related), values)


def _from_workbook(context: Context, table: str) -> bool:
    """Whether the table was read off a sheet: there the reader itself names the rows and columns it did not find."""
    return any(figure.source.cell for cells in context.report.tables[table].values() for figure in cells.values())


def _is_blank(figure: Figure) -> bool:
    return figure.value is None or (isinstance(figure.value, str) and not figure.value.strip())
