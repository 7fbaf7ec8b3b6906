"""TAB204: regulations are counted by a body that cannot make them."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule


@rule(
    "TAB204",
    title="没有规章制定权却填了规章",
    severity=Severity.WARNING,
    basis="立法法：规章由国务院部门、省级和设区的市、自治州人民政府制定",
    message="“{cell}”填的是{found}，{agency}一般没有规章制定权。",
    hint="请核对是否把规范性文件误填为规章；确无规章的填0。",
)
def regulations_without_power(context: Context) -> Iterator[Fault]:
    """**查什么**：县级、乡镇机关，以及地方政府的部门，规章一行是否填了大于0的数。
    级别在 report.toml 的 level 中填写；没有填级别的只按名称判断，判断不了不提示。

    **为什么**：只有国务院部门、省级人民政府和设区的市、自治州人民政府可以制定规章，其他机关填数多半是填错了行。

    **例**：某县教育局在“规章 · 现行有效件数”填了3。

    **怎么改**：规范性文件填在下一行；规章填0。
    """
    if "proactive" not in context.present_tables or _may_make(context):
        return
    columns = context.table_spec("proactive").columns_of("regulations")
    filled = [(c, n) for c in columns if (n := context.number("proactive", "regulations", c)) is not None and n > 0]
    if filled:
        source, *related = (context.place("proactive", "regulations", c) for c, _ in filled)
        cell = context.label("proactive", "regulations", filled[0][0])
        values = {"cell": cell, "found": filled[0][1], "agency": context.report.agency.name}
        yield Fault(source, tuple(related), values)


def _may_make(context: Context) -> bool:
    """Whether the body can make regulations, or it cannot be told."""
    agency = context.report.agency
    if agency.level is not None:
        of_government = agency.kind == "government" or "人民政府" in agency.name
        return agency.level == "national" or (of_government and agency.level in ("province", "city"))
    if agency.kind == "township":
        return False
    local = any(mark in agency.name for mark in ("县", "旗", "乡", "镇", "街道"))
    return not (local or (agency.kind == "department" and agency.name.endswith("局") and "市" in agency.name))
