"""The sum of the units' reports, cell by cell, exact; what could not be summed is said, never taken for 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Agency, Figure, Kind, Level, Number, Report, Value, kind_by_name
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.hierarchy import Family, Selection, scope_of, select
from disclosure_report.rollup.problems import (
    CELL_UNKNOWN,
    COUNTED_TWICE,
    NOTHING_TO_SUM,
    UNIT_LATE,
    UNIT_MISSING,
    UNIT_REFUSED,
    UNIT_UNKNOWN,
    WRONG_FORM,
)
from disclosure_report.rollup.register import EMPTY_REGISTER, Register, Unit, body_name, natural_order
from disclosure_report.rollup.unit import CellKey, UnitReport, as_number, exact_sum


@dataclass(frozen=True, slots=True)
class CellSum:
    """One cell of the roll-up; ``parts`` are the counted units' values in their order.

    ``value`` is ``None`` when a part is blank or no number.
    """

    value: Number | None
    parts: tuple[Value, ...]


@dataclass(frozen=True)
class Rollup:
    """The agency's figures as the sum of its units'. ``own`` is the report it handed in itself, if there is one."""

    agency: Agency
    year: int
    edition: Edition
    cells: Mapping[CellKey, CellSum]
    counted: tuple[UnitReport, ...]
    left_out: tuple[tuple[UnitReport, str], ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    own: UnitReport | None = None

    def value(self, table: str, row: str, column: str) -> Number | None:
        """The sum in a cell; ``None`` when it cannot be known."""
        cell = self.cells.get((table, row, column))
        return cell.value if cell else None

    def tables(self) -> dict[str, dict[str, dict[str, Figure]]]:
        """The sums in the shape of a report's tables."""
        out: dict[str, dict[str, dict[str, Figure]]] = {}
        for (table, row, column), cell in self.cells.items():
            place = SourceRef(table=table, row=row, column=column)
            out.setdefault(table, {}).setdefault(row, {})[column] = Figure(cell.value, place)
        return out


def roll_up(
    agency: Agency,
    year: int,
    edition: Edition,
    units: Sequence[UnitReport],
    register: Register = EMPTY_REGISTER,
    own: Report | UnitReport | None = None,
) -> Rollup:
    """Sum ``units`` into ``agency``'s figures of ``year``.

    A report of the agency itself among ``units`` (not marked 本级), or ``own``, is what the sum is compared with.
    """
    from disclosure_report.rollup.compare import compare_all
    from disclosure_report.rollup.unit import unit_report

    findings = list(register.findings)
    own_unit = unit_report(own) if isinstance(own, Report) else own
    own_unit, others = _own_report(agency, own_unit, _in_order(units, register), register, findings)
    if own_unit is not None and not _comparable(own_unit, year, edition, findings):
        own_unit = None
    family = Family(agency.name, register, (u.name for u in others))
    usable, refused = _usable(others, family, register, (year, edition), findings)
    selection = select(usable, family, register)
    selection.left_out[:0] = refused
    findings += selection.findings
    missing = _missing(others, selection, family, register, findings)
    cells = _sum_cells(edition, selection.counted, findings)
    if not selection.counted:
        findings.append(NOTHING_TO_SUM.finding(unit=agency.name, year=year))
    rollup = Rollup(
        agency, year, edition, cells, tuple(selection.counted), tuple(selection.left_out), missing, (), own_unit
    )
    findings += compare_all(rollup, selection)
    return replace(rollup, findings=_ordered(findings))


def kind_and_level(name: str, register: Register = EMPTY_REGISTER) -> tuple[Kind, Level | None]:
    """What the register, else the name, says the body is; a roll-up is usually a government's."""
    unit = register.find(name)
    if unit is not None:
        return unit.kind, unit.level
    plain = body_name(name)
    kind = kind_by_name(plain)
    if kind != "government":
        return kind, "township" if kind == "township" else None
    place = plain.removesuffix("人民政府")
    endings: tuple[tuple[str, Level], ...] = (
        ("省", "province"), ("自治区", "province"), ("县", "county"), ("区", "county"), ("旗", "county"),
        ("州", "city"), ("市", "city"),
    )  # fmt: skip
    return "government", next((level for ending, level in endings if place.endswith(ending)), None)


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.severity.rank, f.code)))


def _in_order(units: Sequence[UnitReport], register: Register) -> list[UnitReport]:
    """The register's order first, then by path."""
    position = register.position()
    return sorted(units, key=lambda u: (position.get(body_name(u.name), len(position)), natural_order(u.path), u.name))


def _own_report(
    agency: Agency, own: UnitReport | None, units: list[UnitReport], register: Register, findings: list[Finding]
) -> tuple[UnitReport | None, list[UnitReport]]:
    """The agency's own total, and the rest; a second total of the agency is reported and counts for nothing."""
    mine = [u for u in units if body_name(u.name) == body_name(agency.name) and scope_of(u, register) != "own"]
    rest = [u for u in units if u not in mine]
    candidates = [own, *mine] if own is not None else mine
    if len(candidates) > 1:
        shown = "、".join(f"{u.name}（{u.path or '另行指定'}）" for u in candidates)
        place = SourceRef(file=candidates[1].path or None, quote=agency.name)
        counted = candidates[0].path or agency.name
        findings.append(COUNTED_TWICE.finding(place, unit=agency.name, sources=shown, counted=counted))
    return (candidates[0] if candidates else None), rest


def _comparable(own: UnitReport, year: int, edition: Edition, findings: list[Finding]) -> bool:
    """Whether the agency's own report can be held against the sum; said when not."""
    place = SourceRef(file=own.path or None, quote=own.name)
    if not own.readable:
        reason = "本机关自己的报告读不出来，没有与各单位之和比较"
        findings.append(UNIT_REFUSED.finding(place, unit=own.name, reason=reason))
        return False
    if own.year == year and own.edition == edition.key:
        return True
    findings.append(
        WRONG_FORM.finding(
            place, unit=own.name, year=year, edition=edition.key, found_year=own.year, found_edition=own.edition
        )
    )
    return False


def _usable(
    units: Sequence[UnitReport],
    family: Family,
    register: Register,
    form: tuple[int, Edition],
    findings: list[Finding],
) -> tuple[list[UnitReport], list[tuple[UnitReport, str]]]:
    usable: list[UnitReport] = []
    refused: list[tuple[UnitReport, str]] = []
    for unit in units:
        listed = register.find(unit.name)
        finding = _late(unit, listed)
        findings += [finding] if finding else []
        reason = _refusal(unit, listed, register, form, findings)
        if reason is None and not family.belongs(body_name(unit.name)):
            reason = "不属于本次汇总的机关"
        if reason is None:
            usable.append(unit)
        else:
            refused.append((unit, reason))
    return usable, refused


def _refusal(
    unit: UnitReport, listed: Unit | None, register: Register, form: tuple[int, Edition], findings: list[Finding]
) -> str | None:
    """Why the report does not count, said as a finding; ``None`` when it does."""
    place = SourceRef(file=unit.path or None, quote=unit.name)
    year, edition = form
    if unit.readable and register.units and listed is None:
        near = _nearest(unit.name, register)
        text = f"；名册中最接近的是“{near}”" if near else ""
        findings.append(UNIT_UNKNOWN.finding(place, unit=unit.name, nearest_text=text, nearest=near))
        return "不在单位名册中"
    if unit.readable and (unit.year != year or unit.edition != edition.key or unit.mixed):
        findings.append(
            WRONG_FORM.finding(
                place,
                unit=unit.name,
                year=year,
                edition=edition.key,
                found_year=unit.year,
                found_edition="混合" if unit.mixed else unit.edition,
            )
        )
        return "年度或格式版本不同"
    if unit.reasons:
        reason = "；".join(unit.reasons)
        findings.append(UNIT_REFUSED.finding(place, unit=unit.name, reason=reason))
        return reason
    return None


def _nearest(name: str, register: Register) -> str | None:
    from rapidfuzz import fuzz, process

    near = process.extractOne(body_name(name), [u.name for u in register.units], scorer=fuzz.ratio, score_cutoff=75)
    return near[0] if near else None


def _late(unit: UnitReport, listed: Unit | None) -> Finding | None:
    if listed is None or listed.deadline is None or unit.published is None or unit.published <= listed.deadline:
        return None
    place = SourceRef(file=unit.path or None, quote=unit.name)
    found, expected = unit.published.isoformat(), listed.deadline.isoformat()
    return UNIT_LATE.finding(place, unit=unit.name, found=found, expected=expected)


def _missing(
    present: Sequence[UnitReport], selection: Selection, family: Family, register: Register, findings: list[Finding]
) -> tuple[str, ...]:
    """Units of the register without a report; those below a counted total need none unless some of them are there."""
    names = {body_name(u.name) for u in present}
    stems = {PurePosixPath(u.path).stem for u in present if not u.readable}
    below: dict[str, int] = {}
    for name in names:
        for above in family.line(name):
            below[above] = below.get(above, 0) + 1
    counted = {body_name(u.name) for u in selection.counted}
    out: list[str] = []
    for unit in register.units:
        body = body_name(unit.name)
        covered = any(a in counted and not below.get(a) for a in family.line(body))
        if body in names | stems | {family.agency} or covered or not family.belongs(body):
            continue
        out.append(unit.name)
        findings.append(
            UNIT_MISSING.finding(SourceRef(file=register.file, line=unit.line, quote=unit.name), unit=unit.name)
        )
    return tuple(out)


def _sum_cells(edition: Edition, counted: Sequence[UnitReport], findings: list[Finding]) -> dict[CellKey, CellSum]:
    out: dict[CellKey, CellSum] = {}
    for i, key in enumerate(edition.figures()):
        parts = tuple(u.values[i] for u in counted)
        numbers = [as_number(p) for p in parts]
        known = [n for n in numbers if n is not None]
        total = exact_sum(known) if counted and len(known) == len(parts) else None
        out[key] = CellSum(total, parts)
        if counted and total is None:
            unknown = [u for u, n in zip(counted, numbers, strict=True) if n is None] or list(counted)
            findings.append(_unknown_cell(edition, key, i, unknown))
    return out


def _unknown_cell(edition: Edition, key: CellKey, index: int, units: Sequence[UnitReport]) -> Finding:
    names = [u.name for u in units]
    text = "、".join(names[:5]) + (f" 等 {len(names)} 个单位" if len(names) > 5 else "")
    label = edition.tables[key[0]].label(key[1], key[2])
    place = SourceRef(table=key[0], row=key[1], column=key[2])
    related = tuple(u.place(index, key) for u in units[:20])
    return CELL_UNKNOWN.finding(place, related, label=label, units_text=text, units=names, found=None)
