"""The page: semantic headings, real tables, no script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from disclosure_report.model.document import Attachments, Block, Document, Heading, Meta, Signature, Table, Text, Title
from disclosure_report.writers.html.style import style_sheet
from disclosure_report.writers.html.tables import table_html
from disclosure_report.writers.printable import printable
from disclosure_report.writers.publication import Publication
from disclosure_report.writers.wording import attachment_lines

#: The page may use its own style sheet and nothing else, whatever a report's text contains.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(publication: Publication) -> bytes:
    """One self-contained HTML file for a government website; UTF-8."""
    document = publication.document
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(document.meta.language)}">',
        "<head>",
        *_head(document.meta),
        f"<style>\n{style_sheet(publication.profile)}</style>",
        "</head>",
        "<body>",
        *_body(document),
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _head(meta: Meta) -> Iterator[str]:
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(meta.title)}</title>"
    named = {
        "author": meta.agency,
        "description": meta.subject,
        "dcterms.date": meta.dated.isoformat(),
        "edition": meta.edition,
        "content-hash": meta.content_hash,
    }
    for name, value in named.items():
        yield f'<meta name="{name}" content="{_text(value)}">'


def _body(document: Document) -> Iterator[str]:
    stamp = document.meta.stage.stamp
    if stamp:
        yield f'<div class="stage" role="note">{stamp}</div>'
    yield "<main>"
    for block in document.blocks:
        yield from _block(block)
    yield "</main>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(issuer, name):
            yield f"<h1>{'<br>'.join(_text(line) for line in (issuer, name) if line)}</h1>"
        case Heading(level, text):
            tag = f"h{min(max(level, 1), 4) + 1}"
            yield f"<{tag}>{_text(text)}</{tag}>"
        case Text():
            yield f"<p>{_paragraph(block)}</p>"
        case Table():
            yield from table_html(block)
        case Attachments(names):
            items = "".join(f"<li>{_text(line)}</li>" for line in attachment_lines(names))
            yield f'<ul class="attachments">{items}</ul>'
        case Signature(agency, date_text):
            lines = "".join(f"<p>{_text(line)}</p>" for line in (agency, date_text) if line)
            yield f'<div class="signature">{lines}</div>'


def _paragraph(text: Text) -> str:
    """A run-in heading is emphasis, not a heading element: HTML has none inside a paragraph."""
    head, rest = text.text[: text.heading_length], text.text[text.heading_length :]
    if not head:
        return _text(rest)
    return f'<b class="lead-{min(max(text.level, 1), 4)}">{_text(head)}</b>{_text(rest)}'


def _text(text: str) -> str:
    return escape(printable(text))
