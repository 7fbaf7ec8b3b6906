"""The first and the last sheet: what to do, how the checks stand, how each row is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from disclosure_report.editions import Edition, TableSpec
from disclosure_report.model.report import Number, digits
from disclosure_report.templates import look
from disclosure_report.templates.carry import Key
from disclosure_report.templates.formulas import Formula
from disclosure_report.templates.grid import joined
from disclosure_report.templates.guidance import column_guidance, row_guidance
from disclosure_report.templates.sheet import TableSheet, page_setup, protect, write

STEPS = (
    "一、只填浅黄色的格子。灰色的“总计”由公式算出，不用填。",
    "二、没有发生的也要填 0。不要留空，也不要填“/”“—”或“无”。",
    "三、只填数字，不带“件”“万元”等单位，不加千位逗号。",
    "四、格子变红，说明勾稽关系不成立，或者填的不是数字；表右边和表下面的灰字写着差多少、缺几格。",
    "五、选中一个格子，会显示这一行怎样统计；全部口径在最后一张表“填报说明”里。",
    "六、从别的表复制数字时，请用“选择性粘贴—数值”，以免带来别的格式。",
    "七、表样是统一规定的，请不要增加或删除行列。工作表的保护没有密码。",
)
_ALL_FINE = "已填好，勾稽相平"


def draw_cover(
    sheet: Worksheet, agency: str, year: int, edition: Edition, tables: Iterable[TableSheet], last: Mapping[Key, Number]
) -> dict[str, Formula]:
    """The sheet 首页; returns its formulas by cell."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 68
    _line(sheet, 1, f"{year}年政府信息公开工作年度报告统计表", look.TITLE, height=40)
    for row, (name, text) in enumerate(
        (("填报单位", agency), ("统计期限", f"{year}年1月1日至{year}年12月31日"), ("格式依据", edition.notice)), 2
    ):
        _pair(sheet, row, name, text)
    stored: dict[str, Formula] = {}
    row = _section(sheet, 6, "检查结果")
    for table in tables:
        _pair(sheet, row, table.sheet.title, "")
        stored[f"B{row}"] = _state(table)
        sheet[f"B{row}"] = f"={stored[f'B{row}'].text}"
        row += 1
    row = _lines(sheet, _section(sheet, row + 1, "怎样填"), STEPS)
    if last:
        row = _lines(sheet, _section(sheet, row + 1, f"从{year - 1}年报告带入的数字"), _carried(edition, last))
    _page(sheet)
    return stored


def draw_guidance(sheet: Worksheet, edition: Edition) -> None:
    """The sheet 填报说明. Label and explanation share a cell, so that nothing here looks like a table of figures."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 4, 88
    _line(sheet, 1, "填报说明", look.TITLE, height=40)
    row = 2
    for table in edition.tables.values():
        row = _lines(sheet, _section(sheet, row, f"【{table.caption}】"), _explanations(table)) + 1
    _page(sheet)


def _explanations(table: TableSpec) -> Iterator[str]:
    for row in table.rows:
        if text := row_guidance(table.key, row):
            yield f"{table.label(row, None)}：{text}"
    for column in table.columns:
        if text := column_guidance(table.key, column):
            yield f"“{table.columns[column]}”一栏：{text}"


def _carried(edition: Edition, last: Mapping[Key, Number]) -> Iterator[str]:
    for (table, row, column), number in last.items():
        if number or column == "in_force":
            yield f"{edition.tables[table].label(row, column)}：{digits(number)}"
    yield "以上数字已填入相应的格子。与实际不符的，请先查清原因；确需改动时可以直接改，并在报告中说明。"


def _state(table: TableSheet) -> Formula:
    """How the checks of one table stand, in a few words."""
    wrong, missing = (_count(table, mark) for mark in "差缺")
    values = [str(table.stored[ref].value)[0] for ref in table.check_refs]
    text = (
        f'IF({wrong}>0,"有 "&{wrong}&" 处勾稽不平，见表中红色格子",'
        f'IF({missing}>0,"还有 "&{missing}&" 处没有填完","{_ALL_FINE}"))'
    )
    now = _ALL_FINE
    if bad := values.count("差"):
        now = f"有 {bad} 处勾稽不平，见表中红色格子"
    elif blank := values.count("缺"):
        now = f"还有 {blank} 处没有填完"
    return Formula(text, now)


def _count(table: TableSheet, mark: str) -> str:
    """A formula for the number of checks that begin with this mark."""
    ranges = joined(coordinate_to_tuple(ref) for ref in table.check_refs)
    return "(" + "+".join(f"COUNTIF('{table.sheet.title}'!{r},\"{mark}*\")" for r in ranges) + ")"


def _line(sheet: Worksheet, row: int, text: str, font: object, height: float = 20) -> None:
    cell = write(sheet, f"A{row}", text)
    cell.font = font
    cell.alignment = look.CENTRE if row == 1 else look.PARAGRAPH
    sheet.merge_cells(f"A{row}:B{row}")
    sheet.row_dimensions[row].height = height


def _section(sheet: Worksheet, row: int, title: str) -> int:
    _line(sheet, row, title, look.HEAD, height=22)
    return row + 1


def _pair(sheet: Worksheet, row: int, name: str, text: str) -> None:
    for ref, words, font in ((f"A{row}", name, look.HEAD), (f"B{row}", text, look.LABEL)):
        cell = write(sheet, ref, words)
        cell.font, cell.alignment, cell.border = font, look.LEFT, look.BOX
    sheet[f"A{row}"].fill = look.HEAD_FILL
    sheet.row_dimensions[row].height = 22


def _lines(sheet: Worksheet, row: int, texts: Iterable[str]) -> int:
    for text in texts:
        _line(sheet, row, text, look.LABEL, height=6 + 15 * look.lines(text, 88))
        row += 1
    return row


def _page(sheet: Worksheet) -> None:
    page_setup(sheet, across=False)
    protect(sheet)
