"""Which files of an input folder are what; what is hidden, a lock file or a link out of the folder is left alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.decode import clean_text
from disclosure_report.readers.fault import hostile
from disclosure_report.readers.headings import section_of_name
from disclosure_report.readers.interchange import REPORT_JSON
from disclosure_report.readers.narrative_file import FOREIGN_SUFFIXES
from disclosure_report.readers.narrative_file import SUFFIXES as NARRATIVE_SUFFIXES
from disclosure_report.readers.problems_keys import FILE_IGNORED
from disclosure_report.readers.report_file import REPORT_TOML
from disclosure_report.readers.workbook_file import SUFFIXES as WORKBOOK_SUFFIXES

MAX_FILES = 500
_WHOLE = ("正文", "全文")
_WHOLE_ENDS = ("年度报告", "年报")
_REMARKS = ("readme", "说明", "填写说明", "填报说明")
_OUTPUT_FOLDERS = {"outputs", "output", "node_modules", "__pycache__", "__macosx"}


@dataclass
class Listing:
    """The files of one folder by use. ``narratives`` are (path, section key or ``None`` for a whole report)."""

    toml: Path | None = None
    json: Path | None = None
    workbooks: list[Path] = field(default_factory=list)
    narratives: list[tuple[Path, str | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def list_folder(folder: Path, edition: Edition) -> Listing:
    """Sort the folder's files by use; only its own level is looked at."""
    out = Listing()
    texts: list[Path] = []
    for path in _files(folder, out.findings):
        name, suffix = path.name.casefold(), path.suffix.casefold()
        if name == REPORT_TOML:
            out.toml = path
        elif name == REPORT_JSON:
            out.json = path
        elif suffix in WORKBOOK_SUFFIXES:
            out.workbooks.append(path)
        elif suffix in (*NARRATIVE_SUFFIXES, *FOREIGN_SUFFIXES) and not path.stem.casefold().startswith(_REMARKS):
            texts.append(path)
    _sort_texts(out, texts, edition)
    return out


def _files(folder: Path, findings: list[Finding]) -> Iterator[Path]:
    entries = sorted(os.scandir(folder), key=lambda e: e.name)
    for entry in entries[:MAX_FILES]:
        if is_hidden(entry.name):
            continue
        path = folder / entry.name
        if entry.is_symlink() and leads_out(path, folder):
            findings.append(hostile("它是指向文件夹之外的链接", "请把文件本身复制到文件夹里").finding(shown_name(path)))
        elif path.is_file():
            yield path


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a link ends outside the folder, or nowhere because links go in a circle."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (RuntimeError, OSError):  # RuntimeError: a circle, up to Python 3.12
        return True


def shown_name(path: Path) -> str:
    """A file's name as findings give it: one line of valid text whatever the file system holds."""
    text, _ = clean_text(path.name.encode("utf-8", "replace").decode())
    return " ".join(text.split()) or "?"


def is_hidden(name: str) -> bool:
    """Hidden files and the lock files of Office, WPS and LibreOffice."""
    return name.startswith((".", "~$", "~"))


def passed_over(name: str) -> bool:
    """Whether a folder of this name is not looked into for inputs: hidden, or named like outputs."""
    return is_hidden(name) or name.casefold() in _OUTPUT_FOLDERS


def _sort_texts(out: Listing, texts: list[Path], edition: Edition) -> None:
    """Files named after a section are that section, 正文 or a file alone is the whole report, others are left out."""
    rest: list[Path] = []
    for path in texts:
        key = section_of_name(path.stem, edition)
        if key is not None:
            out.narratives.append((path, key))
        else:
            rest.append(path)
    named = [p for p in rest if p.stem.startswith(_WHOLE)] or [p for p in rest if p.stem.endswith(_WHOLE_ENDS)]
    readable = [p for p in rest if p.suffix.casefold() in NARRATIVE_SUFFIXES]
    whole = named or (readable if not out.narratives and len(readable) == 1 else [])
    out.narratives += [(path, None) for path in whole]
    for path in rest:
        if path not in whole:
            name, reason = shown_name(path), "文件名与六个部分的标题都对不上"
            out.findings.append(FILE_IGNORED.finding(SourceRef(file=name), file=name, reason=reason))


def find_inputs(root: Path) -> tuple[Path, ...]:
    """Every input folder at or below ``root``, sorted. Links are not followed, found folders not looked into.

    Hidden folders and folders named like outputs are passed over, ``root`` itself excepted.
    """
    try:
        if root.is_file():
            return (root,) if root.suffix.casefold() == ".json" else ()
    except OSError:  # a name too long to be one
        return ()
    return tuple(sorted(Path(where) for where in walk_inputs(str(root), loose=False)))


def walk_inputs(root: str, loose: bool = True) -> Iterator[str]:
    """Every input folder as ``find_inputs`` has them, and with ``loose`` the .json files in none; in no order.

    Texts, not ``Path``s: a city has thousands, and a ``Path`` takes ten times as much.
    """
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError:
            continue
        if any(e.name in {REPORT_TOML, REPORT_JSON} and e.is_file() for e in entries):
            yield folder
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not passed_over(entry.name):
                    pending.append(entry.path)
            elif loose and entry.name.casefold().endswith(".json") and entry.is_file(follow_symlinks=False):
                yield entry.path
