"""report.toml, and the head of report.json: who reports, for which year, on which form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from disclosure_report.editions import Edition, edition_for, edition_keys, load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import KINDS, LEVELS, Agency, Kind, Level, Waiver
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.decode import clean_text, decode
from disclosure_report.readers.fault import FileError, hostile, unreadable
from disclosure_report.readers.problems import TEXT_CLEANED
from disclosure_report.readers.problems_keys import NAME_CLEANED, UNKNOWN_EDITION
from disclosure_report.readers.values import Keys, as_bool, as_date, as_lines, as_year, one_of

REPORT_TOML = "report.toml"
MAX_TOML = 1024 * 1024
MAX_NAME = 100
KEYS = (
    "agency",
    "kind",
    "level",
    "year",
    "edition",
    "website",
    "contact",
    "published",
    "sealed",
    "attachments",
    "waivers",
    "profile",
    "typeset",
)
_AGENCY_KEYS = ("name", "kind", "level")
_WAIVER_KEYS = ("code", "reason", "by", "table", "row", "column", "section", "quote")
_KIND = "government（政府）、department（部门）或 township（乡镇、街道）"
_LEVEL = "national、province、city、county 或 township"


@dataclass
class Head:
    """What a report says of itself, as far as it was given."""

    name: str | None = None
    kind: Kind | None = None
    level: Level | None = None
    year: int | None = None
    edition: str | None = None
    website: str | None = None
    contact: str | None = None
    published: date | None = None
    sealed: bool | None = None
    attachments: tuple[str, ...] | None = None
    waivers: tuple[Waiver, ...] = ()
    profile: str | None = None
    typeset: Mapping[str, Any] | None = None
    source: SourceRef = field(default_factory=SourceRef)

    def over(self, other: Head) -> Head:
        """This head, its gaps filled from the other."""
        mine = {k: v for k, v in vars(self).items() if v not in (None, ())}
        return Head(**{**vars(other), **mine})

    def agency(self) -> Agency:
        """The body; a department when nothing else was said."""
        return Agency(self.name or "", self.kind or "department", self.level)


def read_toml(data: bytes, file: str) -> tuple[dict[str, Any], str, list[Finding]]:
    """(values, text, findings) of a TOML file; FileError when it cannot be read."""
    import tomllib

    if len(data) > MAX_TOML:
        raise hostile("文件超过 1 MB 的限制")
    decoded = decode(data)
    findings = [TEXT_CLEANED.finding(SourceRef(file=file), file=file, what=note) for note in decoded.notes]
    try:
        return tomllib.loads(decoded.text), decoded.text, findings
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        where = re.search(r"line (\d+)", str(fault))
        line = f"第 {where[1]} 行" if where else "文件"
        remedy = f'请检查{line}：每行写成 名称 = "内容"，引号要用英文半角引号'
        raise unreadable(f"{line}的写法不对", remedy) from None


def head_of_toml(data: bytes, file: str = REPORT_TOML) -> tuple[Head, list[Finding]]:
    """The head that a report.toml gives; a file that cannot be read gives an empty one."""
    try:
        values, text, findings = read_toml(data, file)
    except FileError as fault:
        return Head(source=SourceRef(file=file)), [fault.finding(file)]
    keys = Keys(file, values, text=text, findings=findings)
    keys.check_known(KEYS)
    return head_of(keys), keys.findings


def head_of(keys: Keys) -> Head:
    """The head from the values of report.toml or report.json; findings go to ``keys``."""
    agency = keys.data.get("agency")
    inner = Keys(keys.file, agency if isinstance(agency, Mapping) else {}, "agency.", keys.text, keys.findings)
    inner.check_known(_AGENCY_KEYS)
    name = inner.data.get("name") if isinstance(agency, Mapping) else agency
    return Head(
        name=_name(keys, name),
        kind=keys.take("kind", one_of(KINDS), _KIND) or inner.take("kind", one_of(KINDS), _KIND),
        level=keys.take("level", one_of(LEVELS), _LEVEL) or inner.take("level", one_of(LEVELS), _LEVEL),
        year=keys.take("year", as_year, "四位数的年度，如 2024"),
        edition=keys.take("edition", _edition, '格式版本，如 "2021"'),
        website=keys.string("website"),
        contact=keys.string("contact"),
        published=keys.take("published", as_date, "日期，如 2025-01-20"),
        sealed=keys.take("sealed", as_bool, "true 或 false"),
        attachments=keys.take("attachments", as_lines, '附件名称的列表，如 ["附件一"]'),
        waivers=_waivers(keys),
        profile=keys.string("profile", '版式的名称，如 "gb9704"'),
        typeset=keys.take("typeset", _table, "[typeset] 小节"),
        source=SourceRef(file=keys.file),
    )


def _table(value: Any) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


def _edition(value: Any) -> str | None:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else None


def _name(keys: Keys, name: Any) -> str | None:
    """The agency's name, cleaned; a finding when there was something to clean."""
    if name is None:
        return None
    if not isinstance(name, str):
        keys.bad("agency", "不是文字", '机关全称，如 "示例市教育局"')
        return None
    used = " ".join(re.sub(r"[\x00-\x1f\x7f]", "", clean_text(name)[0]).split())
    used = re.sub(r"\.\.+|[\\/]", "", used)[:MAX_NAME].strip()
    if used != name.strip():
        problem = f"超过 {MAX_NAME} 个字" if len(name) > MAX_NAME else "含有路径符号、换行或控制字符"
        place = keys.place("agency")
        found = "".join(c for c in name if c.isprintable())[:40]
        keys.findings.append(NAME_CLEANED.finding(place, found=found, problem=problem, used=used[:40]))
    return used or None


def _waivers(keys: Keys) -> tuple[Waiver, ...]:
    raw = keys.data.get("waivers", ())
    if not isinstance(raw, list | tuple) or not all(isinstance(w, Mapping) for w in raw):
        keys.bad("waivers", "写法不对", "若干个 [[waivers]] 小节，每节写 code、reason、by 和位置")
        return ()
    lines = [n for n, line in enumerate(keys.text.split("\n"), 1) if line.replace(" ", "").startswith("[[waivers]]")]
    out = []
    for number, values in enumerate(raw):
        place = SourceRef(file=keys.file, line=lines[number] if number < len(lines) else None)
        inner = Keys(keys.file, values, f"waivers[{number + 1}].", "", keys.findings)
        inner.check_known(_WAIVER_KEYS)
        given = {key: inner.string(key) for key in _WAIVER_KEYS}
        if given["code"]:
            optional = {k: v for k, v in given.items() if k not in {"code", "reason", "by"}}
            out.append(Waiver(given["code"], given["reason"] or "", given["by"] or "", **optional, source=place))
        elif "code" not in values:
            inner.bad("code", "没有填", '要豁免的规则代码，如 "TXT507"')
    return tuple(out)


def choose_edition(asked: str | None, head: Head, findings: list[Finding]) -> Edition:
    """The edition asked for, else the report's, else the year's; the newest, with SRC014, when there is none."""
    known = edition_keys()
    wanted = asked or head.edition
    by_year = edition_for(head.year) if head.year is not None else None
    used = load_edition(str(wanted)) if wanted in known else by_year or load_edition(known[-1])
    if (wanted is None or wanted in known) and (asked or by_year is not None or head.year is None):
        return used
    found = wanted if wanted and wanted not in known else f"{head.year}年度"
    place = SourceRef(file=head.source.file)
    findings.append(
        UNKNOWN_EDITION.finding(place, found=str(found)[:40], used=f"{used.key}年格式", known="、".join(known))
    )
    return used
