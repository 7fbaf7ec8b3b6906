"""Which period a date names, and which way a bare 结转 goes."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_report.claims.tokens import Token


def date_period(text: str, year: int) -> str:
    """Which period a date names: the report's own year, the one before, the one after, or another span."""
    digits = text[:4]
    if not (digits.isdigit() and text[4:5] == "年"):
        return "this" if text.startswith("1") and "12月" in text and text != "12月" else "other"
    distance = int(digits) - year
    month = text[5:].removeprefix("度")
    if distance == 0:
        return "this" if month in ("", "1月1日", "12月31日", "12月底") else "other"
    return {-1: "previous", 1: "next"}.get(distance, "other")


def ends_span(tokens: Sequence[Token], date: str, year: int) -> bool:
    """Whether the ``date`` that follows ends a span: "2019年至2024年", "截至2024年12月"."""
    if tokens and tokens[-1].text in ("截至", "截止") and date in ("12月", f"{year}年12月"):
        return True
    return len(tokens) > 1 and tokens[-1].text in ("至", "到", "-", "—") and tokens[-2].kind == "date"


def carries(tokens: Sequence[Token], year: int) -> str:
    """The row a bare 结转 means: 结转至2025年 is carried out of 2024, 2023年结转 carried in."""
    named = {t.key if t.kind == "period" else date_period(t.text, year) for t in tokens if t.kind in ("period", "date")}
    if "next" in named:
        return "carried_out"
    return "carried_in" if "previous" in named else ""
