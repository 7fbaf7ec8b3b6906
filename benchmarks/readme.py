"""``python -m benchmarks.readme``: measure everything, put the main table between the marks in README.md."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.__main__ import figure, machine, measure
from benchmarks.parts import BATCH, USUAL, Row

README = Path(__file__).parent.parent / "README.md"
_MARKS = re.compile("(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
#: Ours, what it is compared with; the words of both come with the rows.
_PAIRS = (
    ("build", "office"),
    ("batch", "office"),
    ("batch cpu", "plain"),
    ("PDF/A", "typst"),
    ("PDF/A", "reportlab"),
    ("Word", "python-docx"),
)
_ALONE = ("help", "check", "rules", "reading", "long", "unchanged", "memory")


def main() -> None:
    """Measure, print, write."""
    rows = measure(USUAL)
    text = README.read_text(encoding="utf-8")
    table = "\n".join(main_table(rows))
    README.write_text(_MARKS.sub(lambda m: f"{m[1]}{table}\n{m[2]}", text), encoding="utf-8")


def main_table(rows: Mapping[str, Row]) -> Iterator[str]:
    """The lines between the marks."""
    rate = 1000 / rows["batch"].value
    yield f"{machine()} Load average during the run: {os.getloadavg()[0]:.1f} (1 to 2 is the benchmark itself)."
    yield f"Elsewhere the milliseconds differ: the ratios matter. `batch` over {BATCH} reports of eight pages made"
    yield f"**{rate:.0f} reports a second**, each read, checked by all rules, written as Word and PDF/A."
    yield ""
    yield "| disclosure-report | | beside it | | ratio |"
    yield "| --- | ---: | --- | ---: | ---: |"
    for ours, other in _PAIRS:
        if ours in rows and other in rows:
            a, b = rows[ours], rows[other]
            note = f" ({b.note})" if b.note else ""
            size = f", {a.note}" if a.note.endswith("kB") else ""
            yield f"| {a.what}{size} | {figure(a)} | {b.what}{note} | {figure(b)} | {b.value / a.value:.1f} |"
    for key in _ALONE:
        yield f"| {rows[key].what} | {figure(rows[key])} | | | |"


if __name__ == "__main__":
    main()
