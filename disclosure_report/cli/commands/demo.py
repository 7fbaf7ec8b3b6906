"""``demo``: the whole experience without a manual."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_report.cli.app import ChineseCommand, app
from disclosure_report.cli.exit_codes import ExitCode
from disclosure_report.cli.output import note, print_findings


@app.command("demo", cls=ChineseCommand)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="在哪个文件夹里生成 inputs 和 outputs")] = Path(),
) -> None:
    """生成几个虚构单位的示例，核对并编译：输入放在 inputs，成品放在 outputs。"""
    from disclosure_report import pipeline
    from disclosure_report.model.document import Stage

    examples = pipeline.write_examples(folder / "inputs")
    for path, written in examples:
        note(f"示例 {path}" + ("" if written else "（已存在，保持原样）"))
    failed = False
    for path, _ in examples:
        result = pipeline.build(path, folder / "outputs")
        if not result.outputs:
            result = pipeline.build(path, folder / "outputs", pipeline.BuildOptions(stage=Stage.REVIEW))
        print_findings([result.checked], "text")
        for output in result.outputs:
            note(f"已生成 {output}")
        failed = failed or not result.outputs
    note(f"\n全部示例已处理：输入在 {folder / 'inputs'}，成品在 {folder / 'outputs'}。")
    note("填报自己的报告：disclosure-report new 文件夹 --agency 机关全称 --year 年度")
    raise typer.Exit(ExitCode.FAULT if failed else ExitCode.DONE)
