"""What the site file says about severities: raised, lowered or switched off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from disclosure_report.model.finding import Finding
from disclosure_report.model.settings import Settings


def apply_severities(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings with the site's severities; those of a code that is switched off (``None``) are left out."""
    out = []
    for finding in findings:
        severity = settings.severities.get(finding.code, finding.severity)
        if severity is not None:
            out.append(replace(finding, severity=severity))
    return tuple(out)
