"""``explain CODE``: what a rule looks for, why, an example, how to mend."""

from __future__ import annotations

from typing import Annotated

import typer

from disclosure_report.cli.app import ChineseCommand, app


@app.command("explain", cls=ChineseCommand)
def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="规则代码，例如 SUM301")]) -> None:
    """说明一条规则：查什么、为什么、例子、怎么改。"""
    from disclosure_report.catalog import all_rules, explanation, find_rule

    rule = find_rule(code.strip().upper())
    if rule is None:
        near = (
            "、".join(r.code for r in all_rules() if r.code.startswith(code[:3].upper()))
            or "见 disclosure-report rules"
        )
        raise typer.BadParameter(f"没有 {code} 这条规则。相近的有：{near}", param_hint="CODE")
    editions = f"（只用于{'、'.join(rule.editions)}年版）" if rule.editions else ""
    typer.echo(f"{rule.code}　{rule.title}　【{rule.severity.label}】{editions}")
    typer.echo(f"依据：{rule.basis}\n")
    typer.echo(explanation(rule).replace("**", ""))
