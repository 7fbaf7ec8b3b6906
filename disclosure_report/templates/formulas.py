"""The formulas of the template, each with the value it has now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from disclosure_report.model.report import Number, digits
from disclosure_report.templates.arithmetic import Check, Field, TableFigures
from disclosure_report.templates.grid import Grid

_CELL = re.compile(r"\b([A-Z]{1,3})(\d+)\b")
BALANCED = "平"
FILLED = "已填"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its "=" and the value to store beside it."""

    text: str
    value: Number | str


def total(grid: Grid, figures: TableFigures, key: Field) -> Formula:
    """The sum of a total cell."""
    terms = figures.formulas[key]
    return Formula(_sum(grid, terms), figures.sum(terms))


def balance(grid: Grid, figures: TableFigures, check: Check) -> Formula:
    """ "平", "差 N" (N = the left side less the right), or "缺 N 格" while an input behind it holds no number."""
    missing = _missing(grid, figures.inputs(check.operands))
    test = f'IF({holds(grid, check)},"{BALANCED}","差 "&({difference(grid, check)}))'
    text = f'IF({missing}>0,"缺 "&({missing})&" 格",{test})'
    return Formula(text, _balance_now(figures, check))


def _balance_now(figures: TableFigures, check: Check) -> str:
    if blanks := figures.blanks(figures.inputs(check.operands)):
        return f"缺 {blanks} 格"
    gap = figures.sum(check.found) - figures.sum(check.expected)
    fine = {"=": gap == 0, "<=": gap <= 0, ">=0": gap >= 0}[check.identity.relation]
    return BALANCED if fine else f"差 {digits(gap)}"


def holds(grid: Grid, check: Check) -> str:
    """The identity as a condition."""
    left = _sum(grid, check.found)
    if check.identity.relation == ">=0":
        return f"{left}>=0"
    return f"{left}{check.identity.relation}{_sum(grid, check.expected)}"


def broken(grid: Grid, figures: TableFigures, check: Check) -> str:
    """The condition, true in every cell alike, that all inputs are filled and the identity does not hold."""
    missing = _missing(grid, figures.inputs(check.operands))
    return _CELL.sub(r"$\1$\2", f"AND({missing}=0,NOT({holds(grid, check)}))")


def difference(grid: Grid, check: Check) -> str:
    """Left side less right side."""
    left = _sum(grid, check.found)
    return f"{left}-{_sum(grid, check.expected)}" if check.expected else left


def completeness(grid: Grid, figures: TableFigures, keys: Iterable[Field]) -> Formula:
    """ "已填" or "缺 N 格" for a row of the form."""
    keys = figures.inputs(keys)
    missing = _missing(grid, keys)
    now = figures.blanks(keys)
    return Formula(f'IF({missing}>0,"缺 "&({missing})&" 格","{FILLED}")', f"缺 {now} 格" if now else FILLED)


def _missing(grid: Grid, keys: Iterable[Field]) -> str:
    """How many of these cells hold no number."""
    keys = tuple(keys)
    return f"{len(keys)}-COUNT({','.join(grid.ranges(keys))})"


def _sum(grid: Grid, keys: Iterable[Field]) -> str:
    return f"SUM({','.join(grid.ranges(keys))})"
