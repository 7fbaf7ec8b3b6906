"""report.json (schema disclosure-report/report/1) → head, tables, narrative. Hostile until parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from disclosure_report.editions import Edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Figure, Narrative, Table, Value
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.decode import clean_text, decode
from disclosure_report.readers.fault import FileError, hostile, unreadable
from disclosure_report.readers.narrative import Line, NarrativeFile, merge, parse_section
from disclosure_report.readers.numbers import MAX_DIGITS, as_number
from disclosure_report.readers.problems import NOT_A_NUMBER, TEXT_CLEANED
from disclosure_report.readers.problems_keys import BAD_VALUE, LABEL_MISSING
from disclosure_report.readers.report_file import Head, choose_edition, head_of
from disclosure_report.readers.values import Keys, shown, unknown_key

REPORT_JSON = "report.json"
SCHEMA = "disclosure-report/report/1"
MAX_JSON = 20 * 1024 * 1024
MAX_SECTION = 4_000_000
_KEYS = (
    *("schema", "agency", "year", "edition", "published", "narrative", "tables"),
    *("website", "contact", "sealed", "attachments", "kind", "level", "waivers", "profile", "typeset"),
    "content_hash",  # our own output has it; whether it fits is for ``verify`` to say
)
_REMEDY = "请用生成它的程序重新导出，或与提供文件的单位联系"


@dataclass
class JsonReport:
    """What one interchange file says under one edition, not yet a report: a folder may add to it."""

    head: Head
    edition: Edition | None = None
    tables: dict[str, Table] = field(default_factory=dict)
    narrative: Narrative = field(default_factory=Narrative)
    findings: list[Finding] = field(default_factory=list)


class JsonFile:
    """An interchange file opened: its head first, its content once the edition is known. Any bytes can be opened."""

    def __init__(self, data: bytes, file: str = REPORT_JSON) -> None:
        self.head = Head(source=SourceRef(file=file))
        self.findings: list[Finding] = []
        self.readable = False
        try:
            raw = parse_json(data)
        except FileError as fault:
            self.findings.append(fault.finding(file))
            return
        self.readable = True
        self._keys = Keys(file, raw.value, findings=self.findings)
        self.findings += [TEXT_CLEANED.finding(SourceRef(file=file), file=file, what=note) for note in raw.notes]
        self._keys.check_known(_KEYS)
        if raw.value.get("schema") != SCHEMA:
            problem = "不认识" if "schema" in raw.value else "没有填"
            self._keys.bad("schema", problem, f'"{SCHEMA}"')
        self.head = head_of(self._keys)

    def content(self, edition: Edition) -> tuple[dict[str, Table], Narrative]:
        """Tables and narrative under an edition; findings go to ``findings``."""
        if not self.readable:
            return {}, Narrative()
        return dict(_tables(self._keys, edition)), _narrative(self._keys, edition)


def read_report_json(source: bytes | Path, file: str | None = None, edition: str | None = None) -> JsonReport:
    """Read an interchange file, from its bytes or its path; problems are findings. ``edition`` overrides the file's."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    name = file or (REPORT_JSON if isinstance(source, bytes) else source.name)
    opened = JsonFile(data, name)
    if not opened.readable:
        return JsonReport(opened.head, findings=opened.findings)
    chosen = choose_edition(edition, opened.head, opened.findings)
    tables, narrative = opened.content(chosen)
    return JsonReport(opened.head, chosen, tables, narrative, opened.findings)


@dataclass(frozen=True, slots=True)
class _Raw:
    value: dict[str, Any]
    notes: tuple[str, ...] = ()


def parse_json(data: bytes) -> _Raw:
    """Bytes → one JSON object. Refuses duplicate keys, NaN, numbers of absurd length and depth with a FileError."""
    if len(data) > MAX_JSON:
        raise hostile(f"文件超过 {MAX_JSON // 1024 // 1024} MB 的限制")
    if not data.strip(b"\0 \t\r\n"):
        raise unreadable("文件是空的", _REMEDY)
    decoded = decode(data)
    try:
        value = json.loads(
            decoded.text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_duplicates,
        )
    except RecursionError:
        raise hostile("内容嵌套过深") from None
    except json.JSONDecodeError as fault:
        raise unreadable(f"第 {fault.lineno} 行不是有效的 JSON", _REMEDY) from None
    if not isinstance(value, dict):
        raise unreadable("内容不是一份报告", _REMEDY)
    return _Raw(value, decoded.notes)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise unreadable(f"数字“{text[:30]}”无法识别", _REMEDY) from None
    if len(text) > 60 or not -30 < number.adjusted() < 30:
        raise hostile(f"数字“{text[:30]}”大得不合理")
    return number


def _integer(text: str) -> int:
    if len(text) > 60:
        raise hostile(f"数字“{text[:30]}”大得不合理")
    return int(text)


def _refuse_constant(text: str) -> None:
    raise unreadable(f"“{text}”不是有效的 JSON 数字", _REMEDY)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        names = [k for k, _ in pairs]
        twice = next(k for k in names if names.count(k) > 1)
        raise unreadable(f"“{shown(twice)}”写了两次", _REMEDY)
    return out


def _object(keys: Keys, name: str, data: Any) -> Mapping[str, Any]:
    if isinstance(data, Mapping):
        return data
    keys.bad(name, "的类型不对", "一组以花括号括起的项目")
    return {}


def _tables(keys: Keys, edition: Edition) -> Iterator[tuple[str, Table]]:
    raw = _object(keys, "tables", keys.data.get("tables", {}))
    Keys(keys.file, raw, "tables.", findings=keys.findings).check_known(edition.tables)
    for table, spec in edition.tables.items():
        if table not in raw:
            continue
        rows = _object(keys, f"tables.{table}", raw[table])
        Keys(keys.file, rows, f"tables.{table}.", findings=keys.findings).check_known(spec.rows)
        yield table, _Rows(keys, edition, table, rows).read()


class _Rows:
    """The rows of one table."""

    def __init__(self, keys: Keys, edition: Edition, table: str, rows: Mapping[str, Any]) -> None:
        self._keys, self._table, self._rows = keys, table, rows
        self._spec = edition.tables[table]

    def read(self) -> Table:
        out: dict[str, dict[str, Figure]] = {}
        for row in dict.fromkeys(row for row, _ in self._spec.fields):
            if row not in self._rows:
                self._missing(row)
                continue
            cells = _object(self._keys, f"tables.{self._table}.{row}", self._rows[row])
            self._check_columns(row, cells)
            out[row] = {c: self._figure(row, c, cells[c]) for c in self._spec.columns_of(row) if c in cells}
        return out

    def _place(self, row: str, column: str | None = None) -> SourceRef:
        return SourceRef(file=self._keys.file, table=self._table, row=row, column=column)

    def _missing(self, row: str, column: str | None = None) -> None:
        label = self._spec.label(row, column)
        place = self._place(row, column or self._spec.columns_of(row)[0])
        axis = "列" if column else "行"
        finding = LABEL_MISSING.finding(
            place, table=self._spec.caption, axis=axis, expected=label, nearest="（没有相近的文字）"
        )
        self._keys.findings.append(finding)

    def _check_columns(self, row: str, cells: Mapping[str, Any]) -> None:
        known = self._spec.columns_of(row)
        for key in cells:
            if key not in known:
                name = f"tables.{self._table}.{row}.{key}"
                self._keys.findings.append(unknown_key(self._place(row, key[:60]), self._keys.file, name, known))
        for column in known:
            if column not in cells:
                self._missing(row, column)

    def _figure(self, row: str, column: str, raw: Any) -> Figure:
        place = self._place(row, column)
        value, what = _value(raw)
        if what:
            label = self._spec.label(row, column)
            remedy = "请改为数字；没有发生的填 0，没有填的写 null"
            finding = NOT_A_NUMBER.finding(place, label=label, what=what, found=shown(raw), more="", remedy=remedy)
            self._keys.findings.append(finding)
        return Figure(value, place)


def _value(raw: Any) -> tuple[Value, str]:
    """(value, what it is when it is no number)."""
    if raw is None:
        return None, ""
    if isinstance(raw, bool):
        return str(raw).upper(), "逻辑值"
    if isinstance(raw, int | Decimal):
        if abs(raw) >= 10**MAX_DIGITS:
            return shown(raw), "超出范围的数"
        return as_number(Decimal(raw)), ""
    if isinstance(raw, str):
        text = clean_text(raw)[0]
        return (text[:200], "文字") if text.strip() else (None, "")
    return shown(raw), "一组数据"


def _narrative(keys: Keys, edition: Edition) -> Narrative:
    """Each string of ``narrative`` is one section; its lines are paragraphs."""
    raw = _object(keys, "narrative", keys.data.get("narrative", {}))
    sections = [s.key for s in edition.sections]
    known = ("preamble", *sections, "unknown")
    Keys(keys.file, raw, "narrative.", findings=keys.findings).check_known(known)
    files: list[NarrativeFile] = []
    for key in known:
        text = raw.get(key)
        if text is None:
            continue
        if not isinstance(text, str) or len(text) > MAX_SECTION:
            finding = BAD_VALUE.finding(
                SourceRef(file=keys.file, section=key),
                file=keys.file,
                key=f"narrative.{key}",
                problem="不是文字，或过长",
                expected="一段文字，段与段之间换行",
            )
            keys.findings.append(finding)
            continue
        files.append(_section(keys, key, text, edition))
    return merge(files, edition)


def _section(keys: Keys, key: str, text: str, edition: Edition) -> NarrativeFile:
    whole = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # a lone surrogate becomes U+FFFD
    decoded = decode(whole.encode()) if text else None
    for note in decoded.notes if decoded else ():
        place = SourceRef(file=keys.file, section=key)
        keys.findings.append(TEXT_CLEANED.finding(place, file=keys.file, what=note))
    lines = (Line(n, line) for n, line in enumerate((decoded.text if decoded else "").split("\n"), 1))
    return parse_section(lines, edition, keys.file, key)
