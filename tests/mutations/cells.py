"""Every cell of every table by one, up and down."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding, Severity
from tests.builders import with_cell
from tests.mutations.parents import Parent

CODES = {
    "proactive": ("SUM305", "YOY402", "TXT504"),
    "requests": ("SUM301", "SUM302", "SUM303", "YOY401", "TXT501", "TXT502", "TXT503"),
    "disputes": ("SUM304", "TXT504"),
}


def mutants(parent: Parent) -> Iterator[tuple[str, str, tuple[Finding, ...]]]:
    """("table.row.column", change, findings) of every cell's mutants; a count is not made negative."""
    spec = load_edition(parent.report.edition)
    for table, row, column in spec.figures():
        value = parent.report.number(table, row, column)
        assert value is not None
        for change in (1, -1):
            if value + change >= 0 or spec.tables[table].kind_of(column) == "signed":
                mutant = with_cell(parent.report, table, row, column, value + change)
                yield f"{table}.{row}.{column}", f"{change:+d}", parent.findings_on_figures(mutant)


def caught_by(place: str, findings: tuple[Finding, ...]) -> set[str]:
    """The codes of the errors that name the cell and are those of its table."""
    table, row, column = place.split(".")
    return {
        f.code
        for f in findings
        if f.severity is Severity.ERROR
        and f.code in CODES[table]
        and any((p.table, p.row, p.column) == (table, row, column) for p in (f.source, *f.related))
    }
