"""The explanation page of a reading problem, in the four parts every rule has."""

from __future__ import annotations


def page(what: str, why: str, example: str, mend: str) -> str:
    """Chinese Markdown: 查什么, 为什么, 例, 怎么改."""
    parts = (("查什么", what), ("为什么", why), ("例", example), ("怎么改", mend))
    return "\n\n".join(f"**{name}**：{text}" for name, text in parts)
