"""One text, Markdown or Word file → its narrative, its tables (Word), and what was noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.decode import decode
from disclosure_report.readers.fault import SAVE_TEXT, FileError, hostile, unreadable
from disclosure_report.readers.grid import Sheet
from disclosure_report.readers.narrative import Line, NarrativeFile, parse_lines
from disclosure_report.readers.problems import TEXT_CLEANED
from disclosure_report.readers.sniff import TYPE_NAMES, sniff

SUFFIXES = (".txt", ".md", ".docx")
FOREIGN_SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
MAX_TEXT = 10 * 1024 * 1024


@dataclass
class NarrativeRead:
    """``narrative`` is ``None`` when the file could not be read."""

    narrative: NarrativeFile | None = None
    tables: tuple[Sheet, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def read_narrative(data: bytes, file: str, edition: Edition, section: str | None) -> NarrativeRead:
    """The narrative of one file; ``section`` is the one it is named after, if any."""
    try:
        lines, tables, notes = _lines(data, file)
    except FileError as fault:
        return NarrativeRead(findings=[fault.finding(file)])
    findings = [TEXT_CLEANED.finding(SourceRef(file=file, section=section), file=file, what=note) for note in notes]
    return NarrativeRead(parse_lines(lines, edition, file, section), tables, findings)


def _lines(data: bytes, file: str) -> tuple[list[Line], tuple[Sheet, ...], tuple[str, ...]]:
    name = file.casefold()
    if name.endswith(FOREIGN_SUFFIXES):
        raise unreadable("不支持这种格式", SAVE_TEXT)
    if name.endswith(".docx"):
        from disclosure_report.readers.docx_text import read_docx

        word = read_docx(data, file)
        return list(word.lines), word.tables, word.notes
    return _text_lines(data, markdown=name.endswith(".md"))


def _text_lines(data: bytes, *, markdown: bool) -> tuple[list[Line], tuple[Sheet, ...], tuple[str, ...]]:
    if len(data) > MAX_TEXT:
        raise hostile(f"文字超过 {MAX_TEXT // 1024 // 1024} MB 的限制")
    type_ = sniff(data)
    if type_ == "empty":
        raise unreadable("文件是空的", "请写入这一部分的内容")
    if type_ not in {"text", "html", "xml"}:
        raise unreadable(f"它的内容是{TYPE_NAMES[type_]}，不是纯文本", SAVE_TEXT)
    decoded = decode(data)
    if markdown:
        from disclosure_report.readers.markdown import markdown_lines

        return list(markdown_lines(decoded.text)), (), decoded.notes
    return [Line(n, text) for n, text in enumerate(decoded.text.split("\n"), 1)], (), decoded.notes
