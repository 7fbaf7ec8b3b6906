"""Colouring cells: a cell's own style, with another fill."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree


@dataclass
class Styles:
    """``xl/styles.xml`` while styles are added to it."""

    root: etree._Element
    _fills: dict[str, int] = field(default_factory=dict)
    _formats: dict[tuple[int, str], int] = field(default_factory=dict)

    def check(self) -> None:
        """Raises ``LookupError`` when the part lacks what a filled style is made from."""
        self._section("fills")
        self._section("cellXfs")

    def filled(self, style: int, colour: str) -> int:
        """The index of a cell format that is ``style`` but filled with ``colour`` (ARGB)."""
        key = (style, colour)
        if key not in self._formats:
            formats = self._section("cellXfs")
            old = formats[style] if style < len(formats) else formats[0]
            new = deepcopy(old)
            new.set("fillId", str(self._fill(colour)))
            new.set("applyFill", "1")
            self._formats[key] = _append(formats, new)
        return self._formats[key]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fill = etree.Element(self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._tag("fgColor"), rgb=colour)
            etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
            self._fills[colour] = _append(self._section("fills"), fill)
        return self._fills[colour]

    def _section(self, name: str) -> etree._Element:
        """``fills`` or ``cellXfs``; raises ``LookupError`` when the part has none."""
        found = self.root.find(self._tag(name))
        if found is None or (name == "cellXfs" and len(found) == 0):
            raise LookupError(name)
        return found

    def _tag(self, name: str) -> str:
        return f"{{{etree.QName(self.root).namespace}}}{name}"


def _append(section: etree._Element, child: etree._Element) -> int:
    section.append(child)
    section.set("count", str(len(section)))
    return len(section) - 1
