"""Complete projects of invented bodies: what ``demo`` writes and the repository's ``examples/`` holds.

The sources are text and figures in ``example_sources/``; workbooks and Word files are made from them, the same bytes
every time.  ``python -m disclosure_report.templates.examples DIR`` writes them below ``DIR``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from disclosure_report.editions import Edition, TableSpec, edition_for
from disclosure_report.model.interchange import as_json_text
from disclosure_report.model.report import Value
from disclosure_report.templates.arithmetic import TableFigures
from disclosure_report.templates.carry import Key
from disclosure_report.templates.plain_docx import plain_docx
from disclosure_report.templates.project import SETTINGS_NAME, WORKBOOK_NAME, toml_string

#: The folder of the example with planted defects begins so; every other example is without a finding.
FAULTY = "有问题的例子"


@dataclass(frozen=True, slots=True)
class Planted:
    """A defect of the faulty example: the code that must fire, "table.row.column" or the section, what was done."""

    code: str
    place: str
    what: str


@dataclass(frozen=True)
class Example:
    """One source folder."""

    source: Traversable

    @cached_property
    def data(self) -> dict[str, Any]:
        """``example.toml``."""
        return tomllib.loads(self.text("example.toml"))

    def text(self, name: str) -> str:
        """A source file."""
        return self.source.joinpath(name).read_text(encoding="utf-8")

    @property
    def folder(self) -> str:
        """Where the project goes, with ``/``."""
        return str(self.data["folder"])

    @property
    def edition(self) -> Edition:
        """The form of the example's year."""
        edition = edition_for(self.data["year"])
        assert edition is not None  # every example is of a year with a form
        return edition

    @cached_property
    def figures(self) -> dict[Key, Value]:
        """Every figure: parts as given, the rest zero, totals summed, single cells typed over at last."""
        out: dict[Key, Value] = {}
        for key, table in self.edition.tables.items():
            out |= {(key, row, column): v for (row, column), v in _summed(table, self.data[key]).items()}
        for place, value in self.data.get("overrides", {}).items():
            table, row, column = place.split(".")
            out[table, row, column] = None if value == "" else value
        return out

    @property
    def planted(self) -> tuple[Planted, ...]:
        """The defects of the faulty example; none for the others."""
        return tuple(Planted(p["code"], p["place"], p["what"]) for p in self.data.get("planted", ()))

    def files(self) -> dict[str, bytes]:
        """File name → bytes."""
        from disclosure_report.templates.workbook import write_workbook

        if self.data.get("interchange"):
            return {"report.json": self._interchange()}
        workbook = write_workbook(self.edition, self.data["agency"], self.data["year"], figures=self.figures)
        out = {SETTINGS_NAME: self._settings(), WORKBOOK_NAME: workbook}
        return out | {name: _narrative(name, self.text(source)) for name, source in self.data["narrative"].items()}

    def _settings(self) -> bytes:
        data = self.data
        lines = [f"{key} = {toml_string(data[key])}" for key in ("agency", "kind", "level")]
        lines += [f"year = {data['year']}", f"published = {data['published']}"]
        lines += [f"website = {toml_string(data['website'])}"] if "website" in data else []
        return ("\n".join(lines) + "\n").encode()

    def _interchange(self) -> bytes:
        data = self.data
        tables: dict[str, dict[str, dict[str, Value]]] = {}
        for (table, row, column), value in self.figures.items():
            tables.setdefault(table, {}).setdefault(row, {})[column] = value
        report = {
            "schema": "disclosure-report/report/1",
            "agency": {"name": data["agency"], "kind": data["kind"], "level": data["level"]},
            "year": data["year"],
            "edition": self.edition.key,
            "published": data["published"].isoformat(),
            "narrative": {key: self.text(source).strip() for key, source in data["narrative"].items()},
            "tables": tables,
        }
        return as_json_text(report).encode()


def examples() -> tuple[Example, ...]:
    """Every example, in the order of their folders."""
    found = (Example(entry) for entry in files(__package__).joinpath("example_sources").iterdir() if entry.is_dir())
    return tuple(sorted((e for e in found if e.source.joinpath("example.toml").is_file()), key=lambda e: e.folder))


def example_projects() -> Mapping[str, Mapping[str, bytes]]:
    """Folder → file name → bytes. ``2023/示例市教育局`` is for ``--previous`` of ``2024/示例市教育局``."""
    return {example.folder: example.files() for example in examples()}


def _summed(table: TableSpec, rows: Mapping[str, Any]) -> dict[tuple[str, str], Value]:
    given: dict[tuple[str, str], Value] = {}
    totals = {"total", "result_total"}
    for row, column in table.fields:
        if column not in totals and row not in totals:
            given[row, column] = _part(table, rows.get(row), row, column)
    figures = TableFigures(table, given)
    return {key: figures.value(key) for key in table.fields}


def _part(table: TableSpec, cells: Any, row: str, column: str) -> Value:
    if cells is None:
        return 0
    value = cells[table.columns_of(row).index(column)] if isinstance(cells, list) else cells[column]
    return Decimal(value) if table.kind_of(column) == "decimal" and isinstance(value, str) else value


def _narrative(name: str, text: str) -> bytes:
    return plain_docx(text.splitlines()) if name.endswith(".docx") else text.encode()


def write_examples(root: Path) -> None:
    """Write every example below ``root``; existing files of the same name are replaced."""
    for folder, contents in example_projects().items():
        target = root / folder
        target.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            (target / name).write_bytes(data)


if __name__ == "__main__":
    import sys

    if len(sys.argv) != 2:
        sys.exit("用法：python -m disclosure_report.templates.examples 目录")
    write_examples(Path(sys.argv[1]))
