"""Cases of LAW702."""

from __future__ import annotations

from datetime import date

from disclosure_report.model.settings import Settings
from tests.rules.case import Case, agency, both, fields

CODE = "LAW702"
CASES = (
    Case("a week late", fields(published=date(2025, 2, 7)), {"file": None}, values={"days": 7}),
    Case(
        "a government in April",
        both(agency(kind="government", name="示例市人民政府"), fields(published=date(2025, 4, 1))),
        {"file": None},
    ),
    Case(
        "the site's own deadline",
        fields(published=date(2025, 1, 20)),
        {"file": None},
        settings=Settings(deadlines={"department": (1, 15)}),
    ),
    Case(
        "29 February of a common year",
        fields(published=date(2025, 3, 1)),
        {"file": None},
        settings=Settings(deadlines={"department": (2, 29)}),
    ),
    Case("the last day", fields(published=date(2025, 1, 31))),
    Case(
        "a government in March",
        both(agency(kind="government", name="示例市人民政府"), fields(published=date(2025, 3, 31))),
    ),
    Case(
        "28 February of a common year",
        fields(published=date(2025, 2, 28)),
        settings=Settings(deadlines={"department": (2, 29)}),
    ),
    Case("no date", fields(published=None)),
)
