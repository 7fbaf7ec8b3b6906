"""One workbook file → its sheets: what it is by content, whether it may be read, its formulas computed."""

from __future__ import annotations

from decimal import Decimal

from disclosure_report.model.finding import Finding
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.archive import MAX_FILE, check_size
from disclosure_report.readers.fault import SAVE_WORKBOOK, FileError, unreadable
from disclosure_report.readers.formulas import Calculator, Operand, UnsupportedError
from disclosure_report.readers.grid import MAX_COLUMNS, MAX_ROWS, Sheet, SheetCell
from disclosure_report.readers.numbers import as_number, plain_number
from disclosure_report.readers.problems import TEXT_CLEANED
from disclosure_report.readers.problems_keys import SHEET_TRUNCATED, TEMPLATE_VERSION
from disclosure_report.readers.sniff import TYPE_NAMES, sniff
from disclosure_report.readers.xlsx import read_xlsx

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".csv")
TEMPLATE = "disclosure-report/1"
META_SHEET = "_meta"
_FOREIGN_PARTS = (b"xl/workbook.bin", b"content.xml")


def read_workbook(data: bytes, file: str) -> tuple[list[Sheet], list[Finding]]:
    """The sheets of a workbook in order and what was noticed; a fault of the whole file gives no sheet."""
    findings: list[Finding] = []
    try:
        sheets = _read(data, file, findings)
        _check_template(sheets)
    except FileError as fault:
        return [], [fault.finding(file)]
    for sheet in sheets:
        if sheet.truncated:
            place = SourceRef(file=file, sheet=sheet.name)
            findings.append(
                SHEET_TRUNCATED.finding(place, sheet=sheet.name or file, rows=MAX_ROWS, columns=MAX_COLUMNS)
            )
    _compute(sheets)
    return [s for s in sheets if s.name != META_SHEET], findings


def _read(data: bytes, file: str, findings: list[Finding]) -> list[Sheet]:
    check_size(data, MAX_FILE)
    type_ = sniff(data)
    if type_ == "empty":
        raise unreadable("文件是空的")
    if type_ == "encrypted":
        raise unreadable("文件设了打开密码", "请用 WPS 或 Excel 打开它，取消密码后保存")
    if type_ == "text" and file.casefold().endswith(".csv"):
        from disclosure_report.readers.other_workbooks import read_csv

        sheets, decoded = read_csv(data, file)
        findings += [TEXT_CLEANED.finding(SourceRef(file=file), file=file, what=note) for note in decoded.notes]
        return sheets
    if type_ == "zip" and (b"xl/workbook.xml" in data or not any(part in data for part in _FOREIGN_PARTS)):
        return read_xlsx(data, file)
    if type_ in {"zip", "ole2"}:
        from disclosure_report.readers.other_workbooks import read_calamine

        return read_calamine(data, file)
    raise unreadable(f"它的内容是{TYPE_NAMES[type_]}，不是表格文件", SAVE_WORKBOOK)


def _check_template(sheets: list[Sheet]) -> None:
    """Refuse a workbook made from a template of an unknown version."""
    for sheet in sheets:
        if sheet.name != META_SHEET:
            continue
        for row in range(50):
            if sheet.at(row, 0).text.strip() == "template" and sheet.at(row, 1).text.strip() != TEMPLATE:
                raise FileError(TEMPLATE_VERSION, found=sheet.at(row, 1).text.strip()[:60], known=TEMPLATE)


def _compute(sheets: list[Sheet]) -> None:
    """Put right the formulas whose stored value is absent or stale; what cannot be computed stays as stored."""
    calculator = Calculator({s.name or "": s for s in sheets})
    for sheet in sheets:
        computed = []
        formulas = {p: c for p, c in sheet.cells.items() if c.formula is not None and c.type in {"blank", "number"}}
        for position, cell in sorted(formulas.items()):
            try:
                value = calculator.value(sheet, position)
            except (UnsupportedError, RecursionError):
                continue
            sheet.understood.add(position)
            fresh = _stored(value)
            if not _same(cell, fresh):
                computed.append((position, fresh))
        sheet.fill(computed)


def _stored(value: Operand) -> SheetCell:
    if isinstance(value, bool):
        return SheetCell("boolean", str(value).upper())
    if isinstance(value, Decimal):
        return SheetCell("number", f"{as_number(value):f}" if value == value.to_integral_value() else str(float(value)))
    return SheetCell("text", value) if value else SheetCell("blank", "")


def _same(stored: SheetCell, fresh: SheetCell) -> bool:
    """Whether the stored value is the computed one, to the 15 digits a spreadsheet keeps."""
    if stored.type != fresh.type:
        return False
    return stored.type == "blank" or plain_number(stored.text) == plain_number(fresh.text)
