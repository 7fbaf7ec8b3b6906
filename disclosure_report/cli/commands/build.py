"""``build``: validate, then write the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.output import exit_code, note, print_findings

if TYPE_CHECKING:
    from disclosure_report.pipeline import BuildResult


@app.command("build", cls=ChineseCommand)
def build(
    paths: opt.Paths,
    output: opt.OutDir,
    to: opt.Formats = "docx,pdf",
    previous: opt.Previous = None,
    stage: opt.StageOption = opt.StageName.FINAL,
    strict: opt.Strict = False,
    edition: opt.EditionKey = None,
    site: opt.Site = None,
    profile: opt.ProfileName = None,
    fonts: opt.FontDirs = None,
) -> None:
    """核对后生成 Word、PDF 等成品。定稿有错误时不生成，先把错误列出来。"""
    from disclosure_report import pipeline

    options = opt.build_options(to, previous, stage, strict, edition, site, profile, fonts)
    results = pipeline.build_all(paths, output, options)
    checked = [r.checked for r in results]
    print_findings(checked, "text")
    for result in results:
        _report(result)
    for line in dict.fromkeys(r.fonts for r in results if r.fonts):
        note(line)
    failed = any(r.failure for r in results)
    raise typer.Exit(ExitCode.NOT_WRITTEN if failed else exit_code(checked, strict))


def _report(result: BuildResult) -> None:
    for path in result.outputs:
        note(f"已生成 {path}")
    for line in result.notes:
        note(line)
    if result.failure:
        note(result.failure)
    elif not result.outputs and result.checked.unreadable:
        note(f"{result.checked.agency}：没有生成文件。请先按上面的说明处理输入文件。")
    elif not result.outputs:
        note(f"{result.checked.agency}：没有生成文件。请先改正上面的错误；要带着错误先看样子，可加 --stage draft。")
