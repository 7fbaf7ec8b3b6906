"""disclosure-report.toml, the site's file: deadlines, thresholds, severities, words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import KINDS
from disclosure_report.model.settings import DEFAULT_SETTINGS, Settings
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.fault import FileError
from disclosure_report.readers.problems import MISSING_FILE
from disclosure_report.readers.report_file import read_toml
from disclosure_report.readers.values import Keys, as_line, as_lines

SITE_FILE = "disclosure-report.toml"
_SECTIONS = ("deadlines", "thresholds", "severities", "words")
THRESHOLDS = tuple(f.name for f in fields(Settings) if isinstance(getattr(DEFAULT_SETTINGS, f.name), int))
_WORDS = {"place_names": "place_names", "allowed": "allowed_words", "misspellings": "misspellings"}


def read_settings(folder: Path, explicit: Path | None = None) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of the nearest site file at or above the folder (or of the one named), and what is wrong in it."""
    path = explicit if explicit is not None else find_site_file(folder)
    if path is None:
        return DEFAULT_SETTINGS, ()
    try:
        data = path.read_bytes()
    except OSError:
        finding = MISSING_FILE.finding(SourceRef(file=path.name), what=f"设置文件“{path.name}”", names=SITE_FILE)
        return DEFAULT_SETTINGS, (finding,)
    return parse_settings(data, path.name)


def find_site_file(folder: Path) -> Path | None:
    """The nearest site file in the folder or an ancestor."""
    start = folder.absolute()
    try:
        return next((p for d in (start, *start.parents) if (p := d / SITE_FILE).is_file()), None)
    except OSError:  # a path that cannot be, such as one with a name too long
        return None


def parse_settings(data: bytes, file: str = SITE_FILE) -> tuple[Settings, tuple[Finding, ...]]:
    """Settings from the bytes of a site file; what is wrong keeps its default."""
    try:
        values, text, findings = read_toml(data, file)
    except FileError as fault:
        return DEFAULT_SETTINGS, (fault.finding(file),)
    keys = Keys(file, values, text=text, findings=findings)
    keys.check_known(_SECTIONS)
    changes: dict[str, Any] = {
        "deadlines": {**DEFAULT_SETTINGS.deadlines, **_deadlines(_section(keys, "deadlines", KINDS))},
        "severities": _severities(_section(keys, "severities", None)),
        **_thresholds(_section(keys, "thresholds", THRESHOLDS)),
        **_words(_section(keys, "words", tuple(_WORDS))),
    }
    return replace(DEFAULT_SETTINGS, **changes), tuple(keys.findings)


def _section(keys: Keys, name: str, known: tuple[str, ...] | None) -> Keys:
    raw = keys.data.get(name, {})
    if not isinstance(raw, Mapping):
        keys.bad(name, "应是一个小节", f"一个 [{name}] 小节")
        raw = {}
    inner = Keys(keys.file, raw, f"{name}.", keys.text, keys.findings)
    if known is not None:
        inner.check_known(known)
    return inner


def _deadlines(keys: Keys) -> dict[str, tuple[int, int]]:
    found = {kind: keys.take(kind, _month_day, '月-日，如 "01-31"') for kind in KINDS}
    return {kind: day for kind, day in found.items() if day is not None}


def _month_day(value: Any) -> tuple[int, int] | None:
    match = re.fullmatch(r"\s*([0-9]{1,2})\s*[-月/]\s*([0-9]{1,2})\s*日?\s*", value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        date(2023, int(match[1]), int(match[2]))
    except ValueError:
        return None
    return int(match[1]), int(match[2])


def _thresholds(keys: Keys) -> dict[str, int]:
    found = {name: keys.take(name, _positive, "正整数") for name in THRESHOLDS}
    return {name: number for name, number in found.items() if number is not None}


def _positive(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**9 else None


def _severities(keys: Keys) -> dict[str, Severity | None]:
    out: dict[str, Severity | None] = {}
    allowed = {"error": Severity.ERROR, "warning": Severity.WARNING, "notice": Severity.NOTICE, "off": None}
    for code, value in keys.data.items():
        if not re.fullmatch(r"[A-Z]{3}[0-9]{3}", code):
            keys.bad(code, "不是规则代码", "规则代码，如 TXT507")
        elif not isinstance(value, str) or value not in allowed:
            keys.bad(code, "的级别不对", "error、warning、notice 或 off")
        else:
            out[code] = allowed[value]
    return out


def _words(keys: Keys) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("place_names", "allowed"):
        words = keys.take(name, as_lines, '词语的列表，如 ["示例市"]')
        if words is not None:
            out[_WORDS[name]] = words
    pairs = keys.take("misspellings", _pairs, '错词与正词的对照，如 { "政府息公开" = "政府信息公开" }')
    return out if pairs is None else {**out, "misspellings": pairs}


def _pairs(value: Any) -> dict[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    pairs = {str(k): as_line(v) for k, v in value.items()}
    return None if None in pairs.values() else {k: v for k, v in pairs.items() if k and v}
