"""Office files are zip archives: looked over before a byte is unpacked, their XML parsed without DTD or entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from disclosure_report.readers.fault import SAVE_WORKBOOK, hostile, unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FILE = 20 * 1024 * 1024
MAX_ENTRIES = 1000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PART = 100 * 1024 * 1024
MAX_RATIO = 100
SMALL = 5 * 1024 * 1024  # below this a high ratio is harmless
_KEPT = 4 * 1024 * 1024  # unpacked bytes an open archive holds on to
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


_XML_DECLARATION = re.compile(rb"<\?xml[ \t\r\n][^?<>]*\?>")
_ENCODING = re.compile(rb"encoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"']*)[\"']")


class Archive:
    """An Office file whose directory has passed the guard. Part names are looked up without regard to case.

    Small parts are unpacked once: they are looked at for DTDs, then parsed.
    """

    def __init__(self, data: bytes, required: Iterable[str], remedy: str = SAVE_WORKBOOK) -> None:
        self.remedy = remedy
        self._unpacked: dict[str, bytes] = {}
        self._room = _KEPT
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise unreadable("文件已损坏或没有下载完整", remedy) from None
        entries = self._zip.infolist()
        _guard(entries)
        self._names = {e.filename.casefold(): e.filename for e in entries}
        if any(part.casefold() not in self._names for part in required):
            raise unreadable("里面缺少必需的部分，不是完整的 Office 文件", remedy)

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of one part; FileError when damaged."""
        key = part.casefold()
        if key in self._unpacked:
            return self._unpacked[key]
        try:
            data = self._zip.read(self._names[key])
        except _DAMAGE:
            raise unreadable("文件已损坏或没有下载完整", self.remedy) from None
        if len(data) <= self._room:
            self._room -= len(data)
            self._unpacked[key] = data
        return data

    def refuse_dtds(self) -> None:
        """FileError when any XML part declares a DTD."""
        for name in self._names:
            if name.endswith((".xml", ".rels")):
                refuse_dtd(self.read(name))

    def xml(self, part: str) -> _Element:
        """One part as a tree; FileError when it is damaged or declares a DTD."""
        return parse_xml(self.read(part), self.remedy)


def _guard(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(e.file_size for e in entries)
    packed = sum(e.compress_size for e in entries)
    names = [e.filename for e in entries]
    if len(entries) > MAX_ENTRIES:
        raise hostile(f"压缩包里有 {len(entries)} 个文件，超过 {MAX_ENTRIES} 个")
    if unpacked > MAX_UNPACKED or any(e.file_size > MAX_PART for e in entries):
        raise hostile(f"解压后超过 {MAX_UNPACKED // 1024 // 1024} MB 的限制")
    if unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1):
        raise hostile("压缩比异常，疑似“压缩炸弹”")
    if any(_escapes(name) for name in names):
        raise hostile("压缩包里的文件路径指向外部")
    if len({n.casefold() for n in names}) != len(names):
        raise hostile("压缩包里有重名的文件")
    if any(e.flag_bits & 0x1 for e in entries):
        raise unreadable("文件设了密码", "请用 WPS 或 Excel 打开它，取消密码后保存")
    if any(e.compress_type not in _METHODS for e in entries):
        raise hostile("压缩方式不是 Office 文件所用的")


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name


def check_size(data: bytes, limit: int) -> None:
    """FileError for a file above the limit (bytes)."""
    if len(data) > limit:
        raise hostile(f"文件超过 {limit // 1024 // 1024} MB 的限制")


def parse_xml(data: bytes, remedy: str = SAVE_WORKBOOK) -> _Element:
    """Bytes → tree. No entity is resolved, nothing is fetched, a DTD is refused (FileError)."""
    from lxml import etree

    refuse_dtd(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise unreadable("文件内容已损坏", remedy) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise hostile("文件里含有 DTD 声明")
    return root


def refuse_dtd(data: bytes) -> None:
    """FileError when the text declares a DTD; quick, and before any parser sees it.

    The whole text is looked at, also as UTF-16: in every other encoding an XML parser takes, markup is ASCII. Office
    programs write no "<!" at all, so the search ends with its first step.
    """
    if not _may_declare(data):
        return
    plain = data.replace(b"\0", b"").lower()
    if b"<!doctype" in plain or b"<!entity" in plain:
        raise hostile("文件里含有 DTD 声明")


def _may_declare(data: bytes) -> bool:
    """Whether a "<!" stands in the text, also as UTF-16. One byte is found faster than two: it goes first."""
    return b"!" in data and (b"<!" in data or b"<\0!" in data)


def is_plain(data: bytes) -> bool:
    """Whether the text is UTF-8 by its own word and holds no declaration, so that a parser *told* that it is UTF-8
    can meet none: then "<!" has one spelling, and it is not there.

    What a part says of its encoding decides only which parser reads it, never whether a DTD gets past.
    """
    text = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
    if not text.startswith(b"<") or b"\0" in data or _may_declare(data):
        return False
    if not text.startswith(b"<?xml"):
        return True
    declaration = _XML_DECLARATION.match(text)
    encoding = _ENCODING.search(declaration[0]) if declaration else None
    return declaration is not None and (encoding is None or encoding[1].lower() == b"utf-8")


def local_name(tag: object) -> str:
    """ "{namespace}row" → "row"; "" for comments and the like."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
