"""The generic check of the arithmetic demands that an edition's data file states.

A demand names rows (it then holds in every column) or columns (it then holds in every row).  A line with a blank or a
text among its operands is not evaluated: a blank is not zero, and TAB201 or the reader speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_report.editions import IdentitySpec, Line
from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Number, digits
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault


def broken_identities(context: Context, code: str) -> Iterator[Fault]:
    """A fault for every line of the form's tables on which an identity of ``code`` does not hold."""
    for table in context.present_tables:
        numbers = context.numbers[table]
        for identity, line in context.table_spec(table).lines.get(code, ()):
            try:
                found, expected = [numbers[c] for c in line.found], [numbers[c] for c in line.expected]
            except KeyError:
                continue
            if not _holds(identity, sum(found), sum(expected)):
                yield _fault(context, table, identity, line, found, expected)


def _fault(
    context: Context, table: str, identity: IdentitySpec, line: Line, found: list[Number], expected: list[Number]
) -> Fault:
    source, *related = (context.place(table, *cell) for cell in line.found + line.expected)
    return Fault(
        source,
        tuple(related),
        {
            "expected": sum(expected),
            "found": sum(found),
            "arithmetic": written_out(identity, found, expected),
            "line": context.label(table, *((None, line.key) if identity.per == "column" else (line.key, None))),
        },
        # The demands with "<=" are inferred, not printed in the form: a reviewer's question, no certain error.
        severity=Severity.WARNING if identity.relation == "<=" else None,
    )


def _holds(identity: IdentitySpec, found: Number, expected: Number) -> bool:
    if identity.relation == ">=0":
        return found >= 0
    return found <= expected if identity.relation == "<=" else found == expected


def written_out(identity: IdentitySpec, found: Sequence[Number], expected: Sequence[Number]) -> str:
    """The sums in full: "3119＋34＝3153，3050＋102＝3152，相差1"."""
    gap: Number = sum(found) - sum(expected)
    difference = digits(gap if gap >= 0 else -gap)
    if identity.relation == ">=0":
        return f"{_side(found)}，小于0"
    if identity.relation == "<=":
        return f"{_side(found)}大于{_side(expected)}，多{difference}"
    left = _side(found) if len(found) > 1 else f"表中填{digits(found[0])}"
    return f"{left}，{_side(expected)}，相差{difference}"


def _side(numbers: Sequence[Number]) -> str:
    """A sum; of a long one only what is not zero."""
    if len(numbers) == 1:
        return digits(numbers[0])
    shown = [n for n in numbers if n != 0] if len(numbers) > 6 else list(numbers)
    terms = "＋".join(digits(n) if n >= 0 else f"（{digits(n)}）" for n in shown) or "0"
    rest = "（其余各项为0）" if 0 < len(shown) < len(numbers) else ""
    return f"{terms}＝{digits(sum(numbers))}{rest}"
