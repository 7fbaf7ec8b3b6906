"""The review copy: notes pinned to their places, and the sheet a supervisor signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from disclosure_report.model.document import Mark
from disclosure_report.model.finding import Finding

if TYPE_CHECKING:
    from disclosure_report.pipeline.checking import CheckResult
    from disclosure_report.writers.publication import Publication

SHEET = "校核单"


def marks_of(findings: Iterable[Finding]) -> tuple[Mark, ...]:
    """One note a finding, in their order."""
    return tuple(Mark(f.source, f"{f.code} {f.severity.label}", _words(f), f.severity) for f in findings)


def _words(finding: Finding) -> str:
    waived = f"已豁免：{finding.waiver.reason}（{finding.waiver.by}）" if finding.waiver else ""
    return "\n".join(filter(None, (finding.message, finding.hint, waived)))


def review_documents(checked: CheckResult, publication: Publication, stem: str) -> dict[str, bytes]:
    """File name → bytes of the review sheet that goes with the stamped copy."""
    from disclosure_report.assemble import review_sheet
    from disclosure_report.writers.pdf.marks import pages_of
    from disclosure_report.writers.publication import writer_for

    assert checked.report is not None and checked.edition is not None
    pages = pages_of(publication)
    sheet = review_sheet(checked.report, checked.edition, checked.findings, checked.previous, pages)
    data = writer_for("pdf")(replace(publication, document=sheet, marks=()))
    return {f"{stem}{SHEET}.pdf": data}
