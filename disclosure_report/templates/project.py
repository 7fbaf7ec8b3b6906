"""A new input folder: ``report.toml``, the workbook, three narrative files, with last year's figures carried in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from disclosure_report.editions import Edition, edition_for, edition_keys, load_edition
from disclosure_report.model.report import Agency, Kind, Level, Report
from disclosure_report.templates.carry import figures_of
from disclosure_report.templates.skeleton import narrative_files

WORKBOOK_NAME = "统计表.xlsx"
SETTINGS_NAME = "report.toml"


def new_project(
    agency: str, kind: Kind, level: Level | None, year: int, *, previous: Report | None = None
) -> Mapping[str, bytes]:
    """Relative file name → bytes; nothing is written. The year picks the form (the first form for earlier years)."""
    from disclosure_report.templates.workbook import write_workbook

    edition = edition_for(year) or load_edition(edition_keys()[0])
    body = Agency(clean(agency), kind, level)
    last = figures_of(previous) if previous else None
    files = {
        SETTINGS_NAME: _lines(settings(body, year, edition, previous)),
        WORKBOOK_NAME: write_workbook(edition, body.name, year, previous=last),
    }
    return files | {name: _lines(lines) for name, lines in narrative_files(body, year, edition).items()}


def settings(agency: Agency, year: int, edition: Edition, previous: Report | None = None) -> Iterator[str]:
    """The lines of ``report.toml``: what is known, and every optional key as a comment."""
    yield "# 报告的基本信息。井号（#）后面的文字是说明，不影响程序；要启用某一项，去掉行首的井号。"
    yield f"agency = {toml_string(agency.name)}  # 机关全称，与公章一致"
    yield f'kind = "{agency.kind}"  # government 人民政府；department 部门；township 乡镇、街道'
    yield from _level(agency.level)
    yield f"year = {year}  # 报告哪一年的工作"
    yield ""
    yield "# 以下各项可以不填。"
    yield f'# edition = "{edition.key}"  # 年报格式，一般由年度决定（{year}年用 {edition.notice}）'
    yield f"# published = {year + 1}-01-20  # 公布日期，印在文末"
    yield '# website = "https://www.example.gov.cn"  # 公布报告的网址'
    yield '# contact = "地址、邮编、电话（办公电话，不要填个人手机）"'
    yield ""
    yield "# 确认无需修改的检查意见，可以在这里写明理由。写了以后仍会列出，但不再算作问题。"
    yield "# [[waivers]]"
    yield '# code = "TXT507"'
    yield '# section = "overview"'
    yield '# reason = "为什么不用改"'
    yield '# by = "由哪个科室决定"'
    if previous is not None:
        yield ""
        yield f"# 上年结转、现行有效等数字已从{previous.year}年报告带入 {WORKBOOK_NAME}，清单在其“首页”。"
        yield f"# 检查时加上 --previous 和{previous.year}年报告的位置，可以与上年逐项核对。"


def _level(level: Level | None) -> Iterator[str]:
    levels = "national 国家；province 省；city 设区的市；county 县；township 乡镇"
    yield f'level = "{level}"  # {levels}' if level else f'# level = "county"  # {levels}'


def toml_string(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def clean(text: str) -> str:
    """One line without control characters."""
    return "".join(c for c in text if c.isprintable()).strip()


def _lines(lines: Iterator[str] | list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
