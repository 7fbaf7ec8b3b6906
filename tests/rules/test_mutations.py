"""Mutants of the valid reports: every cell by one, every section dropped or swapped, every title altered.

Tables three and four: each cell is an operand of an identity, so each mutant is caught and its cell is named.

Table two has no identity in the form of 2021, and few in that of 2019. With last year's report the six cells of the
two rows with 制发/废止/现行有效 are caught (YOY402). The survivors are the cells that nothing in the report or in last
year's contradicts when they move by one: the numbers of decisions (licensing, penalty, compulsion), the fees, and on
the form of 2019 nearly all of table two (a previous count of items and its change are held only against zero).
They are caught by the text when it states them (TXT504) and by YOY403/TAB206 when they move far.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Report
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import run_rules
from tests.builders import report, with_cell, with_section
from tests.rules.case import last_year, sections, titled

EDITIONS = ["2019", "2021"]
NARRATIVE = ("overview", "problems", "other")
CAUGHT_WITH_LAST_YEAR = {
    (row, column) for row in ("regulations", "normative_documents") for column in ("issued", "repealed", "in_force")
}
SURVIVORS_2021 = {
    ("licensing", "decisions"),
    ("penalty", "decisions"),
    ("compulsion", "decisions"),
    ("fees", "amount"),
}


def findings(mutant: Report, previous: Report | None = None) -> list[Finding]:
    return list(run_rules(Context(mutant, load_edition(mutant.edition), previous)))


def mutants(edition: str, tables: tuple[str, ...]) -> Iterator[tuple[str, str, str, Report]]:
    """Every cell one more; one less where it is above zero."""
    parent = report(edition)
    for table, row, column in load_edition(edition).figures():
        value = parent.number(table, row, column)
        assert value is not None
        if table in tables:
            for change in (1, -1):
                if value + change >= 0 or column == "change":
                    yield table, row, column, with_cell(parent, table, row, column, value + change)


def names(finding: Finding, table: str, row: str, column: str) -> bool:
    """Whether the finding's source or its related places name the cell."""
    return any((p.table, p.row, p.column) == (table, row, column) for p in (finding.source, *finding.related))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_of_tables_three_and_four_is_caught_by_a_sum(edition):
    seen = 0
    for table, row, column, mutant in mutants(edition, ("requests", "disputes")):
        sums = [f for f in findings(mutant) if f.code.startswith("SUM")]
        assert any(names(f, table, row, column) for f in sums), (table, row, column)
        assert all(f.severity is Severity.ERROR for f in sums)
        seen += 1
    form = load_edition(edition).tables
    assert seen > len(form["requests"].fields) + len(form["disputes"].fields)


def test_table_two_with_last_years_report():
    caught, survived = set(), set()
    for table, row, column, mutant in mutants("2021", ("proactive",)):
        errors = [f for f in findings(mutant, last_year()) if f.severity is Severity.ERROR and f.code == "YOY402"]
        (caught if any(names(f, table, row, column) for f in errors) else survived).add((row, column))
    assert caught == CAUGHT_WITH_LAST_YEAR
    assert survived == SURVIVORS_2021


def test_carried_in_is_also_held_against_last_year():
    parent = report()
    for column in load_edition("2021").tables["requests"].columns:
        value = parent.number("requests", "carried_in", column)
        mutant = with_cell(parent, "requests", "carried_in", column, value + 1)
        assert any(
            f.code == "YOY401" and names(f, "requests", "carried_in", column) for f in findings(mutant, last_year())
        )


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_blanked_negative_or_halved_is_named(edition):
    spec = load_edition(edition)
    for table, row, column in spec.figures():
        kind = spec.tables[table].kind_of(column)
        expected = {"TAB201": None, "TAB202": -5 if kind != "signed" else None, "TAB203": Decimal("0.5")}
        for code, value in expected.items():
            if (value is None and code != "TAB201") or (code == "TAB203" and kind in ("decimal", "money")):
                continue
            found = findings(with_cell(report(edition), table, row, column, value))
            assert any(f.code == code and names(f, table, row, column) for f in found), (code, table, row, column)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("key", NARRATIVE)
def test_every_section_dropped_or_emptied(edition, key):
    dropped = sections(*(k for k in NARRATIVE if k != key))(report(edition))
    for mutant in (dropped, with_section(report(edition), key)):
        found = [f for f in findings(mutant) if f.code == "STR101"]
        assert [f.source.section for f in found] == [key]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_table_dropped_from_data(edition):
    parent = report(edition)
    parent = replace(parent, source=replace(parent.source, file="report.json"))
    for table in parent.tables:
        mutant = replace(parent, tables={t: rows for t, rows in parent.tables.items() if t != table})
        assert [f.source.table for f in findings(mutant) if f.code == "STR101"] == [table]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("pair", list(combinations(NARRATIVE, 2)), ids="-".join)
def test_every_two_sections_swapped(edition, pair):
    swap = {pair[0]: pair[1], pair[1]: pair[0]}
    mutant = sections(*(swap.get(k, k) for k in NARRATIVE))(report(edition))
    found = [f for f in findings(mutant) if f.code == "STR102"]
    places = {p.section for f in found for p in (f.source, *f.related)}
    assert set(pair) <= places


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("key", NARRATIVE)
def test_every_character_of_every_title_dropped(edition, key):
    title = load_edition(edition).section(key).title
    for at in range(len(title)):
        mutant = titled(key, title[:at] + title[at + 1 :])(report(edition))
        found = [f for f in findings(mutant) if f.code == "STR103"]
        assert [(f.source.section, f.severity) for f in found] == [(key, Severity.ERROR)], title[at]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_section_twice(edition):
    for key in NARRATIVE:
        mutant = sections(*NARRATIVE, key)(report(edition))
        assert any(f.code == "STR102" and f.source.section == key for f in findings(mutant))
