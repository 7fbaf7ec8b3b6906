"""The structure tree: elements, marked content, parent tree and the association of header cells (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any, NamedTuple

from disclosure_report.typeset.pages import Node
from disclosure_report.writers.pdf.objects import Doc, Raw, reference, register, text

#: The layout's tags that are not standard structure types of PDF 1.4, and what they stand for.
_ROLES: Mapping[str, str] = {"Annot": "Span"}

#: What header cells are named with.
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Content(NamedTuple):
    """A piece of marked content: ``order`` counts the pieces of the whole document."""

    page: int
    mcid: int
    order: int


@dataclass(frozen=True, slots=True)
class Pin:
    """An annotation hung into the tree below a node."""

    page: int
    annotation: str
    key: int


@dataclass(frozen=True, slots=True)
class _References:
    """References to the objects that elements name: nodes by index, pages, header cells' IDs, annotations by key."""

    root: bytes
    nodes: Sequence[bytes]
    pages: Sequence[bytes]
    names: Mapping[int, bytes]
    pinned: Mapping[int, bytes]


@dataclass
class StructureTree:
    """Collects marked content while pages are painted, then writes the tree."""

    nodes: Sequence[Node]
    contents: dict[int, list[Content]] = field(default_factory=dict)
    pins: dict[int, list[Pin]] = field(default_factory=dict)
    _pages: list[list[int]] = field(default_factory=list)
    _order: int = 0
    _keys: int = 0

    def begin_page(self) -> None:
        """The next page's content starts."""
        self._pages.append([])
        self._keys += 1

    def mark(self, node: int) -> int:
        """The MCID of the node's next piece of content on the current page."""
        owners = self._pages[-1]
        owners.append(node)
        self.contents.setdefault(node, []).append(Content(len(self._pages) - 1, len(owners) - 1, self._order))
        self._order += 1
        return len(owners) - 1

    def pin(self, node: int, page: int, annotation: str) -> int:
        """Hangs an annotation (its object name) below a node; answers its StructParent key. All pages are painted."""
        key = self._keys
        self._keys += 1
        self.pins.setdefault(node, []).append(Pin(page, annotation, key))
        return key

    def write(self, doc: Doc) -> Any:
        """Registers all elements with reportlab's document and answers the tree's root object."""
        root = Raw(b"")
        root_reference = register(doc, root, "StructTreeRoot")
        elements = [Raw(b"") for _ in self.nodes]
        to = _References(
            root_reference,
            [register(doc, element) for element in elements],
            [reference(doc, _page(page)) for page in range(len(self._pages))],
            _identified(self.nodes),
            {p.key: register(doc, Raw(b""), f"Annot{p.key}") for pins in self.pins.values() for p in pins},
        )
        children = self._children()
        for index, (element, node) in enumerate(zip(elements, self.nodes, strict=True)):
            element.body = self._element(index, node, children[index], to)
        self._write_pins(doc, to)
        root.body = self._root(doc, to)
        return root

    def _children(self) -> list[list[int]]:
        children: list[list[int]] = [[] for _ in self.nodes]
        for index, node in enumerate(self.nodes):
            if node.parent is not None:
                children[node.parent].append(index)
        return children

    def _element(self, index: int, node: Node, children: Sequence[int], to: _References) -> bytes:
        contents = self.contents.get(index, ())
        kids = self._kids(contents, children, to)
        if self.pins:
            kids += [to.pinned[p.key] for p in self.pins.get(index, ())]
        return b"<</S/%b/P %b%b/K %b%b%b>>" % (
            node.tag.encode("ascii"),
            to.root if node.parent is None else to.nodes[node.parent],
            b"/Pg " + to.pages[contents[0].page] if contents else b"",
            kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids),
            b"/ID" + to.names[index] if index in to.names else b"",
            _attributes(node, to.names) if node.attributes else b"",
        )

    def _kids(self, contents: Sequence[Content], children: Sequence[int], to: _References) -> list[bytes]:
        """Own content and child elements in reading order."""
        if not contents:
            return [to.nodes[c] for c in children]
        home = contents[0].page
        own = [(c.order, _content(c, home, to.pages)) for c in contents]
        placed = -1
        for child in children:
            placed = max(placed, min((c.order for c in self.contents.get(child, ())), default=placed))
            own.append((placed, to.nodes[child]))
        return [kid for _, kid in (sorted(own, key=lambda pair: pair[0]) if children else own)]

    def _write_pins(self, doc: Doc, to: _References) -> None:
        for node, pins in self.pins.items():
            for pin in pins:
                page = to.pages[pin.page]
                kid = b"<</Type/OBJR/Obj %b/Pg %b>>" % (reference(doc, pin.annotation), page)
                body = b"<</S/Annot/P %b/Pg %b/K %b>>" % (to.nodes[node], page, kid)
                doc.idToObject[f"Annot{pin.key}"].body = body

    def _root(self, doc: Doc, to: _References) -> bytes:
        parents = register(doc, Raw(self._parent_tree(to)))
        ids = b"".join(b"%b%b " % (name, to.nodes[i]) for i, name in to.names.items())
        tree = b"/IDTree<</Names[%b]>>" % ids if ids else b""
        roles = (
            b"/RoleMap<<%b>>" % b"".join(f"/{a}/{b}".encode("ascii") for a, b in _ROLES.items()) if self.pins else b""
        )
        return b"<</Type/StructTreeRoot/K %b/ParentTree %b/ParentTreeNextKey %d%b%b>>" % (
            to.nodes[0],
            parents,
            self._keys,
            tree,
            roles,
        )

    def _parent_tree(self, to: _References) -> bytes:
        pages = [
            b"%d[%b]" % (page, b" ".join([to.nodes[n] for n in owners])) for page, owners in enumerate(self._pages)
        ]
        return b"<</Nums[%b]>>" % b"\n".join(pages + [b"%d %b" % pair for pair in sorted(to.pinned.items())])


def _page(index: int) -> str:
    """reportlab's name of a page object."""
    return f"Page{index + 1}"


def _content(content: Content, home: int, pages: Sequence[bytes]) -> bytes:
    """Marked content as a kid of an element whose /Pg is the page ``home``."""
    if content.page == home:
        return b"%d" % content.mcid
    return b"<</Type/MCR/Pg %b/MCID %d>>" % (pages[content.page], content.mcid)


def _identified(nodes: Sequence[Node]) -> dict[int, bytes]:
    """The header cells that others name, with names as short as can be, in the order a name tree demands.

    A table of 175 figures names its heads five hundred times.
    """
    heads = sorted({h for node in nodes if node.attributes for h in _headers(node)})
    first, length = len(_LETTERS), 1
    while first < len(heads):
        first, length = first * len(_LETTERS), length + 1
    spelt = islice(product(_LETTERS, repeat=length), len(heads))
    return {head: f"({''.join(letters)})".encode("ascii") for head, letters in zip(heads, spelt, strict=True)}


def _headers(node: Node) -> tuple[int, ...]:
    value = node.attributes.get("Headers", ())
    return tuple(value) if isinstance(value, tuple | list) else ()


def _attributes(node: Node, names: Mapping[int, bytes]) -> bytes:
    """The table attributes (14.8.5.7) and the alternative description."""
    table = b""
    for key in ("RowSpan", "ColSpan"):
        span = node.attributes.get(key, 1)
        if isinstance(span, int) and span > 1:
            table += f"/{key} {span}".encode("ascii")
    if scope := node.attributes.get("Scope"):
        table += f"/Scope/{scope}".encode("ascii")
    if headers := _headers(node):
        table += b"/Headers[%b]" % b"".join([names[h] for h in headers])
    if summary := node.attributes.get("Summary"):
        table += b"/Summary" + text(str(summary))
    alternative = node.attributes.get("Alt")
    out = b"/A<</O/Table%b>>" % table if table else b""
    return out + (b"/Alt" + text(str(alternative)) if alternative else b"")
