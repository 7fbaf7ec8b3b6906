"""index.html: the batch at a glance, one self-contained page that works from a disk without a network.

The data stand in the page as JSON; its script puts them into text nodes only, so nothing of an input becomes markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote

from disclosure_report.batch.status import KIND_NAMES, LEVEL_NAMES, part_of, place_of, title_of
from disclosure_report.batch.summary import STATES, UnitRow, UnitRows
from disclosure_report.model.finding import Severity

if TYPE_CHECKING:
    from disclosure_report.batch.tables import Totals

_OUTPUTS = {"docx": "Word", "pdf": "PDF", "html": "网页", "json": "数据"}


def write_dashboard(stream: BinaryIO, rows: UnitRows, totals: Totals) -> None:
    """Write the page, a unit at a time."""
    script = _asset("dashboard.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    before, after = _asset("dashboard.html").split("<!--DATA-->")
    stream.write(before.replace("<!--POLICY-->", policy).replace("/*STYLE*/", _asset("dashboard.css")).encode())
    stream.write(b'{"units":[\n')
    for number, row in enumerate(rows):
        stream.write((b",\n" if number else b"") + _json(_unit(row)))
    rest = {"states": STATES, "severities": {s.value: s.label for s in Severity}, "codes": _codes(totals)}
    rest["clusters"] = [{"units": c.units, "sentences": c.sentences} for c in rows.clusters]
    rest["register"] = [f.message for f in rows.register.findings]
    stream.write(b"\n]," + _json(rest)[1:])
    stream.write(after.replace("/*SCRIPT*/", script).encode())


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _json(value: object) -> bytes:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escaped)
    return text.encode("utf-8", "backslashreplace")


def _codes(totals: Totals) -> list[dict[str, Any]]:
    return [
        {"code": code, "severity": severity, "count": n, "title": title_of(code)}
        for (code, severity), n in totals.codes
    ]


def _unit(row: UnitRow) -> dict[str, Any]:
    return {
        "name": row.agency,
        "unit": row.unit,
        "state": row.state,
        "counts": [row.counts.get(s.value, 0) for s in Severity],
        "kind": KIND_NAMES.get(row.kind, ""),
        "level": LEVEL_NAMES.get(row.level, ""),
        "parent": row.parent,
        "published": row.published,
        "deadline": row.deadline,
        "note": row.note,
        "links": list(_links(row)),
        "findings": [_finding(f, row.edition) for f in row.findings],
    }


def _links(row: UnitRow) -> Iterator[tuple[str, str]]:
    for path in row.outputs:
        kind = path.rpartition(".")[2]
        yield _OUTPUTS.get(kind, kind), quote(path, safe="/")


def _finding(finding: Mapping[str, Any], edition: str) -> dict[str, Any]:
    source = finding["source"]
    return {
        "severity": finding["severity"],
        "code": finding["code"],
        "message": finding["message"],
        "hint": finding["hint"],
        "place": "　".join(filter(None, (place_of(source), part_of(source, edition)))),
        "quote": (source.get("quote") or "")[:200],
        "waived": bool(finding.get("waived")),
    }
