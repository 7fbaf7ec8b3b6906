"""Every rule of every room in one list, and the reference page made from it.

``python -m disclosure_report.catalog > docs/rules.md`` writes the page; a test holds it against the code.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from itertools import groupby

from disclosure_report.model.rule import FAMILIES, Rule

_HEAD = """# 规则目录

本页由 `python -m disclosure_report.catalog > docs/rules.md` 生成，请勿手改。
命令 `disclosure-report explain 代码` 显示同样的内容。

错误：报告有误或不合格式 · 警告：评议时很可能被退回 · 提示：值得看一眼。
严重程度可在站点文件 `disclosure-report.toml` 中调整；个别问题可在 `report.toml` 中写明理由豁免。
"""


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """The declarations of all rules, readers' and roll-up's included, ordered by code; no code stands twice."""
    from disclosure_report.readers.problems import SRC_RULES
    from disclosure_report.rollup.problems import RUP_RULES
    from disclosure_report.rules.registry import registered_rules
    from disclosure_report.rules.waivers import WVR_RULES

    rules = [*SRC_RULES, *(r.meta for r in registered_rules()), *RUP_RULES, *WVR_RULES]
    by_code = {rule.code: rule for rule in rules}
    if len(by_code) < len(rules):
        raise ValueError("a code is declared twice")
    return tuple(by_code[code] for code in sorted(by_code))


def find_rule(code: str) -> Rule | None:
    """The rule with this code or English name, in any case; ``None`` when there is none."""
    wanted = code.strip()
    return next((r for r in all_rules() if wanted.upper() == r.code or wanted.lower() == r.name), None)


def rules_markdown() -> str:
    """The reference page: a table of all rules, then each with what, why, example and remedy, under its anchor."""
    parts = [_HEAD, _overview()]
    for family, rules in groupby(all_rules(), key=lambda r: r.family):
        parts.append(f"## {family} {FAMILIES.get(family, family)}\n")
        parts += map(_entry, rules)
    return "\n".join(parts)


def _overview() -> str:
    lines = ["| 代码 | 问题 | 严重程度 |", "| --- | --- | --- |"]
    lines += [f"| [{r.code}](#{r.name}) | {r.title} | {r.severity.label} |" for r in all_rules()]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule) -> str:
    editions = "、".join(f"{key}年版" for key in rule.editions) or "各版"
    facts = f"{rule.severity.label} · 适用格式：{editions} · 依据：{rule.basis} · `{rule.name}`"
    return f'<a id="{rule.name}"></a>\n\n### {rule.code} {rule.title}\n\n{facts}\n\n{explanation(rule)}\n'


def explanation(rule: Rule) -> str:
    """The rule's explanation as Markdown: the four parts in bold with a colon, however the rule's own file sets them.

    Source lines are joined: between Chinese words a line break would print as a space.
    """
    doc = re.sub(r"^[*#\s]*(查什么|为什么|例|怎么改)\**\s*[：:]?\**\s*", r"**\1**：", rule.doc, flags=re.MULTILINE)
    doc = re.sub(r"\n+(?=\*\*)", "\n\n", doc.strip())
    return re.sub(r"(?<=[\u2000-\uffef])\n(?=[^\s*|#>-])", "", doc)


if __name__ == "__main__":
    sys.stdout.write(rules_markdown())
