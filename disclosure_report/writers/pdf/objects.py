"""The parts of a PDF file that reportlab lacks or writes in a way PDF/A-1 forbids.

reportlab ends a stream without the end-of-line marker that ISO 19005-1, 6.1.7 asks for, knows no output intent, no
structure tree and no fixed dates; these classes plug into its document in place of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import deflate
from reportlab.pdfbase import pdfdoc

#: reportlab's PDFDocument; its public type says nothing of the registry of objects.
Doc: TypeAlias = Any
#: libdeflate's levels: 9 takes a quarter more for the faces of a report and saves 0.2 %, 12 ten times as long for 2 %.
_LEVEL = 6
Body: TypeAlias = bytes | Callable[[], bytes]


class Raw(pdfdoc.PDFObject):  # type: ignore[misc, unused-ignore]
    """An indirect object given as its bytes, or as a function that makes them when the file is written."""

    __RefOnly__ = 1

    def __init__(self, body: Body) -> None:
        self.body = body

    def format(self, document: Doc) -> bytes:
        """The object's bytes."""
        return self.body() if callable(self.body) else self.body


class Stream(pdfdoc.PDFObject):  # type: ignore[misc, unused-ignore]
    """A stream with the end-of-line marker before ``endstream``; compressed unless ``plain``.

    ``kept``: the next document is likely to hold the same data, so what it was compressed to is remembered.
    """

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: bytes = b"", plain: bool = False, kept: bool = False) -> None:
        if not plain:
            data = _compressed(data) if kept else _compressed.__wrapped__(data)
            entries += b"/Filter/FlateDecode"
        self.bytes = b"<<%b/Length %d>>\nstream\n%b\nendstream\n" % (entries, len(data), data)

    def format(self, document: Doc) -> bytes:
        """The stream's bytes."""
        return self.bytes


@lru_cache(maxsize=24)
def _compressed(data: bytes) -> bytes:
    return bytes(deflate.zlib_compress(data, _LEVEL))


class Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc, unused-ignore]
    """reportlab's catalog with the output intents of PDF/A."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012 - reportlab's way


class TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc, unused-ignore]
    """A page whose marked content belongs to the structure tree, read in its order."""

    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]  # noqa: RUF012
    Override_default_compilation = 1

    def __init__(self) -> None:
        super().__init__()
        self.StructParents = 0
        self.Tabs = b"/S"


class Info(pdfdoc.PDFObject):  # type: ignore[misc, unused-ignore]
    """The document information dictionary, with the report's date for every date."""

    __RefOnly__ = 1

    def __init__(self, entries: dict[str, str], dated: date) -> None:
        self.entries = entries
        self.dated = dated

    def format(self, document: Doc) -> bytes:
        """The dictionary's bytes."""
        items = [b"/%b%b" % (k.encode("ascii"), text(v)) for k, v in self.entries.items()]
        day = pdf_date(self.dated)
        return b"<<%b/CreationDate%b/ModDate%b>>" % (b"".join(items), day, day)


def pdf_date(day: date) -> bytes:
    """Midnight of the day in China as a PDF date string."""
    return f"(D:{day:%Y%m%d}000000+08'00')".encode("ascii")


#: Bytes that a literal string cannot hold as they are (ISO 32000-1, 7.3.4.2); line ends would be read as one newline.
_ESCAPES = {b"(": b"\\(", b")": b"\\)", b"\\": b"\\\\", b"\r": b"\\r", b"\n": b"\\n"}
_SPECIAL = re.compile(rb"[()\\\r\n]")


def text(value: str) -> bytes:
    """A text string object: UTF-16 with its mark, half as long as in hexadecimal, or as it is when plain ASCII."""
    if value.isascii() and value.isprintable() and not set(value) & set("()\\"):
        return b"(%b)" % value.encode("ascii")
    units = b"\xfe\xff" + value.encode("utf-16-be", "replace")
    return b"(%b)" % _SPECIAL.sub(lambda m: _ESCAPES[m[0]], units)


def name(value: str) -> bytes:
    """A name object from printable ASCII; anything else is left out."""
    return b"/" + "".join(c for c in value if c.isascii() and (c.isalnum() or c in "-_+.")).encode("ascii")


@lru_cache(maxsize=1 << 14)
def number(value: float) -> bytes:
    """A number with at most two decimals: 0.01 pt is 3.5 µm."""
    plain = f"{value:.2f}"
    return plain.rstrip("0").rstrip(".").encode("ascii")


def register(doc: Doc, made: Any, name: str | None = None) -> bytes:
    """Makes ``made`` an indirect object of the file; answers the reference ``12 0 R``."""
    reference = doc.Reference(made, name)
    return b"%d 0 R" % doc.idToObjectNumberAndVersion[reference.name][0]


def reference(doc: Doc, name: str) -> bytes:
    """The reference to an object registered under ``name``."""
    return b"%d 0 R" % doc.idToObjectNumberAndVersion[name][0]


def file_identifier(*parts: bytes) -> bytes:
    """The trailer's ID from the file's content, twice the same (a first version)."""
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()[:32].upper().encode("ascii")
    return b"[<%b><%b>]" % (digest, digest)
