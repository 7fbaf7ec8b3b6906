"""Cases of STR109."""

from __future__ import annotations

from tests.rules.case import Case, fields, same

CODE = "STR109"
CASES = (
    Case(
        "the old form for 2024",
        fields(year=2024),
        {"file": None},
        parent="2019",
        values={"expected": "2021", "found": "2019"},
    ),
    Case("one table of the old form", fields(found_editions={"proactive": "2019"}), {"table": "proactive"}),
    Case("the new form for 2019", fields(year=2019), {"file": None}),
    Case("the right form", same, parent="2019"),
    Case("found what was declared", fields(found_editions={"proactive": "2021"})),
    Case("a year without a form", fields(year=2015)),
)
