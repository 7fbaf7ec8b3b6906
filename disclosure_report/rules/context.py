"""What a rule may look at: this report, its edition, last year's report, the site's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from disclosure_report.claims.engine import Located, discrepancies
from disclosure_report.editions import Edition, TableSpec
from disclosure_report.model.report import Number, Report
from disclosure_report.model.settings import DEFAULT_SETTINGS, Settings
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.passages import Passage, passages_of


@dataclass(frozen=True)
class Context:
    """Everything a rule may know. What several rules need is computed here once, as a cached property."""

    report: Report
    edition: Edition
    previous: Report | None = None
    settings: Settings = DEFAULT_SETTINGS

    def table_spec(self, table: str) -> TableSpec:
        """The form's definition of a table."""
        return self.edition.tables[table]

    def number(self, table: str, row: str, column: str) -> Number | None:
        """This year's figure; ``None`` when absent, blank or no number."""
        return self.report.number(table, row, column)

    def place(self, table: str, row: str, column: str) -> SourceRef:
        """Where the figure stands; names table, row and column even when the cell was not found."""
        figure = self.report.figure(table, row, column)
        if figure is not None and figure.source.table:
            return figure.source
        return SourceRef(table=table, row=row, column=column)

    def label(self, table: str, row: str | None, column: str | None = None) -> str:
        """The cell in the form's words."""
        return self.table_spec(table).label(row, column)

    @cached_property
    def present_tables(self) -> tuple[str, ...]:
        """Keys of the form's tables that were found."""
        return tuple(k for k in self.edition.tables if k in self.report.tables)

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[tuple[str, str], Number]]:
        """Table → (row, column) → number, of the form's cells that hold one, in printed order."""
        out: dict[str, dict[tuple[str, str], Number]] = {}
        for table in self.present_tables:
            rows, cells = self.report.tables[table], out.setdefault(table, {})
            for row, column in self.table_spec(table).fields:
                figure = rows[row].get(column) if row in rows else None
                if figure is not None and isinstance(figure.value, (int, Decimal)):
                    cells[row, column] = figure.value
        return out

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph of the text with its section."""
        return passages_of(self.report.narrative)

    @cached_property
    def text(self) -> str:
        """Every paragraph, one a line: what is not in here need not be looked for in each of them."""
        return "\n".join([p.paragraph.text for p in self.passages])

    @cached_property
    def last_year(self) -> Report | None:
        """The previous report when it is of the year before; ``None`` for one of another year (YOY406 says so)."""
        previous = self.previous
        return previous if previous is not None and previous.year == self.report.year - 1 else None

    @cached_property
    def same_body(self) -> bool:
        """Whether the previous report is of a body of the same name; bodies are renamed, so a judgement."""
        return self.previous is not None and self.previous.agency.name == self.report.agency.name

    def last_year_place(self, table: str, row: str, column: str) -> SourceRef:
        """Where last year's figure stands; ``file`` begins with 上年报告/ so that nobody takes it for this year's."""
        figure = self.previous.figure(table, row, column) if self.previous else None
        place = figure.source if figure else SourceRef()
        return replace(place, file=f"上年报告/{place.file or ''}", table=table, row=row, column=column)

    @cached_property
    def claims(self) -> tuple[Located, ...]:
        """Claims of the text that do not hold against the tables or in themselves, in the order of the text."""
        return discrepancies(self.report, self.edition, self.previous)
