"""Writes every case in every format into a folder: ``python -m tests.conformance.produce FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from disclosure_report.writers.publication import writer_for
from tests.conformance.cases import FORMATS, publications


def produce(folder: Path) -> None:
    """One file a case and format."""
    folder.mkdir(parents=True)
    for name, publication in publications().items():
        for format_ in FORMATS:
            (folder / f"{name}.{format_}").write_bytes(writer_for(format_)(publication))


if __name__ == "__main__":
    produce(Path(sys.argv[1]))
