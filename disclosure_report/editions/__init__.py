"""The editions of the form as data."""

from disclosure_report.editions.edition import (
    CellSpec,
    Edition,
    IdentitySpec,
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
    "SectionSpec",
    "TableSpec",
    "edition_for",
    "edition_keys",
    "load_edition",
]
