"""Cases of LAW701."""

from __future__ import annotations

from tests.rules.case import Case, added, preamble, quote

CODE = "LAW701"
CASES = (
    Case(
        "the old Regulation",
        preamble("根据《条例》（国务院令第492号）编制，自2024年1月1日至2024年12月31日。"),
        quote("preamble", "国务院令第492号"),
        severity="error",
    ),
    Case("spaces in it", added("other", "依据国务院令 第 492 号执行。"), {"section": "other"}, parent="2019"),
    Case(
        "the old form's notice",
        added("other", "按照国办公开办函[2019]60号要求编制。"),
        quote("other", "国办公开办函[2019]60号"),
    ),
    Case("the notice of its own time", added("other", "按照国办公开办函〔2019〕60号要求编制。"), parent="2019"),
    Case("said to be repealed", added("other", "2008年施行的国务院令第492号已修订废止。")),
    Case("the Regulation in force", added("other", "依据国务院令第711号和国办公开办函〔2021〕30号。")),
)
