"""Headless Chromium (Debian's): the page as it stands after its script has run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--virtual-time-budget=4000",
)


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "chromium is missing: scripts/provide.sh test installs it"
    return found


def run(path: Path, *flags: str, fragment: str = "") -> bytes:
    """Open ``path`` with an own empty profile and return what Chromium prints."""
    url = path.resolve().as_uri() + (f"#{fragment}" if fragment else "")
    with tempfile.TemporaryDirectory() as profile:
        command = [_chromium(), *_FLAGS, f"--user-data-dir={profile}", *flags, url]
        return subprocess.run(command, check=True, capture_output=True, timeout=90).stdout


def dump_dom(path: Path, fragment: str = "") -> str:
    """The document's HTML after its scripts have run."""
    return run(path, "--dump-dom", fragment=fragment).decode("utf-8")


def screenshot(path: Path, picture: Path, fragment: str = "", size: str = "1400,1000") -> None:
    """A picture of the page."""
    run(path, f"--screenshot={picture}", f"--window-size={size}", fragment=fragment)
