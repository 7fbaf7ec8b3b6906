"""Pages that describe the command line, held against the code."""

from __future__ import annotations

import re
from pathlib import Path

import disclosure_report
from disclosure_report.cli.exit_codes import MEANINGS, ExitCode

DOCS = Path(disclosure_report.__file__).parents[1] / "docs"


def test_the_page_of_exit_codes_lists_every_code():
    page = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| (\w+) \| (.+?) \|$", page, re.M)
    assert listed == [(str(c.value), c.name, MEANINGS[c]) for c in ExitCode]
