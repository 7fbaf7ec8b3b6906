"""What an office reported: figures and text, every one with its place.

``Report`` says what was read, not whether it is right; a figure that is no number stays the string it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from disclosure_report.model.source import NOWHERE, SourceRef

Number: TypeAlias = int | Decimal
#: A whole number, a decimal, ``None`` for a blank cell, or the text of a cell that held no number.
Value: TypeAlias = int | Decimal | str | None
Kind: TypeAlias = Literal["government", "department", "township"]
Level: TypeAlias = Literal["national", "province", "city", "county", "township"]

KINDS: tuple[Kind, ...] = ("government", "department", "township")
LEVELS: tuple[Level, ...] = ("national", "province", "city", "county", "township")


def digits(number: Number) -> str:
    """A number in plain digits: no exponent, no thousands separator, no trailing zero of a decimal."""
    if isinstance(number, int):
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def kind_by_name(name: str) -> Kind:
    """What a body's full name says it is.

    乡镇、街道 come before 政府: a town's people's government is a township (条例第四十九条 sets it no date).
    """
    if name.endswith(("乡人民政府", "镇人民政府", "街道办事处", "乡", "镇")):
        return "township"
    return "government" if name.endswith("人民政府") else "department"


@dataclass(frozen=True, slots=True)
class Agency:
    """The body that reports. ``kind`` decides the deadline and what section one must cover (条例第四十九、五十条)."""

    name: str
    kind: Kind = "department"
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a mandated table."""

    value: Value
    source: SourceRef = NOWHERE

    @property
    def number(self) -> Number | None:
        """The value when it is a number, else ``None`` (blank or text)."""
        return self.value if isinstance(self.value, int | Decimal) else None


Table: TypeAlias = Mapping[str, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the text.

    ``level`` is 0 for body text, 2 for （一）, 3 for 1., 4 for （1）; ``heading_length`` is the number of leading
    characters that form the heading: the whole text when the heading stands alone, its first sentence when the
    body runs on in the same paragraph, 0 for body text.
    """

    text: str
    source: SourceRef = NOWHERE
    level: int = 0
    heading_length: int = 0

    @property
    def run_in(self) -> bool:
        """Whether body text follows the heading in the same paragraph."""
        return 0 < self.heading_length < len(self.text)

    def at(self, start: int, end: int) -> SourceRef:
        """The place of ``text[start:end]``."""
        return self.source.quoting(self.text[start:end], start)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the six as it was found in the text; ``title`` is "" when no heading was typed.

    ``key`` is one of the edition's section keys, or ``"unknown"`` for a first-level heading that is none of them.
    """

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    source: SourceRef = NOWHERE

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text: title lines and preamble, then the sections in the order they were found."""

    title: Paragraph | None = None
    preamble: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    signature: tuple[Paragraph, ...] = ()

    def section(self, key: str) -> Section | None:
        """The first section with this key."""
        return next((s for s in self.sections if s.key == key), None)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Preamble and every section's paragraphs, in order."""
        yield from self.preamble
        for section in self.sections:
            yield from section.paragraphs


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody answers for: shown as waived, never hidden."""

    code: str
    reason: str
    by: str
    table: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    quote: str | None = None
    source: SourceRef = NOWHERE


@dataclass(frozen=True, slots=True)
class Report:
    """One body's report of one year under one edition of the form.

    ``found_editions`` names, per table, the edition whose labels were found where that is not ``edition``.
    ``sealed`` says whether the paper is stamped (GB/T 9704 7.3.5.1 / 7.3.5.2: it moves the signature).  ``profile`` and
    ``typeset`` are the typographic wishes of report.toml: a profile's name, never a path, and values laid over it.
    """

    agency: Agency
    year: int
    edition: str
    published: date | None = None
    website: str | None = None
    contact: str | None = None
    sealed: bool = False
    narrative: Narrative = field(default_factory=Narrative)
    tables: Mapping[str, Table] = field(default_factory=dict)
    found_editions: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    profile: str | None = None
    typeset: Mapping[str, Any] = field(default_factory=dict)
    source: SourceRef = NOWHERE

    def figure(self, table: str, row: str, column: str) -> Figure | None:
        """The cell, or ``None`` when the table, row or column was not found."""
        try:
            return self.tables[table][row].get(column)
        except KeyError:
            return None

    def number(self, table: str, row: str, column: str) -> Number | None:
        """The cell's number, or ``None`` when it is absent, blank or no number."""
        figure = self.figure(table, row, column)
        return figure.number if figure else None

    def figures(self) -> Iterator[tuple[str, str, str, Figure]]:
        """Every cell with its table, row and column key."""
        for table, rows in self.tables.items():
            for row, columns in rows.items():
                for column, figure in columns.items():
                    yield table, row, column, figure
