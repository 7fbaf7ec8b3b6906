"""Problems as values: a code, a place, both operands and a remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from disclosure_report.model.report import Waiver
from disclosure_report.model.source import NOWHERE, SourceRef


class Severity(StrEnum):
    """error: the report is wrong · warning: a reviewer will send it back · notice: worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """What a clerk reads."""
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest: what sorts by it puts errors first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place. ``values`` holds the operands by name (``expected``, ``found`` …)."""

    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    basis: str = ""
    source: SourceRef = NOWHERE
    related: tuple[SourceRef, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    waiver: Waiver | None = None

    def waived(self, waiver: Waiver) -> Finding:
        """The same finding, answered for."""
        return replace(self, waiver=waiver)

    @property
    def counts(self) -> bool:
        """Whether it counts against the report (a waived finding does not)."""
        return self.waiver is None

    def as_json(self) -> dict[str, Any]:
        """The object of the findings format (docs/interchange.md)."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            "basis": self.basis,
            "source": self.source.as_json(),
            "related": [r.as_json() for r in self.related],
            "values": {k: json_value(v) for k, v in self.values.items()},
            "waived": None if self.waiver is None else {"reason": self.waiver.reason, "by": self.waiver.by},
        }


def json_value(value: Any) -> Any:
    """A value of the model as JSON: decimals as numbers when exact, sequences as lists, the rest as it is."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(k): json_value(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(v) for v in value]
    return value


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """``{"error": n, "warning": n, "notice": n}``; waived findings are left out."""
    counted = Counter(f.severity.value for f in findings if f.counts)
    return {severity.value: counted[severity.value] for severity in Severity}
