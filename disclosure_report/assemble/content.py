"""The report's content as data: what ``report.json`` holds and what the content hash is taken of."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from disclosure_report.model.interchange import as_json_text
from disclosure_report.model.report import Report, Section, Value

__all__ = ["SCHEMA", "as_json_text", "content", "content_hash"]

SCHEMA = "disclosure-report/report/1"


def content(report: Report) -> dict[str, Any]:
    """The interchange object of a report (docs/interchange.md). Decimals keep their digits."""
    agency: dict[str, Any] = {"name": report.agency.name, "kind": report.agency.kind}
    if report.agency.level:
        agency["level"] = report.agency.level
    out: dict[str, Any] = {"schema": SCHEMA, "agency": agency, "year": report.year, "edition": report.edition}
    if report.published:
        out["published"] = report.published.isoformat()
    out["narrative"] = _narrative(report)
    out["tables"] = {
        table: {row: {c: f.value for c, f in cells.items()} for row, cells in rows.items()}
        for table, rows in report.tables.items()
    }
    return out


def _narrative(report: Report) -> dict[str, str]:
    out = {"preamble": "\n".join(p.text for p in report.narrative.preamble)} if report.narrative.preamble else {}
    for section in report.narrative.sections:
        if section.text or section.key not in out:
            out[section.key] = _joined(out.get(section.key), section)
    return out


def _joined(before: str | None, section: Section) -> str:
    return f"{before}\n{section.text}" if before else section.text


def content_hash(report: Report) -> str:
    """sha256 (hex) of agency, year, edition, date, text and figures; the same for Word, PDF, HTML and JSON."""

    def plain(value: Value) -> str:
        return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)

    canonical = json.dumps(content(report), ensure_ascii=False, sort_keys=True, default=plain)
    return hashlib.sha256(canonical.encode()).hexdigest()
