"""Work in batches: each step of reading a long text takes some sentences at a time from the step before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")
#: Sentences. From eight on it makes no difference; a few hundred would be many for the memory.
_SIZE = 32


def batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    """The same items, made 32 at a time.

    To go through scanner, reader and comparison with every single sentence costs a fourth more time: each is large
    enough to drive the others out of the processor's caches.
    """
    source = iter(items)
    while batch := list(islice(source, _SIZE)):
        yield batch


def in_batches(items: Iterable[_T]) -> Iterator[_T]:
    """The same items one by one, made in batches."""
    for batch in batches(items):
        yield from batch
