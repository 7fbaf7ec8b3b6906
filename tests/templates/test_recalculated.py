"""The stored values are what a spreadsheet program computes: LibreOffice, given the formulas alone."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from openpyxl import load_workbook

from disclosure_report.editions import load_edition
from disclosure_report.templates.package import pack
from disclosure_report.templates.workbook import write_workbook
from tests.templates.test_workbook import flat


def without_values(data: bytes) -> bytes:
    """The same workbook, its formulas' stored values taken away."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if name.startswith("xl/worksheets/"):
            parts[name] = re.sub(rb"</f><v>[^<]*</v>", b"</f>", parts[name])
    return pack(parts)


def recalculated(books: dict[str, bytes], folder: Path) -> Path:
    """The folder where LibreOffice put its own copies."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: scripts/provide.sh test installs it"
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(without_values(data))
    out, profile = folder / "out", (folder / "profile").as_uri()
    files = [str(folder / f"{name}.xlsx") for name in books]
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    return out


def test_stored_values_are_what_libreoffice_computes(tmp_path: Path):
    new, old = load_edition("2021"), load_edition("2019")
    broken = flat("2021") | {
        ("requests", "carried_out", "natural_person"): 3,
        ("requests", "granted", "other"): None,
        ("proactive", "penalty", "decisions"): "/",
        ("disputes", "reconsideration", "total"): 9,
    }
    books = {
        "blank": write_workbook(new, "示例市教育局", 2024),
        "next": write_workbook(new, "示例市教育局", 2024, previous=flat("2021")),
        "broken": write_workbook(new, "示例市教育局", 2024, figures=broken),
        "old": write_workbook(old, "示例市教育局", 2020, figures=flat("2019")),
    }
    out = recalculated(books, tmp_path)
    seen = 0
    for name, data in books.items():
        formulas, stored = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
        theirs = load_workbook(out / f"{name}.xlsx", data_only=True)
        cells = [(s.title, c.coordinate) for s in formulas for row in s.iter_rows() for c in row if c.data_type == "f"]
        differing = {c: (stored[c[0]][c[1]].value, theirs[c[0]][c[1]].value) for c in cells}
        assert {c: v for c, v in differing.items() if v[0] != v[1]} == {}
        seen += len(cells)
    assert seen > 250
