"""STR101: a section of the form is missing or has no text."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.editions import SectionSpec
from disclosure_report.model.finding import Severity
from disclosure_report.model.source import SourceRef
from disclosure_report.rules.context import Context
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule


@rule(
    "STR101",
    title="缺少规定的部分或内容为空",
    severity=Severity.ERROR,
    basis="条例第五十条；年报格式",
    message="第{ordinal}部分“{section}”{state}。",
    hint="请补上这一部分；年报的六个部分都要有内容，没有情况也要如实写明。",
)
def section_missing_or_empty(context: Context) -> Iterator[Fault]:
    """**查什么**：年报须有六个部分。一、五、六是文字，缺少或没有内容时提示；二、三、四是表格，
    用 report.json 提交而没有这张表时提示（用工作簿提交时，没有找到的表由 SRC004 提示，不重复；
    文件夹里完全没有文字时由 SRC001 提示一次）。

    **为什么**：条例第五十条列出了年报必须包括的内容，缺少任何一部分都不完整，会被要求重报。

    **例**：只交了总体情况和改进情况两份文字，没有“六、其他需要报告的事项”。

    **怎么改**：补写缺少的部分；标题按“一、总体情况”等规定写法单独成行。
    """
    for spec in context.edition.sections:
        if spec.kind == "narrative":
            yield from _narrative(context, spec)
        elif spec.key not in context.report.tables and _from_json(context):
            place = SourceRef(file=context.report.source.file, table=spec.key, section=spec.key)
            yield _fault(spec, place, "没有统计表")


def _narrative(context: Context, spec: SectionSpec) -> Iterator[Fault]:
    found = [s for s in context.report.narrative.sections if s.key == spec.key]
    if any(s.text.strip() for s in found) or _without_text(context):
        return
    if found:
        yield _fault(spec, section_place(found[0]), "没有内容")
    elif not _mistitled(context, spec):
        yield _fault(spec, SourceRef(file=_text_file(context), section=spec.key), "缺失")


def _text_file(context: Context) -> str | None:
    """The file that should hold the section: the one that holds all others, else the input itself."""
    files = {s.source.file for s in context.report.narrative.sections if s.source.file}
    return files.pop() if len(files) == 1 else context.report.source.file


def _mistitled(context: Context, spec: SectionSpec) -> bool:
    """Whether a heading with this section's number stands there under another name: STR103 speaks of it."""
    unknown = (s.title for s in context.report.narrative.sections if s.key == "unknown")
    return any(title.strip().startswith(spec.ordinal + "、") for title in unknown)


def _without_text(context: Context) -> bool:
    """Whether a folder holds no text file at all: the reader's SRC001 says that once."""
    narrative = context.report.narrative
    from_folder = (context.report.source.file or "").endswith(".toml")
    return from_folder and not narrative.sections and not narrative.preamble


def _from_json(context: Context) -> bool:
    """Whether the figures came as data: for workbooks the reader itself reports a table it did not find."""
    return (context.report.source.file or "").endswith(".json")


def _fault(spec: SectionSpec, place: SourceRef, state: str) -> Fault:
    return Fault(place, values={"ordinal": spec.ordinal, "section": spec.bare_title, "state": state})
