"""What a sentence claims, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from disclosure_report.claims.numerals import Quantity

#: (sign, table, row, column) summands; the sum of these cells is one reading of the words.
Reading: TypeAlias = tuple[tuple[int, str, str, str], ...]


@dataclass(slots=True)
class Claim:
    """One figure of the text and what it is said to count.

    ``role``: ``cell`` (this year's figure of a table), ``previous`` (another year's), ``delta`` (a difference),
    ``percent``, or ``plain`` (a figure that no cell can answer, but that may be an item of a list).
    ``relation``: ``cell`` must equal one of ``readings``; ``part`` must not exceed the largest; ``about`` a share.
    ``dimension`` is what a list breaks down by (result, applicant, outcome, route …).
    ``scope``: ``whole`` or ``other``.  ``joined``: the concepts are added up.  ``carries``: which way a bare 结转 goes.
    ``with_carried_in``: the figure is said to contain 上年结转.  ``routes``: rows of litigation named in the sentence.
    ``blocked``: a word like 撤回 or 转办 makes it something no cell counts.
    ``base``: it stands behind 占 and is the whole of a share.
    ``values`` are the sums of ``readings`` in the report's tables; ``None`` when one of their cells is unknown.
    ``start``/``end`` are offsets in the paragraph of the words quoted, ``at`` of the figure alone.
    ``wrong``: it was found at fault; what is built on it is not told again.
    """

    quantity: Quantity
    role: str
    topic: str | None
    concepts: tuple[str, ...]
    applicants: tuple[str, ...]
    scope: str
    start: int
    end: int
    at: tuple[int, int]
    sentence: int
    clause: int
    depth: int
    opener: str
    marker: str = ""
    direction: str = ""
    dimension: str = ""
    code: str = ""
    relation: str = "cell"
    compared: str = ""
    joined: bool = False
    carries: str = ""
    with_carried_in: bool = False
    each: bool = False
    blocked: bool = False
    base: bool = False
    routes: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    values: tuple[Decimal, ...] | None = None
    wrong: bool = False

    @property
    def label_key(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is counted, for telling items of one list apart."""
        return self.concepts, self.applicants


class Window(NamedTuple):
    """What is looked at together: ``claims`` of a sentence and, before them, of the one before it.

    ``last`` are those of the sentence itself, which begin at position ``first``.
    """

    claims: list[Claim]
    last: list[Claim]
    first: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement without a figure.

    ``kind``: ``all`` (均获维持), ``all-handled`` (均已办结), ``none`` (未发生行政复议), ``received-none`` or
    ``received-some``.
    ``readings`` are the sums that must be zero if the statement holds (for ``received-some``: must not be zero).
    """

    kind: str
    start: int
    end: int
    readings: tuple[Reading, ...]


class Discrepancy(NamedTuple):
    """A claim that does not hold: the rule's code, the words' offsets, the cells and both figures.

    ``cells`` are (table, row, column); ``arithmetic`` writes the comparison out; ``certain`` is false where a list or
    a ratio may be meant otherwise.
    """

    code: str
    start: int
    end: int
    cells: tuple[tuple[str, str, str], ...]
    expected: object
    found: object
    arithmetic: str
    certain: bool = True
