"""Files that are not what they claim, made byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.acceptance import form

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64)) * 4
HTML = "<html><body><table><tr><td>规章</td><td>1</td></tr></table></body></html>".encode()
BOMB_DTD = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8))
    + b"]>"
)
XXE_DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def rezipped(data: bytes, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The archive with the first part whose name ends in ``part`` changed."""
    out = io.BytesIO()
    done = False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.endswith(part) and not done:
                content, done = edit(content), True
            new.writestr(item.filename, content)
    assert done
    return out.getvalue()


def with_dtd(data: bytes, part: str, dtd: bytes, entity: bytes) -> bytes:
    """A DTD before the root element of a part, its entity used in the first text there is."""

    def edit(content: bytes) -> bytes:
        body = content.split(b"?>", 1)[1] if content.startswith(b"<?xml") else content
        at = body.find(b"</t>")
        return dtd + (body if at < 0 else body[:at] + entity + body[at:])

    return rezipped(data, part, edit)


def zip_bomb() -> bytes:
    """A workbook with 60 MB of spaces in its first sheet, some sixty kilobytes large."""

    def edit(content: bytes) -> bytes:
        return content.replace(b"</worksheet>", b" " * 60_000_000 + b"</worksheet>")

    return rezipped(form.data(form.book()), "sheet1.xml", edit)


def long_sheet(rows: int = 200_000) -> bytes:
    """The official workbook with a sheet of many rows before the others."""
    cells = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><v>7</v></c></row>' for r in range(1, rows + 1)
    )
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    book = form.book()
    book.create_sheet("台账", 0)
    return rezipped(form.data(book), "sheet1.xml", lambda _: sheet.encode())


def encrypted() -> bytes:
    """An OLE2 compound file that holds the two streams of an encrypted workbook."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIIII", header, 40, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    chain = [fat_sector, end, *range(3, 10), end, *range(11, 18), end]
    fat = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))

    def entry(name: str, kind: int, first: int, size: int, left: int, right: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        body = bytearray(128)
        body[: len(text)] = text
        struct.pack_into("<HBBIII", body, 64, len(text), kind, 1, left, right, child)
        struct.pack_into("<IQ", body, 116, first, size)
        return bytes(body)

    directory = (
        entry("Root Entry", 5, end, 0, free, free, 1)
        + entry("EncryptedPackage", 2, 2, 4096, free, 2, free)
        + entry("EncryptionInfo", 2, 10, 4096, free, free, free)
        + bytes(128)
    )
    return bytes(header) + fat + directory + bytes(range(256)) * 32
