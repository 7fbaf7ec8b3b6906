"""One file a command. Each attaches its command to the application when it is loaded."""

from __future__ import annotations

import importlib

#: In the order the help lists them: the order of use.
NAMES = ("new", "check", "build", "batch", "rollup", "export", "verify", "rules", "explain", "doctor", "demo")


def load() -> None:
    """Attach every command to the application."""
    for name in NAMES:
        importlib.import_module(f"disclosure_report.cli.commands.{name}")
