"""A finding as a note in the clerk's own file: what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_report.model.characters import legal_in_xml
from disclosure_report.model.finding import Finding

#: Who the notes are from: the check, no person.
AUTHOR = "校核"


def note_lines(finding: Finding) -> tuple[str, ...]:
    """Head, message, remedy, and who answers for it when it is waived."""
    lines = [f"{finding.severity.label} {finding.code}", finding.message]
    if finding.hint:
        lines.append(f"怎么改：{finding.hint}")
    if finding.waiver is not None:
        lines.append(f"已豁免：{finding.waiver.reason}（{finding.waiver.by}）")
    return tuple(map(legal_in_xml, lines))


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then by code; equal ones keep their order."""
    return sorted(findings, key=lambda f: (not f.counts, f.severity.rank, f.code))
