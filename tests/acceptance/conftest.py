"""Inputs made once a session; tests may read but not change them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance import harness


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An input folder without a fault."""
    return harness.folder(tmp_path_factory.mktemp("acceptance") / "示例市规划局")


@pytest.fixture(scope="session")
def good_json(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as one interchange file."""
    return harness.edited(tmp_path_factory.mktemp("acceptance") / "report.json", lambda d: None)


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interchange file with one figure changed."""

    def wrong(made: dict) -> None:  # type: ignore[type-arg]
        made["tables"]["requests"]["new_received"]["natural_person"] += 1

    return harness.edited(tmp_path_factory.mktemp("acceptance") / "错的.json", wrong)
