"""Input folders for the command line, written once a session."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from disclosure_report.assemble import as_json_text, content
from tests.builders import report


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder that holds report.json alone; nothing is wrong with it."""
    folder = tmp_path / "好的"
    folder.mkdir()
    (folder / "report.json").write_text(as_json_text(content(report())), encoding="utf-8")
    return folder


@pytest.fixture
def bad(good: Path) -> Path:
    """The same with one figure changed."""
    folder = good.with_name("有错的")
    shutil.copytree(good, folder)
    data = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    data["tables"]["requests"]["new_received"]["natural_person"] += 1
    (folder / "report.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder
