"""The document's blocks as the XML of a Word body."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_report.model.document import Attachments, Block, Document, Heading, Signature, Table, Text, Title
from disclosure_report.typeset.profile import Profile
from disclosure_report.writers.docx.runs import line_break, paragraph, run
from disclosure_report.writers.docx.signature import date_right, signature_right
from disclosure_report.writers.docx.tables import table_xml
from disclosure_report.writers.printable import printable
from disclosure_report.writers.wording import attachment_lines, safe_width, width

_SPACER = '<w:p><w:pPr><w:pStyle w:val="TableLabel"/></w:pPr></w:p>'


def body_xml(document: Document, profile: Profile) -> Iterator[str]:
    """Block by block, in reading order. Two tables never touch (Word would join them), none is last."""
    blocks: tuple[Block | None, ...] = (None, *document.blocks, None)
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if block is not None:
            yield _block(block, isinstance(before, Table), after, profile)
            if isinstance(block, Table) and (after is None or isinstance(after, Table)):
                yield _SPACER


def _block(block: Block, below_table: bool, after: Block | None, profile: Profile) -> str:
    pitch = profile.grid.word_pitch
    space = f'<w:spacing w:before="{pitch}"/>' if below_table else ""
    keep = isinstance(after, Signature | Attachments)
    match block:
        case Title():
            return _title(block, profile)
        case Heading(level, text):
            style = f"Heading{min(max(level, 1), 4)}"
            return paragraph(style, run(text), extra=space)
        case Text():
            return paragraph("BodyText", _body(block), keep_next=keep, extra=space)
        case Table():
            return table_xml(block, profile)
        case Attachments():
            return _attachments(block, profile, keep)
        case Signature():
            return _signature(block, profile)


def _title(title: Title, profile: Profile) -> str:
    """Broken at meaning by line breaks in one paragraph, so that the navigation and the text keep it whole."""
    from disclosure_report.typeset.title import break_title

    lines = break_title(printable(title.issuer), printable(title.name), profile.title.characters, safe_width)
    return paragraph("Title", line_break().join(run(line) for line in lines if line))


def _body(text: Text) -> str:
    """A run-in heading takes the heading's face by a character style only: an outline level, which is a paragraph's,
    would put the whole paragraph into the navigation pane (docs/decisions/0008)."""
    if text.heading_length <= 0:
        return run(text.text)
    head, rest = text.text[: text.heading_length], text.text[text.heading_length :]
    return run(head, f"Heading{min(max(text.level, 1), 4)}Char") + (run(rest) if rest else "")


def _attachments(block: Attachments, profile: Profile, keep: bool) -> str:
    """Two characters in, one line below the text; a second line starts below the name's first character."""
    em = profile.styles["body"].size * 20
    several = len(block.names) > 1
    lines = []
    for number, line in enumerate(attachment_lines(block.names), 1):
        mark = width(f"{number}.") if several else 0
        hanging = mark + (3 if number == 1 else 0)
        left = profile.indent + 3 + mark
        space = f'<w:spacing w:before="{profile.grid.word_pitch}"/>' if number == 1 else ""
        ind = (
            f'<w:ind w:leftChars="{round(left * 100)}" w:left="{round(left * em)}"'
            f' w:hangingChars="{round(hanging * 100)}" w:hanging="{round(hanging * em)}"/>'
        )
        lines.append(paragraph("AttachmentNote", run(line), keep_next=keep, extra=space + ind))
    return "".join(lines)


def _signature(block: Signature, profile: Profile) -> str:
    em = profile.styles["body"].size * 20
    agency, day = printable(block.agency), printable(block.date_text)

    def right(characters: float) -> str:
        return f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{round(characters * em)}"/>'

    out = ""
    if agency:
        place = right(signature_right(agency, day, block.sealed, profile))
        out = paragraph("Signature", run(agency), extra=place)
    if day:
        out += paragraph("Date", run(day), extra=right(date_right(agency, day, block.sealed, profile)))
    return out
