"""The file itself: reportlab's objects one after the other, the cross-reference table, the trailer (ISO 32000-1, 7.5).

reportlab's own serialiser asks of every object whether it is encrypted, commented or in want of a codec. With the four
hundred objects of a structure tree that costs as much as painting three pages.
"""

from __future__ import annotations

from itertools import accumulate

from reportlab.pdfbase import pdfdoc

from disclosure_report.writers.pdf.objects import Doc

PDF_1_4 = (1, 4)
#: The version, and the comment of bytes above 127 that marks the file as binary (ISO 19005-1, 6.1.2).
_HEADER = b"%%PDF-%d.%d\n%%\xe5\xb9\xb4\xe6\x8a\xa5\n" % PDF_1_4


def serialise(doc: Doc, root: bytes, info: bytes, identifier: bytes) -> bytes:
    """The file's bytes; ``root`` and ``info`` are references, ``identifier`` the trailer's ID."""
    objects = _objects(doc)
    offsets = list(accumulate(map(len, objects), initial=len(_HEADER)))
    table_at = offsets.pop()
    entries = b"".join([b"%010d 00000 n \n" % offset for offset in offsets])
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, entries)
    trailer = b"trailer\n<</Size %d/Root %b/Info %b/ID%b>>\n" % (len(objects) + 1, root, info, identifier)
    return b"".join((_HEADER, *objects, table, trailer, b"startxref\n%d\n%%%%EOF\n" % table_at))


def _objects(doc: Doc) -> list[bytes]:
    """Every object in the order of its number; one that is written may register others, which follow."""
    made: list[bytes] = []
    while (number := len(made) + 1) in doc.numberToId:
        body = pdfdoc.format(doc.idToObject[doc.numberToId[number]], doc, toplevel=1)
        made.append(b"%d 0 obj\n%b%bendobj\n" % (number, body, b"" if body.endswith(b"\n") else b"\n"))
    return made
