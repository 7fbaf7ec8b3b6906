"""Markdown → lines: the marks are taken off, the words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_report.readers.narrative import Line

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
_LIST_MARK = re.compile(r"\s*(?:[-*+]|>)\s+")
_IMAGE = re.compile(r"!\[([^\]\[]{0,200})\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\]\[]{1,200})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(\*\*|__|~~|\*|`)(?=\S)([^*_`~]{1,500}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def markdown_lines(text: str) -> Iterator[Line]:
    """Each line of a Markdown file without its marks; one line is one paragraph, as in a text file."""
    text = without_comments(text)
    for number, raw in enumerate(text.split("\n"), 1):
        if _RULE.fullmatch(raw):
            continue
        heading = _HEADING.fullmatch(raw.strip())
        if heading:
            yield Line(number, plain(heading[2]), len(heading[1]))
        else:
            yield Line(number, plain(_LIST_MARK.sub("", raw, count=1) if _LIST_MARK.match(raw) else raw))


def without_comments(text: str) -> str:
    """The text without HTML comments, its line numbers kept; an unclosed comment is text."""
    out: list[str] = []
    while True:
        before, opened, rest = text.partition("<!--")
        comment, closed, after = rest.partition("-->")
        if not (opened and closed):
            return "".join([*out, text])
        out += [before, "\n" * comment.count("\n")]
        text = after


def plain(text: str) -> str:
    """Inline marks off: emphasis, code, links to their words, escapes to the character."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
