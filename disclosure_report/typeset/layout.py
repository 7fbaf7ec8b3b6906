"""Document → pages: the flow filled into pages of 22 lines, with page numbers, stamps, structure and bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from disclosure_report.model.document import Document
from disclosure_report.typeset.flow import Flow, FlowMaker, Lines
from disclosure_report.typeset.fonts import FaceSet
from disclosure_report.typeset.furniture import page_number, stamp
from disclosure_report.typeset.pages import Item, Layout, OutlineEntry, Page
from disclosure_report.typeset.profile import Profile
from disclosure_report.typeset.setting import Press
from disclosure_report.typeset.table_parts import SetTable, paint_part

#: The least space between a table and the text below it, pt.
_BELOW_TABLE = 12.0


def lay_out(document: Document, profile: Profile, faces: FaceSet) -> Layout:
    """The pages of a document. Pure: the same document, profile and faces make the same layout."""
    press = Press(profile, faces)
    pager = Pager(press)
    pager.fill(FlowMaker(press).make(document))
    words = document.meta.stage.stamp
    pages = tuple(_finished(press, number, items, words) for number, items in enumerate(pager.pages, 1))
    return Layout(pages, tuple(press.nodes), tuple(pager.outline), tuple(press.missing.values()))


def _finished(press: Press, number: int, items: list[Item], words: str | None) -> Page:
    under: list[Item] = []
    if words:
        stamp(press, words, under)
    over: list[Item] = []
    page_number(press, number, over)
    width, height = press.profile.page_size
    return Page(width, height, str(number), (*under, *items, *over))


class Pager:
    """Fills pages from the top; ``y`` is what is used of the type area's height, pt."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.left, bottom, _, self.top = press.profile.area
        self.height = self.top - bottom
        self.pages: list[list[Item]] = [[]]
        self.outline: list[OutlineEntry] = []
        self.y = 0.0

    def fill(self, flow: Sequence[Flow]) -> None:
        """All items; those that keep together go to the next page together."""
        i = 0
        while i < len(flow):
            j = i
            while j + 1 < len(flow) and _keeps(flow[j]):
                j += 1
            group = flow[i : j + 1]
            self._tell_what_stands_above(group)
            if self.y and not self._fits(group):
                self._turn()
            for item in group:
                self._place(item)
            i = j + 1

    def _slot(self, y: float) -> int:
        return ceil(y / self.press.profile.grid.pitch - 1e-6)

    def _tell_what_stands_above(self, group: Sequence[Flow]) -> None:
        *above, last = group
        if isinstance(last, SetTable):
            last.above = self.press.profile.grid.pitch * sum(a.slots for a in above if isinstance(a, Lines))

    def _fits(self, group: Sequence[Flow]) -> bool:
        grid, y = self.press.profile.grid, self.y
        for item in group:
            if isinstance(item, SetTable):
                return item.plan.part(0, self.height - y, self.height, item.above) > 0
            slot = self._slot(y)
            if slot + item.slots > grid.lines:
                return False
            y = (slot + item.slots) * grid.pitch
        return True

    def _turn(self) -> None:
        self.pages.append([])
        self.y = 0.0

    def _place(self, item: Flow) -> None:
        if isinstance(item, SetTable):
            self._place_table(item)
        else:
            self._place_lines(item)

    def _place_lines(self, item: Lines) -> None:
        grid = self.press.profile.grid
        slot = self._slot(self.y)
        if slot + item.slots > grid.lines and slot:
            self._turn()
            slot = 0
        top = self.top - slot * grid.pitch
        if item.outline:
            level, words = item.outline
            self.outline.append(OutlineEntry(level, words, len(self.pages) - 1, top))
        for pieces, drop in item.lines:
            for piece in pieces:
                self.press.paint(piece, self.left, top - drop, self.pages[-1])
        self.y = (slot + item.slots) * grid.pitch

    def _place_table(self, placed: SetTable) -> None:
        """Part after part, a page each, until all rows are set."""
        plan, start = placed.plan, 0
        while True:
            end = plan.part(start, self.height - self.y, self.height, 0.0 if start else placed.above)
            if end > start:
                top = self.top - self.y
                bottom = paint_part(self.press, placed, start, end, self.left, top, self.pages[-1])
                self.y, start = self.top - bottom, end
            if start >= plan.table.rows:
                break
            self._turn()
        self.y += _BELOW_TABLE


def _keeps(item: Flow) -> bool:
    return isinstance(item, Lines) and item.keep
