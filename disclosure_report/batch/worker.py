"""What a worker does with one report: read, check, compile. It writes nothing; the main process alone writes.

A job and its outcome are small values, so that they travel to a process beside or to a machine across the network.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from disclosure_report.batch.marks import marks_of, sentences_of
from disclosure_report.batch.places import input_files
from disclosure_report.model.report import Report
from disclosure_report.pipeline import BuildOptions, CheckResult, check, compile_documents, typography, writable
from disclosure_report.rollup.unit import UnitReport, unit_report, unreadable_unit

#: Findings kept a report; a workbook of rubbish must not fill the manifest.
_MOST_FINDINGS = 200
_LONGEST_TEXT = 60_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """An input as bytes: its folder's or file's name, and its files."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    single: bool

    @classmethod
    def pack(cls, path: Path) -> Parcel:
        """The input at ``path``."""
        return cls(path.name, tuple((p.name, p.read_bytes()) for p in input_files(path)), path.is_file())

    def unpack(self, below: Path) -> Path:
        """Write it below a temporary folder and return the input's path there."""
        below.mkdir()
        if self.single:
            (below / self.name).write_bytes(self.files[0][1])
            return below / self.name
        folder = below / self.name
        folder.mkdir()
        for name, data in self.files:
            (folder / name).write_bytes(data)
        return folder


@dataclass(frozen=True, slots=True)
class Job:
    """One input to work on; ``parcel`` and ``previous_parcel`` when it is shipped as bytes."""

    unit: str
    path: Path
    options: BuildOptions
    parcel: Parcel | None = None
    previous_parcel: Parcel | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. ``state``: clean, warnings, errors, failed; ``sentences``: (section, line, text).

    ``marks`` stand for the sentences where units are compared.
    """

    state: str
    agency: str
    summary: dict[str, Any] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    sentences: tuple[tuple[str, int, str], ...] = ()
    marks: Sequence[int] = ()
    note: str = ""


def build_unit(job: Job) -> Outcome:
    """Check one report and compile its documents. Never raises: a fault in the program is an outcome, too."""
    try:
        with _local(job) as local:
            return _build(local)
    except Exception as error:
        return failed(job, f"程序处理这份报告时出错（{_origin(error)}）")


def read_unit(job: Job) -> UnitReport:
    """Check one report and keep its figures."""
    try:
        with _local(job) as local:
            checked = check(local.path, local.options)
    except Exception as error:
        reasons = (f"程序处理这份报告时出错（{_origin(error)}）",)
        return replace(unreadable_unit(job.unit, job.path.stem, ()), reasons=reasons)
    if checked.report is None:
        return unreadable_unit(job.unit, job.path.stem, checked.findings)
    return unit_report(checked.report, checked.findings, job.unit)


def failed(job: Job, note: str) -> Outcome:
    """The outcome of a report that could not be worked on."""
    return Outcome("failed", job.path.stem, note=note)


def prepare(options: BuildOptions) -> None:
    """Load once in a worker what every report needs: rules, editions, fonts, writers.

    What is loaded then stays for good, so the collector of garbage need not look through it over and over: frozen, and
    called upon less often, it takes 5 ms less a report, at the same peak of memory.
    """
    from disclosure_report.rules.registry import registered_rules
    from disclosure_report.writers.publication import writer_for

    registered_rules()
    if options.formats:
        for name in options.formats:
            writer_for(name)
        typography(options)
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000)


@contextlib.contextmanager
def _local(job: Job) -> Iterator[Job]:
    """The job with its files on this machine; shipped ones are gone afterwards."""
    if job.parcel is None:
        yield job
        return
    with tempfile.TemporaryDirectory(prefix="disclosure-report-") as name:
        below = Path(name)
        path = job.parcel.unpack(below / "input")
        previous = job.previous_parcel.unpack(below / "previous") if job.previous_parcel else job.options.previous
        yield replace(job, path=path, options=replace(job.options, previous=previous))


def _build(job: Job) -> Outcome:
    checked = check(job.path, job.options)
    documents: dict[str, bytes] = {}
    if writable(checked, job.options):
        documents, _, _ = compile_documents(checked, job.options)
    sentences = tuple(_sentences(checked.report)) if checked.report else ()
    return Outcome(
        state=_state(checked, job.options.strict),
        agency=checked.agency,
        summary=_summary(checked),
        findings=[f.as_json() for f in checked.findings[:_MOST_FINDINGS]],
        documents=documents,
        sentences=sentences,
        marks=marks_of([sentence for _, _, sentence in sentences], checked.agency),
        note="" if checked.report else "报告读不出来",
    )


def _state(checked: CheckResult, strict: bool) -> str:
    if checked.report is None or checked.unreadable:
        return "failed"
    if checked.fails(strict):
        return "errors"
    return "warnings" if checked.counts["warning"] else "clean"


def _summary(checked: CheckResult) -> dict[str, Any]:
    out: dict[str, Any] = {"counts": checked.counts}
    if checked.report is not None:
        report = checked.report
        out |= {"kind": report.agency.kind, "level": report.agency.level, "year": report.year}
        out |= {"edition": report.edition, "published": report.published.isoformat() if report.published else None}
    return out


def _sentences(report: Report) -> Iterator[tuple[str, int, str]]:
    """The body's sentences with their section and line; the preamble is the same everywhere by design."""
    length = 0
    for section in report.narrative.sections:
        for paragraph in section.paragraphs:
            for sentence in sentences_of(paragraph.text[paragraph.heading_length :]):
                length += len(sentence)
                if length > _LONGEST_TEXT:
                    return
                yield section.key, paragraph.source.line or 0, sentence


def _origin(error: BaseException) -> str:
    """Kind of the fault and the function it came from: enough to report it, the same on every machine."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = "" if last is None else f"，{Path(last.tb_frame.f_code.co_filename).name} 第 {last.tb_lineno} 行"
    return f"{type(error).__name__}{where}"


def task_keys(environment: object, options: BuildOptions) -> Callable[[Sequence[Sequence[tuple[str, str]]]], str]:
    """A unit's inputs → the hash of all that its documents depend on: program, surroundings, options, inputs."""
    settings = replace(options, previous=None)
    stated = hashlib.sha256(f"({environment!r}, {settings!r}, ".encode("utf-8", "surrogatepass"))

    def key(inputs: Sequence[Sequence[tuple[str, str]]]) -> str:
        whole = stated.copy()
        whole.update(f"{list(map(list, inputs))!r})".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    return key
