"""Cases of LAW704."""

from __future__ import annotations

from datetime import date

from tests.rules.case import Case, fields

CODE = "LAW704"
CASES = (
    Case("the year not changed", fields(published=date(2024, 1, 20)), {"file": None}),
    Case("the last day of the year", fields(published=date(2024, 12, 31)), {"file": None}),
    Case("new year's day", fields(published=date(2025, 1, 1))),
    Case("no date", fields(published=None)),
)
