"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import Literal

FileType = Literal["empty", "zip", "ole2", "encrypted", "html", "pdf", "rtf", "xml", "text"]

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPE_NAMES: dict[str, str] = {
    "zip": "压缩包或新版 Office 文件",
    "ole2": "旧版 Office 文件",
    "encrypted": "加了密码的 Office 文件",
    "html": "网页",
    "pdf": "PDF 文件",
    "rtf": "RTF 文件",
    "xml": "XML 文件",
    "text": "纯文本",
}


def sniff(data: bytes) -> FileType:
    """The type of a file from its content."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if data.startswith((ZIP, b"PK\x05\x06")):
        return "zip"
    if data.startswith(OLE2):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "ole2"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    return _markup(data[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower())


def _markup(head: bytes) -> FileType:
    if head.startswith((b"<!doctype html", b"<html", b"<meta", b"<head")) or (head[:1] == b"<" and b"<table" in head):
        return "html"
    return "xml" if head.startswith(b"<?xml") else "text"
