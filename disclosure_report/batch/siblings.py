"""Copying between the units of a batch (QUA606): MinHash and LSH propose pairs, sentences decide.

Two sentences are the same when they are but for the bodies' names, figures and punctuation.  What most of a large batch
writes does not count, unless a unit's text consists of it: then the whole batch copied one text.  The texts are gone
through several times instead of being held, so that memory does not grow with the batch.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from disclosure_report.batch.marks import length_of
from disclosure_report.model.finding import Finding
from disclosure_report.model.source import SourceRef
from disclosure_report.rollup.problems import SIBLINGS_REPEAT

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
#: Marks are first told apart by as many places as this; one of a place that only one text has is in no other.
_PLACES = 1 << 21
#: Marks counted at a time, and the turns it takes at most.
_AT_ONCE, _MOST_TURNS = 20_000, 64


@dataclass(frozen=True, slots=True)
class SiblingText:
    """One unit's text: its key, the body's name, (section, line, sentence)."""

    unit: str
    agency: str
    sentences: tuple[tuple[str, int, str], ...]


class Texts(Protocol):
    """The texts of a batch, each to be asked for as often as needed."""

    def units(self) -> Iterable[str]:
        """The units' keys, always in the same order."""
        ...

    def marks(self, unit: str) -> Sequence[int]:
        """The marks of a unit's sentences (``marks_of``)."""
        ...

    def text(self, unit: str) -> SiblingText:
        """A unit's text, to be quoted."""
        ...


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


class _Text:
    """One unit's sentences as marks, each once, and their characters. No words are kept."""

    __slots__ = ("marks", "unit", "weight")

    def __init__(self, unit: str, marks: Iterable[int]) -> None:
        self.unit = unit
        self.marks = array("Q", dict.fromkeys(filter(None, marks)))
        self.weight = sum(map(length_of, self.marks))

    def without(self, common: Set[int]) -> None:
        """Leave out what is boilerplate in this batch."""
        if not common.isdisjoint(self.marks):
            self.marks = array("Q", [mark for mark in self.marks if mark not in common])
            self.weight = sum(map(length_of, self.marks))

    def share(self, marks: Set[int]) -> int:
        """Characters of the sentences among ``marks``."""
        return sum(length_of(mark) for mark in self.marks if mark in marks)


def find_siblings(texts: Texts, percent: int = 50) -> Siblings:
    """Compare all texts of a batch; ``percent`` is the share of a unit's characters from which it is said."""
    told = _suspicious(texts, percent)
    best, alike = _compare(told, _candidates(told), percent)
    findings = {told[i].unit: _finding(texts, likeness) for i, likeness in sorted(best.items())}
    return Siblings(findings, tuple(_clusters(told, alike, texts)))


def _suspicious(texts: Texts, percent: int) -> list[_Text]:
    """Those that may repeat another, and those that may have been repeated; in most batches a handful.

    What most of the batch writes does not count, save in a text that has little else.
    """
    common, repeated = _repeated(texts)
    repeated |= common
    theirs: set[int] = set()
    for text in _telling(texts, common, percent):
        if text.share(repeated) * 100 >= percent * text.weight:
            theirs.update(repeated.intersection(text.marks))
    least = percent * _LEAST_TEXT // 100
    return [t for t in _telling(texts, common, percent) if t.share(theirs) >= least] if theirs else []


def _telling(texts: Texts, common: Set[int], percent: int) -> Iterator[_Text]:
    """The texts that say enough of their own."""
    for unit in texts.units():
        text = _Text(unit, texts.marks(unit))
        if text.share(common) * 100 < percent * text.weight:
            text.without(common)
        if text.weight >= _LEAST_TEXT:
            yield text


def _repeated(texts: Texts) -> tuple[set[int], set[int]]:
    """Marks that most of a large batch has, and the others that more than one text has."""
    several, count = _several(texts)
    most = _COMMON_SHARE * count if count >= _LARGE else count
    common: set[int] = set()
    others: set[int] = set()
    for mark, number in _counted(several):
        if number > 1:
            (common if number > most else others).add(mark)
    return common, others


def _several(texts: Texts) -> tuple[array[int], int]:
    """Every mark that may be in several texts, as often as it is in one, and how many texts there are."""
    met = bytearray(_PLACES)
    count = 0
    for unit in texts.units():
        count += 1
        for mark in set(texts.marks(unit)):
            met[_place(mark)] = min(met[_place(mark)] + 1, 2)
    found = array("Q")
    for unit in texts.units():
        found.extend(mark for mark in set(texts.marks(unit)) if mark and met[_place(mark)] > 1)
    return found, count


def _place(mark: int) -> int:
    return (mark >> 32) % _PLACES


def _counted(marks: array[int]) -> Iterator[tuple[int, int]]:
    """Each mark and how often it is there: a part of them at a time, a table of all would take ten times as much."""
    turns = min(1 + len(marks) // _AT_ONCE, _MOST_TURNS)
    for turn in range(turns):
        for mark, same in groupby(sorted(mark for mark in marks if (mark >> 32) % turns == turn)):
            yield mark, sum(1 for _ in same)


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


def _finding(texts: Texts, likeness: Likeness) -> Finding:
    repeated = _quoted(texts, likeness.unit, likeness.shared).values()
    section, line, quote = max(repeated, key=lambda s: len(s[2]), default=("", 0, ""))
    place = SourceRef(section=section or None, line=line or None, quote=quote)
    return SIBLINGS_REPEAT.finding(
        place,
        other=texts.text(likeness.other).agency,
        unit=likeness.other,
        percent=likeness.percent,
        shared=len(likeness.shared),
        quote=_short(quote),
    )


def _quoted(texts: Texts, unit: str, marks: Set[int]) -> dict[int, tuple[str, int, str]]:
    """A unit's sentences that have these marks, the first of equal ones."""
    found: dict[int, tuple[str, int, str]] = {}
    for mark, sentence in zip(texts.marks(unit), texts.text(unit).sentences, strict=False):
        if mark in marks:
            found.setdefault(mark, sentence)
    return found


def _short(quote: str) -> str:
    return quote if len(quote) <= 60 else quote[:60] + "……"


def _clusters(texts: Sequence[_Text], alike: Sequence[tuple[int, int]], kept: Texts) -> Iterator[Cluster]:
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
            yield _cluster([texts[i] for i in group], kept)


def _cluster(group: Sequence[_Text], texts: Texts) -> Cluster:
    counted = Counter(mark for t in group for mark in t.marks)
    first: dict[int, str] = {}
    for text in group:
        for mark in text.marks:
            first.setdefault(mark, text.unit)
    shared = sorted((m for m, n in counted.items() if n > 1), key=lambda m: (-counted[m], m))[:_SHOWN_SENTENCES]
    words: dict[int, str] = {}
    for unit in dict.fromkeys(first[m] for m in shared):
        quoted = _quoted(texts, unit, {m for m in shared if first[m] == unit})
        words |= {mark: sentence for mark, (_, _, sentence) in quoted.items()}
    told = sorted(((words[m], counted[m]) for m in shared if m in words), key=lambda w: (-w[1], -len(w[0]), w[0]))
    return Cluster(tuple(t.unit for t in group), tuple(told))
