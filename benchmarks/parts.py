"""What is measured: each part yields rows; in every group the first row is ours, the others are multiples of it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import cycle
from pathlib import Path

from benchmarks import baselines
from benchmarks.claims import seconds_for_two_megabytes
from benchmarks.timing import Run, milliseconds, process_milliseconds, run, wall_milliseconds
from benchmarks.units import units, write_units
from disclosure_report import pipeline
from disclosure_report.model.report import Report
from disclosure_report.pipeline import BuildOptions
from disclosure_report.readers import read_input
from disclosure_report.typeset.layout import lay_out
from disclosure_report.writers.publication import Publication, writer_for
from tests.builders import report, with_section

PROGRAM = str(Path(sys.executable).with_name("disclosure-report"))
#: Reports of the batch, and of the two batches whose times are set against each other.
BATCH = 1000
SCALE = (1000, 10_000)
_SETS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing; ``key`` names it for the README's table; ``note`` says what the figure leaves unsaid."""

    key: str
    what: str
    value: float
    unit: str = "ms"
    note: str = ""


class Bench:
    """The inputs that the parts share: an invented unit of eight pages, in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def project(self) -> Path:
        """One input folder."""
        write_units(self.folder / "one", 1)
        return next((self.folder / "one").iterdir())

    @cached_property
    def publication(self) -> Publication:
        """The same report as what every writer takes."""
        return _publication(self.project)

    @cached_property
    def publications(self) -> Iterator[Publication]:
        """Different reports without end: the same one again would find its fonts cut and compressed already."""
        return cycle([_publication(path) for path in self.several])

    @cached_property
    def several(self) -> list[Path]:
        """Thirty different input folders."""
        write_units(self.folder / "several", 30, sets=5)
        return sorted((self.folder / "several").iterdir())


def _publication(path: Path) -> Publication:
    return pipeline.publish(pipeline.check(path), BuildOptions())


def start(bench: Bench) -> Iterator[Row]:
    """Start-up, whole processes"""
    yield Row("help", "`disclosure-report --help`", process_milliseconds([PROGRAM, "--help"]))
    yield Row("python", "`python -c pass`", process_milliseconds([sys.executable, "-c", "pass"]))


def build(bench: Bench) -> Iterator[Row]:
    """One report, whole processes"""
    target = ["-o", str(bench.folder / "out")]
    everything = process_milliseconds([PROGRAM, "build", str(bench.project), *target])
    yield Row("build", "`build`: read, all rules, Word and PDF/A", everything)
    yield Row("check", "`check`: read, all rules", process_milliseconds([PROGRAM, "check", str(bench.project)]))
    if shutil.which("soffice"):
        work = bench.folder / "docxtpl"
        work.mkdir(exist_ok=True)
        office = wall_milliseconds(lambda: baselines.docxtpl_libreoffice(bench.publication.document, work))
        yield Row("office", "docxtpl, then LibreOffice for the PDF", office, note="no check, no tags, no PDF/A")


def batch(bench: Bench) -> Iterator[Row]:
    """Many different reports, per report"""
    root = bench.folder / "units"
    write_units(root, BATCH, sets=_SETS)
    done = _batch(root, bench.folder / "batch")
    yield Row(
        "batch", f"`batch` over {BATCH}, per report, both cores", done.seconds / BATCH * 1000, note="start-up included"
    )
    yield Row(
        "batch cpu", "`batch`, processor time per report", done.processor / BATCH * 1000, note="main process included"
    )
    yield from _plain(bench)
    again = _batch(root, bench.folder / "batch")
    yield Row("unchanged", f"`batch` again, nothing changed, all {BATCH} together", again.seconds * 1000)
    yield Row("memory", "peak memory of the largest process", done.peak, "MB")


def _plain(bench: Bench) -> Iterator[Row]:
    document = bench.publication.document
    plain = milliseconds(lambda: (baselines.plain_docx(document), baselines.plain_pdf(document)))
    yield Row("plain", "python-docx + reportlab, plainly", plain, note="no reading, no check, no tags, no PDF/A")
    yield Row("typst", "typst wheel", milliseconds(lambda: baselines.typst_pdf(document)), note="PDF only")


def _batch(root: Path, out: Path) -> Run:
    done = run([PROGRAM, "batch", str(root), "-o", str(out), "-j", "2"])
    assert done.code == 0, done
    return done


def writers(bench: Bench) -> Iterator[Row]:
    """Writers alone, warm, processor time"""
    made = bench.publication
    several = bench.publications
    for name, write in (("PDF/A", writer_for("pdf")), ("Word", writer_for("docx")), ("HTML", writer_for("html"))):
        spent = milliseconds(lambda write=write: write(replace(next(several))))  # a copy is laid out anew
        yield Row(name, f"our {name}", spent, note=_size(write(made)))
    layout = lay_out(made.document, made.profile, made.faces)
    laid = milliseconds(lambda: lay_out(made.document, made.profile, made.faces))
    yield Row("layout", "of our PDF/A: layout", laid, note=f"{len(layout.pages)} pages")
    others = {
        "typst": ("typst wheel, PDF, the same faces", baselines.typst_pdf),
        "reportlab": ("reportlab plainly, PDF, one face", baselines.plain_pdf),
        "python-docx": ("python-docx plainly, Word", baselines.plain_docx),
    }
    for key, (what, other) in others.items():
        size = _size(other(made.document))
        yield Row(key, what, milliseconds(lambda other=other: other(made.document)), note=size)


def _size(data: bytes) -> str:
    return f"{len(data) / 1024:.0f} kB"


def rules(bench: Bench) -> Iterator[Row]:
    """Reading and checking, warm, processor time"""

    fresh = iter([read_input(bench.project).report for _ in range(20)])  # a report keeps sums it was asked for
    checked = milliseconds(lambda: pipeline.check_report(next(fresh) or report()))
    yield Row("rules", "all rules on one report", checked)
    folders = cycle(bench.several)  # the same folder again would find its words and figures remembered
    reading = milliseconds(lambda: read_input(next(folders)))
    yield Row("reading", "reading the folder (workbook, three texts)", reading)
    long = _long_report()
    yield Row(
        "long", "all rules on a narrative of 2 MB", milliseconds(lambda: pipeline.check_report(long), 3, 1) / 1000, "s"
    )
    dense = seconds_for_two_megabytes()
    yield Row("dense", "TXT rules on 2 MB with figures and a fault in every sentence", dense, "s")


def _long_report() -> Report:
    """A report whose first section is 2 MB (UTF-8) of what invented units write."""
    lines: list[str] = []
    size = 0
    for unit in units(2000, sets=5):
        lines += unit.overview
        size += sum(len(line.encode()) for line in unit.overview)
        if size >= 2_000_000:
            break
    return with_section(report(), "overview", *lines)


def scale(bench: Bench) -> Iterator[Row]:
    """Growth: ten times the units"""
    first = None
    for count in SCALE:
        root, out = bench.folder / f"units{count}", bench.folder / f"batch{count}"
        write_units(root, count, sets=_SETS)
        done = _batch(root, out)
        first = first or done
        grown = f"× {done.seconds / first.seconds:.2f}, processor × {done.processor / first.processor:.2f}"
        yield Row(f"scale {count}", f"`batch` over {count}", done.seconds, "s", f"{grown}, {_spent(done)}")
        again = _batch(root, out)
        yield Row(f"again {count}", f"again, nothing changed, {count}", again.seconds, "s", _spent(again))
        shutil.rmtree(root)
        shutil.rmtree(out)


def _spent(done: Run) -> str:
    peaks = f"peak of the main process {done.own_peak:.0f} MB, of a worker {done.workers_peak:.0f} MB"
    return f"{done.processor:.1f} s of processor time, {peaks}"


#: Name on the command line → part; the last one, which takes half an hour, only when it is named.
PARTS = {"start": start, "build": build, "batch": batch, "writers": writers, "rules": rules, "scale": scale}
USUAL = tuple(name for name in PARTS if name != "scale")
