"""Faces as reportlab fonts: Identity-H, one subset a face, real code points, widths of the program.

The classes follow reportlab's font protocol (``formatForPdf``, ``stringWidth``, ``addObjects``), so anything drawn on
its canvas with these fonts comes out embedded; the page painter asks ``glyphs`` directly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import NamedTuple

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from disclosure_report.typeset.face import Face
from disclosure_report.writers.pdf.objects import Doc, Raw, Stream, name, reference, register
from disclosure_report.writers.pdf.program import Program, Subset, open_program, subset

#: Tried in order where a face lacks a character: geta mark, white square, question mark.
SUBSTITUTES = "〓□?"
#: Characters that paint nothing: joiners, variation selectors, byte order mark.
_INVISIBLE = frozenset((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
%bendcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Glyph(NamedTuple):
    """How a character is painted: its code, its width in ems, and whether the code stands for other text."""

    code: bytes
    width: float
    disguised: bool = False


NOTHING = Glyph(b"", 0.0)


class Words(NamedTuple):
    """A text in a font: its codes, the characters' widths in ems, and whether some of them are painted one by one.

    That is so where a code does not stand for the character, or there is none; the codes then mean nothing.
    """

    codes: bytes
    widths: tuple[float, ...]
    one_by_one: bool


class SubsetFont(pdfmetrics.Font):
    """A face cut down to ``characters``, embedded as a Type 0 font."""

    _multiByte = 1  # noqa: N815 - reportlab's names, here and below
    _dynamicFont = 0  # noqa: N815

    def __init__(self, font_name: str, face: Face, characters: Iterable[str]) -> None:
        self.fontName = font_name
        self.program: Program = open_program(face)
        glyph_of, shared = _choose_glyphs(self.program, characters)
        self.subset: Subset = subset(self.program, frozenset(c for c, g in glyph_of.items() if g))
        cids = self.subset.glyphs
        self._codes = {ord(c): chr(cids[g]) for c, g in glyph_of.items()}
        self._widths = {c: self.subset.widths[cids[g]] / 1000 for c, g in glyph_of.items()}
        self._shared = shared
        invisible = [c for c in characters if c not in glyph_of]
        self._widths |= dict.fromkeys(invisible, 0.0)
        self._one_by_one = shared.union(invisible)
        self._words: dict[str, Words] = {}
        self.unicodes = {cids[g]: c for c, g in glyph_of.items() if c not in shared}
        self._as_reportlab()

    def _as_reportlab(self) -> None:
        """The attributes that reportlab reads off every font."""
        metrics = self.program.metrics()
        self.face = SimpleNamespace(builtIn=0, name=self.fontName, ascent=metrics.ascent, descent=metrics.descent)
        self.encName = "Identity-H"
        self.encoding = SimpleNamespace(name=self.encName)
        self.substitutionFonts: list[pdfmetrics.Font] = []

    def glyph(self, character: str) -> Glyph:
        """How to paint a character of the subset."""
        code = self._codes.get(ord(character))
        return NOTHING if code is None else Glyph(_two_bytes(code), self._widths[character], character in self._shared)

    def words(self, text: str) -> Words:
        """A text of the subset; kept, for a table says "0" a hundred times."""
        found = self._words.get(text)
        if found is None:
            widths = tuple([self._widths[c] for c in text])
            codes = _two_bytes(text.translate(self._codes))
            found = self._words[text] = Words(codes, widths, not self._one_by_one.isdisjoint(text))
        return found

    def formatForPdf(self, text: str) -> str:  # noqa: N802
        """The text's codes as the inside of a literal string."""
        return str(escapePDF(b"".join(self.glyph(c).code for c in text)))

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """The width in points."""
        plain = text.decode(encoding) if isinstance(text, bytes) else text
        return sum(self.glyph(c).width for c in plain) * size

    def addObjects(self, doc: Doc) -> None:  # noqa: N802
        """Writes the font's objects into reportlab's document and makes it known there."""
        base = self._base_name()
        descriptor = register(doc, Raw(self._descriptor(doc, base)))
        descendant = register(doc, Raw(self._descendant(base, descriptor)))
        unicodes = register(doc, Stream(to_unicode(self.unicodes)))
        kind = b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H/DescendantFonts[%b]/ToUnicode %b>>"
        publish(doc, self.fontName, Raw(kind % (base, descendant, unicodes)))

    def _base_name(self) -> bytes:
        """The PostScript name with six letters taken from the subset itself (9.6.4)."""
        digest = int.from_bytes(hashlib.sha256(self.subset.data).digest()[:8], "big")
        tag = "".join(chr(65 + digest // 26**i % 26) for i in range(6))
        plain = name(self.program.name)[1:].decode("ascii") or "Face"
        return f"/{tag}+{plain}".encode("ascii")

    def _descriptor(self, doc: Doc, base: bytes) -> bytes:
        m, data = self.program.metrics(), self.subset.data
        if self.subset.is_cff:
            file = b"/FontFile3 " + register(doc, Stream(data, b"/Subtype/CIDFontType0C", kept=True))
        else:
            file = b"/FontFile2 " + register(doc, Stream(data, b"/Length1 %d" % len(data), kept=True))
        cids = register(doc, Stream(_cid_set(len(self.subset.widths))))
        box = (m.left, m.bottom, m.right, m.top, m.ascent, m.descent, m.capitals, m.stem)
        return b"<</Type/FontDescriptor/FontName%b/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d" % (
            (base, *box[:6])
        ) + b"/CapHeight %d/StemV %d/CIDSet %b%b>>" % (*box[6:], cids, file)

    def _descendant(self, base: bytes, descriptor: bytes) -> bytes:
        kind = b"/CIDFontType0" if self.subset.is_cff else b"/CIDFontType2/CIDToGIDMap/Identity"
        return (
            b"<</Type/Font/Subtype%b/BaseFont%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %b/DW 1000/W[%b]>>" % (kind, base, descriptor, _width_array(self.subset.widths))
        )


class ReadersFont(UnicodeCIDFont):
    """The reader's own Chinese face, not embedded, with a ToUnicode map so that text can be copied everywhere."""

    def __init__(self, face: Face, characters: Iterable[str]) -> None:
        super().__init__(face.family)
        self.characters = sorted(set(characters))
        self._one_by_one = frozenset(c for c in self.characters if ord(c) in _INVISIBLE or ord(c) > 0xFFFF)

    def words(self, text: str) -> Words:
        """A text; its codes are UCS-2."""
        widths = tuple([self.glyph(c).width for c in text])
        return Words(_two_bytes(text), widths, not self._one_by_one.isdisjoint(text))

    def glyph(self, character: str) -> Glyph:
        """How to paint a character: its UCS-2 code, or the geta mark for one beyond the face's code space."""
        if ord(character) in _INVISIBLE:
            return NOTHING
        inside = ord(character) <= 0xFFFF
        shown = character if inside else SUBSTITUTES[0]
        return Glyph(shown.encode("utf-16-be"), self.unicodeWidths.get(shown, 1000) / 1000, not inside)

    def addObjects(self, doc: Doc) -> None:  # noqa: N802
        """reportlab's objects, and the ToUnicode map."""
        super().addObjects(doc)
        font = doc.idToObject[doc.fontMapping[self.name][1:]]
        codes = {ord(c): c for c in (*self.characters, SUBSTITUTES[0]) if ord(c) <= 0xFFFF}
        font.dict["ToUnicode"] = register(doc, Stream(to_unicode(codes)))


PdfFont = SubsetFont | ReadersFont


def _two_bytes(codes: str) -> bytes:
    """Codes of two bytes, each given as the character of that number."""
    return codes.encode("utf-16-be", "surrogatepass")


@contextmanager
def registered(faces: Mapping[Face, Sequence[str]]) -> Iterator[dict[Face, PdfFont]]:
    """The faces with the characters each has to paint, in reportlab's registry for as long as the block lasts."""
    fonts: dict[Face, PdfFont] = {}
    for order, (face, characters) in enumerate(faces.items(), 1):
        own = (
            ReadersFont(face, characters) if face.path is None else SubsetFont(f"disclosure-{order}", face, characters)
        )
        fonts[face] = own
        pdfmetrics.registerFont(own)
    try:
        yield fonts
    finally:
        for font in fonts.values():
            _registry().pop(font.fontName, None)


def _registry() -> dict[str, PdfFont]:
    """reportlab's own table of registered fonts."""
    fonts: dict[str, PdfFont] = vars(pdfmetrics)["_fonts"]
    return fonts


def publish(doc: Doc, font_name: str, font: Raw) -> None:
    """Puts a font object into the document's resources under the next short name."""
    internal = f"F{len(doc.fontMapping) + 1}"
    register(doc, font, internal)
    doc.idToObject["BasicFonts"].dict[internal] = pdfdoc.PDFObjectReference(internal)
    doc.fontMapping[font_name] = "/" + internal


def resource_name(doc: Doc, font: PdfFont) -> bytes:
    """The name under which a page calls the font; its objects are written on first use."""
    internal: str = doc.getInternalFontName(font.fontName)
    return internal.encode("ascii")


def font_resources(doc: Doc) -> bytes:
    """The reference to the document's font dictionary."""
    return reference(doc, "BasicFonts")


def _choose_glyphs(program: Program, characters: Iterable[str]) -> tuple[dict[str, int], frozenset[str]]:
    """Character → glyph, and the characters whose glyph stands for other text already.

    Two characters may share a glyph (a radical and its ideograph): the first one owns the code's ToUnicode entry, the
    others are painted with ActualText, as is a substitute for a missing character.
    """
    glyph_of: dict[str, int] = {}
    owner: dict[int, str] = {}
    shared: list[str] = []
    for character in dict.fromkeys(characters):
        if ord(character) in _INVISIBLE:
            continue
        glyph = program.glyph(character)
        if not glyph:
            glyph = _substitute(program, glyph_of, owner)
        glyph_of[character] = glyph
        if owner.setdefault(glyph, character) != character:
            shared.append(character)
    return glyph_of, frozenset(shared)


def _substitute(program: Program, glyph_of: dict[str, int], owner: dict[int, str]) -> int:
    """The glyph of the first substitute the face has, owned by the substitute itself; else the face's own box (0)."""
    for character in SUBSTITUTES:
        if glyph := program.glyph(character):
            glyph_of.setdefault(character, glyph)
            owner.setdefault(glyph, character)
            return glyph
    owner.setdefault(0, "")
    return 0


def to_unicode(codes: Mapping[int, str]) -> bytes:
    """A ToUnicode CMap (9.10.3): code → text.

    Neighbouring codes share one array, which is half as long as an entry for each; a range may not pass the end of its
    high byte, and a block holds a hundred ranges at most.
    """
    ranges: list[tuple[int, list[str]]] = []
    for code, text in sorted(codes.items()):
        entry = f"<{ord(text):04X}>" if len(text) == 1 and text <= "\uffff" else f"<{_hexadecimal(text)}>"
        if ranges and code == ranges[-1][0] + len(ranges[-1][1]) and code & 0xFF:
            ranges[-1][1].append(entry)
        else:
            ranges.append((code, [entry]))
    lines = [f"<{first:04X}><{first + len(texts) - 1:04X}>[{''.join(texts)}]\n" for first, texts in ranges]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "".join(f"{len(b)} beginbfrange\n{''.join(b)}endbfrange\n" for b in blocks)
    return _TO_UNICODE % body.encode("ascii")


def _hexadecimal(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _cid_set(count: int) -> bytes:
    """CIDs 0 to ``count`` - 1 as bits, most significant first (9.8.3.2)."""
    full, rest = divmod(count, 8)
    return b"\xff" * full + (bytes((0xFF00 >> rest & 0xFF,)) if rest else b"")


def _width_array(widths: Sequence[float]) -> bytes:
    """The widths that are not 1000, in runs of neighbouring CIDs (9.7.4.3)."""
    parts: list[str] = []
    last = -1
    for cid, width in enumerate(widths):
        if width == 1000:
            continue
        parts.append(f" {width:g}" if cid == last + 1 and parts else f"{']' if parts else ''}{cid}[{width:g}")
        last = cid
    return ("".join(parts) + ("]" if parts else "")).encode("ascii")
