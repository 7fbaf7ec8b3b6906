"""The editions of the form as data."""

from disclosure_report.editions.edition import (
    CellSpec,
    Edition,
    IdentitySpec,
    Line,
    SectionSpec,
    TableSpec,
    edition_for,
    edition_keys,
    load_edition,
)

__all__ = [
    "CellSpec",
    "Edition",
    "IdentitySpec",
    "Line",
    "SectionSpec",
    "TableSpec",
    "edition_for",
    "edition_keys",
    "load_edition",
]
