"""``build``: validate, then write the documents."""

from __future__ import annotations

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.output import exit_code, note, print_findings


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
    from disclosure_report.model.document import Stage

    options = pipeline.BuildOptions(
        previous=previous,
        edition=opt.edition(edition),
        site=site,
        stage=Stage(stage.value),
        formats=opt.formats(to),
        profile=opt.profile(profile),
        fonts=tuple(fonts or ()),
        strict=strict,
    )
    results = [pipeline.build(path, output, options) for path in paths]
    checked = [r.checked for r in results]
    print_findings(checked, "text")
    for result in results:
        _report(result)
    raise typer.Exit(exit_code(checked, strict))


def _report(result: object) -> None:
    from disclosure_report.pipeline import BuildResult

    assert isinstance(result, BuildResult)
    if not result.outputs:
        note(f"{result.checked.agency}：没有生成文件。请先改正上面的错误；要带着错误先看样子，可加 --stage draft。")
    for path in result.outputs:
        note(f"已生成 {path}")
    for line in filter(None, (result.fonts, *result.notes)):
        note(line)
