"""The parents: the sound examples, each read through the front end, with last year's report where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure_report.editions import load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Report
from disclosure_report.pipeline import CheckOptions, CheckResult, check, check_report
from disclosure_report.readers import read_input
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules
from disclosure_report.templates.examples import FAULTY, examples

_ON_FIGURES = ("TAB", "SUM", "YOY", "TXT")
_PREVIOUS = {"2024/示例市教育局": "2023/示例市教育局"}
_FILES = {e.folder: e.files() for e in examples()}

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Parent:
    """A sound report: its folder's files, what was read from them, and last year's report."""

    name: str
    files: Files
    report: Report
    previous: Report | None = None
    findings: tuple[Finding, ...] = field(default=())

    def findings_of(self, mutant: Report) -> tuple[Finding, ...]:
        """What the rules say of a changed report."""
        return check_report(mutant, self.previous).findings

    def findings_on_figures(self, mutant: Report) -> tuple[Finding, ...]:
        """What the rules say that look at the tables."""
        context = Context(mutant, load_edition(mutant.edition), self.previous)
        return tuple(f for r in registered_rules() if r.meta.family in _ON_FIGURES for f in r.check(context))

    def findings_of_files(self, files: Files) -> tuple[Finding, ...]:
        """What reading and checking changed files says."""
        with TemporaryDirectory() as folder:
            return _checked(files, Path(folder), self.name).findings

    def findings_of_reading(self, files: Files) -> tuple[Finding, ...]:
        """What reading changed files says, without the rules."""
        with TemporaryDirectory() as folder:
            return read_input(_written(files, Path(folder) / "input")).findings


def _written(files: Files, target: Path) -> Path:
    target.mkdir(parents=True)
    for file, data in files.items():
        (target / file).write_bytes(data)
    return target


def _checked(files: Files, root: Path, name: str) -> CheckResult:
    target = _written(files, root / "input")
    before = _PREVIOUS.get(name)
    previous = _written(_FILES[before], root / "previous") if before else None
    return check(target, CheckOptions(previous=previous))


@cache
def parents() -> tuple[Parent, ...]:
    """Every sound example."""
    out = []
    for name, files in sorted(_FILES.items()):
        if not name.startswith(FAULTY):
            with TemporaryDirectory() as folder:
                read = _checked(files, Path(folder), name)
            assert read.report is not None
            out.append(Parent(name, files, read.report, read.previous, read.findings))
    return tuple(out)
