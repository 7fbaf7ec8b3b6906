"""Waivers of ``report.toml``: a finding that somebody answers for is shown as waived, never hidden.

A sum that does not hold (SUM3xx) is a fact, nothing to answer for: its waiver serves a draft or a review copy, and is
not applied to a final document; WVR003 then says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from disclosure_report.model.document import Stage
from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.report import Waiver
from disclosure_report.model.rule import Rule

#: How alike (0-100) a waiver's quote and the finding's must be: small edits of the sentence do not undo a waiver.
LEAST_SIMILARITY = 80
_LONGEST_QUOTE = 2000

UNUSED = Rule(
    "WVR001",
    "waiver_not_used",
    "豁免没有用上",
    Severity.WARNING,
    "豁免 {waived}（{place}）没有对应的问题，可能已改正，也可能位置写错。",
    "问题已改正的，请从 report.toml 中删去这条豁免；否则请核对位置。",
    "豁免规则",
    "**查什么**：report.toml 中的每条豁免，是否对得上一个问题（代码和位置都要相符；文字位置允许小的改动）。\n\n"
    "**为什么**：用不上的豁免留着，日后可能掩盖新的问题。\n\n"
    "**例**：上月豁免了一处文字与表格不符，文字已经改正，豁免还在。\n\n"
    "**怎么改**：删去这条豁免，或改正其中的代码、表、行、列或引文。",
)
UNANSWERED = Rule(
    "WVR002",
    "waiver_without_reason",
    "豁免没有写理由或决定人",
    Severity.WARNING,
    "豁免 {waived}（{place}）没有写明{lacking}，不予采用。",
    "请在 report.toml 中补上 reason（理由）和 by（由谁决定）。",
    "豁免规则",
    "**查什么**：每条豁免是否写了理由（reason）和由谁决定（by）。\n\n"
    "**为什么**：豁免要印在校核单上，须有人负责；没有理由的豁免不起作用。\n\n"
    "**例**：只写了 code 和位置，没有写 by。\n\n"
    "**怎么改**：补上理由和决定人（写职务或科室即可）。",
)
NOT_FOR_FINAL = Rule(
    "WVR003",
    "sum_waived_for_final",
    "勾稽错误不能豁免定稿",
    Severity.WARNING,
    "豁免 {waived}（{place}）只在草稿和送审稿中有效，定稿不采用。",
    "请改正表中的数；勾稽关系由格式规定，定稿必须成立。",
    "豁免规则；年报格式的勾稽关系",
    "**查什么**：定稿时，report.toml 中有没有针对勾稽错误（SUM3xx）的豁免。\n\n"
    "**为什么**：勾稽关系是格式印明的，数不平就是错，不能由谁决定放过。\n\n"
    "**例**：豁免了 SUM301，用 --stage final 生成定稿，错误仍计为错误。\n\n"
    "**怎么改**：改正表中的数；暂时查不清的，先用 --stage review 生成送审稿。",
)
WVR_RULES: tuple[Rule, ...] = (UNUSED, UNANSWERED, NOT_FOR_FINAL)


def apply_waivers(findings: Iterable[Finding], waivers: Iterable[Waiver], *, stage: Stage) -> tuple[Finding, ...]:
    """The findings, those answered for marked, followed by what is wrong with the waivers themselves."""
    marked = list(findings)
    problems: list[Finding] = []
    for waiver in waivers:
        hits = [n for n, finding in enumerate(marked) if covers(waiver, finding)]
        problem = _problem(waiver, used=bool(hits), stage=stage)
        if problem is not None:
            problems.append(problem)
        else:
            for n in hits:
                marked[n] = marked[n].waived(waiver)
    return (*marked, *problems)


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether the waiver speaks of this finding: same code, and every part of the place it names fits."""
    if waiver.code != finding.code:
        return False
    place = finding.source
    cells = ((waiver.table, place.table), (waiver.row, place.row), (waiver.column, place.column))
    if any(wanted is not None and wanted != there for wanted, there in (*cells, (waiver.section, place.section))):
        return False
    return waiver.quote is None or _alike(waiver.quote, place.quote or "")


def _alike(wanted: str, quote: str) -> bool:
    """Whether the quotes are the same but for small edits, spaces left out."""
    from rapidfuzz import fuzz

    a, b = ("".join(text.split())[:_LONGEST_QUOTE] for text in (wanted, quote))
    return bool(a and b) and fuzz.ratio(a, b) >= LEAST_SIMILARITY


def _problem(waiver: Waiver, *, used: bool, stage: Stage) -> Finding | None:
    """Why the waiver cannot be applied; ``None`` when it can."""
    place = "、".join(_named(waiver)) or "未写位置"
    lacking = [name for name, text in (("理由", waiver.reason), ("决定人", waiver.by)) if not text.strip()]
    values: dict[str, Any] = {"waived": waiver.code, "place": place}
    if lacking:
        return UNANSWERED.finding(waiver.source, lacking="和".join(lacking), **values)
    if not used:
        return UNUSED.finding(waiver.source, **values)
    if stage is Stage.FINAL and waiver.code.startswith("SUM"):
        return NOT_FOR_FINAL.finding(waiver.source, **values)
    return None


def _named(waiver: Waiver) -> Iterator[str]:
    parts = (waiver.table, waiver.row, waiver.column, waiver.section, waiver.quote and f"“{waiver.quote[:30]}”")
    return (part for part in parts if part)
