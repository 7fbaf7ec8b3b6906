"""One input, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from disclosure_report.editions import Edition, load_edition
from disclosure_report.model.document import Stage
from disclosure_report.model.finding import Finding, count_by_severity
from disclosure_report.model.report import Report
from disclosure_report.model.settings import DEFAULT_SETTINGS, Settings
from disclosure_report.pipeline.profiles import profile_findings


@dataclass(frozen=True)
class CheckOptions:
    """``previous``: last year's input folder, report.json or outputs; ``site``: a settings file, not the nearest."""

    previous: Path | None = None
    edition: str | None = None
    site: Path | None = None
    stage: Stage = Stage.FINAL


@dataclass(frozen=True)
class CheckResult:
    """One input, read and checked. ``report`` is ``None`` when nothing could be read."""

    path: Path
    report: Report | None
    edition: Edition | None
    previous: Report | None
    settings: Settings
    findings: tuple[Finding, ...]
    unreadable: bool = False
    files: tuple[Path, ...] = ()

    @property
    def agency(self) -> str:
        """The body's name, or the folder's when none could be read."""
        return self.report.agency.name if self.report else self.path.name

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity, waived ones left out."""
        return count_by_severity(self.findings)

    def fails(self, strict: bool = False) -> bool:
        """Whether the report is wrong: an error, or with ``strict`` a warning."""
        counts = self.counts
        return counts["error"] > 0 or (strict and counts["warning"] > 0)

    def as_json(self) -> dict[str, object]:
        """The object of one report in the findings format."""
        return {
            "agency": self.agency,
            "year": self.report.year if self.report else None,
            "edition": self.report.edition if self.report else None,
            "path": str(self.path),
            "counts": self.counts,
            "findings": [f.as_json() for f in self.findings],
        }


def check(path: Path, options: CheckOptions | None = None) -> CheckResult:
    """Read one input and run every rule; problems are findings."""
    from disclosure_report.readers import read_input, read_settings

    options = options or CheckOptions()
    reading = read_input(path, edition=options.edition)
    settings, setting_findings = read_settings(_folder_of(path), options.site)
    previous, previous_findings = read_previous(options.previous)
    found = (*reading.findings, *setting_findings, *previous_findings)
    unreadable = reading.unreadable or (options.previous is not None and previous is None)
    result = CheckResult(path, reading.report, None, previous, settings, found, unreadable, reading.files)
    return result if reading.report is None else _run_rules(result, reading.report, options.stage)


def _folder_of(path: Path) -> Path:
    try:
        return path if path.is_dir() else path.parent
    except OSError:  # a name too long to be one: reading has said so
        return path.parent


def check_report(report: Report, previous: Report | None = None, settings: Settings = DEFAULT_SETTINGS) -> CheckResult:
    """Run every rule on a report that was not read from a file."""
    return _run_rules(CheckResult(Path(), report, None, previous, settings, ()), report, Stage.FINAL)


def _run_rules(result: CheckResult, report: Report, stage: Stage) -> CheckResult:
    from disclosure_report.rules.context import Context
    from disclosure_report.rules.registry import run_rules
    from disclosure_report.rules.severities import apply_severities
    from disclosure_report.rules.waivers import apply_waivers

    edition = load_edition(report.edition)
    context = Context(report, edition, result.previous, result.settings)
    found = (*result.findings, *profile_findings(report), *run_rules(context))
    findings = apply_severities(found, result.settings)
    waived = apply_waivers(findings, report.waivers, stage=stage)
    return replace(result, edition=edition, findings=in_order(waived))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by code; within a code as the rule found them."""
    return tuple(sorted(findings, key=lambda f: (f.severity.rank, f.code)))


def read_previous(path: Path | None) -> tuple[Report | None, tuple[Finding, ...]]:
    """Last year's report from an input folder, a report.json, or a folder of outputs that holds its JSON."""
    if path is None:
        return None, ()
    from disclosure_report.readers import read_input

    reading = read_input(_previous_input(path))
    if reading.report is not None and not reading.unreadable:
        return reading.report, ()
    return None, tuple(replace(f, source=replace(f.source, file=str(path))) for f in reading.findings)


def _previous_input(path: Path) -> Path:
    """A folder of outputs is read through the one JSON file in it."""
    if _folder_of(path) == path and not any((path / n).exists() for n in ("report.toml", "report.json")):
        found = sorted(p for p in path.glob("*.json") if p.is_file())
        return found[0] if len(found) == 1 else path
    return path


def unread(path: Path, findings: tuple[Finding, ...]) -> CheckResult:
    """An input that could not be read, as a result."""
    return CheckResult(path, None, None, None, DEFAULT_SETTINGS, findings, unreadable=True)
