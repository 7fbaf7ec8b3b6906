"""The register of units: who must hand in, under whom, until when.

``units.csv`` (UTF-8 or GB18030) or ``units.xlsx``: ``name,kind,level[,parent[,deadline[,scope]]]``, headed in English
or Chinese.  The file is hostile until parsed: size, rows and cell lengths are bounded, nothing of it becomes a path.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import KINDS, LEVELS, Kind, Level
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.problems import REGISTER_CYCLE, REGISTER_LINE, REGISTER_UNREADABLE

Scope: TypeAlias = Literal["own", "total"]

MAX_BYTES = 20_000_000
MAX_ENTRIES, MAX_UNPACKED = 1000, 200_000_000
MAX_UNITS = 500_000
MAX_CELL = 200
MAX_LEVELS = 12
MAX_COLUMNS = 50

_COLUMNS = {
    "name": "name", "名称": "name", "单位": "name", "单位名称": "name", "机关名称": "name",
    "kind": "kind", "类别": "kind", "类型": "kind", "单位类别": "kind",
    "level": "level", "级别": "level", "层级": "level",
    "parent": "parent", "上级": "parent", "上级单位": "parent", "汇总单位": "parent",
    "deadline": "deadline", "期限": "deadline", "截止日期": "deadline", "报送期限": "deadline",
    "scope": "scope", "口径": "scope",
}  # fmt: skip
_KINDS: Mapping[str, Kind] = {
    **{k: k for k in KINDS},
    "政府": "government", "人民政府": "government", "部门": "department",
    "乡镇": "township", "街道": "township", "乡镇街道": "township", "乡镇（街道）": "township",
}  # fmt: skip
_LEVELS: Mapping[str, Level] = {
    **{k: k for k in LEVELS},
    "国家": "national", "国家级": "national", "中央": "national",
    "省": "province", "省级": "province", "市": "city", "市级": "city", "地市": "city", "地级": "city",
    "县": "county", "县级": "county", "区县": "county", "县区": "county", "区": "county",
    "乡": "township", "乡级": "township", "乡镇": "township", "镇": "township", "街道": "township",
    "street": "township",
}  # fmt: skip
_SCOPES: Mapping[str, Scope] = {"本级": "own", "own": "own", "汇总": "total", "total": "total", "全口径": "total"}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_DIGITS = re.compile(r"([0-9]+)")
_MARK = re.compile(r"[（(【\[]\s*(本级|汇总)\s*[)）】\]]$|(?<=.)[-—_ ]?(本级|汇总)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of the register; ``scope`` says which figures its report holds: its own, or those of its units too."""

    name: str
    kind: Kind = "department"
    level: Level | None = None
    parent: str | None = None
    deadline: date | None = None
    scope: Scope | None = None
    line: int = 0


@dataclass(frozen=True)
class Register:
    """The units in the order of the file, and what was wrong with the file."""

    units: tuple[Unit, ...] = ()
    findings: tuple[Finding, ...] = ()
    file: str | None = None
    _by_name: dict[str, Unit] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_name.update({body_name(u.name): u for u in reversed(self.units)})

    @property
    def wrong(self) -> bool:
        """Whether the file has an error."""
        return any(f.severity is Severity.ERROR for f in self.findings)

    def find(self, name: str) -> Unit | None:
        """The unit of that name; width, spaces and a trailing （本级）/（汇总） make no difference."""
        return self._by_name.get(body_name(name))

    def position(self) -> dict[str, int]:
        """Order of the file by ``body_name``."""
        return {body_name(u.name): i for i, u in reversed(list(enumerate(self.units)))}


EMPTY_REGISTER = Register()


def plain_name(name: str) -> str:
    """The name for comparison: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def natural_order(name: str) -> str:
    """A key that sorts numbers in names by their value: 第2区 before 第10区; equal ones by the name itself."""
    return f"{_DIGITS.sub(_by_value, name)}\0{name}"


def _by_value(digits: re.Match[str]) -> str:
    """A number as a text that sorts by its value: how many digits it has, then they."""
    plain = digits[0].lstrip("0")
    return f"{len(plain):03}{plain}"


def body_name(name: str) -> str:
    """The body behind a name: ``plain_name`` without a trailing （本级） or （汇总）."""
    plain = plain_name(name)
    return _MARK.sub("", plain) or plain


def scope_of_name(name: str) -> Scope | None:
    """What a trailing （本级） or （汇总） says about the figures."""
    mark = _MARK.search(plain_name(name))
    return _SCOPES[mark[1] or mark[2]] if mark else None


def read_register(data: bytes, file: str) -> Register:
    """The register in ``data``; ``file`` is its name, for the findings. Never raises on account of the data."""
    if len(data) > MAX_BYTES:
        return unreadable_register(file, f"文件超过 {MAX_BYTES // 1_000_000} MB")
    try:
        rows = _workbook_rows(data) if data[:4] == b"PK\x03\x04" else _csv_rows(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of styles and extensions that a list of names does not need
            return _register(rows, file)
    except _UnreadableError as error:
        return unreadable_register(file, str(error))


class _UnreadableError(Exception):
    """The reason, in Chinese."""


def unreadable_register(file: str, reason: str) -> Register:
    """A register without units and with the reason (Chinese) as its finding."""
    return Register(findings=(REGISTER_UNREADABLE.finding(SourceRef(file=file), reason=reason),), file=file)


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise _UnreadableError("这是旧版 .xls 或加密的文件")
    text = _decoded(data)
    if "\0" in text:
        raise _UnreadableError("文件不是文本")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _UnreadableError("逗号或引号不成对") from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _UnreadableError("编码不是 UTF-8 或 GB18030")


def _workbook_rows(data: bytes) -> Iterator[list[str]]:
    """The first sheet's rows as text; the archive is measured before it is opened."""
    import zipfile

    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_ENTRIES or sum(i.file_size for i in infos) > MAX_UNPACKED:
                raise _UnreadableError("工作簿展开后过大")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
            yield ["" if v is None else str(v) for v in row]
        book.close()
    except _UnreadableError:
        raise
    except Exception as error:  # openpyxl raises anything on a damaged archive
        raise _UnreadableError("工作簿已损坏，或不是 .xlsx") from error


def _register(rows: Iterator[list[str]], file: str) -> Register:
    numbered = enumerate(rows, 1)
    header = next((r for _, r in numbered if any(c.strip() for c in r)), [])
    columns = {_COLUMNS.get(plain_name(c).lower(), ""): i for i, c in enumerate(header[:MAX_COLUMNS])}
    if "name" not in columns:
        raise _UnreadableError("首行没有“名称”（name）一列")
    units: list[Unit] = []
    findings: list[Finding] = []
    for line, row in numbered:
        if line > MAX_UNITS:
            raise _UnreadableError(f"超过 {MAX_UNITS} 行")
        cells = {k: _visible(row[i]).strip()[:MAX_CELL] for k, i in columns.items() if k and i < len(row)}
        if cells.get("name"):
            units.append(_unit(cells, line, file, findings))
    return _checked(units, file, findings)


def _visible(text: str) -> str:
    """Without control and format characters and lone surrogates: names are printed on terminals."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _unit(cells: Mapping[str, str], line: int, file: str, findings: list[Finding]) -> Unit:
    name = cells["name"]

    def known(key: str, label: str, table: Mapping[str, object]) -> object | None:
        raw = plain_name(cells.get(key, "")).lower()
        if raw and raw not in table:
            findings.append(_wrong(file, line, name, f"{label}“{cells[key]}”不认得"))
        return table.get(raw)

    kind: Kind = known("kind", "类别", _KINDS) or "department"  # type: ignore[assignment]
    level: Level | None = known("level", "级别", _LEVELS)  # type: ignore[assignment]
    scope: Scope | None = known("scope", "口径", _SCOPES)  # type: ignore[assignment]
    deadline = _date(cells.get("deadline", ""))
    if cells.get("deadline") and deadline is None:
        findings.append(_wrong(file, line, name, f"期限“{cells['deadline']}”不是日期"))
    parent = cells.get("parent") or None
    return Unit(name, kind, level, parent, deadline, scope, line)


def _wrong(file: str, line: int, unit: str, reason: str) -> Finding:
    return REGISTER_LINE.finding(SourceRef(file=file, line=line, quote=unit), line=line, unit=unit, reason=reason)


def _date(text: str) -> date | None:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _checked(units: Sequence[Unit], file: str, findings: list[Finding]) -> Register:
    """Duplicates left out, circles cut; each said."""
    first: dict[tuple[str, Scope | None], Unit] = {}
    for unit in units:
        key = (body_name(unit.name), unit.scope or scope_of_name(unit.name))
        if key in first:
            findings.append(_wrong(file, unit.line, unit.name, f"与第 {first[key].line} 行重复"))
        first.setdefault(key, unit)
    kept = list(first.values())
    circular = _circles(kept, file, findings)
    kept = [_without_parent(u) if body_name(u.name) in circular else u for u in kept]
    parents = _parents(kept)
    kept = [_not_too_deep(u, parents, file, findings) for u in kept]
    return Register(tuple(kept), tuple(findings), file)


def _without_parent(u: Unit) -> Unit:
    return Unit(u.name, u.kind, u.level, None, u.deadline, u.scope, u.line)


def _parents(units: Iterable[Unit]) -> dict[str, str]:
    return {body_name(u.name): body_name(u.parent) for u in units if u.parent}


def _not_too_deep(unit: Unit, parents: Mapping[str, str], file: str, findings: list[Finding]) -> Unit:
    """The unit, without its parent when more than ``MAX_LEVELS`` stand above it."""
    above: str | None = body_name(unit.name)
    for _ in range(MAX_LEVELS):
        above = parents.get(above) if above else None
        if above is None:
            return unit
    findings.append(_wrong(file, unit.line, unit.name, f"上级超过 {MAX_LEVELS} 层，按没有上级处理"))
    return _without_parent(unit)


def _circles(units: Iterable[Unit], file: str, findings: list[Finding]) -> set[str]:
    """Names of the bodies on a circle of parents; a finding for each circle."""
    parent = _parents(units)
    lines = {body_name(u.name): u.line for u in units}
    done: set[str] = set()
    circular: set[str] = set()
    for start in parent:
        path: list[str] = []
        at: str | None = start
        on_path: set[str] = set()
        while at is not None and at not in done and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = parent.get(at)
        if at in on_path:
            circle = path[path.index(at) :]
            circular.update(circle)
            place = SourceRef(file=file, line=lines[circle[0]], quote=circle[0])
            findings.append(REGISTER_CYCLE.finding(place, circle=" → ".join([*circle, circle[0]])))
        done.update(path)
    return circular
