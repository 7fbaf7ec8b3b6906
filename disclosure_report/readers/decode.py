"""Bytes of a text file → clean text, with what had to be guessed or removed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from disclosure_report.readers.fault import SAVE_TEXT, unreadable

#: Control characters but tab and line feed, zero-width and bidirectional marks, non-characters, unpaired surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """``notes`` say in Chinese what was guessed or removed; empty when the text is as it was written."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """UTF-8, UTF-16 and GB18030, with or without byte order mark; FileError when it is no text at all."""
    text, note = _decode(data)
    text = _LINE_ENDS.sub("\n", text)
    clean, notes = clean_text(text)
    return Decoded(clean, tuple(n for n in (note, *notes) if n))


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without characters that nobody can see and no document may hold, and the notes about them."""
    clean, removed = _UNWANTED.subn("", text)
    notes = [f"去掉了 {removed} 个看不见的控制字符"] if removed else []
    lost = clean.count("\ufffd")
    if lost:
        clean = clean.replace("\ufffd", "")
        notes.append(f"有 {lost} 处无法识别的字符，已去掉")
    return clean, tuple(notes)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ""
    try:
        if 10 * data.count(0) < len(data):
            return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    return _without_mark(data) if b"\0" in data[:4096] else _guess(data)


def _without_mark(data: bytes) -> tuple[str, str]:
    """UTF-16 without its mark: line feeds and ASCII leave zero bytes at every other place."""
    little, big = data[1::2].count(0), data[0::2].count(0)
    encoding = "utf-16-le" if little >= big else "utf-16-be"
    text = data.decode(encoding, "replace")
    readable = sum(c.isprintable() or c in "\r\n\t" for c in text)
    if readable < 0.95 * len(text):
        raise unreadable("内容不是文字", SAVE_TEXT)
    return text, "文件没有标明编码，按 UTF-16 读取"


def _guess(data: bytes) -> tuple[str, str]:
    """GB18030 when it fits, unless the bytes are nearly all UTF-8: then a few were damaged."""
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in damaged)
    if chinese > 20 * lost:
        return damaged, ""
    try:
        return data.decode("gb18030"), "文件没有标明编码，按 GB18030 读取"
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    if text.count("\ufffd") > max(3, len(text) // 20):
        raise unreadable("内容不是文字，或编码无法识别", SAVE_TEXT)
    return text, "文件没有标明编码，按 GB18030 读取"
