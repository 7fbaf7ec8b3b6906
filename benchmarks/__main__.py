"""``python -m benchmarks [part…]``: time everything in one run and print Markdown tables.

Parts: start (process start-up), build (one report, whole processes), writers, rules, batch.  Default: all.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import baselines
from benchmarks.timing import milliseconds, process_milliseconds

PROGRAM = str(Path(sys.executable).with_name("disclosure-report"))


def main() -> None:
    """Run the parts named on the command line."""
    parts = {"start": start, "build": build, "writers": writers, "rules": rules, "batch": batch}
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as name:
        project = example(Path(name))
        for part in sys.argv[1:] or parts:
            print(f"## {part}\n\n| what | ms | ratio |\n| --- | ---: | ---: |")
            print_rows(list(parts[part](project, Path(name))))
            print()


def example(folder: Path) -> Path:
    """An input folder of an invented bureau."""
    from disclosure_report.pipeline import write_examples

    return next(path for path, _ in write_examples(folder / "inputs") if "教育局" in path.name)


def print_rows(rows: list[tuple[str, float]]) -> None:
    """The first row is ours: the others are given as multiples of it."""
    ours = rows[0][1]
    for what, ms in rows:
        print(f"| {what} | {ms:.1f} | {ms / ours:.2f} |")


def start(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """What a person waits for before anything happens."""
    yield "disclosure-report --help", process_milliseconds([PROGRAM, "--help"])
    yield "python -c pass", process_milliseconds([sys.executable, "-c", "pass"])


def build(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """One report as a whole process: read, check, Word and PDF."""
    out = folder / "out"
    yield (
        "disclosure-report build (Word + PDF/A)",
        process_milliseconds([PROGRAM, "build", str(project), "-o", str(out)]),
    )
    yield "disclosure-report check", process_milliseconds([PROGRAM, "check", str(project)])
    document = publication(project).document
    work = folder / "docxtpl"
    work.mkdir(exist_ok=True)
    if shutil.which("soffice"):
        yield "docxtpl + LibreOffice", milliseconds(lambda: baselines.docxtpl_libreoffice(document, work), repeat=3)


def publication(project: Path):
    """The example as what every writer takes."""
    from disclosure_report import pipeline

    return pipeline.publish(pipeline.check(project), pipeline.BuildOptions())


def writers(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """The writers alone, warm, beside what they are compared with."""
    from disclosure_report.writers.publication import writer_for

    made = publication(project)
    for name in ("pdf", "docx", "html"):
        write = writer_for(name)
        yield f"our {name} ({len(write(made)) // 1024} kB)", milliseconds(lambda write=write: write(made))
    others = {
        "reportlab plainly (PDF)": baselines.plain_pdf,
        "python-docx plainly (Word)": baselines.plain_docx,
        "typst wheel (PDF)": baselines.typst_pdf,
    }
    for name, write in others.items():
        size = len(write(made.document)) // 1024
        yield f"{name} ({size} kB)", milliseconds(lambda write=write: write(made.document))


def rules(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Reading and checking, warm."""
    from disclosure_report import pipeline
    from disclosure_report.readers import read_input

    report = pipeline.check(project).report
    assert report is not None
    yield "all rules on one report", milliseconds(lambda: pipeline.check_report(report))
    yield "reading the folder", milliseconds(lambda: read_input(project))


def batch(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Many reports, per report: the whole command, divided by their number."""
    count = 60
    root = folder / "root"
    for n in range(count):
        shutil.copytree(project, root / f"{n:03}")
    command = [PROGRAM, "batch", str(root), "-o", str(folder / "batch")]
    yield "disclosure-report batch, per report", process_milliseconds(command, repeat=1) / count
    document = publication(project).document
    plain = milliseconds(lambda: (baselines.plain_docx(document), baselines.plain_pdf(document)))
    yield "python-docx + reportlab plainly, per report, one core", plain
    yield "typst wheel, PDF only, one core", milliseconds(lambda: baselines.typst_pdf(document))


if __name__ == "__main__":
    main()
