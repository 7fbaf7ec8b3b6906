"""Printing: findings to stdout (they are the product), everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.emitters import emitter_for

if TYPE_CHECKING:
    from disclosure_report.pipeline import CheckResult


def print_findings(results: Sequence[CheckResult], output_format: str, *, to_stderr: bool = False) -> None:
    """Print what was found in the format asked for; on a terminal the text is coloured and fits its width."""
    stream = sys.stderr if to_stderr else sys.stdout
    if output_format == "text" and stream is not None and stream.isatty():
        from rich.console import Console

        from disclosure_report.emitters.text import render

        render(Console(file=stream), results)
    else:
        typer.echo(emitter_for(output_format)(results), err=to_stderr)


def note(message: str) -> None:
    """A line for the person at the terminal."""
    typer.echo(message, err=True)


def exit_code(results: Sequence[CheckResult], strict: bool = False) -> ExitCode:
    """The one code for many inputs: unreadable before wrong before done."""
    if any(r.unreadable or r.report is None for r in results):
        return ExitCode.UNREADABLE
    if any(r.fails(strict) for r in results):
        return ExitCode.FINDINGS
    return ExitCode.DONE
