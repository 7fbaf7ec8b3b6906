"""How a batch ended, and its units as the tables show them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from disclosure_report.batch.manifest import Journal
from disclosure_report.batch.marks import marks_of
from disclosure_report.batch.options import Situation
from disclosure_report.batch.places import Place
from disclosure_report.batch.siblings import Cluster, Siblings, SiblingText
from disclosure_report.rollup.problems import UNIT_LATE, UNIT_MISSING, UNIT_UNKNOWN
from disclosure_report.rollup.register import EMPTY_REGISTER, Register, Unit, body_name

#: state → what a clerk reads
STATES: Mapping[str, str] = {
    "clean": "通过",
    "warnings": "有警告",
    "errors": "有错误",
    "failed": "未完成",
    "missing": "未交",
    "removed": "已移除",
}
_NOTHING = {"error": 0, "warning": 0, "notice": 0}

#: Digits a mark never has; a record lies where others can write.
_LONGEST_MARK = 20


@dataclass(frozen=True)
class BatchResult:
    """``states`` counts units by state (clean, warnings, errors, failed, missing); ``message`` says what went wrong.

    ``troubled`` holds the first units that are not clean; all of them are in the status workbook and on the page.
    """

    situation: Situation
    message: str = ""
    total: int = 0
    done: int = 0
    skipped: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=lambda: dict(_NOTHING))
    troubled: tuple[UnitRow, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    register: Register = EMPTY_REGISTER
    status: Path | None = None
    dashboard: Path | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the tables show it; ``findings`` are objects of the findings format, ``outputs`` lie below OUT."""

    unit: str
    agency: str
    state: str
    counts: Mapping[str, int]
    findings: Sequence[Mapping[str, Any]] = ()
    outputs: Sequence[str] = ()
    kind: str = ""
    level: str = ""
    year: int | None = None
    edition: str = ""
    published: str = ""
    parent: str = ""
    deadline: str = ""
    note: str = ""


class UnitRows:
    """The units in the register's order, else that of the places, read from the manifest as often as asked.

    After them those of the register that have no input, then those whose input is gone but for their documents.
    """

    def __init__(
        self,
        places: Sequence[Place],
        manifest: Journal,
        register: Register,
        siblings: Siblings,
        gone: Sequence[str] = (),
    ) -> None:
        self._gone = gone
        self._manifest, self._register, self._siblings = manifest, register, siblings
        self.clusters, self.register = siblings.clusters, register
        self._order = [p.unit for p in places]
        self._present: set[str] = set()
        if register.units:
            self._follow(register.position())

    def _follow(self, position: Mapping[str, int]) -> None:
        """Take the register's order, and note which of its bodies have an input."""
        bodies = {unit: body_name(str(_agency(self._manifest, unit))) for unit in self._order}
        self._order.sort(key=lambda unit: position.get(bodies[unit], len(position)))
        self._present = {*bodies.values(), *(body_name(Path(unit).stem) for unit in self._order)}

    def __iter__(self) -> Iterator[UnitRow]:
        for unit in self._order:
            record = self._manifest.get(unit)
            if record is not None:
                yield self._row(record)
        for listed in self.missing():
            finding = UNIT_MISSING.finding(unit=listed.name).as_json()
            counts = {**_NOTHING, "warning": 1}
            yield UnitRow("", listed.name, "missing", counts, (finding,), **_listed(listed))
        for unit in self._gone:
            yield self._row(self._manifest.get(unit) or {})

    def missing(self) -> list[Unit]:
        """Units of the register without an input."""
        return [u for u in self._register.units if body_name(u.name) not in self._present]

    def _row(self, record: Mapping[str, Any]) -> UnitRow:
        listed = self._register.find(record["agency"])
        found = [*record["findings"], *self._of_batch(record, listed)]
        counts = Counter(record.get("counts") or _NOTHING)
        counts.update(f["severity"] for f in found[len(record["findings"]) :])
        state = "warnings" if record["state"] == "clean" and counts["warning"] else record["state"]
        known: dict[str, Any] = {"kind": record.get("kind") or "", "level": record.get("level") or ""}
        return UnitRow(
            unit=record["unit"],
            agency=record["agency"],
            state=state,
            counts=dict(counts),
            findings=found,
            outputs=[f"{record['folder']}/{name}" for name in record["outputs"]],
            year=record.get("year"),
            edition=record.get("edition") or "",
            published=record.get("published") or "",
            note=record["note"],
            **(known | (_listed(listed) if listed else {})),
        )

    def _of_batch(self, record: Mapping[str, Any], listed: Unit | None) -> Iterator[dict[str, Any]]:
        """What only the batch as a whole can see."""
        if record["unit"] in self._siblings.findings:
            yield self._siblings.findings[record["unit"]].as_json()
        if self._register.units and listed is None and record.get("year"):
            yield UNIT_UNKNOWN.finding(unit=record["agency"], nearest_text="", nearest=None).as_json()
        if listed is not None and listed.deadline and record.get("published"):
            published = date.fromisoformat(record["published"])
            if published > listed.deadline:
                day = listed.deadline.isoformat()
                yield UNIT_LATE.finding(unit=listed.name, found=published.isoformat(), expected=day).as_json()


def _agency(manifest: Journal, unit: str) -> str:
    record = manifest.get(unit)
    return record["agency"] if record else ""


def _listed(unit: Unit) -> dict[str, Any]:
    deadline = unit.deadline.isoformat() if unit.deadline else ""
    return {"kind": unit.kind, "level": unit.level or "", "parent": unit.parent or "", "deadline": deadline}


class RecordedTexts:
    """The batch's texts as they were recorded, read again whenever they are asked for."""

    def __init__(self, places: Sequence[Place], journal: Journal) -> None:
        self._places, self._journal = places, journal

    def units(self) -> Iterator[str]:
        """The units in the order of the places."""
        return (place.unit for place in self._places)

    def marks(self, unit: str) -> list[int]:
        """The marks of a unit's sentences; the rest of its record is not looked at."""
        _, found, rest = (self._journal.line(unit) or b"").partition(b',"marks":[')
        if not found:  # recorded by an earlier version
            text = self.text(unit)
            return marks_of([sentence for _, _, sentence in text.sentences], text.agency)
        listed = rest.partition(b"]")[0].split(b",")
        return [int(mark) for mark in listed if mark.isdigit() and len(mark) < _LONGEST_MARK]

    def text(self, unit: str) -> SiblingText:
        """A unit's text."""
        record = self._journal.get(unit) or {"agency": "", "sentences": ()}
        return SiblingText(unit, record["agency"], tuple(tuple(s) for s in record["sentences"]))


def key_of(*parts: str) -> str:
    """One hash of several."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
