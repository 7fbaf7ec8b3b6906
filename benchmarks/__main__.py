"""``python -m benchmarks [part…]``: measure everything in one run and print one Markdown report.

Parts: start, build, batch, writers, rules (all of these by default), and scale (1,000 against 10,000 units).
``python -m benchmarks.readme`` does the same and puts the main table into README.md.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.parts import PARTS, USUAL, Bench, Row


def main() -> None:
    """Run the parts named on the command line."""
    measure(sys.argv[1:] or USUAL)


def measure(parts: Iterable[str]) -> dict[str, Row]:
    """Run the parts, print each as it is done; the rows by key."""
    print(f"# Benchmarks\n\n{machine()}\n")
    found: dict[str, Row] = {}
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        bench = Bench(Path(name))
        for part in parts:
            rows = list(PARTS[part](bench))
            print(f"## {PARTS[part].__doc__}\n\n{table(rows)}\n", flush=True)
            found |= {row.key: row for row in reversed(rows)}
    return found


def machine() -> str:
    """What the figures were measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores."


def table(rows: list[Row]) -> str:
    """The rows, those in milliseconds also as multiples of the first."""
    lines = ["| what | time | ratio | |", "| --- | ---: | ---: | --- |"]
    for row in rows:
        ratio = f"{row.value / rows[0].value:.2f}" if row.unit == rows[0].unit == "ms" else ""
        lines.append(f"| {row.what} | {figure(row)} | {ratio} | {row.note} |")
    return "\n".join(lines)


def figure(row: Row) -> str:
    """The value with its unit, to three digits."""
    return f"{row.value:.3g} {row.unit}" if row.value < 1000 else f"{row.value:.0f} {row.unit}"


if __name__ == "__main__":
    main()
