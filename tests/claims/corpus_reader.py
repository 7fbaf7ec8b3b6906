"""The corpus: one sentence a line, with what must be found in it.

``@ key=value …`` sets what the following sentences stand against, until the next ``@`` line: ``edition``, ``kind`` and
``agency``; ``@ cell table.row.column=n …`` changes cells; ``@ previous table.row.column=n …`` gives last year's.
A line ``! CODE words [cell]`` below a sentence is a finding it must raise: its quote holds the words, its related cells
the cell.  ``A|B`` accepts either code.  A sentence without such a line must be silent.  ``#`` is a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from disclosure_report.claims.engine import discrepancies
from disclosure_report.editions import load_edition
from disclosure_report.model.report import Agency, Narrative, Report
from tests.builders import report, section, with_cell

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Expected:
    codes: tuple[str, ...]
    words: str
    cell: tuple[str, ...] | None


@dataclass
class Case:
    group: str
    line: int
    text: str
    edition: str = "2021"
    agency: Agency = field(default_factory=lambda: Agency("示例市教育局", "department", "city"))
    cells: dict[str, int] = field(default_factory=dict)
    previous: dict[str, int] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)

    def report(self) -> Report:
        """The parent with this sentence and these cells."""
        base = report(self.edition)
        text = self.text.replace("2024", str(base.year)) if self.edition == "2019" else self.text
        lines = section("overview", "一、总体情况", text)
        made = replace(base, agency=self.agency, narrative=Narrative(sections=(lines,)))
        return _with(made, self.cells)

    def last_year(self) -> Report | None:
        """Last year's report, when the case has one."""
        return _with(replace(report(self.edition), year=2023), self.previous) if self.previous else None


@dataclass(frozen=True)
class Found:
    code: str
    quote: str
    cells: tuple[tuple[str, str, str], ...]


def _with(base: Report, cells: dict[str, int]) -> Report:
    for place, value in cells.items():
        base = with_cell(base, *place.split("."), value)
    return base


def cases() -> Iterator[Case]:
    """Every sentence of the corpus."""
    for path in sorted(CORPUS.glob("*.txt")):
        yield from _file(path)


def _file(path: Path) -> Iterator[Case]:
    setting, case = Case(path.stem, 0, ""), None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("! "):
            assert case is not None, f"{path}:{number}"
            codes, words, *cell = _split(line[2:])
            case.expected.append(Expected(tuple(codes.split("|")), words, tuple(cell[0].split(".")) if cell else None))
            continue
        if case is not None:
            yield case
            case = None
        if line.startswith("@ "):
            setting = _setting(path.stem, line[2:])
        else:
            case = replace(setting, line=number, text=line, expected=[])
    if case is not None:
        yield case


def _split(line: str) -> list[str]:
    """Code, words (which may hold blanks) and, if the last part is one, the cell."""
    code, rest = line.split(" ", 1)
    words, _, cell = rest.rpartition(" ")
    return [code, words, cell] if cell.count(".") == 2 and words else [code, rest]


def _setting(group: str, line: str) -> Case:
    case = Case(group, 0, "")
    kind, _, rest = line.partition(" ")
    if kind in ("cell", "previous"):
        values = {k: int(v) for k, v in (pair.split("=") for pair in rest.split())}
        return replace(case, cells=values) if kind == "cell" else replace(case, previous=values)
    pairs = dict(pair.split("=") for pair in line.split())
    agency = Agency(pairs.get("agency", case.agency.name), pairs.get("kind", "department"))  # type: ignore[arg-type]
    return replace(case, edition=pairs.get("edition", "2021"), agency=agency)


def findings(case: Case) -> list[Found]:
    """What the engine finds in the sentence."""
    made = case.report()
    return [
        Found(d.fault.code, d.paragraph.text[d.fault.start : d.fault.end], d.fault.cells)
        for d in discrepancies(made, load_edition(made.edition), case.last_year())
    ]


def matches(expected: Expected, found: Found) -> bool:
    """Whether this is the finding that was meant."""
    return (
        found.code in expected.codes
        and expected.words in found.quote
        and (expected.cell is None or expected.cell in found.cells)
    )
