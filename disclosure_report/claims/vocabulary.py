"""The vocabulary (``data/vocabulary.toml``) as one scanner: every word with its class, the longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?[万亿]{0,2}"
NUMERALS = "零〇一二两三四五六七八九十百千万亿"
#: What is longer is no number; without a limit a run of numerals would be tried from each of its characters.
CHINESE = rf"[{NUMERALS}]{{1,40}}"
BEFORE = r"大约|约为|约|将近|接近|近|超过|超|逾|突破|不少于|至少|不低于|不足|不到|不超过|多达"
UNITS = (
    "个百分点|百分点|个工作日|个自然日|个小时|个年度|个季度|件次|人次|万元|亿元|万字|万次|工作日|个月|季度|小时|分钟|公里|"
    "件|份|条|宗|起|次|个|项|例|篇|期|部|场|人|户|家|名|批|页|套|元|%|‰|倍|年|月|日|天|类|处|位|轮|本|幅|岁|号|级"
)
CHINESE_UNITS = "件|份|条|宗|起|次|个|项|例|部|万元|元"
QUANTITY = (
    rf"(?P<before>{BEFORE})?"
    rf"(?:(?P<number>{NUMBER})(?P<after>[余多几])?(?P<unit>{UNITS})?|"
    rf"(?P<chinese>{CHINESE})(?P<after2>[余多几])?(?P<unit2>{CHINESE_UNITS}))"
    r"(?P<bound>以上|左右|上下|之多|以内)?"
)
DATE = r"1月?[-–—~至]12月份?|\d{4}年度?(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?"
OPAQUE = (
    r"《[^》《]{0,200}》|〔\d+〕\d*号?|"
    r"第[\d一二三四五六七八九十百]+[条款项号次届批期个部、]?|"
    r"12345(?![\d,]*[件份宗条起])|[A-Za-z][\w.:/@-]*"
)


@dataclass(frozen=True, slots=True)
class Concept:
    """What a word claims. ``readings`` are sums over ``requests``; ``columns``/``rows`` are of the topic's table."""

    key: str
    code: str
    category: str
    topic: str
    relation: str = "cell"
    readings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


_GROUP = 16  # first characters that are looked for together: about the square root of their number

_TOPIC_OF = {
    **dict.fromkeys(("outcome", "route", "conclusion", "occurrence"), "disputes"),
    "document": "documents",
    "decision": "decisions",
    "fee": "fees",
}


@dataclass(frozen=True)
class Vocabulary:
    """``words``: word → its meanings as (class, key) pairs; ``scanner`` finds words, quantities and punctuation."""

    words: Mapping[str, tuple[tuple[str, str], ...]]
    concepts: Mapping[str, Concept]
    scanner: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read and compiled at first use."""
    import tomllib

    raw = tomllib.loads(files(__package__).joinpath("data", "vocabulary.toml").read_text(encoding="utf-8"))
    meanings: dict[str, tuple[tuple[str, str], ...]] = {}
    for word, kind, key in _entries(raw):
        meanings[word] = (*meanings.get(word, ()), (kind, key))
    concepts = {c["key"]: _concept(c) for c in raw["concepts"]}
    parts = (
        r"(?P<mark>[，；：。！？（）、—])",  # first, for speed: nothing else begins with one of these
        r"(?<=为)(?P<zero>零)(?=[，、；。）]|$)",
        rf"(?P<opaque>{OPAQUE})",
        rf"(?P<date>{DATE})",
        rf"(?P<word>{_longest(meanings)})",
        QUANTITY,
    )
    return Vocabulary(meanings, concepts, re.compile("|".join(parts)))


def _concept(raw: Mapping[str, Any]) -> Concept:
    return Concept(
        raw["key"],
        raw["code"],
        raw["category"],
        raw.get("topic", _TOPIC_OF.get(raw["category"], "requests")),
        raw.get("relation", "cell"),
        tuple(raw.get("readings", ())),
        tuple(raw.get("columns", ())),
        tuple(raw.get("rows", ())),
    )


def _entries(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(word, class, key): concepts first, so that a word's claim is found before its weaker uses."""
    for concept in raw["concepts"]:
        yield from ((w, "concept", concept["key"]) for w in concept["words"])
    for combined in raw["combined"]:
        yield from ((a + b, "concept", combined["concept"]) for a in combined["first"] for b in combined["second"])
    for kind, table in (("applicant", "applicants"), ("topic", "topics"), ("scope", "scope"), ("period", "period")):
        yield from ((w, kind, key) for key, words in raw[table].items() for w in words)
    yield from ((w, "mark", key) for key, words in raw["marks"].items() for w in words)
    for kind in ("channel", "block", "filler"):
        yield from ((w, kind, kind) for w in raw[kind]["words"])


def _longest(words: Iterable[str]) -> str:
    """A pattern that takes the longest of ``words`` at a position in time linear in its length: a trie."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    # The alternatives of a pattern are tried one by one: sets of first characters let most of them be passed over.
    firsts = sorted(root)
    groups = [firsts[i : i + _GROUP] for i in range(0, len(firsts), _GROUP)]
    parts = (_branch({char: root[char] for char in group}) for group in groups)
    guarded = (f"(?=[{re.escape(''.join(group))}]){part}" for group, part in zip(groups, parts, strict=True))
    return f"(?=[{re.escape(''.join(firsts))}])(?:{'|'.join(guarded)})"


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    options = [re.escape(char) + _branch(below) for char, below in sorted(node.items()) if char]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and not ends else f"(?:{'|'.join(options)})"
    return body + "?" if ends else body
