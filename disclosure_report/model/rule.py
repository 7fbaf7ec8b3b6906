"""The declaration of one rule: what ``rules``, ``explain`` and ``docs/rules.md`` show, and how a finding is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.source import NOWHERE, SourceRef

FAMILIES = {
    "SRC": "读取输入",
    "STR": "六个部分",
    "TAB": "单元格",
    "SUM": "表内勾稽",
    "YOY": "与上年比较",
    "TXT": "文字与表格",
    "QUA": "文字质量",
    "LAW": "法规与时限",
    "PRI": "个人信息",
    "RUP": "汇总",
    "WVR": "豁免",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue.

    ``message`` and ``hint`` are ``str.format`` templates over the finding's values.  ``title`` is the fault in a few
    Chinese words, ``name`` its English identifier (also the function and the file).  ``doc`` is Markdown in Chinese
    with the parts 查什么 / 为什么 / 例 / 怎么改.  ``editions`` is empty when the rule holds for every edition.
    """

    code: str
    name: str
    title: str
    severity: Severity
    message: str
    hint: str
    basis: str
    doc: str
    editions: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The three letters before the number."""
        return self.code[:3]

    def finding(
        self,
        source: SourceRef = NOWHERE,
        related: Iterable[SourceRef] = (),
        *,
        severity: Severity | None = None,
        **values: Any,
    ) -> Finding:
        """A finding of this rule at ``source`` with the operands ``values``."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            message=self.message.format(**values),
            hint=self.hint.format(**values),
            basis=self.basis,
            source=source,
            related=tuple(related),
            values=values,
        )
