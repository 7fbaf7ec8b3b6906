"""One unit's report as the roll-up needs it: figures in the form's order, with their places; no text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact
from functools import cache
from typing import TypeAlias

from disclosure_report.editions import Edition, edition_keys, load_edition
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Agency, Number, Report, Value
from disclosure_report.model.source import SourceRef

CellKey: TypeAlias = tuple[str, str, str]
#: file, sheet, cell
Place: TypeAlias = tuple[str | None, str | None, str | None]

#: A blank or a text in a cell leaves that cell of the sum open; it does not make the unit's other figures unusable.
_OF_ONE_CELL = frozenset({"TAB201", "SRC007", "SRC008"})
_OF_FIGURES = ("TAB", "SUM", "SRC003")
#: Sums are exact: a figure that would need more digits than this is no figure of a report.
_EXACT = Context(prec=200, traps=[Inexact])


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A report found below the root. ``values`` and ``places`` follow the order of the edition's figures.

    ``path`` is relative to the root. ``reasons`` say why its figures are not to be trusted (Chinese, empty: usable);
    ``readable`` is false when there is no report behind it.
    """

    path: str
    agency: Agency
    year: int = 0
    edition: str = ""
    published: date | None = None
    values: tuple[Value, ...] = ()
    places: tuple[Place, ...] = ()
    reasons: tuple[str, ...] = ()
    mixed: bool = False
    readable: bool = True

    @property
    def name(self) -> str:
        """The body as the report calls it."""
        return self.agency.name

    def at(self, key: CellKey) -> tuple[int, Value] | None:
        """Number and value of a figure in this unit's own edition; ``None`` when its form has no such cell."""
        index = _numbers(self.edition).get(key)
        return None if index is None or index >= len(self.values) else (index, self.values[index])

    def place(self, index: int, key: CellKey) -> SourceRef:
        """Where figure number ``index`` stands, the file relative to the root."""
        file, sheet, cell = self.places[index] if index < len(self.places) else (None, None, None)
        same = file is not None and self.path.rpartition("/")[2] == file  # the unit is one interchange file
        shown = self.path if same else "/".join(filter(None, (self.path, file)))
        return SourceRef(file=shown or None, sheet=sheet, cell=cell, table=key[0], row=key[1], column=key[2])


@cache
def _numbers(edition: str) -> Mapping[CellKey, int]:
    """Cell → its number among the edition's figures."""
    return {key: i for i, key in enumerate(load_edition(edition).figures())} if edition in edition_keys() else {}


def unit_report(report: Report, findings: Iterable[Finding] = (), path: str = "") -> UnitReport:
    """The unit behind a report and what its check found."""
    edition = load_edition(report.edition) if report.edition in edition_keys() else None
    values: list[Value] = []
    places: list[Place] = []
    for key in edition.figures() if edition else ():
        figure = report.figure(*key)
        values.append(figure.value if figure else None)
        source = figure.source if figure else SourceRef()
        places.append((source.file, source.sheet, source.cell))
    return UnitReport(
        path=path,
        agency=report.agency,
        year=report.year,
        edition=report.edition,
        published=report.published,
        values=tuple(values),
        places=tuple(places),
        reasons=_reasons(report, edition, findings),
        mixed=bool(report.found_editions),
    )


def unreadable_unit(path: str, name: str, findings: Iterable[Finding]) -> UnitReport:
    """An input without a report."""
    said = next((f.message for f in findings if f.severity is Severity.ERROR), "")
    reason = f"报告读不出来（{said}）" if said else "报告读不出来"
    return UnitReport(path, Agency(name), reasons=(reason,), readable=False)


def _reasons(report: Report, edition: Edition | None, findings: Iterable[Finding]) -> tuple[str, ...]:
    if edition is None:
        return (f"格式版本“{report.edition}”不认得",)
    missing = [spec.caption for key, spec in edition.tables.items() if not report.tables.get(key)]
    out = [f"缺少表格“{caption}”" for caption in missing]
    wrong = [f for f in findings if _spoils_figures(f)]
    if wrong:
        codes = "、".join(sorted({f.code for f in wrong}))
        out.append(f"表格有 {len(wrong)} 处错误（{codes}），如：{wrong[0].message}")
    return tuple(out)


def _spoils_figures(f: Finding) -> bool:
    if f.severity is not Severity.ERROR or not f.counts or f.code in _OF_ONE_CELL:
        return False
    return f.code.startswith(_OF_FIGURES)


def as_number(value: Value) -> Number | None:
    """The value when it is a finite number, else ``None``."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return value if isinstance(value, int) or value.is_finite() else None


def exact_sum(numbers: Iterable[Number]) -> Number | None:
    """The exact sum, an ``int`` when every number is one; ``None`` when it cannot be held exactly."""
    whole = 0
    fractional: Decimal | None = None
    try:
        for n in numbers:
            if isinstance(n, int):
                whole += n
            else:
                fractional = n if fractional is None else _EXACT.add(fractional, n)
        return whole if fractional is None else _EXACT.add(fractional, Decimal(whole))
    except Inexact:
        return None
