"""A rule that first looks for a sign in the whole text overlooks nothing: whatever its patterns find has the sign."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.rules.lexicon import words
from disclosure_report.rules.phrases import near_misses, suspicious

RULES = "disclosure_report.rules"


def _pairs() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """(pattern, sign) of every rule that has such."""
    of = {n: import_module(f"{RULES}.{n}") for n in ("wording.placeholder_left", "privacy.applicant_identifiable")}
    found = [(pattern, sign) for module in of.values() for sign, pattern, _ in module._PATTERNS]
    found += [(pattern, sign) for _, pattern, sign in import_module(f"{RULES}.wording.punctuation_irregular")._KINDS]
    masked = import_module(f"{RULES}.privacy.masked_data_singles_out")
    found += [(pattern, masked._SIGN) for pattern, _ in masked._PATTERNS]
    numbers = import_module(f"{RULES}.privacy.personal_number_printed")
    return [*found, (numbers._DIGIT_RUN, numbers._SIGN)]


@pytest.mark.parametrize(("pattern", "sign"), _pairs())
@given(data=st.data())
def test_what_a_pattern_finds_has_its_sign(
    pattern: re.Pattern[str], sign: re.Pattern[str], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    match = pattern.search(text)
    assert match is not None
    assert sign.search(f"前文。\n{text}\n后文。") is not None


@given(st.data())
def test_every_near_miss_is_suspicious(data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from([p for p in words("phrases") if len(p) >= 6]))
    at = data.draw(st.integers(1, len(phrase) - 1))
    slip = data.draw(st.sampled_from(["", phrase[at] * 2, phrase[at - 1], "的"]))
    text = f"按照要求做好{phrase[:at]}{slip}{phrase[at + 1 :]}有关事项。"
    assert suspicious(text) or not list(near_misses(text))


def test_right_phrases_are_not_suspicious():
    assert not suspicious("。".join(words("phrases")))
