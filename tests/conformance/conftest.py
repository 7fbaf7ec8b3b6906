"""The files of every case, written once for all test processes, and what slow programs say about them."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conformance.cases import FORMATS, publications
from tests.tools.office import convert

ROOT = Path(__file__).resolve().parents[2]
#: Two machines as far apart as one machine can play them.
MACHINES = {
    "here": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
    "there": {"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C", "USER": "zhang"},
}


@dataclass(frozen=True)
class Shelf:
    """Where the files stand: ``here``, the same once more ``there``, and what was made of them beside."""

    folder: Path

    def path(self, name: str, format_: str, machine: str = "here") -> Path:
        """One case's file."""
        return self.folder / machine / f"{name}.{format_}"

    def all(self, format_: str) -> dict[str, Path]:
        """Every case's file of a format."""
        return {name: self.path(name, format_) for name in publications()}

    def once(self, name: str, make: Callable[[], str]) -> str:
        """What ``make`` says, asked once for all test processes."""
        with _locked(self.folder / f"{name}.lock"):
            kept = self.folder / f"{name}.txt"
            if not kept.exists():
                kept.write_text(make(), encoding="utf-8")
            return kept.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Every case in every format, from two processes that share nothing but the fonts."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "conformance"
    folder.mkdir(exist_ok=True)
    made = Shelf(folder)
    made.once("produce", lambda: _produce(folder))
    return made


@pytest.fixture(scope="session")
def office(shelf: Shelf) -> Path:
    """The Word files as LibreOffice sets them: a folder of PDFs."""
    folder = shelf.folder / "office"

    def make() -> str:
        convert(list(shelf.all("docx").values()), "pdf", folder)
        return "done"

    shelf.once("office", make)
    return folder


def _produce(folder: Path) -> str:
    running = []
    for machine, settings in MACHINES.items():
        elsewhere = folder / f"cwd-{machine}"
        elsewhere.mkdir()
        environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.conformance.produce", str(folder / machine)]
        running.append(subprocess.Popen(command, cwd=elsewhere, env=environment))
    assert [process.wait(timeout=240) for process in running] == [0] * len(running)
    return json.dumps({"cases": len(publications()), "formats": FORMATS})


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        yield
