"""The narrative files of a new folder: the sub-headings and one line of guidance under each.

Guidance stands in 【填写说明：…】, which the check reports as a placeholder until it is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure_report.editions import Edition
from disclosure_report.editions.wording import guidance, preamble
from disclosure_report.model.report import Agency

#: What section one covers (年报格式 第一部分), with what to write under each.
_OVERVIEW = (
    (
        "（一）主动公开情况",
        "本年在哪些方面公开了什么，各多少条（件），举出群众关心的一两件实事；数字要与“主动公开”表一致。",
    ),
    (
        "（二）依申请公开情况",
        "收到多少件，比上年增减多少，怎样答复，结转多少件，有无行政复议和诉讼；数字要与“依申请公开”“复议诉讼”两张表一致。",
    ),
    ("（三）政府信息管理情况", "公开属性怎样认定，发布前怎样审查，规范性文件怎样清理和更新，个人信息怎样保护。"),
    ("（四）政府信息公开平台建设情况", "网站专栏、政务新媒体、公报、查阅点等作了哪些改进。"),
)
_SUPERVISION = {
    "government": "培训和对下指导监督；各级政府还要分别写明工作考核、社会评议、责任追究结果，没有追究的也要写明。",
    "township": "培训和怎样接受监督；各级政府还要分别写明工作考核、社会评议、责任追究结果，没有追究的也要写明。",
    "department": "人员、制度和培训，考核和社会评议情况，有无责任追究。",
}
_PROBLEMS = (
    ("（一）存在的主要问题", "写具体的、本机关自己的问题，不要与上年雷同，例如哪类答复不规范、哪个栏目更新不及时。"),
    ("（二）改进情况", "上年的问题改得怎样；本年每个问题对应一条措施，写明做什么、由谁做、什么时候完成。"),
)


def narrative_files(agency: Agency, year: int, edition: Edition) -> Mapping[str, list[str]]:
    """File name → lines, one file for each section that is text, named like the section."""
    writers = {"overview": _overview, "problems": _problems, "other": _other}
    return {
        f"{edition.section(key).title}.txt": [*writers[key](agency, year, edition)]
        for key in edition.narrative_keys
        if key in writers
    }


def _overview(agency: Agency, year: int, edition: Edition) -> Iterator[str]:
    yield preamble(year)
    yield edition.section("overview").title
    yield _line(f"用一两句话概括{year}年政府信息公开工作。")
    for heading, text in (*_OVERVIEW, ("（五）监督保障情况", _SUPERVISION[agency.kind])):
        yield heading
        yield _line(text)


def _problems(agency: Agency, year: int, edition: Edition) -> Iterator[str]:
    for heading, text in _PROBLEMS:
        yield heading
        yield _line(text)


def _other(agency: Agency, year: int, edition: Edition) -> Iterator[str]:
    yield _line(
        "写明本年收取政府信息公开信息处理费多少元，没有收取也要写明“未收取”或“0元”（国办函〔2020〕109号）。"
        if edition.key != "2019"
        else "其他需要报告的事项；没有的，写明“无其他需要报告的事项”。"
    )
    yield _line("其他需要说明的事项；没有的可以不写。")


def _line(text: str) -> str:
    return guidance(f"{text}（此处填写后删去本行）")
