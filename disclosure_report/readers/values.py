"""Values of TOML and JSON files, taken key by key: what is missing, unknown or of the wrong type becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.readers.decode import clean_text
from disclosure_report.readers.narrative import date_of
from disclosure_report.readers.problems_keys import BAD_VALUE, UNKNOWN_KEY

T = TypeVar("T")
MAX_TEXT = 2000
_SHOWN = 60


@dataclass
class Keys:
    """One object of an input file. ``lines`` finds the line of a key in a text file."""

    file: str
    data: Mapping[str, Any]
    prefix: str = ""
    text: str = ""
    findings: list[Finding] = field(default_factory=list)

    def place(self, key: str) -> SourceRef:
        """Where a key stands, with its line when the file's text is known."""
        return SourceRef(file=self.file, line=line_of(self.text, key), quote=key if self.text else None)

    def check_known(self, known: Iterable[str]) -> None:
        """SRC012 for every key that is none of the known ones; a leading underscore marks a remark (notice)."""
        names = tuple(known)
        for key in self.data:
            if key not in names:
                self.findings.append(unknown_key(self.place(key), self.file, self.prefix + key, names))

    def bad(self, key: str, problem: str, expected: str) -> None:
        """SRC013 at a key."""
        finding = BAD_VALUE.finding(
            self.place(key), file=self.file, key=self.prefix + key, problem=problem, expected=expected
        )
        self.findings.append(finding)

    def take(self, key: str, convert: Callable[[Any], T | None], expected: str) -> T | None:
        """The converted value; ``None`` when absent or, with a finding, when it is not as expected."""
        if key not in self.data or self.data[key] is None:
            return None
        value = convert(self.data[key])
        if value is None:
            self.bad(key, f"的内容“{shown(self.data[key])}”不对", expected)
        return value

    def string(self, key: str, expected: str = "一行文字") -> str | None:
        """One line of text without control characters."""
        return self.take(key, as_line, expected)


def unknown_key(place: SourceRef, file: str, key: str, known: Iterable[str]) -> Finding:
    """SRC012 with the nearest known key."""
    bare = key.rpartition(".")[2]
    near = nearest_key(bare, known)
    hint = f"，最接近的是“{near}”" if near else ""
    severity = Severity.NOTICE if bare.startswith("_") else None
    return UNKNOWN_KEY.finding(place, severity=severity, file=file, key=key[:_SHOWN], nearest=hint)


def nearest_key(key: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, if any is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(key.casefold()[:_SHOWN], list(known), 1, 0.5)), None)


def line_of(text: str, key: str) -> int | None:
    """The 1-based line on which a key is set in a TOML file."""
    match = (
        re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=\].]", text, re.MULTILINE) if text else None
    )
    return text.count("\n", 0, match.start()) + 1 if match else None


def shown(value: Any) -> str:
    """A value in a message: one line, short, without what would be a command to the terminal it is shown on."""
    text = " ".join(clean_text(str(value))[0].split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def as_line(value: Any) -> str | None:
    """A string on one line."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        return None
    return " ".join(clean_text(value)[0].split())


def as_bool(value: Any) -> bool | None:
    """A truth value of TOML or JSON, nothing that merely looks like one."""
    return value if isinstance(value, bool) else None


def as_year(value: Any) -> int | None:
    """A year between 1900 and 2999, also typed as text ("2024", "2024年")."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{4}\s*年?\s*", value):
        value = int(value.strip().rstrip("年"))
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 1900 <= value <= 2999 else None


def as_date(value: Any) -> date | None:
    """A TOML date, "2025-01-20" or "2025年1月20日"."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date_of(value) if isinstance(value, str) and len(value) < 40 else None


def as_lines(value: Any) -> tuple[str, ...] | None:
    """A list of strings, each on one line."""
    if not isinstance(value, list) or len(value) > 1000:
        return None
    lines = tuple(as_line(v) for v in value)
    return None if None in lines else tuple(v for v in lines if v)


def one_of(choices: Iterable[T]) -> Callable[[Any], T | None]:
    """A converter that lets only these values pass."""
    allowed = list(choices)
    return lambda value: next((c for c in allowed if isinstance(value, str) and c == value.strip()), None)
