"""Findings as JSON (docs/interchange.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from disclosure_report.emitters.outcome import Outcome

SCHEMA = "disclosure-report/findings/1"


def emit(outcomes: Sequence[Outcome]) -> str:
    """All reports in their order, one object."""
    data = {"schema": SCHEMA, "reports": [o.as_json() for o in outcomes]}
    return json.dumps(data, ensure_ascii=False, indent=1)
