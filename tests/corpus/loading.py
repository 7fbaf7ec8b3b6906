"""The corpus of whole reports: one TOML file each, read the way a clerk's text is read.

``text`` is the narrative from the title to the date.  Figures are sparse: a row that is not named is 0 throughout.
A row of ``[requests]`` is the natural persons' figure or the six applicants' in the form's order; totals and what is
carried out follow from them.  A row of ``[disputes]`` is 维持、纠正、其他、尚未审结.  A row of ``[proactive]`` has
its columns in the form's order.  ``[previous]`` is last year's report of the same body in the same shape.

``[[deliberate]]`` lists findings the report is meant to raise (``code``, ``words`` of the quote).  ``[planted]`` is
one realistic error: how it gets in (``replace``, ``cells``, ``published``, ``copied``, ``edition``), its class of
``defect`` (1 late, 2 copied, 3 wrong period …), the ``code`` that must name it and where (``words`` of the quote,
``cell``, or ``section``); ``also`` lists the codes that may follow from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from disclosure_report.editions import Edition, edition_for, load_edition
from disclosure_report.model.finding import Finding
from disclosure_report.model.report import Agency, Report, Value
from disclosure_report.readers.narrative import Line, parse_lines
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import run_rules
from tests.builders import figures

REPORTS = Path(__file__).parent / "reports"
Raw = dict[str, dict[str, dict[str, Value]]]


@dataclass(frozen=True)
class Expected:
    """A finding that must, or may, be raised."""

    code: str
    words: str = ""
    cell: tuple[str, str, str] | None = None
    section: str | None = None

    def matches(self, finding: Finding) -> bool:
        """Whether the finding has this code at this place."""
        places = (finding.source, *finding.related)
        return (
            finding.code == self.code
            and self.words in (finding.source.quote or "")
            and (self.section is None or finding.source.section == self.section)
            and (self.cell is None or any((p.table, p.row, p.column) == self.cell for p in places))
        )


@dataclass(frozen=True)
class Entry:
    """One file of the corpus."""

    name: str
    data: Mapping[str, Any]

    def sound(self) -> list[Finding]:
        """What the rules find in the report as it should be."""
        return _findings(report_of(self.data), self.last_year())

    def faulty(self) -> list[Finding]:
        """What the rules find in the report with the planted error."""
        planted = self.data["planted"]
        return _findings(_with_error(self, planted), self.last_year())

    def last_year(self) -> Report | None:
        """Last year's report, when the file has one."""
        before = self.data.get("previous")
        return None if before is None else report_of({**self._body, "year": self.year - 1, **before})

    @property
    def year(self) -> int:
        """The year reported on."""
        return int(self.data["year"])

    @property
    def _body(self) -> dict[str, Any]:
        return {key: self.data[key] for key in ("agency", "kind", "level") if key in self.data}

    @property
    def deliberate(self) -> list[Expected]:
        """What the report is meant to raise."""
        return [Expected(d["code"], d["words"]) for d in self.data.get("deliberate", ())]

    @property
    def planted(self) -> Expected:
        """What the planted error must raise."""
        planted = self.data["planted"]
        cell = tuple(planted["cell"].split(".")) if "cell" in planted else None
        return Expected(planted["code"], planted.get("words", ""), cell, planted.get("section"))


def entries() -> tuple[Entry, ...]:
    """Every report of the corpus, by name."""
    return tuple(
        Entry(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(REPORTS.glob("*.toml"))
    )


def report_of(data: Mapping[str, Any]) -> Report:
    """The report a file, or its ``previous``, describes."""
    year = int(data["year"])
    edition = edition_for(year)
    assert edition is not None
    lines = (Line(n, text) for n, text in enumerate(str(data["text"]).strip().splitlines(), 1))
    parsed = parse_lines(lines, edition, "正文.txt")
    return Report(
        agency=Agency(data["agency"], data["kind"], data.get("level")),
        year=year,
        edition=edition.key,
        published=data.get("published", parsed.dated),
        narrative=parsed.narrative,
        tables=figures(_tables(data, edition)),
    )


def _tables(data: Mapping[str, Any], edition: Edition) -> Raw:
    return {
        "proactive": _proactive(data.get("proactive", {}), edition),
        "requests": _requests(data.get("requests", {}), edition),
        "disputes": _disputes(data.get("disputes", {}), edition),
    }


def _proactive(given: Mapping[str, Any], edition: Edition) -> dict[str, dict[str, Value]]:
    spec = edition.tables["proactive"]
    table: dict[str, dict[str, Value]] = {row: dict.fromkeys(spec.columns_of(row), 0) for row in spec.rows}
    for row, cells in given.items():
        values = cells if isinstance(cells, list) else [cells]
        numbers = [Decimal(v) if isinstance(v, str) else v for v in values]
        table[row] = dict(zip(spec.columns_of(row), numbers, strict=True))
    return table


def _requests(given: Mapping[str, Any], edition: Edition) -> dict[str, dict[str, Value]]:
    spec = edition.tables["requests"]
    assert set(given) <= set(spec.rows), set(given) - set(spec.rows)
    parts = {row: _six(given.get(row, 0)) for row in spec.rows}
    results = [r for r in spec.rows if r not in ("new_received", "carried_in", "result_total", "carried_out")]
    parts["result_total"] = [sum(parts[r][i] for r in results) for i in range(6)]
    parts["carried_out"] = [
        new + old - done
        for new, old, done in zip(parts["new_received"], parts["carried_in"], parts["result_total"], strict=True)
    ]
    assert min(parts["carried_out"]) >= 0, "more was handled than came in"
    return {row: dict(zip(spec.columns, [*six, sum(six)], strict=True)) for row, six in parts.items()}


def _six(cells: int | list[int]) -> list[int]:
    return cells if isinstance(cells, list) else [cells, 0, 0, 0, 0, 0]


def _disputes(given: Mapping[str, list[int]], edition: Edition) -> dict[str, dict[str, Value]]:
    spec = edition.tables["disputes"]
    rows = {row: given.get(row, [0, 0, 0, 0]) for row in spec.rows}
    return {row: dict(zip(spec.columns, [*four, sum(four)], strict=True)) for row, four in rows.items()}


def _with_error(entry: Entry, planted: Mapping[str, Any]) -> Report:
    data = dict(entry.data)
    if planted.get("copied"):
        data["text"] = data["previous"]["text"].replace(str(entry.year - 1), str(entry.year))
    for wrong, right in _swaps(planted):
        assert data["text"].count(right) == 1, f"{entry.name}: {right}"
        data["text"] = data["text"].replace(right, wrong)
    made = report_of(data)
    for place, value in planted.get("cells", {}).items():
        table, row, column = place.split(".")
        made = _with_cell(made, table, row, column, None if value == "" else value)
    if "published" in planted:
        made = replace(made, published=planted["published"])
    return replace(made, edition=planted["edition"]) if "edition" in planted else made


def _swaps(planted: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(wrong, right) words."""
    given = planted.get("replace", [])
    for right, wrong in zip(given[::2], given[1::2], strict=True):
        yield wrong, right


def _with_cell(base: Report, table: str, row: str, column: str, value: Value) -> Report:
    tables = {t: {r: dict(cells) for r, cells in rows.items()} for t, rows in base.tables.items()}
    tables[table][row][column] = replace(tables[table][row][column], value=value)
    return replace(base, tables=tables)


@cache
def _edition(key: str) -> Edition:
    return load_edition(key)


def _findings(report: Report, previous: Report | None) -> list[Finding]:
    return list(run_rules(Context(report, _edition(report.edition), previous)))
