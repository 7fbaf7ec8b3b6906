"""All figures of all units as one tidy table: one line a cell, for pandas, Excel or a data platform."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, BinaryIO, Literal, TypeAlias, overload

from disclosure_report.editions import edition_keys, load_edition
from disclosure_report.model.report import Value
from disclosure_report.rollup.spreadsheet import CellValue, Sheet, write_workbook
from disclosure_report.rollup.unit import UnitReport, as_number

ExportFormat: TypeAlias = Literal["csv", "xlsx", "parquet"]
COLUMNS = (
    "unit", "year", "edition", "table", "row", "column", "table_label", "row_label", "column_label",
    "value", "text", "file", "sheet", "cell",
)  # fmt: skip
#: A cell that begins like this runs as a formula when the CSV is opened (OWASP, CSV injection).
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. ``value`` is a number or ``None``; ``text`` is what a cell held that is no number."""

    unit: str
    year: int
    edition: str
    table: str
    row: str
    column: str
    table_label: str
    row_label: str
    column_label: str
    value: int | Decimal | None
    text: str | None
    file: str | None
    sheet: str | None
    cell: str | None

    def cells(self) -> tuple[str | int | Decimal | None, ...]:
        """The values in the order of ``COLUMNS``."""
        return tuple(getattr(self, name) for name in COLUMNS)


def figure_rows(units: Iterable[UnitReport]) -> Iterator[FigureRow]:
    """Every cell of every readable unit, in the form's order."""
    for unit in units:
        if unit.edition not in edition_keys():
            continue
        edition = load_edition(unit.edition)
        for i, key in enumerate(edition.figures()):
            if i < len(unit.values):
                spec = edition.tables[key[0]]
                labels = (spec.caption, spec.label(key[1], None), spec.columns[key[2]])
                place = unit.place(i, key)
                value = unit.values[i]
                yield FigureRow(
                    _whole(unit.name), unit.year, unit.edition, *key, *labels, as_number(value), _whole(_text(value)),
                    _whole(place.file), _whole(place.sheet), place.cell,
                )  # fmt: skip


@overload
def _whole(text: str) -> str: ...
@overload
def _whole(text: None) -> None: ...
@overload
def _whole(text: str | None) -> str | None: ...
def _whole(text: str | None) -> str | None:
    """The text with U+FFFD for what is no character, as in a file's name that is not UTF-8."""
    return text if text is None or text.isascii() else _NO_CHARACTER.sub("\ufffd", text)


def _text(value: Value) -> str | None:
    return None if value is None or as_number(value) is not None else str(value)


def write_export(stream: BinaryIO, rows: Iterable[FigureRow], to: ExportFormat) -> None:
    """Write the table; ``parquet`` raises ``ModuleNotFoundError`` without the extra ``parquet``."""
    {"csv": _write_csv, "xlsx": _write_xlsx, "parquet": _write_parquet}[to](stream, rows)


def harmless(text: str) -> str:
    """The text, with a leading apostrophe when a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text


def _write_csv(stream: BinaryIO, rows: Iterable[FigureRow]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_plain(v) for v in row.cells()])
    text.flush()
    text.detach()


def _plain(value: str | int | Decimal | None) -> str:
    if isinstance(value, str):
        return harmless(value.replace("\0", ""))
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _write_xlsx(stream: BinaryIO, rows: Iterable[FigureRow]) -> None:
    def cells() -> Iterator[tuple[CellValue, ...]]:
        for row in rows:
            yield row.cells()

    widths = [30, 7, 8, 12, 26, 26, 24, 36, 18, 12, 12, 40, 14, 8]
    write_workbook(stream, [Sheet("数据", COLUMNS, cells(), widths, frozen=1)])


def _write_parquet(stream: BinaryIO, rows: Iterable[FigureRow]) -> None:
    """Figures as decimal(38, 6): exact, and the width every data platform reads."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"year": pa.int16(), "value": pa.decimal128(38, 6)}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            fitting = [r if _fits(r.value) else replace(r, value=None, text=str(r.value)) for r in batch]
            columns = {n: [_decimal(v) if n == "value" else v for v in _column(fitting, n)] for n in COLUMNS}
            writer.write_table(pa.table(columns, schema=schema))


def _column(rows: Iterable[FigureRow], name: str) -> Iterator[Any]:
    return (getattr(row, name) for row in rows)


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _fits(value: int | Decimal | None) -> bool:
    """Whether decimal(38, 6) holds it exactly; what it does not hold goes to ``text``."""
    return value is None or (abs(value) < 10**31 and Decimal(value).as_tuple().exponent >= -6)  # type: ignore[operator]


def _batches(rows: Iterable[FigureRow]) -> Iterator[list[FigureRow]]:
    batch: list[FigureRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
