"""Cases of TAB201."""

from __future__ import annotations

from tests.rules.case import Case, at, both, cell, cells, fields, without

CODE = "TAB201"
CASES = (
    Case(
        "two blanks in a row are one finding",
        cells(("requests", "granted", "other", None), ("requests", "granted", "total", "  ")),
        at("requests", "granted", "other"),
        related=(("requests", "granted", "total"),),
        values={"count": 2},
    ),
    Case(
        "a row that is not there",
        without("disputes", "litigation_direct"),
        at("disputes", "litigation_direct", "upheld"),
        parent="2019",
    ),
    Case(
        "a cell that is not there",
        without("proactive", "fees", "amount"),
        at("proactive", "fees", "amount"),
        values={"missing": ["amount"]},
    ),
    Case("zero", cell("requests", "granted", "other", 0)),
    Case("text is the reader's", cell("requests", "granted", "other", "/")),
    Case("a table that is not there", without("disputes")),
    Case("a row of the other form", both(without("proactive", "fees"), fields(found_editions={"proactive": "2019"}))),
)
