"""Whose figures count: levels by ``parent``, 本级 and 汇总 told apart, nobody twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_report.model.finding import Finding
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.problems import COUNTED_TWICE
from disclosure_report.rollup.register import Register, Scope, body_name, scope_of_name
from disclosure_report.rollup.unit import UnitReport, as_number, exact_sum

_GOVERNMENT = "人民政府"


@dataclass
class Selection:
    """Who is counted, in the order they are shown; who was left out and why; the levels below that have a total."""

    counted: list[UnitReport] = field(default_factory=list)
    left_out: list[tuple[UnitReport, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    #: (the body's own total, the reports below it): both declared, so compared rather than complained of
    totals: list[tuple[UnitReport, list[UnitReport]]] = field(default_factory=list)


class Family:
    """The tree of bodies: the register's ``parent``, else the government whose place the name begins with."""

    def __init__(self, agency: str, register: Register, names: Iterable[str]) -> None:
        self.agency = body_name(agency)
        bodies = dict.fromkeys([*(body_name(u.name) for u in register.units), *map(body_name, names)])
        declared = {body_name(u.name): body_name(u.parent) for u in register.units if u.parent}
        stems = {b.removesuffix(_GOVERNMENT): b for b in bodies if b.endswith(_GOVERNMENT) and b != self.agency}
        self.parent: dict[str, str] = {}
        for body in bodies:
            above = declared.get(body) or _by_place(body, stems)
            if above and above != body:
                self.parent[body] = above
        self._known = self.agency in bodies or self.agency in self.parent.values()
        self._agency_is_root = self.agency not in self.parent

    def line(self, body: str) -> Iterator[str]:
        """The bodies above, nearest first; a circle ends where it closes."""
        seen = {body}
        above = self.parent.get(body)
        while above and above not in seen:
            yield above
            seen.add(above)
            above = self.parent.get(above)

    def belongs(self, body: str) -> bool:
        """Whether the body is summed into the agency's roll-up."""
        line = list(self.line(body))
        if self.agency in (body, *line) or not self._known:
            return True
        return self._agency_is_root and (not line or self.parent.get(line[-1]) is None)

    def children(self, bodies: Iterable[str]) -> dict[str, list[str]]:
        """Parent → those of ``bodies`` whose nearest ancestor among ``bodies`` it is; ``""`` for the top."""
        present = dict.fromkeys(bodies)
        out: dict[str, list[str]] = {}
        for body in present:
            above = next((a for a in self.line(body) if a in present), "")
            out.setdefault(above, []).append(body)
        return out


def _by_place(body: str, stems: Mapping[str, str]) -> str | None:
    """The government of the longest place name that the body's name begins with."""
    for end in range(len(body) - 1, 1, -1):
        above = stems.get(body[:end])
        if above and above != body:
            return above
    return None


def select(units: Sequence[UnitReport], family: Family, register: Register) -> Selection:
    """Of the usable reports those that count, each figure once."""
    selection = Selection()
    by_body = _one_each(units, register, selection)
    children = family.children(by_body)
    for body in children.get("", ()):
        selection.counted.extend(_counted(body, by_body, children, register, selection))
    return selection


def _one_each(units: Sequence[UnitReport], register: Register, selection: Selection) -> dict[str, UnitReport]:
    """One report a body: its total before its own, the first before a copy."""
    groups: dict[str, list[UnitReport]] = {}
    for unit in units:
        groups.setdefault(body_name(unit.name), []).append(unit)
    for group in groups.values():
        group.sort(key=lambda u: scope_of(u, register) != "total")
        if len(group) > 1:
            _twice(group[0], group[1:], selection)
    return {body: group[0] for body, group in groups.items()}


def _counted(
    body: str,
    by_body: Mapping[str, UnitReport],
    children: Mapping[str, list[str]],
    register: Register,
    selection: Selection,
) -> list[UnitReport]:
    """The reports that stand for this body and all below it."""
    own = by_body[body]
    below_each = [_counted(b, by_body, children, register, selection) for b in children.get(body, ())]
    below = [unit for units in below_each for unit in units]
    if not below or not _covers(own, below, register):
        return [own, *below]
    declared = register.find(own.name)
    if declared is not None and declared.scope == "total":
        selection.totals.append((own, below))
        selection.left_out += [(u, f"已含在“{own.name}”的汇总报告中") for u in below]
    else:
        _twice(own, below, selection)
    return [own]


def scope_of(unit: UnitReport, register: Register) -> Scope | None:
    """What the register, else the name, says the report's figures are."""
    declared = register.find(unit.name)
    return scope_of_name(unit.name) or (declared.scope if declared else None)


def _covers(own: UnitReport, below: Sequence[UnitReport], register: Register) -> bool:
    """Whether the report holds the figures of those below: as declared, as governments do, or as the figures show."""
    scope = scope_of(own, register)
    if scope is not None:
        return scope == "total"
    declared = register.find(own.name)
    kind = declared.kind if declared else own.agency.kind
    return kind == "government" or own.name.endswith(_GOVERNMENT) or _is_sum_of(own, below)


def _is_sum_of(own: UnitReport, below: Sequence[UnitReport]) -> bool:
    for i, value in enumerate(own.values):
        numbers = [as_number(u.values[i]) for u in below]
        known = [n for n in numbers if n is not None]
        if len(known) == len(numbers) and as_number(value) != exact_sum(known):
            return False
    return any(own.values)


def _twice(counted: UnitReport, others: Sequence[UnitReport], selection: Selection) -> None:
    shown = [_shown(u) for u in (counted, *others)]
    sources = "、".join(shown[:6]) + (f" 等 {len(shown)} 份" if len(shown) > 6 else "")
    places = tuple(SourceRef(file=u.path or None, quote=u.name) for u in (counted, *others))
    names = [u.name for u in others]
    selection.findings.append(
        COUNTED_TWICE.finding(places[0], places[1:], unit=counted.name, sources=sources, counted=shown[0], units=names)
    )
    selection.left_out += [(u, f"避免重复计算，已计“{shown[0]}”") for u in others]


def _shown(unit: UnitReport) -> str:
    return f"{unit.name}（{unit.path}）" if unit.path else unit.name
