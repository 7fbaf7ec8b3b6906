"""STR103: a section's title is not the mandated one."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.editions import Edition, SectionSpec
from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Section
from disclosure_report.rules.context import Context
from disclosure_report.rules.headings import ordinal_of
from disclosure_report.rules.passages import section_place
from disclosure_report.rules.registry import Fault, rule


@rule(
    "STR103",
    title="部分标题不是规定写法",
    severity=Severity.ERROR,
    basis="年报格式",
    message="标题“{found}”不是规定写法，{advice}。",
    hint="请照格式改标题；六个部分之外的内容，并入相应的部分。",
)
def section_title_not_mandated(context: Context) -> Iterator[Fault]:
    """**查什么**：六个部分的标题是否与格式一致（通行的另一种写法也认可；空格不计）。
    编号已被正确的部分占用的其他一级标题，按警告提示：年报只有六个部分。

    **为什么**：标题是格式规定的，改动标题会被退回，也会使上级汇总时找不到对应部分。

    **例**：“1、总体情况”“三、依申请公开办理情况”。

    **怎么改**：照格式改标题，不增减字。
    """
    typed = {s.title.strip()[:1] for s in context.report.narrative.sections if s.key != "unknown"}
    for section in context.report.narrative.sections:
        if not section.title.strip():
            continue
        spec = _meant(context.edition, section)
        if _plain(section.title) not in map(_plain, (spec.title, *spec.accepted)):
            number = ordinal_of(section.title)
            beyond = number is not None and number.value > len(context.edition.sections)
            certain = section.key != "unknown" or not (beyond or spec.ordinal in typed)
            yield Fault(
                section_place(section),
                values={
                    "found": section.title.strip()[:60],
                    "expected": spec.title,
                    "advice": f"应为“{spec.title}”" if certain else "年报只有六个部分",
                },
                severity=None if certain else Severity.WARNING,
            )


def _meant(edition: Edition, section: Section) -> SectionSpec:
    """The section a title stands for: by its key, its number, or the words nearest to it."""
    for spec in edition.sections:
        if spec.key == section.key:
            return spec
    number = ordinal_of(section.title)
    if number is not None and number.value <= len(edition.sections):
        return edition.sections[number.value - 1]
    from rapidfuzz import fuzz

    title = section.title[:60]
    return max(edition.sections, key=lambda spec: fuzz.ratio(spec.title, title))


def _plain(title: str) -> str:
    return "".join(title.split()).rstrip("。：:")
