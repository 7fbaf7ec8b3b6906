"""One mandated table on its sheet: the official layout, input cells, totals, checks."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from disclosure_report.editions import CellSpec
from disclosure_report.model.report import Value
from disclosure_report.templates import look
from disclosure_report.templates.arithmetic import Check, Field, TableFigures, checks
from disclosure_report.templates.formulas import Formula, balance, broken, completeness, total
from disclosure_report.templates.grid import FIRST_ROW, Grid, reference
from disclosure_report.templates.guidance import ERRORS, column_guidance, row_guidance

_SIDE_TITLE = "填写检查"


@dataclass
class TableSheet:
    """Draws one table. ``stored`` gathers the value of every formula by cell, for readers that do not compute."""

    sheet: Worksheet
    figures: TableFigures
    heading: str
    issuer: str
    unit: str
    stored: dict[str, Formula] = field(default_factory=dict)
    free_formulas: dict[Field, Formula] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.grid = Grid(self.figures.table)
        self.checks = checks(self.figures.table)

    def draw(self) -> None:
        """Everything on the sheet."""
        self._widths()
        self._heading()
        for cell in self.figures.table.cells:
            self._cell(cell)
        self._heights()
        self._side_checks()
        self._foot_checks()
        self._validations()
        self._colours()
        self._page()

    # ── the form ──
    @property
    def across(self) -> bool:
        """Whether the sheet lies on its side: a form wider than it is long."""
        return self.grid.table.grid_columns > self.grid.table.grid_rows

    def _widths(self) -> None:
        weights = self.grid.table.weights
        unit = look.form_width(self.grid.table.grid_columns, across=self.across) / sum(weights)
        self.widths = [round(w * unit, 2) for w in weights]
        for n, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = width
        self.sheet.column_dimensions[get_column_letter(self.grid.check_column - 1)].width = 2
        self.sheet.column_dimensions[get_column_letter(self.grid.check_column)].width = 14

    def _heading(self) -> None:
        last = self.grid.table.grid_columns
        half = max(1, last // 2)
        self._merged(1, 1, last, self.heading, look.TITLE, look.CENTRE)
        self._merged(2, 1, half, self.issuer, look.NOTE, look.LEFT)
        self._merged(2, half + 1, last, self.unit, look.NOTE, look.RIGHT)
        self.sheet.row_dimensions[1].height = 32
        self.sheet.row_dimensions[2].height = 20

    def _merged(self, row: int, first: int, last: int, text: str, font: Any, alignment: Any) -> None:
        cell = write(self.sheet, reference(row, first), text)
        cell.font, cell.alignment = font, alignment
        if last > first:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)

    def _cell(self, spec: CellSpec) -> None:
        row, column = self.grid.at(spec)
        for r in range(row, row + spec.rowspan):
            for c in range(column, column + spec.colspan):
                self.sheet.cell(r, c).border = look.BOX
        cell = self.sheet.cell(row, column)
        cell.alignment = look.CENTRE
        if spec.role == "value":
            self._value(cell, (spec.row_key or "", spec.column_key or ""))
        else:
            write(self.sheet, cell.coordinate, spec.text)
            cell.font = look.HEAD if spec.role == "header" else look.LABEL
            cell.alignment = look.LEFT if spec.row_key else look.CENTRE
            if spec.role == "header":
                cell.fill = look.HEAD_FILL
        if spec.rowspan > 1 or spec.colspan > 1:
            self.sheet.merge_cells(self.grid.span(spec))
            self._unlock_whole(spec)

    def _value(self, cell: Any, key: Field) -> None:
        cell.font = look.NUMBER
        cell.number_format = _format(self.grid.table.kind_of(key[1]))
        if key in self.figures.formulas:
            cell.fill = look.TOTAL_FILL
            self._formula(cell.coordinate, total(self.grid, self.figures, key))
            return
        cell.fill, cell.protection = look.INPUT_FILL, look.UNLOCKED
        if key in self.free_formulas:
            self._formula(cell.coordinate, self.free_formulas[key])
        else:
            write(self.sheet, cell.coordinate, self.figures.value(key))

    def _unlock_whole(self, spec: CellSpec) -> None:
        """A merged input is open only when every cell below it is."""
        top = self.sheet.cell(*self.grid.at(spec))
        for line in self.sheet[self.grid.span(spec)]:
            for cell in line:
                cell.protection = copy(top.protection)

    def _formula(self, ref: str, formula: Formula) -> None:
        self.sheet[ref] = f"={formula.text}"
        self.stored[ref] = formula

    def _heights(self) -> None:
        needs: dict[int, int] = {}
        for spec in self.grid.table.cells:
            if spec.rowspan == 1:
                width = sum(self.widths[spec.column : spec.column + spec.colspan])
                row = self.grid.at(spec)[0]
                needs[row] = max(needs.get(row, 1), look.lines(spec.text, width - 2))
        for row in range(FIRST_ROW, self.grid.last_row + 1):
            self.sheet.row_dimensions[row].height = 8 + 15 * needs.get(row, 1)

    # ── checks beside and below ──
    def _side_checks(self) -> None:
        """Per line of the form: what is missing, else whether the line's own identity holds."""
        column = self.grid.check_column
        self._check_label(reference(FIRST_ROW - 1, column), _SIDE_TITLE)
        for row, keys in self.grid.lines.items():
            own = [c for c in self.checks if c.identity.per == "row" and set(c.operands) <= set(keys)]
            several = len({r for r, _ in keys}) > 1
            formula = (
                balance(self.grid, self.figures, own[0])
                if own and not several
                else completeness(self.grid, self.figures, keys)
            )
            self._check(reference(row, column), formula)

    def _foot_checks(self) -> None:
        """Below the form, under the column it speaks of: one line per identity that the lines cannot show."""
        row = self.grid.last_row + 2
        for identity in self.grid.table.identities:
            own = [c for c in self.checks if c.identity is identity and self._below(c)]
            if not own:
                continue
            row = self._foot_label(row, f"勾稽检查：{self._words(own[0])}")
            for check in own:
                self._check(
                    reference(row, self.grid.places[check.found[0]][1]), balance(self.grid, self.figures, check)
                )
            self.sheet.row_dimensions[row].height = 32
            row += 1

    def _foot_label(self, row: int, text: str) -> int:
        """The label in the form's label columns, or on a line of its own when it has none; returns the checks' row."""
        beside = self.grid.label_columns
        self._check_label(reference(row, 1), text)
        last = beside or self.grid.table.grid_columns
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        self.sheet[reference(row, 1)].alignment = look.LEFT
        return row if beside else row + 1

    def _below(self, check: Check) -> bool:
        line = self.grid.lines[self.grid.places[check.found[0]][0]]
        return check.identity.per == "column" or len({r for r, _ in line}) > 1

    def _words(self, check: Check) -> str:
        names = self.grid.table.rows if check.identity.per == "column" else self.grid.table.columns
        part = 0 if check.identity.per == "column" else 1
        return "＝".join(
            "各项之和" if len(side) > 5 else "＋".join(_short(names[k[part]]) for k in side)
            for side in (check.found, check.expected)
        )

    def _check_label(self, ref: str, text: str) -> None:
        cell = write(self.sheet, ref, text)
        cell.font, cell.alignment = look.CHECK, look.CENTRE

    def _check(self, ref: str, formula: Formula) -> None:
        self._formula(ref, formula)
        cell = self.sheet[ref]
        cell.font, cell.alignment = look.CHECK, look.CENTRE

    @property
    def check_refs(self) -> list[str]:
        """The cells that hold checks."""
        return [ref for ref, f in self.stored.items() if isinstance(f.value, str)]

    # ── while typing ──
    def _validations(self) -> None:
        by_field = [k for k in self.grid.table.fields if k not in self.figures.formulas]
        for row in self.grid.table.rows:
            for kind in dict.fromkeys(self.grid.table.kind_of(c) for r, c in by_field if r == row):
                keys = [(r, c) for r, c in by_field if r == row and self.grid.table.kind_of(c) == kind]
                self.sheet.add_data_validation(self._validation(row, kind, keys))

    def _validation(self, row: str, kind: str, keys: list[Field]) -> DataValidation:
        title, text = ERRORS[kind]
        table = self.grid.table
        columns = [column_guidance(table.key, c) for _, c in keys] if len(keys) == 1 else []
        prompt = "".join(p for p in (row_guidance(table.key, row), *columns) if p)
        made = DataValidation(**_constraint(kind, self.grid.ref(keys[0])), allow_blank=True)
        made.showErrorMessage = made.showInputMessage = True
        made.errorStyle, made.errorTitle, made.error = "stop", title, text
        made.promptTitle, made.prompt = _short_title(table.rows[row]), prompt[:250] or text
        for ref in self.grid.ranges(keys):
            made.add(ref)
        return made

    def _colours(self) -> None:
        """Red where an identity is broken, where text or a negative count was pasted; quiet marks for checks."""
        for check in self.checks:
            self._format_when(
                " ".join(self.grid.ranges(check.operands)), broken(self.grid, self.figures, check), look.BROKEN
            )
        for keys in self.grid.lines.values():
            first = self.grid.ref(keys[0])
            least = "FALSE" if self.grid.table.kind_of(keys[0][1]) == "signed" else f"N({first})<0"
            self._format_when(" ".join(self.grid.ranges(keys)), f"OR(ISTEXT({first}),{least})", look.BROKEN)
        for ref in self.check_refs:
            self._format_when(ref, f'LEFT({ref},1)="差"', look.BROKEN)
            self._format_when(ref, f'LEFT({ref},1)="缺"', look.MISSING)
            self._format_when(ref, f'OR({ref}="平",{ref}="已填")', look.FINE)

    def _format_when(self, ranges: str, condition: str, style: Any) -> None:
        self.sheet.conditional_formatting.add(ranges, Rule(type="expression", dxf=style, formula=[condition]))

    def _page(self) -> None:
        table = self.grid.table
        sheet = self.sheet
        sheet.freeze_panes = reference(FIRST_ROW + table.header_rows, self.grid.label_columns + 1)
        sheet.print_area = f"A1:{reference(self.grid.last_row, table.grid_columns)}"
        if table.header_rows:
            sheet.print_title_rows = f"1:{FIRST_ROW + table.header_rows - 1}"
        page_setup(sheet, across=self.across)
        protect(sheet)


def page_setup(sheet: Worksheet, *, across: bool) -> None:
    """A4, as wide as the page, centred."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if across else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.sheet_view.showGridLines = False


def protect(sheet: Worksheet) -> None:
    """No password: it keeps formulas from being overtyped, it hides nothing. Widths and heights may be changed."""
    sheet.protection.enable()
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def write(sheet: Worksheet, ref: str, value: Value) -> Any:
    """Put a value into a cell; a text is never taken for a formula."""
    cell = sheet[ref]
    if isinstance(value, str):
        cell.value = "".join(c for c in value if c in "\n\t" or ord(c) >= 32)
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _format(kind: str) -> str:
    return {"count": "0", "signed": "+0;-0;0"}.get(kind, "General")


def _constraint(kind: str, first: str) -> dict[str, Any]:
    """What a cell may hold. Decimals up to six places (the most seen in published reports)."""
    if kind == "count":
        return {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"}
    if kind == "signed":
        return {"type": "whole", "operator": "between", "formula1": "-999999999", "formula2": "999999999"}
    return {"type": "custom", "formula1": f"AND(ISNUMBER({first}),{first}>=0,ROUND({first},6)={first})"}


def _short(label: str) -> str:
    """The mark a label begins with (一 of "一、本年新收…",（七）of "（七）总计"), else the label."""
    if label.startswith("（"):
        return label.partition("）")[0] + "）"
    head, mark, _ = label.partition("、")
    return f"第{head}项" if mark and len(head) <= 2 else label


def _short_title(label: str) -> str:
    return label if len(label) <= 30 else label[:29] + "…"
