"""The registry: one decorator declares a rule, once and whole.

A rule lives in ``rules/<family>/<name>.py``; its function has the file's name.  The body yields only ``Fault`` values:
places and operands.  Loading imports every rule file, so nothing has to be listed by hand.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from disclosure_report.model.finding import Finding, Severity
from disclosure_report.model.rule import Rule
from disclosure_report.model.source import NOWHERE, SourceRef
from disclosure_report.rules.context import Context


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: the place, the related places, the operands of the message; ``severity`` only to soften."""

    source: SourceRef = NOWHERE
    related: tuple[SourceRef, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    severity: Severity | None = None


RuleBody: TypeAlias = Callable[[Context], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class RegisteredRule:
    """A declaration with its check, which runs only for the rule's editions and, if asked, with last year's report."""

    meta: Rule
    body: RuleBody
    needs_previous: bool = False

    def applies(self, context: Context) -> bool:
        """Whether this report can be checked by this rule."""
        if self.needs_previous and context.previous is None:
            return False
        return not self.meta.editions or context.edition.key in self.meta.editions

    def check(self, context: Context) -> Iterator[Finding]:
        """The findings of this rule; nothing when it does not apply."""
        if not self.applies(context):
            return
        for fault in self.body(context):
            yield self.meta.finding(fault.source, fault.related, severity=fault.severity, **fault.values)


_RULES: dict[str, RegisteredRule] = {}


def rule(
    code: str,
    *,
    title: str,
    severity: Severity,
    basis: str,
    message: str,
    hint: str,
    editions: tuple[str, ...] = (),
    needs_previous: bool = False,
) -> Callable[[RuleBody], RuleBody]:
    """Declare a rule. The function's docstring is what ``explain`` shows, in Chinese: 查什么、为什么、例、怎么改."""

    def register(body: RuleBody) -> RuleBody:
        if code in _RULES:
            raise ValueError(f"rule {code} is declared twice")
        name = body.__name__
        doc = inspect.cleandoc(body.__doc__ or "")
        meta = Rule(code, name, title, severity, message, hint, basis, doc, editions)
        _RULES[code] = RegisteredRule(meta, body, needs_previous)
        return body

    return register


@lru_cache(maxsize=1)
def registered_rules() -> tuple[RegisteredRule, ...]:
    """Every rule below this package, ordered by code."""
    package = importlib.import_module("disclosure_report.rules")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    return tuple(_RULES[code] for code in sorted(_RULES))


def run_rules(context: Context) -> Iterator[Finding]:
    """All findings of all rules that apply, in the order of the codes."""
    for registered in registered_rules():
        yield from registered.check(context)
