"""LibreOffice, headless and with a profile of its own: many files converted in one go."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def convert(files: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """The files in another format ("pdf", "xlsx"), in ``folder``; all of them or the test fails."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: scripts/provide.sh test installs it"
    with tempfile.TemporaryDirectory() as profile:
        command = [program, "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", to]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=240
        )
    made = [folder / f"{file.stem}.{to}" for file in files]
    assert all(path.exists() for path in made), f"LibreOffice did not convert every one of {files}"
    return made
