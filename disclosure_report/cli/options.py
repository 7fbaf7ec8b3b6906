"""Options that several commands share, and what they accept."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from disclosure_report.model.report import Agency, Kind, Level, kind_by_name

if TYPE_CHECKING:
    from disclosure_report.pipeline import BuildOptions

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="填报文件夹，或 report.json", show_default=False)]


def named_path(text: str) -> Path:
    """A path that was named: an empty one, which a script's unset variable gives, would be the current folder."""
    if not str(text).strip():
        raise typer.BadParameter("写的是空名字；请写明文件夹，例如 -o 成品（当前文件夹写作 .）")
    return Path(text)


OutDir = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="输出文件夹", parser=named_path)]
Previous = Annotated[
    Path | None,
    typer.Option("--previous", metavar="PATH", help="上年的填报文件夹、report.json 或成品文件夹，用于与上年核对"),
]
Strict = Annotated[bool, typer.Option("--strict", help="警告也按错误处理")]
EditionKey = Annotated[
    str | None, typer.Option("--edition", metavar="2019|2021", help="指定格式版本（默认按年度选用）")
]
Site = Annotated[
    Path | None, typer.Option("--site", metavar="FILE", help="本地区设置文件（默认就近查找 disclosure-report.toml）")
]
Formats = Annotated[str, typer.Option("--to", metavar="docx,pdf,html,json", help="输出格式，用逗号分隔")]
ProfileName = Annotated[
    str | None, typer.Option("--profile", metavar="NAME|FILE", help="版式：gb9704、gb33476 或自己的 .toml 文件")
]
FontDirs = Annotated[list[Path] | None, typer.Option("--fonts", metavar="DIR", help="另外查找字体的文件夹，可以写多次")]


class StageName(StrEnum):
    """``--stage``."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


StageOption = Annotated[
    StageName,
    typer.Option("--stage", help="draft 草稿、review 送审稿：有错误也生成，逐页加盖字样；final 定稿：有错误不生成"),
]


class FindingsFormat(StrEnum):
    """``--output-format`` of the commands that print findings."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class ListFormat(StrEnum):
    """``--output-format`` of the commands that print lists."""

    TEXT = "text"
    JSON = "json"


FindingsFormatOption = Annotated[FindingsFormat, typer.Option("--output-format", help="结果的格式")]
ListFormatOption = Annotated[ListFormat, typer.Option("--output-format", help="结果的格式")]


def formats(text: str) -> tuple[str, ...]:
    """The formats named in ``--to``; ``typer.BadParameter`` names an unknown one."""
    from disclosure_report.writers.publication import WRITERS

    names = tuple(dict.fromkeys(n.strip().lower() for n in text.split(",") if n.strip()))
    unknown = [n for n in names if n not in WRITERS]
    if unknown or not names:
        raise typer.BadParameter(
            f"不认识的输出格式“{'、'.join(unknown)}”，可用：{'、'.join(WRITERS)}", param_hint="--to"
        )
    return names


def edition(key: str | None) -> str | None:
    """A known edition's key; ``typer.BadParameter`` otherwise."""
    from disclosure_report.editions import edition_keys

    if key is not None and key not in edition_keys():
        raise typer.BadParameter(f"没有“{key}”这个版本，可用：{'、'.join(edition_keys())}", param_hint="--edition")
    return key


class KindName(StrEnum):
    """``--kind``."""

    AUTO = "auto"
    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"


class LevelName(StrEnum):
    """``--level``."""

    NONE = "none"
    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


def body(name: str, kind: KindName, level: LevelName) -> Agency:
    """The reporting body named on the command line; its kind is read off the name unless given."""
    cleaned = name.strip()
    if not cleaned:
        raise typer.BadParameter("机关名称不能为空", param_hint="--agency")
    chosen = kind_by_name(cleaned) if kind is KindName.AUTO else kind.value
    return Agency(cleaned, cast(Kind, chosen), None if level is LevelName.NONE else cast(Level, level.value))


def profile(name: str | None) -> str | None:
    """A profile that can be loaded (``None``: the report's own); ``typer.BadParameter`` says what is wrong with it."""
    from disclosure_report.pipeline import load_typography_profile

    if name is None:
        return None
    try:
        load_typography_profile(name)
    except (ValueError, OSError) as error:
        reason = str(error) if isinstance(error, ValueError) else f"无法读取 {name}"
        raise typer.BadParameter(reason, param_hint="--profile") from error
    return name


def build_options(
    to: str,
    previous: Path | None,
    stage: StageName,
    strict: bool,
    edition_key: str | None,
    site: Path | None,
    profile_name: str | None,
    fonts: list[Path] | None,
) -> BuildOptions:
    """What the commands that write documents share; ``typer.BadParameter`` for a value that does not exist."""
    from disclosure_report.model.document import Stage
    from disclosure_report.pipeline import BuildOptions

    return BuildOptions(
        previous=previous,
        edition=edition(edition_key),
        site=site,
        stage=Stage(stage.value),
        formats=formats(to),
        profile=profile(profile_name),
        fonts=tuple(fonts or ()),
        strict=strict,
    )
