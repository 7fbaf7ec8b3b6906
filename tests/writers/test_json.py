"""report.json as a writer makes it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.model.interchange import as_json_text
from disclosure_report.writers.json import write
from tests.writers.publications import publication


def test_keys_stand_in_the_contracts_order_with_the_hash_last():
    made = publication()
    keys = list(json.loads(write(made)))
    assert keys == ["schema", "agency", "year", "edition", "published", "narrative", "tables", "content_hash"]
    assert json.loads(write(made))["content_hash"] == made.document.meta.content_hash
    assert write(made).endswith(b"}\n")


def test_chinese_is_written_as_it_is():
    assert "示例市教育局" in write(publication()).decode()


def test_a_lone_surrogate_does_not_stop_it():
    made = replace(publication(), content={"narrative": {"other": "\ud800"}})
    assert json.loads(write(made))["narrative"]["other"] == "?"


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_keep_every_digit(value):
    read = json.loads(as_json_text({"v": value}), parse_float=Decimal, parse_int=Decimal)["v"]
    assert read == value


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), _values))
def test_it_is_what_the_standard_library_writes(data):
    assert as_json_text(data) == json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_text(value):
    assert json.loads(as_json_text({"v": value}))["v"] == str(value)


def test_other_values_have_no_place():
    with pytest.raises(TypeError):
        as_json_text({"v": object()})
