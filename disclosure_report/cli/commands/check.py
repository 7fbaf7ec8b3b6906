"""``check``: validate inputs, findings on stdout."""

from __future__ import annotations

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.output import exit_code, print_findings


@app.command("check", cls=ChineseCommand)
def check(
    paths: opt.Paths,
    previous: opt.Previous = None,
    output_format: opt.FindingsFormatOption = opt.FindingsFormat.TEXT,
    strict: opt.Strict = False,
    edition: opt.EditionKey = None,
    site: opt.Site = None,
) -> None:
    """核对填报内容：表内勾稽、文字与表格、与上年衔接、格式和用语，逐条指出位置、数字和改法。"""
    from disclosure_report import pipeline

    options = pipeline.CheckOptions(previous=previous, edition=opt.edition(edition), site=site)
    results = [pipeline.check(path, options) for path in paths]
    print_findings(results, output_format.value)
    raise typer.Exit(exit_code(results, strict))
