"""Blocks of the Document as a flow of items that pages are filled with, and their structure elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from disclosure_report.model.document import Attachments, Block, Document, Heading, Signature, Table, Text, Title
from disclosure_report.typeset.pages import Tag
from disclosure_report.typeset.profile import MM, TextStyle
from disclosure_report.typeset.setting import ASCENT, Part, Piece, Press, clean
from disclosure_report.typeset.table_parts import SetTable, structure
from disclosure_report.typeset.tables import plan_table
from disclosure_report.typeset.title import break_title

_HEADING_TAGS: tuple[Tag, ...] = ("H1", "H2", "H3", "H4", "H5")
#: How many of the last lines of the text stay with the signature.
_WITH_SIGNATURE = 2


@dataclass(slots=True)
class Lines:
    """Text that takes ``slots`` lines of the page's grid: each line's pieces and its baseline below the item's top.

    ``keep``: the next item stands on the same page.  ``outline``: level and words of a bookmark.
    """

    slots: int
    lines: list[tuple[list[Piece], float]]
    keep: bool = False
    outline: tuple[int, str] | None = None


Flow: TypeAlias = Lines | SetTable


@dataclass
class FlowMaker:
    """Turns a Document into its flow; keeps the levels of headings without gaps."""

    press: Press
    flow: list[Flow] = field(default_factory=list)
    level: int = 1

    def make(self, document: Document) -> list[Flow]:
        """The whole flow in reading order."""
        self.root = self.press.node("Document", None)
        for index, block in enumerate(document.blocks):
            self._add(index, block)
        return self.flow

    def _add(self, index: int, block: Block) -> None:
        match block:
            case Title():
                self.flow.append(self._title(index, block))
            case Heading():
                self._heading(index, block)
            case Text():
                self._text(index, block)
            case Table():
                plan = plan_table(block, self.press.profile, self.press.faces)
                self.flow.append(SetTable(plan, index, structure(self.press, plan, self.root)))
            case Attachments():
                self._attachments(index, block)
            case Signature():
                self._signature(index, block)

    @property
    def _width(self) -> float:
        return self.press.profile.type_area.width * MM

    @property
    def _body(self) -> TextStyle:
        return self.press.profile.styles["body"]

    def _title(self, index: int, block: Title) -> Lines:
        """2号 lines in the middle, each part of the title broken at meaning."""
        profile = self.press.profile
        style, spec, grid = profile.styles["title"], profile.title, profile.grid
        node = self.press.node("H1", self.root)
        measures = self.press.measures[style.face]
        most = min(spec.characters, self._width / style.size)
        words = break_title(clean(block.issuer), clean(block.name), most, measures.width)
        slots = -(-(len(words) * spec.pitch - 1e-6) // grid.pitch)
        air = (slots * grid.pitch - len(words) * spec.pitch) / 2
        top = spec.lines_before * grid.pitch + air + (spec.pitch - style.size) / 2 + ASCENT * style.size
        lines = []
        for i, line in enumerate(words):
            part = [Part(len(line), style, node)]
            (pieces,) = self.press.paragraph(line, part, 1e6, 1e6, index)
            lines.append((self._centred(pieces), top + i * spec.pitch))
        total = int(slots) + spec.lines_before + spec.lines_after
        return Lines(total, lines, outline=(1, clean(block.issuer + block.name)))

    def _centred(self, pieces: list[Piece]) -> list[Piece]:
        width = sum(sum(p.advances) for p in pieces)
        return _moved(pieces, (self._width - width) / 2)

    def _heading_node(self, level: int) -> int:
        """H2 for 一、; no level is skipped on the way down (ISO 14289-1 7.4.2)."""
        self.level = min(level + 1, self.level + 1, len(_HEADING_TAGS))
        return self.press.node(_HEADING_TAGS[self.level - 1], self.root)

    def _heading(self, index: int, block: Heading) -> None:
        style = self.press.profile.heading(block.level)
        node = self._heading_node(block.level)
        parts = [Part(len(block.text), style, node)]
        first = len(self.flow)
        self._paragraph(index, block.text, parts, keep=True)
        self._bookmark(first, clean(block.text))

    def _bookmark(self, first: int, words: str) -> None:
        item = self.flow[first] if first < len(self.flow) else None
        if isinstance(item, Lines):
            item.outline = (max(self.level - 1, 1), words)

    def _text(self, index: int, block: Text) -> None:
        """A paragraph; a run-in heading is an element of its own before the paragraph's."""
        parts = []
        first, cut = len(self.flow), min(block.heading_length, len(block.text))
        if cut:
            parts.append(Part(len(clean(block.text[:cut])), self.press.profile.heading(block.level), 0))
            parts[0] = Part(parts[0].end, parts[0].style, self._heading_node(block.level))
        if cut < len(block.text):
            parts.append(Part(len(clean(block.text)), self._body, self.press.node("P", self.root)))
        if not parts:
            return
        self._paragraph(index, block.text, parts)
        if cut:
            self._bookmark(first, clean(block.text[:cut]).rstrip("。"))

    def _paragraph(self, index: int, text: str, parts: Sequence[Part], keep: bool = False) -> None:
        """Lines on the grid, the first one two characters in."""
        indent = self.press.profile.indent * self.press.em(self._body)
        lines = self.press.paragraph(text, parts, self._width - indent, self._width, index)
        if lines:
            _moved(lines[0], indent)
        self.flow.extend(self._on_grid(pieces, keep) for pieces in lines)

    def _on_grid(self, pieces: list[Piece], keep: bool = False) -> Lines:
        return Lines(1, [(pieces, ASCENT * self.press.em(self._body))], keep)

    def _attachments(self, index: int, block: Attachments) -> None:
        """附件说明: one empty line below the text, two characters in; a name's lines stand below its first one."""
        em = self.press.em(self._body)
        indent = self.press.profile.indent * em
        self.flow.append(self._on_grid([]))
        for i, name in enumerate(block.names):
            label = ("附件：" if not i else "") + (f"{i + 1}." if len(block.names) > 1 else "")
            head = 0.0 if not i else 3 * em
            self._attachment(index, label, name, indent + head)

    def _attachment(self, index: int, label: str, name: str, left: float) -> None:
        node = self.press.node("P", self.root)
        part = [Part(len(label), self._body, node)]
        lines = self.press.paragraph(label, part, 1e6, 1e6, index) if label else [[]]
        hang = left + sum(sum(p.advances) for p in lines[0])
        named = self.press.paragraph(
            name, [Part(len(name), self._body, node)], self._width - hang, self._width - hang, index
        )
        for i, pieces in enumerate(named):
            self.flow.append(self._on_grid([*(_moved(lines[0], left) if not i else ()), *_moved(pieces, hang)]))

    def _signature(self, index: int, block: Signature) -> None:
        """署名 and 成文日期 by 7.3.5.1 (sealed) or 7.3.5.2 (unsealed), never alone on a page."""
        spec = self.press.profile.signature
        for item in self._last_text():
            item.keep = True
        for _ in range(spec.sealed_lines if block.sealed else spec.unsealed_lines):
            self.flow.append(self._on_grid([], keep=True))
        agency = self._signed(index, block.agency)
        date = self._signed(index, block.date_text) if block.date_text else []
        for pieces, x in self._signature_lines(agency, date, block.sealed):
            self.flow.append(self._on_grid(_moved(pieces, x), keep=True))
        last = self.flow[-1]
        if isinstance(last, Lines):
            last.keep = False

    def _last_text(self) -> Iterator[Lines]:
        for item in self.flow[-_WITH_SIGNATURE:]:
            if isinstance(item, Lines):
                yield item

    def _signed(self, index: int, text: str) -> list[list[Piece]]:
        """One element, broken at meaning when it is wider than a line."""
        measures = self.press.measures[self._body.face]
        node = self.press.node("P", self.root)
        most = self.press.profile.grid.characters - self.press.profile.signature.sealed_right
        lines = break_title(clean(text), "", most, measures.width)
        return [self.press.paragraph(li, [Part(len(li), self._body, node)], 1e6, 1e6, index)[0] for li in lines]

    def _signature_lines(
        self, agency: list[list[Piece]], date: list[list[Piece]], sealed: bool
    ) -> Iterator[tuple[list[Piece], float]]:
        em, spec = self.press.em(self._body), self.press.profile.signature
        widths = [sum(sum(p.advances) for p in line) / em for line in agency]
        dated = sum(sum(p.advances) for p in date[0]) / em if date else 0.0
        right = _signature_rights(max(widths, default=0.0), dated, sealed, spec.sealed_right, spec.unsealed_right)
        middle = right[0] + max(widths, default=0.0) / 2
        for line, width in zip(agency, widths, strict=True):
            yield line, self._width - (max(middle - width / 2, 0.0) + width) * em
        for line in date:
            yield line, self._width - (right[1] + dated) * em


def _signature_rights(agency: float, date: float, sealed: bool, seal: float, plain: float) -> tuple[float, float]:
    """Characters right of the agency and of the date.

    Sealed: the date stands ``seal`` in, the agency in the middle above it.  Unsealed: the agency stands ``plain`` in
    and the date's first character two right of the agency's; when the date is the longer, it is the date that stands
    ``plain`` in.
    """
    if not date:
        return (seal if sealed else plain), 0.0
    if sealed:
        return max(0.0, seal + (date - agency) / 2), seal
    if agency >= date:
        return plain, plain + agency - 2 - date if plain + agency - 2 - date > 0 else 0.0
    return plain + 2 + date - agency, plain


def _moved(pieces: list[Piece], by: float) -> list[Piece]:
    for piece in pieces:
        piece.x += by
    return pieces
