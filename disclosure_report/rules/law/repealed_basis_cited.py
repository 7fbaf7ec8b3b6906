"""LAW701: a repealed legal basis is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.model.finding import Severity
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import Fault, rule

#: Pattern, what replaced it, whether it is wrong for every edition (else from the form of 2021 on).
_REPEALED = (
    (re.compile(r"国务院令\s{0,4}[（(]?第?\s{0,4}492\s{0,4}号|国令第\s{0,4}492\s{0,4}号"), "国务院令第711号", True),
    (
        re.compile(r"国办公开办函\s{0,4}[〔\[［【（(]\s{0,4}2019\s{0,4}[〕\]］】）)]\s{0,4}60\s{0,4}号"),
        "国办公开办函〔2021〕30号",
        False,
    ),
)
_HISTORY = re.compile("废止|修订前|原条例|旧条例|取代|替代|失效|以来")


@rule(
    "LAW701",
    title="引用了已废止的依据",
    severity=Severity.ERROR,
    basis="国务院令第711号；国办公开办函〔2021〕30号",
    message="“{found}”已被替代，应引用{expected}。",
    hint="请改为现行依据：{expected}。",
)
def repealed_basis_cited(context: Context) -> Iterator[Fault]:
    """**查什么**：是否仍以国务院令第492号（2008年条例）为依据；
    2021年及以后的年报是否仍引用国办公开办函〔2019〕60号（旧格式通知）。
    句中说明“原”“废止”“修订前”“同时废止”的，不提示。

    **为什么**：新条例2019年5月15日起施行，旧条例同时不再适用；2021年版格式替代了2019年试行版。

    **例**：“根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制本报告”。

    **怎么改**：换成现行的文号。
    """
    since_2021 = context.edition.first_year >= 2021
    for passage in context.passages:
        for pattern, expected, always in _REPEALED:
            if not (always or since_2021):
                continue
            for match in pattern.finditer(passage.text):
                if not _HISTORY.search(passage.sentence_around(match.start())):
                    yield Fault(passage.at(*match.span()), values={"found": match.group(), "expected": expected})
