"""From a discrepancy of the claims engine to a fault with its place, its cells and the sum written out."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault

_SHOWN = 3  # labels in a message; the rest are counted


def faults(context: Context, code: str) -> Iterator[Fault]:
    """Every discrepancy of this code, where the words stand."""
    for located in context.claims:
        fault = located.fault
        if fault.code != code:
            continue
        source = located.paragraph.at(fault.start, fault.end)
        yield Fault(
            source,
            tuple(context.place(*cell) for cell in fault.cells),
            {
                "quote": source.quote,
                "label": _labels(context, fault.cells),
                "expected": fault.expected,
                "found": fault.found,
                "arithmetic": fault.arithmetic,
            },
            severity=None if fault.certain else Severity.WARNING,
        )


def _labels(context: Context, cells: tuple[tuple[str, str, str], ...]) -> str:
    names = list(dict.fromkeys(context.label(*cell) for cell in cells))
    return "、".join(names[:_SHOWN]) + (f"等{len(names)}格" if len(names) > _SHOWN else "")
