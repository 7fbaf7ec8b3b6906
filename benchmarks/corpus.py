"""Precision and recall of every rule over the corpus of whole reports (``tests/corpus``).

Run from the root of the project: ``python -m benchmarks.corpus``.  Each report is checked twice: as it should be
(nothing but the listed findings is right), and with its planted error (that, and what may follow from it, is right).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from disclosure_report.model.finding import Finding
from tests.corpus.loading import Entry, Expected, entries, report_of

_MARKS = "。；！？"


@dataclass
class Tally:
    """Findings by code: right ones, false alarms, and planted or listed ones that were missed."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, found: Iterable[Finding], expected: Sequence[Expected], also: Sequence[str] = ()) -> None:
        """Count one check of one report; a code of ``also`` follows from the planted error and counts for neither."""
        findings = list(found)
        for wanted in expected:
            hit = any(wanted.matches(f) for f in findings)
            (self.right if hit else self.missed)[wanted.code] += 1
        for finding in findings:
            if finding.code not in also and not any(e.matches(finding) for e in expected):
                self.wrong[finding.code] += 1


def tally(chosen: Iterable[Entry]) -> tuple[Tally, Tally]:
    """The counts over the sound reports and over those with an error."""
    sound, faulty = Tally(), Tally()
    for entry in chosen:
        sound.add(entry.sound(), entry.deliberate)
        faulty.add(entry.faulty(), [entry.planted, *entry.deliberate], entry.data["planted"].get("also", ()))
    return sound, faulty


def sizes(chosen: Sequence[Entry]) -> tuple[int, int, int]:
    """Reports of this and of last year, their sentences, their characters."""
    texts = [e.data["text"] for e in chosen] + [e.data["previous"]["text"] for e in chosen if "previous" in e.data]
    return len(texts), sum(text.count(mark) for text in texts for mark in _MARKS), sum(len(t) for t in texts)


def _share(part: int, rest: int) -> str:
    return f"{part / (part + rest):.1%}" if part + rest else "-"


def main() -> None:
    """Print the table."""
    chosen = entries()
    reports, sentences, characters = sizes(chosen)
    print(f"{len(chosen)} bodies, {reports} reports, {sentences} sentences, {characters} characters")
    figures = sum(1 for e in chosen for _ in report_of(e.data).figures())
    defects = Counter(e.data["planted"]["defect"] for e in chosen)
    print(f"{figures} cells; defects planted, by class: {dict(sorted(defects.items()))}")
    sound, faulty = tally(chosen)
    print(f"sound reports: {sum(sound.right.values())} listed findings, {sum(sound.wrong.values())} false alarms")
    print(f"{'code':8}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>9}")
    both = [sound.right + faulty.right, sound.wrong + faulty.wrong, sound.missed + faulty.missed]
    for code in sorted({c for counter in both for c in counter}):
        right, wrong, missed = (counter[code] for counter in both)
        print(f"{code:8}{right:7}{wrong:7}{missed:8}{_share(right, wrong):>11}{_share(right, missed):>9}")
    right, wrong, missed = (sum(counter.values()) for counter in both)
    print(f"{'all':8}{right:7}{wrong:7}{missed:8}{_share(right, wrong):>11}{_share(right, missed):>9}")


if __name__ == "__main__":
    main()
