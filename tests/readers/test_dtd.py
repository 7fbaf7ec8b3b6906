"""No DTD gets to a parser, however it is written: in every encoding that Python's expat takes."""

from __future__ import annotations

import encodings
import pkgutil
from contextlib import suppress
from encodings.aliases import aliases
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.readers.archive import is_plain, refuse_dtd
from disclosure_report.readers.fault import FileError
from disclosure_report.readers.workbook_file import read_workbook
from tests.readers.test_workbook_file import repacked, with_shared_strings
from tests.readers.workbooks import to_bytes, workbook

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the codec unicode_escape

#: Every name under which Python knows an encoding.
CODECS = sorted({*aliases, *aliases.values(), *(m.name for m in pkgutil.iter_modules(encodings.__path__))})
DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
    '<!DOCTYPE\r\n\tx\n[\n<!ENTITY  a\t"aaaa"  >\n]\n>',
    "<!-- - --><!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
)


def declarations_met(data: bytes, told: str | None = None) -> int:
    """How many doctypes and entities expat comes upon in the text; ``told`` is the encoding it is made to use."""
    met: list[object] = []
    parser = expat.ParserCreate(told)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = lambda *found: met.append(found)
    with suppress(expat.ExpatError, LookupError, ValueError, TypeError):  # no XML, no encoding, none of text
        parser.Parse(data, True)
    return len(met)


def is_refused(data: bytes) -> bool:
    try:
        refuse_dtd(data)
    except FileError:
        return True
    return False


def written(text: str, codec: str) -> bytes | None:
    """The text in an encoding; ``None`` when it has no place in it, or the codec is none of text."""
    try:
        return text.encode(codec)
    except (LookupError, ValueError, OSError):
        return None


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_what_expat_meets_was_refused_before_in_every_encoding_of_python(doctype):
    met = 0
    for codec in CODECS:
        for declared in (codec, codec.replace("_", "-"), None):
            head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
            body = doctype + "<x>&a;</x>"
            for data in (written(head + body, codec), head.encode() + (written(body, codec) or b"")):
                if data and declarations_met(data):
                    met += 1
                    assert is_refused(data), (codec, declared)
                    assert not is_plain(data)
    assert met > 900


def test_no_encoding_that_expat_takes_spells_the_mark_of_a_declaration_otherwise():
    """An 8-bit encoding in which another byte stood for "<" or "!" would get a DTD past a search for "<!"."""
    taken = 0
    for codec in CODECS:
        decoded = decoded_bytes(codec)
        if len(decoded) == 256 and accepts(codec):
            taken += 1
            assert (decoded.find("<"), decoded.find("!")) == (0x3C, 0x21), codec
            assert (decoded.count("<"), decoded.count("!")) == (1, 1), codec
    assert taken > 150


def decoded_bytes(codec: str) -> str:
    """What each byte stands for, as pyexpat asks a codec."""
    try:
        return bytes(range(256)).decode(codec, "replace")
    except (LookupError, ValueError, OSError):
        return ""


def accepts(codec: str) -> bool:
    """Whether expat parses a text that declares this encoding."""
    try:
        expat.ParserCreate().Parse(f'<?xml version="1.0" encoding="{codec}"?><x/>'.encode(), True)
    except (expat.ExpatError, LookupError, ValueError, TypeError):
        return False
    return True


FRAGMENTS = st.sampled_from(
    [
        *(
            mark + tail
            for mark in ("<!", "<\0!", "<", "!", "\0<\0!", "+ADw-!", "\x4c\x5a", "＜!")
            for tail in ("", "DOCTYPE x")
        ),
        '<?xml version="1.0"?>',
        *(f'<?xml version="1.0" encoding="{e}"?>' for e in ("utf-8", "UTF-16", "utf-7", "gb2312", "cp037", "latin-1")),
        "<x a='1'>",
        "</x>",
        "<x/>",
        "]]>",
        "[",
        ">",
        " ",
        "\ufeff",
        "—",
    ]
)


@given(
    st.lists(FRAGMENTS, max_size=8).map("".join),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]),
)
def test_what_is_plain_holds_no_declaration_for_a_parser_told_that_it_is_utf8(text, codec):
    data = text.encode(codec, "replace")
    assert not (is_plain(data) and declarations_met(data, "utf-8"))
    assert is_refused(data) or not declarations_met(data)


@given(
    st.binary(max_size=60), st.sampled_from([b"", b"<", b"<?xml", b"\xef\xbb\xbf<", b"<x>", b'<?xml version="1.0"?>'])
)
def test_any_plain_bytes_hold_no_declaration(data, head):
    assert not (is_plain(head + data) and declarations_met(head + data, "utf-8"))


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (b"<x/>", True),
        (b"\xef\xbb\xbf<x/>", True),
        (b'<?xml version="1.0"?><x>Sheet1!A1</x>', True),
        (b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<x/>", True),
        (b'<?xml version="1.0" encoding = "utf-8" ?><x/>', True),
        (b'<?xml version="1.0" encoding="gb2312"?><x/>', False),
        (b'<?xml version="1.0" encoding="utf8"?><x/>', False),
        (b"<?xml version='1.0' encoding='utf-8'", False),
        (b"<?xml-stylesheet href='x'?><x/>", False),
        (b"<x><!-- --></x>", False),
        (b"<x><![CDATA[1]]></x>", False),
        (b" <x/>", False),
        (b"<x>\0</x>", False),
        (b"", False),
        ("<x/>".encode("utf-16"), False),
        ("<x/>".encode("utf-16-le"), False),
        ("<x/>".encode("cp037"), False),
    ],
)
def test_which_texts_are_plain(data, plain):
    assert is_plain(data) is plain


@pytest.fixture(scope="module")
def good() -> bytes:
    return with_shared_strings(to_bytes(workbook()))


def with_part(data: bytes, part: str, doctype: str, codec: str, declared: str | None) -> bytes:
    """The workbook with a DTD put into one part, which is written in an encoding."""

    def change(name: str, old: bytes) -> bytes:
        if name != part:
            return old
        text = old.decode()
        body = text.partition("?>")[2] if text.startswith("<?xml") else text
        head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
        return (head + doctype + body).encode(codec, "xmlcharrefreplace")

    return repacked(data, change=change)


PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-le", None),
        ("utf-16-be", "UTF-16"),
        ("latin-1", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("koi8-r", "koi8-r"),
        ("gb18030", "gb2312"),
    ],
)
def test_a_dtd_in_any_part_is_refused(good, part, codec, declared):
    for doctype in DOCTYPES:
        sheets, findings = read_workbook(with_part(good, part, doctype, codec, declared), "统计表.xlsx")
        assert ([f.code for f in findings], findings[0].source.file) == (["SRC003"], "统计表.xlsx")
        assert sheets == []


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("codec", ["utf-32", "utf-32-le", "utf-32-be", "cp037", "cp500", "utf-7"])
def test_a_dtd_in_an_encoding_with_other_marks_is_refused_or_damage(good, part, codec):
    """Expat takes none of them; lxml, which openpyxl asks for all but strings and sheets, takes some."""
    for declared in (codec, None):
        data = with_part(good, part, DOCTYPES[0], codec, declared)
        sheets, findings = read_workbook(data, "统计表.xlsx")
        unread = [f.code for f in findings] in (["SRC002"], ["SRC003"]) and not sheets
        assert unread or (part == "xl/styles.xml" and codec.startswith("cp"))  # no text for lxml: numbers stay numbers


@pytest.mark.parametrize("part", PARTS[:3])
def test_a_dtd_in_utf7_shifts_is_refused(good, part):
    """ "<!" without "<": a libxml2 with iconv reads it."""
    head = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x [+ADwAIQ-ENTITY a "1"+AD4]+AD4'

    def change(name: str, old: bytes) -> bytes:
        text = old.decode().partition("?>")[2] if old.startswith(b"<?xml") else old.decode()
        return head + text.encode("utf-7") if name == part else old

    sheets, findings = read_workbook(repacked(good, change=change), "统计表.xlsx")
    assert ([f.code for f in findings], sheets) in ((["SRC002"], []), (["SRC003"], []))
