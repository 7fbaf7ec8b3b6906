"""Words a new report begins with: the preamble, and what stands where something is still to be written."""

from __future__ import annotations


def preamble(year: int) -> str:
    """Legal basis and period (条例第五十条; convention of published reports)."""
    return (
        "本报告根据《中华人民共和国政府信息公开条例》第五十条规定和"
        f"政府信息公开工作年度报告格式要求编制。所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    )


def guidance(text: str) -> str:
    """What to write here; the check reports it as a placeholder (QUA601) until it is replaced."""
    return f"【填写说明：{text}】"
