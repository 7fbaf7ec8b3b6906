"""Copying between the units of a batch (QUA606): MinHash and LSH propose pairs, sentences decide.

Two sentences are the same when they are but for the bodies' names, figures and punctuation.  Left out: short clauses,
what the law or the form makes everybody write, and what most of a large batch writes - unless a unit's text consists
of it: then the whole batch copied one text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
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
#: Enough texts that a further one like them need not be remembered: it is told by them. At least half alike, or any.
_MOST_ALIKE, _MOST_MET = 40, 1000
_SHOWN_SENTENCES = 200
#: No sentence weighs more than this.
_LONGEST = (1 << 16) - 1
#: Sentences counted at a time: a batch of any size counts its own in the memory of these.
_AT_ONCE = 20_000
#: Times the marks are gone through at most; beyond a million sentences, more are counted at a time.
_MOST_TURNS = 64

_END = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
#: A pattern that begins with one class of characters is looked for many times faster than a choice of two.
_NUMERALS = "[一二三四五六七八九十百千万亿两〇]"
_COUNTED = re.compile(f"{_NUMERALS}{_NUMERALS}*(?=[件条次个项人篇期份家名场])")
_FIGURES = re.compile(r"[0-9][0-9]*(?:\.[0-9]+)?")
_NOISE = re.compile(r"[^\w\n][^\w\n]*")
#: Full-width signs that nearly every text has.
_WIDE = "，：；（）！？％"
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
    """How much of a unit's text stands in another's: percent of its characters, and the marks of what they share."""

    unit: str
    other: str
    percent: int
    shared: Set[int]


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
    """One unit's sentences as numbers: mark (64 bits) and length in characters. No words are kept."""

    __slots__ = ("lengths", "marks", "unit", "weight")

    def __init__(self, text: SiblingText) -> None:
        cells = {mark: length for mark, length, _ in _marked(text)}
        self.unit = text.unit
        self.marks = array("Q", cells)
        self.lengths = array("H", (min(length, _LONGEST) for length in cells.values()))
        self.weight = sum(self.lengths)

    def without(self, common: Set[int]) -> None:
        """Leave out what is boilerplate in this batch."""
        if not common.isdisjoint(self.marks):
            kept = [i for i, mark in enumerate(self.marks) if mark not in common]
            self.marks = array("Q", (self.marks[i] for i in kept))
            self.lengths = array("H", (self.lengths[i] for i in kept))
            self.weight = sum(self.lengths)

    def share(self, marks: Set[int]) -> int:
        """Characters of the sentences among ``marks``."""
        return sum(length for mark, length in zip(self.marks, self.lengths, strict=True) if mark in marks)


def _marked(text: SiblingText) -> Iterator[tuple[int, int, int]]:
    """(mark, length of the bare sentence, number in the text) of each sentence that says something, once."""
    sentences = [sentence for _, _, sentence in text.sentences]
    met: set[int] = set()
    for number, bare in enumerate(bare_sentences(sentences, text.agency)):
        if len(bare) >= _SHORTEST and not _BOILERPLATE.search(sentences[number]):
            mark = _mark(bare)
            if mark not in met:
                met.add(mark)
                yield mark, len(bare), number


def bare_sentences(sentences: Sequence[str], agency: str) -> list[str]:
    """The sentences for comparison: without the body's own name and short names, figures and punctuation."""
    if not sentences:
        return []
    # all at once, a line each: nothing below looks across the end of a line
    text = "\n".join(s.replace("\n", " ") for s in sentences)
    for wide in _WIDE:  # with these out of the way most texts are normal already, which is seen at once
        text = text.replace(wide, chr(ord(wide) - 0xFEE0))
    text = unicodedata.normalize("NFKC", text)
    for name in _names(agency):
        text = text.replace(name, "")
    text = _BODY.sub("", _FIGURES.sub("", _COUNTED.sub("", text)))
    return _NOISE.sub("", text).replace("_", "").split("\n")


def _names(agency: str) -> Iterator[str]:
    """The body's full name, then without its place: 示例市教育局, 教育局."""
    name = unicodedata.normalize("NFKC", agency).strip()
    if not name or "\n" in name:
        return
    yield name
    for ending in ("自治区", "自治州", "省", "市", "县", "区", "旗"):
        _, found, rest = name.rpartition(ending)
        if found and len(rest) >= 2:
            yield rest
            yield name.removesuffix(rest)
            return


def _mark(bare: str) -> int:
    return int.from_bytes(hashlib.blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def find_siblings(
    texts: Iterable[SiblingText], percent: int = 50, fetch: Callable[[str], SiblingText] | None = None
) -> Siblings:
    """Compare all texts of a batch; ``percent`` is the share of a unit's characters from which it is said.

    ``fetch`` gives a unit's text again, for the few that are quoted; without it all texts stay in memory.
    """
    if fetch is None:
        kept = {t.unit: t for t in texts}
        texts, fetch = kept.values(), kept.__getitem__
    told = _suspicious([_Text(t) for t in texts], percent)
    best, alike = _compare(told, _candidates(told), percent)
    findings = {told[i].unit: _finding(fetch(b.unit), fetch(b.other), b) for i, b in sorted(best.items())}
    return Siblings(findings, tuple(_clusters(told, alike, fetch)))


def _suspicious(texts: Sequence[_Text], percent: int) -> list[_Text]:
    """Those that may repeat another, and those that may have been repeated; in most batches a handful.

    What most of the batch writes does not count, save in a text that has little else.
    """
    common, repeated = _repeated(texts)
    for text in texts:
        if text.share(common) * 100 < percent * text.weight:
            text.without(common)
    repeated = repeated | common
    told = [t for t in texts if t.weight >= _LEAST_TEXT]
    blamed = [t for t in told if t.share(repeated) * 100 >= percent * t.weight]
    theirs = {mark for t in blamed for mark in t.marks} & repeated
    least = percent * _LEAST_TEXT // 100
    return [t for t in told if t.share(theirs) >= least]


def _repeated(texts: Sequence[_Text]) -> tuple[Set[int], Set[int]]:
    """Marks that most of a large batch has, and the others that more than one text has."""
    most = _COMMON_SHARE * len(texts) if len(texts) >= _LARGE else len(texts)
    common: set[int] = set()
    others: set[int] = set()
    for mark, count in _counted(texts):
        if count > 1:
            (common if count > most else others).add(mark)
    return common, others


def _counted(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Each mark and how many texts have it: a part of the marks at a time, so that memory does not grow with them."""
    turns = min(1 + sum(len(t.marks) for t in texts) // _AT_ONCE, _MOST_TURNS)
    for turn in range(turns):
        yield from Counter(mark for t in texts for mark in t.marks if mark % turns == turn).items()


def _candidates(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) worth an exact comparison; equal texts meet their first, others the 40 likeliest."""
    keys = [array("Q", sorted(text.marks)).tobytes() for text in texts]
    many = len(set(keys)) > _MOST_COMPARED
    likeliest = _Likeliest(len(texts)) if many else None  # fewer all meet: scipy takes half a second to load
    first_with: dict[bytes, int] = {}
    for i, key in enumerate(keys):
        if key in first_with:
            yield i, first_with[key]
        else:
            met = likeliest.before(i, texts[i].marks) if likeliest else list(first_with.values())
            yield from ((i, j) for j in met)
            first_with[key] = i


class _Likeliest:
    """MinHash and LSH over texts that come one by one."""

    def __init__(self, count: int) -> None:
        import numpy
        from datasketch import MinHashLSH

        self._lsh = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
        self._sketches = numpy.zeros((count, _PERMUTATIONS), dtype=numpy.uint64)

    def before(self, number: int, marks: Iterable[int]) -> list[int]:
        """The texts before this one that are likely to share much with it."""
        import numpy
        from datasketch import MinHash

        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([mark.to_bytes(8, "big") for mark in marks])
        self._sketches[number] = sketch.hashvalues
        met = sorted(self._lsh.query(sketch))
        likeness = (self._sketches[met] == self._sketches[number]).sum(axis=1)
        if len(met) < _MOST_MET and (likeness * 2 >= _PERMUTATIONS).sum() < _MOST_ALIKE:
            self._lsh.insert(number, sketch)
        if len(met) > _MOST_COMPARED:
            met = [met[n] for n in numpy.argsort(-likeness, kind="stable")[:_MOST_COMPARED]]
        return met


def _compare(
    texts: Sequence[_Text], pairs: Iterable[tuple[int, int]], percent: int
) -> tuple[dict[int, Likeness], list[tuple[int, int]]]:
    """The closest other of each unit that repeats one, and the pairs that are alike."""
    best: dict[int, Likeness] = {}
    alike: list[tuple[int, int]] = []
    for i, j in pairs:
        shared = set(texts[i].marks) & set(texts[j].marks)
        found = False
        for a, b in ((i, j), (j, i)):
            share = texts[a].share(shared) * 100 // texts[a].weight
            if share >= percent:
                found = True
                if a not in best or share > best[a].percent:
                    best[a] = Likeness(texts[a].unit, texts[b].unit, share, shared)
        if found:
            alike.append((i, j))
    return best, alike


def _finding(own: SiblingText, other: SiblingText, likeness: Likeness) -> Finding:
    repeated = [own.sentences[number] for mark, _, number in _marked(own) if mark in likeness.shared]
    section, line, quote = max(repeated, key=lambda s: len(s[2]))
    place = SourceRef(section=section, line=line or None, quote=quote)
    return SIBLINGS_REPEAT.finding(
        place,
        other=other.agency,
        unit=other.unit,
        percent=likeness.percent,
        shared=len(likeness.shared),
        quote=_short(quote),
    )


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:60] + "……"


def _clusters(
    texts: Sequence[_Text], alike: Sequence[tuple[int, int]], fetch: Callable[[str], SiblingText]
) -> Iterator[Cluster]:
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
            yield _cluster([texts[i] for i in group], fetch)


def _cluster(group: Sequence[_Text], fetch: Callable[[str], SiblingText]) -> Cluster:
    counted = Counter(mark for t in group for mark in t.marks)
    first: dict[int, str] = {}
    for text in group:
        for mark in text.marks:
            first.setdefault(mark, text.unit)
    shared = sorted((m for m, n in counted.items() if n > 1), key=lambda m: (-counted[m], m))[:_SHOWN_SENTENCES]
    words: dict[int, str] = {}
    for unit in dict.fromkeys(first[m] for m in shared):
        words |= _words(fetch(unit), {m for m in shared if first[m] == unit})
    told = sorted(((words[m], counted[m]) for m in shared), key=lambda w: (-w[1], -len(w[0]), w[0]))
    return Cluster(tuple(t.unit for t in group), tuple(told))


def _words(text: SiblingText, marks: Set[int]) -> dict[int, str]:
    """The text's sentences that have these marks."""
    return {mark: text.sentences[number][2] for mark, _, number in _marked(text) if mark in marks}
