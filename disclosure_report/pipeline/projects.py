"""Input folders written for the user: a new one, the examples."""

from __future__ import annotations

from pathlib import Path

from disclosure_report.model.report import Agency, Report
from disclosure_report.storage import write_project


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
