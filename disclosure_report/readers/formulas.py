"""The few formulas that statistics use, computed without a spreadsheet: + - * /, SUM, IF, COUNT, ROUND, references.

Anything else is ``UnsupportedError``: it is reported, never guessed.  Blanks count as zero, as in every spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from disclosure_report.readers.grid import MAX_COLUMNS, MAX_ROWS, Position, Sheet, SheetCell, area_of
from disclosure_report.readers.numbers import MAX_DIGITS, plain_number

Operand: TypeAlias = Decimal | str | bool | None
MAX_DEPTH = 60
MAX_LENGTH = 2000
MAX_CELLS = 20_000
MAX_READS = 300_000  # cells looked at for one workbook

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<ref>(?:(?:'[^']+'|[\w.]+)!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(])
    |(?P<name>[A-Za-z]+)(?=\()
    |(?P<op><>|<=|>=|[-+*/(),=<>&]))""",
    re.VERBOSE,
)


class UnsupportedError(Exception):
    """The formula uses something this reader does not compute."""


class Calculator:
    """Computes formulas over the sheets of one workbook; every one at most once, circles are refused."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self._sheets = sheets
        self._known: dict[tuple[str, Position], Operand] = {}
        self._open: set[tuple[str, Position]] = set()
        self._reads = 0

    def value(self, sheet: Sheet, position: Position) -> Operand:
        """The value of a cell, computed when it holds a formula; raises ``UnsupportedError``."""
        self._reads += 1
        if self._reads > MAX_READS:
            raise UnsupportedError
        cell = sheet.cells.get(position)
        if cell is None:
            return None
        if cell.formula is None:
            return _typed_in(cell)
        key = (sheet.name or "", position)
        if key not in self._known:
            if key in self._open or len(self._open) > MAX_DEPTH:
                raise UnsupportedError
            self._open.add(key)
            try:
                self._known[key] = _Parser(self, sheet, cell.formula).result()
            finally:
                self._open.discard(key)
        return self._known[key]

    def sheet(self, name: str) -> Sheet:
        """The sheet a reference names; ``UnsupportedError`` for another workbook's."""
        try:
            return self._sheets[name]
        except KeyError:
            raise UnsupportedError from None


def _typed_in(cell: SheetCell) -> Operand:
    """What a cell without a formula counts as; ``UnsupportedError`` for dates, errors and absurd numbers."""
    if cell.type == "number":
        number = plain_number(cell.text)
        if number is None:
            raise UnsupportedError
        return Decimal(number)
    if cell.type in {"blank", "text"}:
        return cell.text or None
    raise UnsupportedError


class _Parser:
    """Recursive descent over one formula. Text in an arithmetic place is refused, as a spreadsheet shows #VALUE!."""

    def __init__(self, calculator: Calculator, sheet: Sheet, formula: str) -> None:
        if len(formula) > MAX_LENGTH:
            raise UnsupportedError
        self._calculator, self._sheet = calculator, sheet
        self._tokens = _tokens(formula.removeprefix("="))
        self._at = 0
        self._depth = 0

    def result(self) -> Operand:
        try:
            value = self._comparison()
        except ArithmeticError:
            raise UnsupportedError from None
        if self._at != len(self._tokens) or (isinstance(value, Decimal) and abs(value) >= 10**MAX_DIGITS):
            raise UnsupportedError
        return value

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _expect(self, text: str) -> None:
        if self._next() != ("op", text):
            raise UnsupportedError

    def _comparison(self) -> Operand:
        left = self._sum()
        while self._peek()[1] in _COMPARE and self._peek()[0] == "op":
            left = _compare(self._next()[1], left, self._sum())
        return left

    def _sum(self) -> Operand:
        left = self._product()
        while self._peek() in {("op", "+"), ("op", "-")}:
            sign = 1 if self._next()[1] == "+" else -1
            left = number(left) + sign * number(self._product())
        return left

    def _product(self) -> Operand:
        left = self._unary()
        while self._peek() in {("op", "*"), ("op", "/")}:
            times = self._next()[1] == "*"
            right = number(self._unary())
            left = number(left) * right if times else number(left) / right
        return left

    def _unary(self) -> Operand:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnsupportedError
        try:
            if self._peek() in {("op", "-"), ("op", "+")}:
                sign = -1 if self._next()[1] == "-" else 1
                return sign * number(self._unary())
            return self._atom()
        finally:
            self._depth -= 1

    def _atom(self) -> Operand:
        kind, text = self._next()
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "ref":
            values = list(self._cells(text))
            if len(values) != 1:
                raise UnsupportedError
            return values[0]
        if kind == "name":
            return self._call(text.upper())
        if (kind, text) == ("op", "("):
            value = self._comparison()
            self._expect(")")
            return value
        raise UnsupportedError

    def _call(self, name: str) -> Operand:
        if name not in _FUNCTIONS:
            raise UnsupportedError
        self._expect("(")
        arguments: list[list[Operand]] = []
        while self._peek() != ("op", ")"):
            arguments.append(self._argument())
            if self._peek() != ("op", ")"):
                self._expect(",")
        self._expect(")")
        return _FUNCTIONS[name](arguments)

    def _argument(self) -> list[Operand]:
        """A range as its cells, anything else as one value."""
        kind, text = self._peek()
        if kind == "ref" and ":" in text:
            self._at += 1
            return list(self._cells(text))
        return [self._comparison()]

    def _cells(self, reference: str) -> Iterator[Operand]:
        name, _, area_name = reference.rpartition("!")
        sheet = self._calculator.sheet(name.strip("'")) if name else self._sheet
        area = area_of(area_name)
        if area is None or area[2] >= MAX_ROWS or area[3] >= MAX_COLUMNS:
            raise UnsupportedError
        if (area[2] - area[0] + 1) * (area[3] - area[1] + 1) > MAX_CELLS:
            raise UnsupportedError
        for row in range(area[0], area[2] + 1):
            for column in range(area[1], area[3] + 1):
                yield self._calculator.value(sheet, (row, column))


@lru_cache(maxsize=1024)  # the workbooks of a batch have the same formulas
def _tokens(formula: str) -> tuple[tuple[str, str], ...]:
    """(kind, text) of each token, the names of ``_TOKEN``'s groups being the kinds."""
    found: list[tuple[str, str]] = []
    at = 0
    while formula[at:].strip():
        match = _TOKEN.match(formula, at)
        if match is None or match.lastgroup is None:
            raise UnsupportedError
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tuple(found)


def number(value: Operand) -> Decimal:
    """An operand in an arithmetic place; ``UnsupportedError`` for words."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if value is None:
        return Decimal(0)
    if isinstance(value, str):
        raise UnsupportedError
    return value


def _compare(operator: str, left: Operand, right: Operand) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        if operator not in {"=", "<>"}:
            raise UnsupportedError
        return ((left or "") == (right or "")) == (operator == "=")
    return _COMPARE[operator](number(left), number(right))


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def _numbers(arguments: list[list[Operand]]) -> list[Decimal]:
    """The numbers among the arguments; words and blanks in ranges are passed over, as SUM does."""
    return [v for a in arguments for v in a if isinstance(v, Decimal)]


def _if(arguments: list[list[Operand]]) -> Operand:
    if not 2 <= len(arguments) <= 3 or any(len(a) != 1 for a in arguments):
        raise UnsupportedError
    chosen = 1 if _truth(arguments[0][0]) else 2
    return arguments[chosen][0] if chosen < len(arguments) else False


def _truth(value: Operand) -> bool:
    return number(value) != 0


def _round(arguments: list[list[Operand]]) -> Operand:
    places = int(number(arguments[1][0])) if len(arguments) > 1 else 0
    if not -15 <= places <= 15:
        raise UnsupportedError
    return number(arguments[0][0]).quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")


_FUNCTIONS: dict[str, Callable[[list[list[Operand]]], Operand]] = {
    "SUM": lambda a: sum(_numbers(a), Decimal(0)),
    "COUNT": lambda a: Decimal(len(_numbers(a))),
    "COUNTA": lambda a: Decimal(sum(v is not None for x in a for v in x)),
    "COUNTBLANK": lambda a: Decimal(sum(v in (None, "") for x in a for v in x)),
    "MAX": lambda a: max(_numbers(a), default=Decimal(0)),
    "MIN": lambda a: min(_numbers(a), default=Decimal(0)),
    "ABS": lambda a: abs(number(a[0][0])) if a and a[0] else Decimal(0),
    "ROUND": lambda a: _round(a) if a and a[0] else Decimal(0),
    "N": lambda a: number(a[0][0]) if a and a[0] and not isinstance(a[0][0], str) else Decimal(0),
    "IF": _if,
    "AND": lambda a: all(_truth(v) for x in a for v in x if v is not None),
    "OR": lambda a: any(_truth(v) for x in a for v in x if v is not None),
    "NOT": lambda a: not _truth(a[0][0] if a and a[0] else None),
    "ISNUMBER": lambda a: bool(a and a[0] and isinstance(a[0][0], Decimal)),
}
