"""Any consistent tables raise no SUM or TAB error; any one figure changed does, and is named."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Report
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules
from tests.builders import PARTS, figures, raw_tables, report

FAMILIES = ("SUM", "TAB")
COUNT = st.integers(0, 3000)
OUTCOMES = ("upheld", "corrected", "other", "pending")


@st.composite
def consistent(draw: st.DrawFn) -> Report:
    """A report whose tables three and four are random and satisfy every identity of its edition."""
    edition = draw(st.sampled_from(["2019", "2021"]))
    raw = raw_tables(edition)
    spec = load_edition(edition).tables["requests"]
    results = [row for group in spec.groups.values() for row in group]
    requests = {row: {column: draw(COUNT) for column in PARTS} for row in results}
    requests["result_total"] = {c: sum(requests[r][c] for r in results) for c in PARTS}
    requests["carried_out"] = {c: draw(COUNT) for c in PARTS}
    all_in = {c: requests["result_total"][c] + requests["carried_out"][c] for c in PARTS}
    requests["carried_in"] = {c: draw(st.integers(0, all_in[c])) for c in PARTS}
    requests["new_received"] = {c: all_in[c] - requests["carried_in"][c] for c in PARTS}
    for row in requests.values():
        row["total"] = sum(row.values())
    disputes = {}
    for row in raw["disputes"]:
        disputes[row] = {column: draw(COUNT) for column in OUTCOMES}
        disputes[row]["total"] = sum(disputes[row].values())
    ordered = {row: requests[row] for row in spec.rows}
    return report(edition, tables=figures({**raw, "requests": ordered, "disputes": disputes}))


def errors(made: Report) -> list[Finding]:
    context = Context(made, load_edition(made.edition))
    rules = [r for r in registered_rules() if r.meta.family in FAMILIES]
    return [f for r in rules for f in r.check(context) if f.severity is Severity.ERROR]


@settings(max_examples=40, deadline=None)
@given(consistent())
def test_consistent_tables_raise_no_error(made):
    assert errors(made) == []


@settings(max_examples=80, deadline=None)
@given(consistent(), st.data())
def test_any_one_change_is_found_and_named(made, data):
    cells = [(t, r, c) for t, r, c in load_edition(made.edition).figures() if t in ("requests", "disputes")]
    table, row, column = data.draw(st.sampled_from(cells))
    old = made.number(table, row, column)
    new = data.draw(COUNT.filter(lambda n: n != old) | st.none() | st.integers(-9, -1))
    tables = {t: {r: dict(cs) for r, cs in rows.items()} for t, rows in made.tables.items()}
    raw = {t: {r: {c: f.value for c, f in cs.items()} for r, cs in rows.items()} for t, rows in tables.items()}
    raw[table][row][column] = new
    found = errors(report(made.edition, tables=figures(raw)))
    places = {(p.table, p.row, p.column) for f in found for p in (f.source, *f.related)}
    assert (table, row, column) in places
