"""Copies of the clerk's own files with the findings written in; the originals stay as they are."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count
from pathlib import Path

from disclosure_report.pipeline.checking import CheckResult
from disclosure_report.storage import safe_name, write_atomically

SUFFIX = "（批注）"


def annotate(checked: CheckResult, out: Path, taken: Container[Path] = ()) -> tuple[Path, ...]:
    """Write the annotated workbooks and text into ``out`` and return their paths; raises ``OutputError``.

    ``taken``: files of this run that must not be written over.
    """
    from disclosure_report.annotate.narrative import annotate_narrative
    from disclosure_report.annotate.workbook import annotate_workbook

    if checked.report is None:
        return ()
    written = []
    for source in checked.files:
        data = annotate_workbook(source.read_bytes(), checked.findings, _name(checked, source))
        if data is not None:
            written.append(_write(_free(out, safe_name(source.stem), source.suffix, taken), data))
    title = f"{checked.agency}{checked.report.year}年政府信息公开工作年度报告"
    text = annotate_narrative(checked.report.narrative, checked.findings, title, checked.edition)
    written.append(_write(_free(out, safe_name(title), ".docx", taken), text))
    return tuple(written)


def _free(out: Path, stem: str, suffix: str, taken: Container[Path]) -> Path:
    """名称（批注）, or the first of 名称（批注）（2）,（3）… that is not taken."""
    names = chain([""], (f"（{n}）" for n in count(2)))
    return next(p for n in names if (p := out / f"{stem}{SUFFIX}{n}{suffix}") not in taken)


def _name(checked: CheckResult, source: Path) -> str:
    """The file as the findings' places name it: relative to the input folder."""
    folder = checked.path if checked.path.is_dir() else checked.path.parent
    return source.relative_to(folder).as_posix() if source.is_relative_to(folder) else source.name


def _write(path: Path, data: bytes) -> Path:
    write_atomically(path, data)
    return path
