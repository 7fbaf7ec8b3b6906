"""The workbook a clerk fills in: 统计表.xlsx.

One sheet per mandated table in the official layout, with input cells, totals, checks and explanations. The layout
comes from the edition alone; nothing here knows a particular form.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from disclosure_report.editions import Edition, TableSpec
from disclosure_report.model.report import Number, Value
from disclosure_report.templates.arithmetic import Field, TableFigures
from disclosure_report.templates.carry import Key, carried_in, in_force_before
from disclosure_report.templates.cover import draw_cover, draw_guidance
from disclosure_report.templates.formulas import Formula
from disclosure_report.templates.grid import Grid, reference
from disclosure_report.templates.package import finish
from disclosure_report.templates.sheet import TableSheet, write

#: Kept in the hidden sheet ``_meta``: a reader refuses a version it does not know.
TEMPLATE = "disclosure-report/1"
META_SHEET = "_meta"
COVER_SHEET = "首页"
GUIDANCE_SHEET = "填报说明"
_SHEETS = {"proactive": "主动公开", "requests": "依申请公开", "disputes": "复议诉讼"}


def write_workbook(
    edition: Edition,
    agency: str,
    year: int,
    *,
    figures: Mapping[Key, Value] | None = None,
    previous: Mapping[Key, Value] | None = None,
) -> bytes:
    """The workbook as .xlsx: the same bytes for the same arguments.

    ``figures``: values to fill in, by (table, row, column). ``previous``: last year's values; 上年结转 is filled in
    from them, and 现行有效 becomes last year's + issued − repealed (a formula that may be overtyped).
    """
    given = {**carried_in(edition, previous or {}), **(figures or {})}
    before = in_force_before(edition, previous or {})
    book = Workbook()
    cover = book.active
    assert cover is not None  # a new workbook has one sheet
    cover.title = COVER_SHEET
    tables = [_table_sheet(book, edition, key, (agency, year), given, before) for key in edition.tables]
    stored = {COVER_SHEET: draw_cover(cover, agency, year, edition, tables, _brought(edition, previous, before))}
    stored |= {t.sheet.title: t.stored for t in tables}
    draw_guidance(book.create_sheet(GUIDANCE_SHEET), edition)
    _names(book, tables)
    _meta(book, edition, year)
    _properties(book, year)
    return finish(
        _saved(book), {f"xl/worksheets/sheet{book.sheetnames.index(n) + 1}.xml": f for n, f in stored.items()}
    )


def sheet_name(table: str, caption: str) -> str:
    """The name of a table's sheet."""
    return _SHEETS.get(table, caption[:31])


def _table_sheet(
    book: Workbook,
    edition: Edition,
    key: str,
    issuer: tuple[str, int],
    given: Mapping[Key, Value],
    before: Mapping[Key, Number],
) -> TableSheet:
    table = edition.tables[key]
    agency, year = issuer
    figures = {(r, c): v for (t, r, c), v in given.items() if t == key}
    formulas = _still_in_force(table, figures, {(r, c): n for (t, r, c), n in before.items() if t == key})
    made = TableSheet(
        sheet=book.create_sheet(sheet_name(key, table.caption)),
        figures=TableFigures(table, figures | {field: formula.value for field, formula in formulas.items()}),
        heading=edition.section(key).title,
        issuer=f"{agency}　{year}年度",
        unit=_unit(table.units),
        free_formulas=formulas,
    )
    made.draw()
    return made


def _unit(units: Mapping[str, str]) -> str:
    """The unit line: one unit for all, or each column's own where the edition says so."""
    names = list(dict.fromkeys(units.values()))
    return f"单位：{'、'.join(names)}" if names else "单位：件"


def _still_in_force(
    table: TableSpec, given: Mapping[Field, Value], before: Mapping[Field, Number]
) -> dict[Field, Formula]:
    """Last year's + issued − repealed, where no other value is given."""
    grid, figures = Grid(table), TableFigures(table, given)
    out = {}
    for (row, column), last in before.items():
        issued, repealed = (row, "issued"), (row, "repealed")
        now = last + figures.sum([issued]) - figures.sum([repealed])
        if given.get((row, column)) in (None, now):
            text = f"{last}+SUM({grid.ref(issued)})-SUM({grid.ref(repealed)})"
            out[row, column] = Formula(text, now)
    return out


def _brought(edition: Edition, previous: Mapping[Key, Value] | None, before: Mapping[Key, Number]) -> dict[Key, Number]:
    return {**before, **carried_in(edition, previous)} if previous else {}


def _names(book: Workbook, tables: list[TableSheet]) -> None:
    """The field map: ``requests.new_received.natural_person`` names its cell."""
    for made in tables:
        for (row, column), place in made.grid.places.items():
            name = f"{made.figures.table.key}.{row}.{column}"
            target = f"'{made.sheet.title}'!{reference(*place, absolute=True)}"
            book.defined_names[name] = DefinedName(name, attr_text=target)


def _meta(book: Workbook, edition: Edition, year: int) -> None:
    sheet = book.create_sheet(META_SHEET)
    entries: tuple[tuple[str, Value], ...] = (("template", TEMPLATE), ("edition", edition.key), ("year", year))
    for row, (name, value) in enumerate(entries, 1):
        write(sheet, f"A{row}", name)
        write(sheet, f"B{row}", value)
    sheet.sheet_state = "hidden"


def _properties(book: Workbook, year: int) -> None:
    properties = book.properties
    properties.creator = "disclosure-report"
    properties.title = f"{year}年政府信息公开工作年度报告统计表"
    properties.language = "zh-CN"


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
