"""Find the mandated tables in sheets by their labels, whatever the sheet, the offset or the merges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure_report.editions import Edition, TableSpec, edition_keys, load_edition
from disclosure_report.readers.finder_bands import find_banded
from disclosure_report.readers.finder_rows import find_labelled
from disclosure_report.readers.grid import Sheet
from disclosure_report.readers.labels import nearest
from disclosure_report.readers.located import Located, Words

_LOOKED_FOR = 4
_SEARCHED_TEXTS = 3000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table found, with the edition whose form it fits best."""

    table: str
    edition: str
    located: Located


def find_tables(sheets: Iterable[Sheet], edition: Edition) -> list[Candidate]:
    """Every mandated table in the sheets, in the sheets' order, tables of other editions included."""
    found: list[Candidate] = []
    for sheet in sheets:
        words = Words(sheet)
        if words.at:
            for table in edition.tables:
                found += _best(table, words, edition)
    return found


def _best(table: str, words: Words, edition: Edition) -> Iterator[Candidate]:
    """The edition that explains the labels best; the report's own when it does as well as any."""
    own = _locate(edition.tables[table], words)
    choices = [(edition.key, own)]
    if not own or not all(located.perfect for located in own):
        for key in edition_keys():
            if key != edition.key and table in load_edition(key).tables:
                choices.append((key, _locate(load_edition(key).tables[table], words)))
    best_key, best = max(choices, key=lambda c: sum(located.score for located in c[1]) if c[1] else -1_000_000)
    for located in best:
        yield Candidate(table, best_key, located)


def _locate(spec: TableSpec, words: Words) -> list[Located]:
    labelled = any(c.role == "label" and c.row_key for c in spec.cells)
    found = find_labelled(spec, words) if labelled else find_banded(spec, words)
    return [located for located in found if 2 * len(located.cells) >= len(spec.fields)]


def looked_for(spec: TableSpec) -> list[str]:
    """A few labels that tell this table from the others."""
    labels = [c.text for c in spec.cells if c.text and (c.row_key or c.column_key)]
    return list(dict.fromkeys(labels))[:_LOOKED_FOR]


def nearest_texts(spec: TableSpec, sheets: Iterable[Sheet]) -> list[str]:
    """The texts in the sheets most like the labels looked for."""
    texts = [text for sheet in sheets for _, text in sheet.texts()][:_SEARCHED_TEXTS]
    found = (nearest(label, texts) for label in looked_for(spec))
    return list(dict.fromkeys(text for text in found if text))
