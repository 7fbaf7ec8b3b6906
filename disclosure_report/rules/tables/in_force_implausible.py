"""TAB205: issued, repealed and in force cannot go together."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.model.report import Number, digits
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

#: The keys of issued, repealed and in force; the form of 2019 has no column for what was repealed.
_COLUMNS = (("issued", "repealed", "in_force"), ("produced", "", "disclosed_total"))


@rule(
    "TAB205",
    title="制发、废止与现行有效不合常理",
    severity=Severity.WARNING,
    basis="年报格式第二部分",
    message="“{row}”：{state}。",
    hint="请核对制发、废止和现行有效三个数；现行有效是年末仍然有效的全部件数，包括往年制发的。",
)
def in_force_implausible(context: Context) -> Iterator[Fault]:
    """**查什么**：规章、行政规范性文件两行：本年制发大于0而现行有效为0；按三个数倒推，上年末现行有效小于0；
    废止件数多于上年现行有效与本年制发之和（有上年报告时）。

    **为什么**：现行有效等于上年现行有效加制发减废止，三个数互相牵制。

    **例**：本年制发3件，现行有效却填0。

    **怎么改**：按文件清理目录核对年末有效件数。
    """
    for row in ("regulations", "normative_documents"):
        new, gone, standing = _columns(context, row)
        issued, repealed, in_force = (_number(context, row, key) for key in (new, gone, standing))
        if issued is None or in_force is None:
            continue
        state = _state(context, row, issued, repealed or 0, in_force)
        if state:
            keys = [standing, new, *([gone] if gone else [])]
            source, *related = (context.place("proactive", row, key) for key in keys)
            values = {"row": context.label("proactive", row), "state": state, "found": in_force}
            yield Fault(source, tuple(related), values)


def _columns(context: Context, row: str) -> tuple[str, str, str]:
    """Keys of issued, repealed (or "") and in force on this edition's form."""
    on_form = context.edition.tables["proactive"].columns_of(row)
    return next((keys for keys in _COLUMNS if keys[2] in on_form), ("", "", ""))


def _number(context: Context, row: str, column: str) -> Number | None:
    return context.number("proactive", row, column) if column else None


def _state(context: Context, row: str, issued: Number, repealed: Number, in_force: Number) -> str:
    """What cannot be; "" when the three figures can stand together. Negative figures are TAB202's."""
    if min(issued, repealed, in_force) < 0:
        return ""
    if in_force == 0 and issued > 0:
        return f"本年制发{digits(issued)}件，年末有效却为0件"
    if not _columns(context, row)[1]:
        return ""
    before = in_force - issued + repealed
    if before < 0:
        return f"现行有效{digits(in_force)}件，少于本年制发{digits(issued)}件减废止{digits(repealed)}件之后应有的件数"
    last = context.last_year.number("proactive", row, "in_force") if context.last_year else None
    if last is not None and repealed > last + issued:
        return f"本年废止{digits(repealed)}件，多于上年现行有效{digits(last)}件加本年制发{digits(issued)}件"
    return ""
