"""An edition of the form, read from ``data/<key>.toml``: the regulation as data.

Adding an edition is adding a file; nothing here knows a particular one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal, TypeAlias

ValueKind: TypeAlias = Literal["count", "signed", "decimal", "money"]
CellRole: TypeAlias = Literal["header", "label", "value"]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One of the six sections; ``accepted`` are other titles that reviewers let pass."""

    key: str
    title: str
    kind: Literal["narrative", "table"]
    accepted: tuple[str, ...] = ()

    @property
    def ordinal(self) -> str:
        """The typed number without its mark: "一"."""
        return self.title.partition("、")[0]

    @property
    def bare_title(self) -> str:
        """The title without its number: "总体情况"."""
        return self.title.partition("、")[2]


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One printed cell: its grid position, span and either its words or the figure it holds.

    ``row_key``/``column_key`` name the row or column a label stands for; a value has both. ``group`` marks a label
    that stands beside several rows (三、本年度办理结果,（三）不予公开 …).
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    role: CellRole
    text: str = ""
    row_key: str | None = None
    column_key: str | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class IdentitySpec:
    """An arithmetic demand of the form.

    ``per="column"``: ``found`` and ``expected`` are row keys, it holds in every column.  ``per="row"``: they are column
    keys, it holds in every row (or in ``rows`` alone).  ``relation``: ``=`` (sum of found = sum of expected), ``<=``,
    or ``>=0`` (sum of found is not negative).  The finding stands at the first of ``found``.
    """

    code: str
    per: Literal["row", "column"]
    found: tuple[str, ...]
    expected: tuple[str, ...] = ()
    relation: Literal["=", "<=", ">=0"] = "="
    rows: tuple[str, ...] = ()


Cell: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line an identity is evaluated on: the (row, column) cells of both sides; ``key`` is the row or column."""

    key: str
    found: tuple[Cell, ...]
    expected: tuple[Cell, ...]


@dataclass(frozen=True, eq=False)
class TableSpec:
    """One mandated table: its printed grid and the meaning of its cells.

    Equal to itself alone, so that what follows from a form can be looked up by it.
    """

    key: str
    caption: str
    description: str
    header_rows: int
    weights: tuple[float, ...]
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    cells: tuple[CellSpec, ...]
    identities: tuple[IdentitySpec, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, ValueKind] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def grid_rows(self) -> int:
        """Number of printed rows."""
        return max(c.row + c.rowspan for c in self.cells)

    @cached_property
    def grid_columns(self) -> int:
        """Number of grid columns."""
        return max(c.column + c.colspan for c in self.cells)

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """(row key, column key) of every figure, in printed order."""
        return tuple((c.row_key or "", c.column_key or "") for c in self.cells if c.role == "value")

    def columns_of(self, row: str) -> tuple[str, ...]:
        """The column keys this row has."""
        return self._columns_of_rows.get(row, ())

    @cached_property
    def _columns_of_rows(self) -> dict[str, tuple[str, ...]]:
        out: dict[str, tuple[str, ...]] = {}
        for row, column in self.fields:
            out[row] = (*out.get(row, ()), column)
        return out

    @cached_property
    def lines(self) -> Mapping[str, tuple[tuple[IdentitySpec, Line], ...]]:
        """Code → the lines on which the form can hold its identities to account, in the form's order."""
        out: dict[str, list[tuple[IdentitySpec, Line]]] = {}
        for identity in self.identities:
            out.setdefault(identity.code, []).extend((identity, line) for line in self._lines_of(identity))
        return {code: tuple(lines) for code, lines in out.items()}

    def _lines_of(self, identity: IdentitySpec) -> Iterator[Line]:
        """The lines of the form that have every operand of the identity."""
        form = set(self.fields)
        by_column = identity.per == "column"
        for key in self.columns if by_column else (identity.rows or self.rows):
            found, expected = (
                tuple((operand, key) if by_column else (key, operand) for operand in side)
                for side in (identity.found, identity.expected)
            )
            if form.issuperset(found) and form.issuperset(expected):
                yield Line(key, found, expected)

    def kind_of(self, column: str) -> ValueKind:
        """What a figure of this column is: a count unless the edition says otherwise."""
        return self.kinds.get(column, "count")

    def label(self, row: str | None, column: str | None) -> str:
        """The cell in words, as a clerk finds it on the form: "（一）予以公开 · 自然人"."""
        row_name = self.rows.get(row or "", row)
        column_name = self.columns.get(column or "", column)
        return " · ".join(n for n in (self.group_label(row), row_name, column_name) if n)

    def group_label(self, row: str | None) -> str | None:
        """The label beside several rows that this row belongs to (（三）不予公开), the innermost; else ``None``."""
        return self._group_labels.get(row or "")

    @cached_property
    def _group_labels(self) -> dict[str, str]:
        spans = [c for c in self.cells if c.group and c.column > 0]
        at = {c.row_key: c.row for c in self.cells if c.role == "value"}
        return {
            key: span.text
            for key, row in at.items()
            for span in spans
            if key is not None and span.row <= row < span.row + span.rowspan
        }


@dataclass(frozen=True, eq=False)
class Edition:
    """The language definition of a report: sections and tables. Equal to itself alone, as its tables are."""

    key: str
    notice: str
    first_year: int
    last_year: int | None
    sections: tuple[SectionSpec, ...]
    tables: Mapping[str, TableSpec]

    def covers(self, year: int) -> bool:
        """Whether reports of this year are written on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def section(self, key: str) -> SectionSpec:
        """The section with this key; ``KeyError`` when there is none."""
        return next(s for s in self.sections if s.key == key)

    @cached_property
    def narrative_keys(self) -> tuple[str, ...]:
        """Keys of the sections that are text."""
        return tuple(s.key for s in self.sections if s.kind == "narrative")

    def figures(self) -> Iterator[tuple[str, str, str]]:
        """(table, row, column) of every cell of the form, in printed order."""
        for key, table in self.tables.items():
            for row, column in table.fields:
                yield key, row, column


@cache
def edition_keys() -> tuple[str, ...]:
    """Keys of all editions, oldest first."""
    names = (entry.name for entry in files(__package__).joinpath("data").iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


@cache
def load_edition(key: str) -> Edition:
    """The edition ``key``; ``KeyError`` when no data file has that name."""
    import tomllib

    if key not in edition_keys():
        raise KeyError(key)
    raw = tomllib.loads(files(__package__).joinpath("data", f"{key}.toml").read_text(encoding="utf-8"))
    return Edition(
        key=raw["key"],
        notice=raw["notice"],
        first_year=raw["first_year"],
        last_year=raw.get("last_year"),
        sections=tuple(_section(s) for s in raw["sections"]),
        tables={k: _table(k, t) for k, t in raw["tables"].items()},
    )


def edition_for(year: int) -> Edition | None:
    """The edition for the reports of ``year``; ``None`` for a year before the first form."""
    return next((e for e in map(load_edition, edition_keys()) if e.covers(year)), None)


def _section(raw: Mapping[str, Any]) -> SectionSpec:
    return SectionSpec(raw["key"], raw["title"], raw["kind"], tuple(raw.get("accepted", ())))


def _table(key: str, raw: Mapping[str, Any]) -> TableSpec:
    groups = {k: tuple(v) for k, v in raw.get("groups", {}).items()}
    return TableSpec(
        key=key,
        caption=raw["caption"],
        description=raw["description"],
        header_rows=raw["header_rows"],
        weights=tuple(float(w) for w in raw["weights"]),
        rows=raw["rows"],
        columns=raw["columns"],
        cells=tuple(_place(raw)),
        identities=tuple(_identity(i, groups) for i in raw.get("identities", ())),
        units=raw.get("units", {}),
        kinds=raw.get("kinds", {}),
        groups=groups,
    )


def _identity(raw: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> IdentitySpec:
    grouped = tuple(row for g in raw.get("expected_groups", ()) for row in groups[g])
    return IdentitySpec(
        code=raw["code"],
        per=raw["per"],
        found=tuple(raw["found"]),
        expected=tuple(raw.get("expected", ())) + grouped,
        relation=raw.get("relation", "="),
        rows=tuple(raw.get("rows", ())),
    )


def _place(raw: Mapping[str, Any]) -> Iterator[CellSpec]:
    """The cells at their grid positions, as HTML places them: each takes the first free column of its row."""
    taken: set[tuple[int, int]] = set()
    for r, line in enumerate(raw["grid"]):
        c = 0
        for cell in _expand(line, raw["columns"]):
            while (r, c) in taken:
                c += 1
            spec = _cell(cell, r, c, raw)
            taken.update((r + i, c + j) for i in range(spec.rowspan) for j in range(spec.colspan))
            yield spec


def _expand(line: list[dict[str, Any]], columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for cell in line:
        if "values" in cell:
            yield from ({"value": f"{cell['values']}.{column}"} for column in columns)
        else:
            yield cell


def _cell(cell: Mapping[str, Any], r: int, c: int, raw: Mapping[str, Any]) -> CellSpec:
    span = (r, c, cell.get("down", 1), cell.get("across", 1))
    if "value" in cell:
        row, column = cell["value"].split(".")
        return CellSpec(*span, role="value", row_key=row, column_key=column)
    if "row" in cell:
        return CellSpec(*span, role="label", text=raw["rows"][cell["row"]], row_key=cell["row"])
    if "column" in cell:
        return CellSpec(*span, role="header", text=raw["columns"][cell["column"]], column_key=cell["column"])
    role: CellRole = "header" if cell.get("kind") == "header" else "label"
    return CellSpec(*span, role=role, text=cell["text"], group=cell.get("group", False))
