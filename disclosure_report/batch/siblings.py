"""Copying between the units of a batch (QUA606): MinHash and LSH propose pairs, sentences decide.

Two sentences are the same when they are but for the bodies' names, figures and punctuation.  Left out: short clauses,
what the law or the form makes everybody write, and what most of a large batch writes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure_report.model.finding import Finding
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.problems import SIBLINGS_REPEAT

#: Characters (without names, figures, punctuation) below which a sentence says too little to be copied.
_SHORTEST = 12
#: A text with fewer characters of its own is hollow (STR107), not copied.
_LEAST_TEXT = 60
#: A sentence in more than this share of a batch of at least ``_LARGE`` units is boilerplate.
_COMMON_SHARE, _LARGE = 0.6, 40
_PERMUTATIONS = 64
#: Bands × rows of the LSH: two texts that share a third of their sentences meet with a probability of 0.99.
_BANDS = (32, 2)
_MOST_COMPARED = 40
_SHOWN_SENTENCES = 200

_END = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千万亿两〇]+(?=[件条次个项人篇期份家名场])")
_NOISE = re.compile(r"[\W_]+")
_BOILERPLATE = re.compile(
    "中华人民共和国政府信息公开条例.*(?:要求|规定).*(?:编制|报告)|信息处理费|统计期限|起止?至.{0,8}止|"
    "没有其他需要报告的事项|无其他需要报告的事项|填写说明|以公开为常态.{0,2}不公开为例外|习近平.{0,8}思想为指导"
)
_BODY = re.compile(r"我[局委办市县区镇乡院校厅]|本(?:机关|单位|局|市|县|区|镇|乡|厅|委|办)")


@dataclass(frozen=True, slots=True)
class SiblingText:
    """One unit's text: its key, the body's name, (section, line, sentence)."""

    unit: str
    agency: str
    sentences: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a unit's text stands in another's: percent of its characters, and the shared sentences' numbers."""

    unit: str
    other: str
    percent: int
    shared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Units that repeat each other, in order, and the sentences that at least two of them share (most shared first)."""

    units: tuple[str, ...]
    sentences: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Siblings:
    """A finding a unit that repeats another, and the clusters."""

    findings: Mapping[str, Finding]
    clusters: tuple[Cluster, ...]


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    for match in _END.finditer(text):
        sentence = match[0].strip()
        if sentence:
            yield sentence


class _Text:
    """One unit's sentences as hashes with their weights; the same hash twice counts once."""

    __slots__ = ("marks", "text", "weight")

    def __init__(self, text: SiblingText) -> None:
        self.text = text
        self.marks: dict[int, tuple[int, int]] = {}  # mark → (characters, number of the sentence)
        for number, (_, _, sentence) in enumerate(text.sentences):
            bare = bare_sentence(sentence, text.agency)
            if len(bare) >= _SHORTEST and not _BOILERPLATE.search(sentence):
                self.marks.setdefault(_mark(bare), (len(bare), number))
        self.weight = 0

    def without(self, common: set[int]) -> None:
        """Leave out what is boilerplate in this batch."""
        for mark in common & self.marks.keys():
            del self.marks[mark]
        self.weight = sum(length for length, _ in self.marks.values())


def bare_sentence(sentence: str, agency: str) -> str:
    """The sentence for comparison: without the body's own name and short names, figures and punctuation."""
    text = unicodedata.normalize("NFKC", sentence)
    for name in _names(agency):
        text = text.replace(name, "")
    return _NOISE.sub("", _BODY.sub("", _FIGURES.sub("", text)))


def _names(agency: str) -> Iterator[str]:
    """The body's full name, then without its place: 示例市教育局, 教育局."""
    name = unicodedata.normalize("NFKC", agency).strip()
    yield from filter(None, (name,))
    for ending in ("自治区", "自治州", "省", "市", "县", "区", "旗"):
        _, found, rest = name.rpartition(ending)
        if found and len(rest) >= 2:
            yield rest
            yield name.removesuffix(rest)
            return


def _mark(bare: str) -> int:
    return int.from_bytes(hashlib.blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def find_siblings(texts: Iterable[SiblingText], percent: int = 50) -> Siblings:
    """Compare all texts of a batch; ``percent`` is the share of a unit's characters from which it is said."""
    prepared = [_Text(t) for t in texts]
    common = _common(prepared)
    for text in prepared:
        text.without(common)
    told = [t for t in prepared if t.weight >= _LEAST_TEXT]
    pairs = list(_candidates(told))
    best, alike = _compare(told, pairs, percent)
    order = {t.text.unit: i for i, t in enumerate(told)}
    findings = {told[i].text.unit: _finding(told[i], told[order[b.other]], b) for i, b in sorted(best.items())}
    return Siblings(findings, tuple(_clusters(told, alike)))


def _common(texts: Sequence[_Text]) -> set[int]:
    if len(texts) < _LARGE:
        return set()
    counted = Counter(mark for t in texts for mark in t.marks)
    return {mark for mark, n in counted.items() if n > _COMMON_SHARE * len(texts)}


def _candidates(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) worth an exact comparison; equal texts meet their first, others at most 40 each."""
    if len(texts) < 2:
        return
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    first_with: dict[frozenset[int], int] = {}
    for i, text in enumerate(texts):
        key = frozenset(text.marks)
        if key in first_with:
            yield i, first_with[key]
            continue
        first_with[key] = i
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([mark.to_bytes(8, "big") for mark in sorted(key)])
        yield from ((i, j) for j in sorted(lsh.query(sketch))[:_MOST_COMPARED])
        lsh.insert(i, sketch)


def _compare(
    texts: Sequence[_Text], pairs: Sequence[tuple[int, int]], percent: int
) -> tuple[dict[int, Likeness], list[tuple[int, int]]]:
    """The closest other of each unit that repeats one, and the pairs that are alike."""
    best: dict[int, Likeness] = {}
    alike: list[tuple[int, int]] = []
    for i, j in pairs:
        shared = texts[i].marks.keys() & texts[j].marks.keys()
        found = False
        for a, b in ((i, j), (j, i)):
            likeness = _likeness(texts[a], texts[b], shared)
            if likeness.percent >= percent:
                found = True
                if a not in best or likeness.percent > best[a].percent:
                    best[a] = likeness
        if found:
            alike.append((i, j))
    return best, alike


def _likeness(own: _Text, other: _Text, shared: Iterable[int]) -> Likeness:
    cells = [own.marks[mark] for mark in shared]
    share = sum(length for length, _ in cells) * 100 // own.weight
    return Likeness(own.text.unit, other.text.unit, share, tuple(sorted(number for _, number in cells)))


def _finding(own: _Text, other: _Text, likeness: Likeness) -> Finding:
    section, line, quote = max((own.text.sentences[n] for n in likeness.shared), key=lambda s: len(s[2]))
    place = SourceRef(section=section, line=line or None, quote=quote)
    return SIBLINGS_REPEAT.finding(
        place,
        other=other.text.agency,
        unit=other.text.unit,
        percent=likeness.percent,
        shared=len(likeness.shared),
        quote=_short(quote),
    )


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:60] + "……"


def _clusters(texts: Sequence[_Text], alike: Sequence[tuple[int, int]]) -> Iterator[Cluster]:
    """Connected units, in the order of their first."""
    root = list(range(len(texts)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in alike:
        a, b = sorted((find(i), find(j)))
        root[b] = a
    members: dict[int, list[int]] = {}
    for i in range(len(texts)):
        members.setdefault(find(i), []).append(i)
    for group in members.values():
        if len(group) > 1:
            yield _cluster([texts[i] for i in group])


def _cluster(group: Sequence[_Text]) -> Cluster:
    counted = Counter(mark for t in group for mark in t.marks)
    words: dict[int, str] = {}
    for text in group:
        for mark, (_, number) in text.marks.items():
            words.setdefault(mark, text.text.sentences[number][2])
    shared = sorted((m for m, n in counted.items() if n > 1), key=lambda m: (-counted[m], -len(words[m]), words[m]))
    return Cluster(tuple(t.text.unit for t in group), tuple((words[m], counted[m]) for m in shared[:_SHOWN_SENTENCES]))
