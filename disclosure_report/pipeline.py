"""read → check → assemble → write, in one place.

Everything here returns values; nothing prints.  Only ``OutputError`` is raised, for an output that cannot be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_report.editions import Edition, load_edition
from disclosure_report.model.document import Mark, Stage
from disclosure_report.model.finding import Finding, Severity, count_by_severity
from disclosure_report.model.report import Agency, Report
from disclosure_report.model.settings import DEFAULT_SETTINGS, Settings
from disclosure_report.storage import safe_name, write_atomically, write_project

if TYPE_CHECKING:
    from disclosure_report.typeset.fonts import FaceSet
    from disclosure_report.typeset.profile import Profile
    from disclosure_report.writers.publication import Publication

DEFAULT_FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class CheckOptions:
    """``previous``: last year's input folder, report.json or outputs; ``site``: a settings file, not the nearest."""

    previous: Path | None = None
    edition: str | None = None
    site: Path | None = None
    stage: Stage = Stage.FINAL


@dataclass(frozen=True)
class BuildOptions(CheckOptions):
    """``formats``: keys of the table of writers; ``profile``: its name or a TOML file; ``fonts``: own folders."""

    formats: tuple[str, ...] = DEFAULT_FORMATS
    profile: str = "gb9704"
    fonts: tuple[Path, ...] = ()
    strict: bool = False


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


@dataclass(frozen=True)
class BuildResult:
    """What was checked and what was written; ``files`` maps each output's path to its bytes' length."""

    checked: CheckResult
    outputs: tuple[Path, ...] = ()
    fonts: str = ""
    notes: tuple[str, ...] = field(default=())


def check(path: Path, options: CheckOptions | None = None) -> CheckResult:
    """Read one input and run every rule; problems are findings."""
    from disclosure_report.readers import read_input, read_settings

    options = options or CheckOptions()
    reading = read_input(path, edition=options.edition)
    settings, setting_findings = read_settings(path if path.is_dir() else path.parent, options.site)
    previous, previous_findings = read_previous(options.previous)
    found = (*reading.findings, *setting_findings, *previous_findings)
    result = CheckResult(path, reading.report, None, previous, settings, found, reading.unreadable, reading.files)
    return result if reading.report is None else _run_rules(result, reading.report, options.stage)


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
    findings = apply_severities((*result.findings, *run_rules(context)), result.settings)
    waived = apply_waivers(findings, report.waivers, stage=stage)
    return replace(result, edition=edition, findings=in_order(waived))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by code; within a code as the rule found them."""
    rank = list(Severity)
    return tuple(sorted(findings, key=lambda f: (rank.index(f.severity), f.code)))


def read_previous(path: Path | None) -> tuple[Report | None, tuple[Finding, ...]]:
    """Last year's report from an input folder, a report.json, or a folder of outputs that holds its JSON."""
    if path is None:
        return None, ()
    from disclosure_report.readers import read_input

    reading = read_input(_previous_input(path))
    if reading.report is not None:
        return reading.report, ()
    return None, tuple(replace(f, source=replace(f.source, file=str(path))) for f in reading.findings)


def _previous_input(path: Path) -> Path:
    """A folder of outputs is read through the one JSON file in it."""
    if path.is_dir() and not any((path / n).exists() for n in ("report.toml", "report.json")):
        found = sorted(p for p in path.glob("*.json") if p.is_file())
        return found[0] if len(found) == 1 else path
    return path


def build(path: Path, out: Path, options: BuildOptions | None = None) -> BuildResult:
    """Check one input and write its documents into ``out``; a final one only when no error was found.

    Raises ``OutputError``.
    """
    options = options or BuildOptions()
    checked = check(path, options)
    if not writable(checked, options):
        return BuildResult(checked)
    documents, fonts, notes = compile_documents(checked, options)
    outputs = []
    for name, data in documents.items():
        write_atomically(out / name, data)
        outputs.append(out / name)
    return BuildResult(checked, tuple(outputs), fonts, notes)


def writable(checked: CheckResult, options: BuildOptions) -> bool:
    """Whether documents may be written: never for unreadable input, for an error only as draft or review copy."""
    if checked.report is None or checked.unreadable:
        return False
    return options.stage is not Stage.FINAL or not checked.fails(options.strict)


def compile_documents(checked: CheckResult, options: BuildOptions) -> tuple[dict[str, bytes], str, tuple[str, ...]]:
    """File name → bytes of every format asked for, the line about fonts, and notes for the user."""
    from disclosure_report.writers.publication import writer_for

    publication = publish(checked, options)
    stem = output_stem(checked, options.stage)
    documents = {f"{stem}.{name}": writer_for(name)(publication) for name in options.formats}
    return documents, publication.faces.summary() if "pdf" in options.formats else "", ()


def publish(checked: CheckResult, options: BuildOptions) -> Publication:
    """The checked report as what every writer takes."""
    from disclosure_report.assemble import assemble, content
    from disclosure_report.writers.publication import Publication

    assert checked.report is not None and checked.edition is not None
    profile, faces = typography(options)
    return Publication(
        document=assemble(checked.report, checked.edition, options.stage),
        content=content(checked.report),
        profile=profile,
        faces=faces,
        marks=_marks(checked.findings) if options.stage is Stage.REVIEW else (),
    )


def typography(options: BuildOptions) -> tuple[Profile, FaceSet]:
    """The profile and the faces of this machine; both are kept for the life of the process."""
    from disclosure_report.typeset.fonts import find_faces
    from disclosure_report.typeset.profile import load_profile

    own = options.profile if options.profile.endswith(".toml") else None
    profile = load_profile("gb9704", Path(own)) if own else load_profile(options.profile)
    return profile, find_faces(profile, options.fonts)


def _marks(findings: Iterable[Finding]) -> tuple[Mark, ...]:
    return tuple(Mark(f.source, f"{f.code} {f.severity.label}", f"{f.message}\n{f.hint}", f.severity) for f in findings)


def output_stem(checked: CheckResult, stage: Stage) -> str:
    """The outputs' common name: body, year, and the stage while it is not final."""
    assert checked.report is not None
    suffix = f"（{stage.stamp}）" if stage.stamp else ""
    return f"{safe_name(checked.agency)}{checked.report.year}年政府信息公开工作年度报告{suffix}"


def findings_json(results: Iterable[CheckResult]) -> Mapping[str, object]:
    """The findings of many reports, in their order (design contract, section 2)."""
    return {"schema": "disclosure-report/findings/1", "reports": [r.as_json() for r in results]}


def unread(path: Path, findings: tuple[Finding, ...]) -> CheckResult:
    """An input that could not be read, as a result."""
    return CheckResult(path, None, None, None, DEFAULT_SETTINGS, findings, unreadable=True)


def start(folder: Path, agency: Agency, year: int, previous: Report | None = None) -> tuple[str, ...]:
    """Write a new input folder and return its files' names; raises ``OutputError`` when it exists already."""
    from disclosure_report.templates.project import new_project

    files = new_project(agency.name, agency.kind, agency.level, year, previous=previous)
    write_project(folder, files)
    return tuple(sorted(files))


def write_examples(folder: Path) -> tuple[tuple[Path, bool], ...]:
    """Write the example inputs below ``folder``; one that stands already is left alone. (path, written now)"""
    from disclosure_report.templates.examples import example_projects

    written = []
    for name, files in example_projects().items():
        target = folder / name
        if not target.exists():
            write_project(target, files)
            written.append((target, True))
        else:
            written.append((target, False))
    return tuple(written)


@dataclass(frozen=True)
class Verification:
    """Whether a file is the product of an input: the differences in words, and the verdict."""

    checked: CheckResult
    differences: tuple[str, ...] = ()
    verdict: str = ""
    unreadable: str = ""


def verify(file: Path, against: Path, edition: str | None = None) -> Verification:
    """Compare a .docx, .pdf, .html or .json with the input it should come from, by hash, text and figures."""
    from disclosure_report.assemble import assemble
    from disclosure_report.writers.readback import UnreadableFileError, compare, read_back

    checked = check(against, CheckOptions(edition=edition))
    if checked.report is None or checked.edition is None:
        return Verification(checked)
    document = assemble(checked.report, checked.edition)
    try:
        found = read_back(file)
    except UnreadableFileError as error:
        return Verification(checked, unreadable=str(error))
    differences = tuple(d.describe() for d in compare(found, document))
    return Verification(checked, differences, _verdict(found.content_hash == document.meta.content_hash, differences))


def _verdict(same_hash: bool, differences: tuple[str, ...]) -> str:
    if differences:
        return f"不一致：共 {len(differences)} 处不同。" + (
            "（内容指纹未变，文件是生成后改动的。）" if same_hash else ""
        )
    if same_hash:
        return "一致：内容指纹相同，文字和数字逐项相符。"
    return "文字和数字逐项相符，但内容指纹不同：文件可能由另外的输入生成，或指纹已被去掉。"
