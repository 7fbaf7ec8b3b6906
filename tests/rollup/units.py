"""Units for the roll-up's tests: the valid parent under other names, with edits."""

from __future__ import annotations

from dataclasses import replace

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Agency, Kind, Level, Report
from disclosure_report.rollup.aggregate import Rollup, roll_up
from disclosure_report.rollup.register import EMPTY_REGISTER, Register
from disclosure_report.rollup.unit import UnitReport, unit_report
from tests.builders import report

EDITION = load_edition("2021")
CITY = Agency("示例市人民政府", "government", "city")
NEW = ("requests", "new_received", "natural_person")


def named(name: str, kind: Kind = "department", level: Level = "city", base: Report | None = None) -> Report:
    """The parent under another name."""
    return replace(base or report(), agency=Agency(name, kind, level))


def unit(name: str, base: Report | None = None, *, kind: Kind = "department", path: str = "") -> UnitReport:
    """A unit that handed in the valid parent, or ``base``."""
    return unit_report(named(name, kind, base=base), path=path or name)


def city(*units: UnitReport, register: Register = EMPTY_REGISTER, own: Report | None = None) -> Rollup:
    """The city's roll-up of 2024."""
    return roll_up(CITY, 2024, EDITION, units, register, own)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The findings' codes, in their order."""
    return [f.code for f in findings]
