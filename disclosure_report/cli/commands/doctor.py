"""``doctor``: fonts, versions, what can and cannot be done on this machine."""

from __future__ import annotations

import platform
from importlib import metadata

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app

_LIBRARIES = (
    "openpyxl",
    "python-docx",
    "lxml",
    "reportlab",
    "deflate",
    "uharfbuzz",
    "pikepdf",
    "python-calamine",
    "rapidfuzz",
)


@app.command("doctor", cls=ChineseCommand)
def doctor(profile: opt.ProfileName = None, fonts: opt.FontDirs = None) -> None:
    """检查本机：用哪些字体、哪些是替代字体、组件版本、能做什么。"""
    from disclosure_report import __version__, pipeline

    options = pipeline.BuildOptions(profile=opt.profile(profile), fonts=tuple(fonts or ()))
    _, faces = pipeline.typography(options)
    typer.echo(f"disclosure-report {__version__}　Python {platform.python_version()}　{platform.system()}\n")
    typer.echo("字体")
    for role, family, path, note in faces.rows():
        typer.echo(f"  {role}：{family}　{path}" + (f"　（{note}）" if note else ""))
    typer.echo("\n组件")
    for name in _LIBRARIES:
        typer.echo(f"  {name} {_version(name)}")
    typer.echo("\n本机能做的")
    for line in _abilities(faces.embeddable):
        typer.echo(f"  {line}")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "未安装"


def _abilities(embeddable: bool) -> list[str]:
    pdf = (
        "可以：嵌入字体，符合 PDF/A-1a，可以归档"
        if embeddable
        else "有限：没有可嵌入的中文字体，借用阅读器自带的宋体显示，不能归档；请安装中文字体，或用 --fonts 指定"
    )
    return [
        "核对：可以",
        "生成 Word：可以",
        f"生成 PDF：{pdf}",
        "生成网页（--to html）和数据（--to json）：可以",
        f"导出 parquet：{'可以' if _has('pyarrow') else '需要先安装 disclosure-report[parquet]'}",
        f"多机并行：{'可以' if _has('distributed') else '需要先安装 disclosure-report[cluster]'}",
    ]


def _has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None
