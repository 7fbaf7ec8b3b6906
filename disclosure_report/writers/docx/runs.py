"""Runs and paragraphs as XML text.

Every run carries ``hint="eastAsia"``: “ ” ‘ ’ — … · ° × stand in Latin and Chinese fonts alike, and a word processor
takes the Chinese one only when told so.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from disclosure_report.writers.printable import printable

_HINT = '<w:rFonts w:hint="eastAsia"/>'


def run(text: str, style: str = "", extra: str = "") -> str:
    """One run; ``style`` is a character style's id, ``extra`` run properties that follow ``rFonts``."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{named}{_HINT}{extra}</w:rPr><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def line_break() -> str:
    """A line break inside a paragraph."""
    return "<w:r><w:br/></w:r>"


def paragraph(style: str, runs: str, *, keep_next: bool = False, extra: str = "") -> str:
    """A paragraph; ``extra`` holds paragraph properties in the schema's order (spacing, ind, jc …)."""
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{extra}</w:pPr>{runs}</w:p>'
