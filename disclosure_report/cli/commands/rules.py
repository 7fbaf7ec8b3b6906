"""``rules``: the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from disclosure_report.cli import options as opt
from disclosure_report.cli.app import ChineseCommand, app

if TYPE_CHECKING:
    from disclosure_report.model.rule import Rule


@app.command("rules", cls=ChineseCommand)
def rules(output_format: opt.ListFormatOption = opt.ListFormat.TEXT) -> None:
    """列出全部核对规则。"""
    from disclosure_report.catalog import all_rules
    from disclosure_report.model.rule import FAMILIES

    if output_format is opt.ListFormat.JSON:
        typer.echo(json.dumps({"rules": [_as_json(r) for r in all_rules()]}, ensure_ascii=False, indent=1))
        return
    family = ""
    for rule in all_rules():
        if rule.family != family:
            family = rule.family
            typer.echo(f"\n{family}　{FAMILIES.get(family, '')}")
        typer.echo(f"  {rule.code}　{rule.severity.label}　{rule.title}")
    typer.echo("\n每条规则的详细说明：disclosure-report explain 代码")


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "severity": rule.severity.value,
        "editions": list(rule.editions),
        "basis": rule.basis,
        "message": rule.message,
        "hint": rule.hint,
        "doc": rule.doc,
    }
