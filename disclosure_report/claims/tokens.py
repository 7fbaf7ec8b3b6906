"""From a paragraph to clauses of tokens: normal widths, no blanks, every character accounted for.

Offsets of tokens are offsets of the paragraph as it was written, so that a finding can quote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from disclosure_report.claims.numerals import Quantity, quantity
from disclosure_report.claims.vocabulary import vocabulary

_WIDE = {ord("０") + i: ord("0") + i for i in range(10)}
_NORMAL = str.maketrans("．％;:()!?", ".%；：（）！？") | _WIDE
_ODD = re.compile("[．％;:()!?０-９]")  # what _NORMAL changes: a look is quicker than to translate every character
_OF_ANOTHER = "省市县区州旗盟镇乡）各"  # 县司法局 and 各县（区）司法局 are others, whatever our own office is called
OWN = "\ue000"  # stands for the reporting body's own name, character by character
_BLANK = re.compile(r"[\s\u200b\ufeff\u00a0\u3000]+")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u2009]\d{3})+(?![\d.,])")
ENDS = "。！？"
CUT = "…"  # opens what was cut off an endless sentence
_MOST_CLAUSES = 60
_MOST_TOKENS = 90
_TIME_UNITS = frozenset(
    (
        "年",
        "月",
        "日",
        "天",
        "个月",
        "季度",
        "小时",
        "分钟",
        "工作日",
        "个工作日",
        "个自然日",
        "个小时",
        "个年度",
        "个季度",
        "岁",
        "号",
        "级",
        "公里",
        "周",
    )
)
_BODY = re.compile(
    r"[局厅院县镇乡]|区(?!分|别|域)|委(?!托|派)|办(?!理|结|事|法|好|毕)|街道|中心|部门|单位|公司|学校|政府|机关|支队|大队|管委会|派出所|科室|处室"
)


@dataclass(slots=True)
class Token:
    """One word, figure or separator.

    ``kind``: concept, applicant, topic, scope, period, mark, separator, channel, block, filler, quantity, date, gap
    (unknown words) or opaque (titles, numbers of documents, Latin words).
    """

    kind: str
    key: str
    start: int
    end: int
    text: str = ""
    quantity: Quantity | None = None


@dataclass(slots=True)
class Clause:
    """Tokens between two separators; ``opener`` is the one before, ``depth`` the number of open brackets."""

    opener: str
    depth: int
    tokens: list[Token] = field(default_factory=list)


def compact(text: str, names: Sequence[str] = ()) -> tuple[str, list[int] | None]:
    """The text in normal widths without blanks, own names masked; and where each character stood (``None``: there)."""
    normal = text.translate(_NORMAL) if _ODD.search(text) else text
    places: list[int] | None = None
    if _BLANK.search(normal):
        places = _kept(normal)
        normal = "".join([normal[i] for i in places])
    for name in names:
        if name in normal:
            normal = _masked(normal, name)
    return normal, places


def _masked(text: str, name: str) -> str:
    """The text with our own name, where it is ours, as so many characters ``OWN``."""
    parts: list[str] = []
    done, at = 0, text.find(name)
    while at >= 0:
        if at and text[at - 1] in _OF_ANOTHER:
            at = text.find(name, at + 1)
            continue
        parts += (text[done:at], OWN * len(name))
        done = at + len(name)
        at = text.find(name, done)
    return "".join((*parts, text[done:]))


def _kept(text: str) -> list[int]:
    """The characters that stay: all but blanks; one stays between two digits, which are two numbers, unless it parts
    thousands: "3 127件"."""
    parted = {i for match in _THOUSANDS.finditer(text) for i in range(*match.span())}
    out: list[int] = []
    for i, char in enumerate(text):
        if not (char.isspace() or char in "\u200b\ufeff") or (
            out and text[out[-1]].isdigit() and text[i + 1 : i + 2].isdigit() and i not in parted
        ):
            out.append(i)
    return out


def tokens(text: str) -> Iterator[Token]:
    """The tokens of compact text, gaps included."""
    book, at = vocabulary(), 0
    words = book.words
    for match in book.scanner.finditer(text):
        start, end = match.span()
        if start > at:
            yield _gap(text[at:start], at)
        at = end
        found, word = match.lastgroup, match[0]
        if found == "word":
            kind, key = words[word][0]
            yield Token(kind, key, start, end, word)
        elif found == "mark":
            yield Token("separator", word, start, end, word)
        elif found == "opaque" or found == "date":
            yield Token(found, word, start, end, word)
        else:
            yield _quantity(match, text, start, end)
    if at < len(text):
        yield _gap(text[at:], at)


def _gap(words: str, start: int) -> Token:
    kind, key = _kind_of_short(words) if len(words) <= _SHORT else _kind_of(words)
    return Token(kind, key, start, start + len(words), "" if key in ("own", "，") else words)


_SHORT = 12


def _kind_of(words: str) -> tuple[str, str]:
    """Kind and key of words that stand in no list."""
    if not words.strip(OWN):
        return "scope", "own"
    if words.strip("-–·•*#,.\"'`_~") == "":
        return "separator" if "," in words else "filler", "，"
    return ("scope", "other") if _BODY.search(words.replace(OWN, "")) else ("gap", "gap")


_kind_of_short = lru_cache(maxsize=1024)(_kind_of)
_PARTS = ("number", "chinese", "zero", "before", "after", "after2", "bound", "unit", "unit2")


def _quantity(match: re.Match[str], text: str, start: int, end: int) -> Token:
    number, chinese, zero, before, after, after2, bound, unit, unit2 = match.group(*_PARTS)
    unit = unit or unit2 or ""
    found = quantity(number or chinese or zero, before or "", after or after2 or "", bound or "", unit)
    glued = start > 0 and text[start - 1] in "-/.+=*第"
    loose = not unit and end < len(text) and text[end] not in "，；：。、）！？,和及与）"
    if found is None or unit in _TIME_UNITS or glued or loose:
        return Token("gap", "number", start, end, match.group())
    return Token("quantity", unit, start, end, match.group(), found)


def sentences(text: str) -> Iterator[list[Clause]]:
    """The clauses of each sentence of compact text; lists of words without a figure stay in one clause.

    What no sentence of a report is long enough for is cut, so that the time stays linear in the length of the text.
    """
    clauses, depth = [Clause("", 0)], 0
    words = clauses[0].tokens
    for token in tokens(text):
        if len(words) > _MOST_TOKENS or len(clauses) > _MOST_CLAUSES:
            yield clauses
            clauses = [Clause(CUT, depth)]
            words = clauses[0].tokens
        if token.kind != "separator":
            words.append(token)
            continue
        key = token.key
        if key in ENDS:
            yield clauses
            clauses, depth = [Clause(key, 0)], 0
        elif key == "、" and _open_list(words):
            words.append(Token("mark", "and", token.start, token.end))
        elif key in "：，" and _unfinished(words, key):
            words.append(Token("filler", "：", token.start, token.end))
        else:
            depth = max(0, depth + (key == "（") - (key == "）"))
            clauses.append(Clause(key, depth))
        words = clauses[-1].tokens
    yield clauses


def _unfinished(words: Sequence[Token], separator: str) -> bool:
    """Whether the words go on behind the separator: "收到申请：38件", "其中，自然人30件"."""
    if not words:
        return False
    if separator == "：":
        return "quantity" not in [t.kind for t in words]
    return words[0].kind in _SMALL and all(t.kind in _SMALL for t in words)


_SMALL = ("mark", "filler")


def _open_list(words: Sequence[Token]) -> bool:
    """Whether the clause still waits for its figure: "予以公开、部分公开25件"."""
    last_quantity = max((i for i, t in enumerate(words) if t.kind == "quantity"), default=-1)
    tail = words[last_quantity + 1 :]
    return any(t.kind in ("concept", "applicant", "topic") for t in tail) and (
        last_quantity < 0 or any(t.key == "respectively" for t in tail)
    )
