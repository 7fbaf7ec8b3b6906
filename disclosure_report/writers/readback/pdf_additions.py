"""Painting that no mark of ours surrounds: what an editor or a stamp has put onto a PDF's page afterwards."""

from __future__ import annotations

import io
from collections.abc import Iterator

#: Operators that leave something to be seen (ISO 32000-1, annex A).
_PAINTS = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}
#: Annotations that change nothing of what a page says: links, and the notes of review copies.
_CHANGES_NOTHING = {"/Link", "/Popup", "/Text", "/Highlight", "/Underline", "/Squiggly"}


def additions(data: bytes) -> Iterator[str]:
    """A line for each page with something added: our own pages paint only inside tagged or artifact content."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if _paints_unmarked(page):
                yield f"（第{number}页上有生成之后另加的文字或图形）"
            kinds = [str(note.get("/Subtype")) for note in page.obj.get("/Annots", [])]
            if any(kind not in _CHANGES_NOTHING for kind in kinds):
                yield f"（第{number}页上有盖住或改动内容的批注、图章或表单）"


def _paints_unmarked(page: object) -> bool:
    import pikepdf

    depth = 0
    for instruction in pikepdf.parse_content_stream(page):  # type: ignore[arg-type]
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif depth <= 0 and name in _PAINTS:
            return True
    return False
