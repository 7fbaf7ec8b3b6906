"""The declarations of the family SRC are whole."""

from __future__ import annotations

import string

from disclosure_report.readers import SRC_RULES


def test_codes_are_in_order_and_unique():
    codes = [r.code for r in SRC_RULES]
    assert codes == [f"SRC{n:03}" for n in range(1, len(codes) + 1)]
    assert len({r.name for r in SRC_RULES}) == len(codes)


def test_every_page_has_its_four_parts():
    for rule in SRC_RULES:
        for part in ("查什么", "为什么", "例", "怎么改"):
            assert f"**{part}**" in rule.doc, rule.code
        assert rule.title and rule.hint and rule.basis


def test_messages_are_templates_that_can_be_filled():
    for rule in SRC_RULES:
        names = {n for _, n, _, _ in string.Formatter().parse(rule.message + rule.hint) if n}
        made = rule.finding(**dict.fromkeys(names, "{甲}"))
        assert made.code == rule.code
        assert made.message.endswith("。")
