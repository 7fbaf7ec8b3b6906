"""What the records of a batch look like: whether a line of its folder is one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from disclosure_report.batch.leftovers import REMOVED
from disclosure_report.model.finding import Severity

#: Keys of a finding that the tables show.
_FINDING = {"code": str, "severity": str, "message": str, "hint": str, "basis": str, "source": dict}
_SEVERITIES = frozenset(Severity)
_UNIT = {"unit": str, "task": str, "folder": str, "state": str, "agency": str, "note": str}
_STATES = ("clean", "warnings", "errors", "failed", REMOVED)


def is_unit(record: Mapping[str, Any]) -> bool:
    """Whether it says of a unit what became of it."""
    return (
        _has(record, _UNIT)
        and record["state"] in _STATES
        and isinstance(outputs := record.get("outputs"), dict)
        and all(isinstance(digest, str) for digest in outputs.values())
        and isinstance(findings := record.get("findings"), list)
        and all(map(_is_finding, findings))
        and _counts(record.get("counts", {}))
    )


def is_text(record: Mapping[str, Any]) -> bool:
    """Whether it holds a unit's sentences."""
    sentences = record.get("sentences")
    return (
        _has(record, {"unit": str, "agency": str})
        and isinstance(sentences, list)
        and all(isinstance(s, list) and [type(part) for part in s] == [str, int, str] for s in sentences)
    )


def _is_finding(found: object) -> bool:
    return isinstance(found, dict) and _has(found, _FINDING) and found["severity"] in _SEVERITIES


def _counts(counts: object) -> bool:
    return isinstance(counts, dict) and all(isinstance(n, int) for n in counts.values())


def _has(record: Mapping[str, Any], keys: Mapping[str, type]) -> bool:
    return all(isinstance(record.get(key), kind) for key, kind in keys.items())
