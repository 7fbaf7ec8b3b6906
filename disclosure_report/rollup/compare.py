"""A body's own report against the sum of its units, every cell, with the units that make a difference likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Number
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.aggregate import Rollup
from disclosure_report.rollup.hierarchy import Selection
from disclosure_report.rollup.problems import PARENT_DIFFERS
from disclosure_report.rollup.unit import CellKey, UnitReport, as_number, exact_sum

_SHOWN = 5


def compare_all(rollup: Rollup, selection: Selection) -> Iterator[Finding]:
    """RUP901 for the agency's own report and for every level below that handed in a total."""
    if rollup.own is not None and rollup.counted:
        others = [u for u, _ in rollup.left_out]
        yield from _compare(rollup, rollup.own, rollup.counted, others, rollup.missing)
    for total, below in selection.totals:
        yield from _compare(rollup, total, below, (), ())


def _compare(
    rollup: Rollup,
    own: UnitReport,
    units: Sequence[UnitReport],
    left_out: Sequence[UnitReport],
    missing: Sequence[str],
) -> Iterator[Finding]:
    for i, key in enumerate(rollup.edition.figures()):
        numbers = [as_number(u.values[i]) for u in units]
        known = [n for n in numbers if n is not None]
        expected = exact_sum(known) if len(known) == len(numbers) else None
        found = as_number(own.values[i])
        if expected is None or found == expected:
            continue
        difference = None if found is None else exact_sum((found, -expected))
        suspects = _suspects((i, key), difference, units, left_out, missing)
        yield _finding(rollup, own, key, i, (found, expected, difference), suspects)


def _finding(
    rollup: Rollup,
    own: UnitReport,
    key: CellKey,
    index: int,
    numbers: tuple[Number | None, Number, Number | None],
    suspects: Sequence[tuple[str, str, SourceRef | None]],
) -> Finding:
    found, expected, difference = numbers
    reasons = "、".join(f"{name}（{why}）" for name, why, _ in suspects[:_SHOWN])
    more = f" 等 {len(suspects)} 个单位" if len(suspects) > _SHOWN else ""
    return PARENT_DIFFERS.finding(
        own.place(index, key),
        [place for _, _, place in suspects[:_SHOWN] if place is not None],
        label=rollup.edition.tables[key[0]].label(key[1], key[2]),
        agency=own.name,
        expected=expected,
        found="空白" if found is None else found,
        difference="未知" if difference is None else difference,
        suspects=[name for name, _, _ in suspects],
        suspects_text=f"；可能与这些单位有关：{reasons}{more}" if suspects else "",
    )


def _suspects(
    cell: tuple[int, CellKey],
    difference: Number | None,
    units: Sequence[UnitReport],
    left_out: Sequence[UnitReport],
    missing: Sequence[str],
) -> list[tuple[str, str, SourceRef | None]]:
    """(unit, why, place): first whose figure is the difference itself, then who is not in the sum at all.

    Who was left out may have used another edition: its figure is found by the cell's key, not by its number.
    """
    out: list[tuple[str, str, SourceRef | None]] = []
    index, key = cell
    theirs = [(u, found[0], found[1]) for u in left_out if (found := u.at(key))]
    if difference is not None:
        why = "数值等于差额，可能漏计" if difference < 0 else "数值等于差额，可能重复计算"
        out += [(u.name, why, u.place(*cell)) for u in units if as_number(u.values[index]) == abs(difference)]
        equal = ((u, i) for u, i, value in theirs if as_number(value) == difference)
        out += [(u.name, "数值等于差额，未计入", u.place(i, key)) for u, i in equal]
    if difference is None or difference > 0:
        named = {name for name, _, _ in out}
        places = {id(u): u.place(i, key) for u, i, _ in theirs}
        out += [(u.name, "未计入", places.get(id(u))) for u in left_out if u.name not in named]
        out += [(name, "未交", None) for name in missing]
    return out
