"""Sheets → the report's tables: found, read cell by cell, with every doubt as a finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from disclosure_report.editions import Edition, TableSpec
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Figure, Table
from disclosure_report.model.source import SourceRef, cell_name, column_name
from disclosure_report.readers.finder import Candidate, find_tables, looked_for, nearest_texts
from disclosure_report.readers.grid import BLANK, Position, Sheet, SheetCell
from disclosure_report.readers.labels import quoted
from disclosure_report.readers.located import Located
from disclosure_report.readers.numbers import ReadCell, read_cell
from disclosure_report.readers.problems import (
    FIGURE_REPAIRED,
    FORMULA_WITHOUT_VALUE,
    HIDDEN_CELLS,
    LABEL_DIFFERS,
    NOT_A_NUMBER,
    TABLE_NOT_FOUND,
    TABLE_TWICE,
)
from disclosure_report.readers.problems_keys import LABEL_MISSING


@dataclass
class TablesRead:
    """The tables of the report's edition, those that stand on another edition's form, and the findings."""

    tables: dict[str, Table] = field(default_factory=dict)
    found_editions: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, SourceRef] = field(default_factory=dict)


def read_tables(sheets: list[Sheet], edition: Edition) -> TablesRead:
    """Read every mandated table once, from the first place that has figures."""
    out = TablesRead()
    by_table: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in find_tables(sheets, edition):
        by_table[candidate.table].append(candidate)
    for table in edition.tables:
        if by_table[table]:
            _read_one(out, table, by_table[table], edition)
    return out


def not_found(tables: Iterable[str], edition: Edition, sheets: list[Sheet], file: str | None) -> Iterator[Finding]:
    """SRC004 for tables that no file has."""
    for table in tables:
        spec = edition.tables[table]
        near = nearest_texts(spec, sheets)
        yield TABLE_NOT_FOUND.finding(
            SourceRef(file=file, table=table),
            table=spec.caption,
            looked_for=quoted(looked_for(spec), 4),
            nearest=quoted(near),
        )


def _read_one(out: TablesRead, table: str, candidates: list[Candidate], edition: Edition) -> None:
    ranked = sorted(candidates, key=lambda c: (c.edition != edition.key, not _filled(c.located)))
    chosen = ranked[0]
    out.places[table] = _place(chosen.located)
    for other in ranked[1:]:
        if _filled(other.located):
            places = (_place(chosen.located), _place(other.located))
            what = edition.tables[table].caption
            out.findings.append(
                TABLE_TWICE.finding(places[0], places[1:], what=what, first=_where(places[0]), second=_where(places[1]))
            )
    if chosen.edition != edition.key:
        out.found_editions[table] = chosen.edition
        return
    reader = _TableReader(chosen.located)
    out.tables[table] = reader.read()
    out.findings += reader.findings()


def _filled(located: Located) -> bool:
    """Whether anybody has written a figure into the table."""
    cells = (located.sheet.at(*p) for p in located.cells.values())
    return any(c.type != "blank" and c.formula is None for c in cells)


def _place(located: Located) -> SourceRef:
    top, left, _, _ = located.extent
    sheet = located.sheet
    return SourceRef(file=sheet.file, sheet=sheet.name, cell=cell_name(top, left), table=located.spec.key)


def _where(place: SourceRef) -> str:
    return f"{place.file}" + (f" 的“{place.sheet}”" if place.sheet else "") + f" {place.cell}"


@lru_cache(maxsize=32)
def _spans(spec: TableSpec) -> dict[tuple[str | None, str | None], int]:
    """(row, column) → how many columns of the form the figure's cell covers."""
    return {(c.row_key, c.column_key): c.colspan for c in spec.cells if c.role == "value"}


@lru_cache(maxsize=2048)  # the units of a batch name files and sheets alike
def _ref(
    file: str, sheet: str | None, position: Position, table: str, row: str | None, column: str | None
) -> SourceRef:
    return SourceRef(file=file, sheet=sheet, cell=cell_name(*position), table=table, row=row, column=column)


class _TableReader:
    """Reads one located table; gathers what has to be said about it."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.spec: TableSpec = located.spec
        self.sheet = located.sheet
        self.cells: dict[tuple[str, str], Position] = {}
        self.read_cells: dict[tuple[str, str], ReadCell] = {}
        self._spans = _spans(self.spec)

    def read(self) -> Table:
        """Row key → column key → figure, every figure with its place."""
        out: dict[str, dict[str, Figure]] = {}
        for (row, column), position in self.located.cells.items():
            at = self._shown(position, self._spans[row, column])
            cell = self.sheet.cells.get(at, BLANK)
            read = read_cell(self.spec.kind_of(column), cell.type, cell.text, typed=self.sheet.typed)
            self.cells[row, column], self.read_cells[row, column] = at, read
            out.setdefault(row, {})[column] = Figure(read.value, self.ref(at, row, column))
        return {
            row: {column: out[row][column] for column in self.spec.columns_of(row) if column in out[row]}
            for row in self.spec.rows
            if row in out
        }

    def _shown(self, position: Position, span: int) -> Position:
        """The figure's own cell: where the form merges several columns and the sheet does not, the filled one."""
        row, column = position
        if span > 1 and self.sheet.at(row, column) == BLANK:
            for step in range(1, span):
                if self.sheet.at(row, column + step) != BLANK:
                    return self.sheet.corner(row, column + step)
        return self.sheet.corner(row, column)

    def ref(self, position: Position, row: str | None = None, column: str | None = None) -> SourceRef:
        """The place of a cell."""
        return _ref(self.sheet.file, self.sheet.name, position, self.spec.key, row, column)

    def findings(self) -> list[Finding]:
        """Everything to report, the labels first."""
        return [
            *self._label_findings(),
            *self._number_findings(),
            *self._formula_findings(),
            *self._hidden_findings(),
        ]

    def _label_findings(self) -> Iterator[Finding]:
        caption = self.spec.caption
        for a in self.located.altered:
            found = " ".join(a.found.split())
            place = self.ref(self.sheet.corner(*a.position), a.row, a.column or self._first(a.row)).quoting(found)
            yield LABEL_DIFFERS.finding(place, table=caption, expected=a.expected, found=found)
        for m in self.located.missing:
            place = SourceRef(
                file=self.sheet.file,
                sheet=self.sheet.name,
                table=self.spec.key,
                row=m.row,
                column=m.column or self._first(m.row),
            )
            axis = "列" if m.column else "行"
            near = quoted([m.nearest] if m.nearest else [])
            yield LABEL_MISSING.finding(place, table=caption, axis=axis, expected=m.expected, nearest=near)

    def _first(self, row: str | None) -> str | None:
        """A row's label, or a row that is missing, is shown at the row's first figure."""
        return self.spec.columns_of(row)[0] if row is not None else None

    def _number_findings(self) -> Iterator[Finding]:
        """One finding a row and kind of doubt; the row's other cells are related."""
        doubts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for (row, column), read in self.read_cells.items():
            if read.what or read.repaired:
                doubts[row, read.what].append(column)
        for (row, what), columns in doubts.items():
            places = [self.ref(self.cells[row, c], row, c) for c in columns]
            first = self.read_cells[row, columns[0]]
            cell = self.sheet.at(*self.cells[row, columns[0]])
            values: dict[str, Any] = {
                "label": self.spec.label(row, columns[0]),
                "found": cell.text.strip()[:60],
                "more": f"（本行另有 {len(columns) - 1} 格）" if len(columns) > 1 else "",
            }
            if what:
                yield NOT_A_NUMBER.finding(places[0], places[1:], what=what, remedy=_remedy(first), **values)
            else:
                yield FIGURE_REPAIRED.finding(places[0], places[1:], read=first.value, **values)

    def _formula_findings(self) -> Iterator[Finding]:
        computed, empty = [], []
        for key, position in self.cells.items():
            cell: SheetCell = self.sheet.cells.get(position, BLANK)
            if position in self.sheet.computed:
                computed.append(key)
            elif cell.formula is not None and cell.type == "blank" and position not in self.sheet.understood:
                empty.append(key)
        for keys, what in ((computed, "没有保存结果或结果已过时，已由程序计算"), (empty, "没有保存结果，也无法计算")):
            if keys:
                places = [self.ref(self.cells[k], *k) for k in keys]
                names = "、".join(str(p.cell) for p in places[:8]) + ("等" if len(places) > 8 else "")
                yield FORMULA_WITHOUT_VALUE.finding(
                    places[0], places[1:], table=self.spec.caption, count=len(keys), what=what, cells=names
                )

    def _hidden_findings(self) -> Iterator[Finding]:
        sheet, used = self.sheet, set(self.cells.values())
        rows = {r for r, _ in used} & sheet.hidden_rows
        columns = {c for _, c in used} & sheet.hidden_columns
        if sheet.hidden:
            yield self._hidden("工作表", str(sheet.name), self.cells)
        if rows:
            inside = {k: p for k, p in self.cells.items() if p[0] in rows}
            yield self._hidden("行", "、".join(str(r + 1) for r in sorted(rows)), inside)
        if columns:
            inside = {k: p for k, p in self.cells.items() if p[1] in columns}
            yield self._hidden("列", "、".join(column_name(c) for c in sorted(columns)), inside)

    def _hidden(self, what: str, where: str, cells: dict[tuple[str, str], Position]) -> Finding:
        places = [self.ref(p, *k) for k, p in cells.items()]
        return HIDDEN_CELLS.finding(places[0], places[1:], table=self.spec.caption, what=what, where=where)


def _remedy(read: ReadCell) -> str:
    if read.means_nothing:
        return "没有发生的请填 0，不要用“/”“—”“无”或留空"
    if read.what == "错误值":
        return "请检查这个单元格的公式，改正后保存；没有发生的填 0"
    return "请把单元格格式设为“常规”，重新填写数字；没有发生的填 0"
