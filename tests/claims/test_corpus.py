"""Every sentence of the corpus: the findings named, and no other."""

from __future__ import annotations

import pytest

from tests.claims.corpus_reader import Case, cases, findings, matches

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.group}:{c.line}")
def test_sentence(case: Case) -> None:
    found = findings(case)
    missing = [e for e in case.expected if not any(matches(e, f) for f in found)]
    extra = [f for f in found if not any(matches(e, f) for e in case.expected)]
    assert (missing, extra) == ([], []), case.text


def test_the_corpus_is_large_and_half_of_it_silent() -> None:
    silent = [c for c in CASES if not any(code < "TXT507" for e in c.expected for code in e.codes)]
    assert len(CASES) >= 250
    assert len(silent) >= len(CASES) / 2
