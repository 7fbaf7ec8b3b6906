"""An input folder, or one interchange file → a report with all its findings. Problems are values, never exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Narrative, Report, Section, Table, Value
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.archive import MAX_FILE
from disclosure_report.readers.fault import FileError, hostile, unreadable
from disclosure_report.readers.grid import Sheet
from disclosure_report.readers.headings import UNKNOWN
from disclosure_report.readers.interchange import REPORT_JSON, JsonFile, read_report_json
from disclosure_report.readers.listing import Listing, leads_out, list_folder, shown_name
from disclosure_report.readers.narrative import NarrativeFile, merge
from disclosure_report.readers.narrative_file import read_narrative
from disclosure_report.readers.problems import MISSING_FILE, TABLE_TWICE
from disclosure_report.readers.problems_keys import BAD_VALUE
from disclosure_report.readers.report_file import REPORT_TOML, Head, choose_edition, head_of_toml
from disclosure_report.readers.tables import TablesRead, not_found, read_tables
from disclosure_report.readers.workbook_file import read_workbook

WORKBOOK_NAME = "统计表.xlsx"
_FATAL = {"SRC002", "SRC003"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one input. ``unreadable``: no report was made, or a file gave SRC002 or SRC003."""

    report: Report | None
    findings: tuple[Finding, ...] = ()
    unreadable: bool = False
    files: tuple[Path, ...] = ()
    workbook: Path | None = None
    narratives: tuple[Path, ...] = ()


def read_input(path: Path, *, edition: str | None = None) -> Reading:
    """Read an input folder or one ``*.json`` file. ``edition`` overrides what the input and its year say."""
    try:
        if path.is_dir():
            return _Folder(path, edition).read()
        if path.is_file():
            return _read_json_file(path, edition)
    except OSError as fault:
        reason = "没有读取权限" if isinstance(fault, PermissionError) else "磁盘或网络位置无法读取"
        return _failed([unreadable(reason, "请检查权限和磁盘，再试一次").finding(shown_name(path))])
    names = f"含有 {REPORT_TOML} 的文件夹，或 {REPORT_JSON}"
    return _failed([MISSING_FILE.finding(SourceRef(file=str(path)), what=f"输入“{path}”", names=names)])


def _failed(findings: Iterable[Finding], files: tuple[Path, ...] = ()) -> Reading:
    return Reading(None, tuple(findings), True, files)


def _read_json_file(path: Path, edition: str | None) -> Reading:
    if path.suffix.casefold() != ".json":
        fault = unreadable("不是输入文件夹，也不是 .json 文件", f"请给出含有 {REPORT_TOML} 的文件夹")
        return _failed([fault.finding(shown_name(path))])
    try:
        read = read_report_json(_bytes(path), shown_name(path), edition)
    except FileError as fault:
        return _failed([fault.finding(shown_name(path))])
    if read.edition is None:
        return _failed(read.findings, (path,))
    tables = TablesRead(tables=read.tables, findings=list(read.findings))
    return _reading(read.head, read.edition, tables, read.narrative, (path,), path.stem)


def _bytes(path: Path) -> bytes:
    """The file's bytes; one above the limit is refused before it is read."""
    if path.stat().st_size > MAX_FILE:
        raise hostile(f"文件超过 {MAX_FILE // 1024 // 1024} MB 的限制")
    return path.read_bytes()


def _reading(
    head: Head, edition: Edition, tables: TablesRead, narrative: Narrative, files: tuple[Path, ...], stand_in: str
) -> Reading:
    """The report of what was gathered; without a year there is none."""
    findings = tables.findings
    place = SourceRef(file=head.source.file)
    for key, value, expected in (
        ("agency", head.name, '机关全称，如 agency = "示例市教育局"'),
        ("year", head.year, "四位数的年度，如 year = 2024"),
    ):
        if value is None and not any(f.code == "SRC013" and f.values.get("key") == key for f in findings):
            file = head.source.file or REPORT_TOML
            findings.append(BAD_VALUE.finding(place, file=file, key=key, problem="没有填", expected=expected))
    if head.year is None:
        return _failed(findings, tuple(sorted(files)))
    report = Report(
        agency=replace(head.agency(), name=head.name or stand_in),
        year=head.year,
        edition=edition.key,
        published=head.published,
        website=head.website,
        contact=head.contact,
        sealed=bool(head.sealed),
        narrative=narrative,
        tables=tables.tables,
        found_editions=tables.found_editions,
        attachments=head.attachments or (),
        waivers=head.waivers,
        profile=head.profile,
        typeset=head.typeset or {},
        source=head.source,
    )
    fatal = any(f.code in _FATAL for f in findings)
    return Reading(report, tuple(findings), fatal, tuple(sorted(files)))


@dataclass
class _Folder:
    """One input folder in the reading: head, tables and text, each from the file that gives it best."""

    folder: Path
    asked: str | None
    findings: list[Finding] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    narratives: list[Path] = field(default_factory=list)
    json: JsonFile | None = None

    def read(self) -> Reading:
        """The folder's report."""
        head = self._head()
        if head is None:
            return _failed(self.findings, tuple(sorted(self.files)))
        edition = choose_edition(self.asked, head, self.findings)
        listing = list_folder(self.folder, edition)
        self.findings += listing.findings
        json_tables, json_narrative = self.json.content(edition) if self.json else ({}, Narrative())
        self.findings += self.json.findings if self.json else []
        texts, word_tables = self._texts(listing, edition)
        tables = self._tables(listing, edition, json_tables, word_tables)
        narrative = merge(texts, edition) if texts else json_narrative
        if not (texts or any(narrative.paragraphs()) or _broken_text(listing, self.narratives)):
            names = "“正文.txt”（或 .md、.docx），或按部分命名的文件，如“一、总体情况.txt”"
            self.findings.append(MISSING_FILE.finding(what="文字部分", names=names))
        head.published = head.published or next((t.dated for t in texts if t.dated), None)
        tables.findings = [*self.findings, *tables.findings]
        reading = _reading(head, edition, tables, narrative, tuple(self.files), self.folder.resolve().name)
        return replace(reading, workbook=self._workbook(listing, tables), narratives=tuple(self.narratives))

    def _get(self, path: Path) -> bytes | None:
        """A file's bytes; ``None``, with a finding, when it must not or cannot be read."""
        try:
            data = _bytes(path)
        except FileError as fault:
            self.findings.append(fault.finding(shown_name(path)))
            return None
        except OSError:
            busy = unreadable("没有读取权限，或正被别的程序占用", "请关闭打开它的程序，检查权限，再试一次")
            self.findings.append(busy.finding(shown_name(path)))
            return None
        self.files.append(path)
        return data

    def _inside(self, name: str) -> bytes | None:
        """A file of the folder itself, no link out of it."""
        path = self.folder / name
        if not path.is_file() or leads_out(path, self.folder):
            return None
        return self._get(path)

    def _head(self) -> Head | None:
        """report.toml over report.json; ``None``, with a finding, when the folder has neither."""
        toml, json = self._inside(REPORT_TOML), self._inside(REPORT_JSON)
        head = Head(source=SourceRef(file=REPORT_TOML))
        if json is not None:
            self.json = JsonFile(json)
            head = self.json.head
        if toml is not None:
            own, found = head_of_toml(toml)
            self.findings += found
            return own.over(head)
        if self.json is None and not self.findings:
            names = f"{REPORT_TOML}（写明 agency 和 year）或 {REPORT_JSON}"
            place = SourceRef(file=REPORT_TOML)
            self.findings.append(MISSING_FILE.finding(place, what=f"“{REPORT_TOML}”", names=names))
        if self.json is not None and not self.json.readable:
            self.findings += self.json.findings
        return head if self.json is not None and self.json.readable else None

    def _texts(self, listing: Listing, edition: Edition) -> tuple[list[NarrativeFile], list[Sheet]]:
        """The narrative files, a section that an earlier one has left out of the later; and Word's tables."""
        texts: list[NarrativeFile] = []
        tables: list[Sheet] = []
        for path, section in listing.narratives:
            data = self._get(path)
            read = read_narrative(data, shown_name(path), edition, section) if data is not None else None
            if read is None or read.narrative is None:
                self.findings += read.findings if read else []
                continue
            self.findings += read.findings
            self.narratives.append(path)
            tables += read.tables
            texts.append(self._without_repeated(read.narrative, texts, edition))
        return texts, tables

    def _without_repeated(self, text: NarrativeFile, earlier: list[NarrativeFile], edition: Edition) -> NarrativeFile:
        known = {s.key: s for t in earlier for s in t.narrative.sections if s.key != UNKNOWN}
        kept: list[Section] = []
        for section in text.narrative.sections:
            other = known.get(section.key)
            if other is None:
                kept.append(section)
            elif section.paragraphs:
                what = edition.section(section.key).title
                places = (str(other.source.file), str(section.source.file))
                finding = TABLE_TWICE.finding(
                    section.source, (other.source,), what=what, first=places[0], second=places[1]
                )
                self.findings.append(finding)
        return replace(text, narrative=replace(text.narrative, sections=tuple(kept)))

    def _tables(
        self, listing: Listing, edition: Edition, json_tables: dict[str, Table], word: list[Sheet]
    ) -> TablesRead:
        """The workbooks' tables, else Word's; what they lack comes from report.json."""
        sheets: list[Sheet] = []
        refused = False
        for path in listing.workbooks:
            data = self._get(path)
            found, findings = read_workbook(data, shown_name(path)) if data is not None else ([], [])
            self.findings += findings
            sheets += found
            refused |= not found
        read = read_tables(sheets if listing.workbooks else word, edition)
        for key, table in json_tables.items():
            if key in read.tables and _values(read.tables[key]) != _values(table):
                read.findings.append(_differs(edition, key, read.places[key]))
            read.tables.setdefault(key, table)
        missing = [k for k in edition.tables if k not in read.tables and k not in read.found_editions]
        if missing and not (listing.workbooks or word or json_tables):
            what = "统计表（工作簿）"
            read.findings.append(
                MISSING_FILE.finding(what=what, names=f"“{WORKBOOK_NAME}”（或 .xls、.et、.ods、.csv）")
            )
        elif missing and not refused:
            file = shown_name(listing.workbooks[0]) if listing.workbooks else None
            read.findings += not_found(missing, edition, sheets or word, file)
        return read

    def _workbook(self, listing: Listing, tables: TablesRead) -> Path | None:
        """The workbook that holds the first table found; the first one when none was found."""
        names = [p.file for p in tables.places.values()]
        read = [p for p in listing.workbooks if p in self.files]
        return next((p for p in read if shown_name(p) in names), read[0] if read else None)


def _broken_text(listing: Listing, read: list[Path]) -> bool:
    """Whether a text file is there but could not be read: then nothing is missing."""
    return len(listing.narratives) > len(read)


def _values(table: Table) -> dict[str, dict[str, Value]]:
    return {row: {c: f.value for c, f in cells.items()} for row, cells in table.items()}


def _differs(edition: Edition, table: str, place: SourceRef) -> Finding:
    """SRC011: the workbook and report.json say different things; the workbook is taken."""
    other = SourceRef(file=REPORT_JSON, table=table)
    what, first = edition.tables[table].caption, str(place.file)
    return TABLE_TWICE.finding(place, (other,), what=what, first=first, second=f"{REPORT_JSON}（数字不同）")
