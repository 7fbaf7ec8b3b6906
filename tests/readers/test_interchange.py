"""report.json: hostile until parsed; every problem is a finding."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.assemble import as_json_text, content
from disclosure_report.readers import read_input, read_report_json
from tests import builders
from tests.readers.workbooks import raw_tables


def raw_report(**changes):
    made = json.loads(as_json_text(content(builders.report())))
    return {**made, **changes}


def read(data, edition=None):
    raw = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    return read_report_json(raw, edition=edition)


def codes(found) -> list[str]:
    return [f.code for f in found.findings]


def test_a_report_comes_back_as_it_was_written():
    report = builders.report()
    found = read(raw_report())
    assert codes(found) == []
    assert content(report)["tables"] == {
        t: {r: {c: f.value for c, f in cells.items()} for r, cells in rows.items()} for t, rows in found.tables.items()
    }
    assert [s.key for s in found.narrative.sections] == ["overview", "problems", "other"]
    overview = found.narrative.section("overview")
    assert [(p.text, p.level, p.heading_length) for p in overview.paragraphs] == [
        (p.text, p.level, p.heading_length) for p in report.narrative.section("overview").paragraphs
    ]
    assert found.head.agency() == report.agency
    assert found.head.published == report.published


def test_text_keeps_its_line_and_section():
    found = read(raw_report(narrative={"overview": "一、总体情况\n\n甲。\n（一）主动公开情况\n", "preamble": "前言。"}))
    section = found.narrative.section("overview")
    assert (section.title, [p.source.line for p in section.paragraphs]) == ("一、总体情况", [3, 4])
    source = section.paragraphs[0].source
    assert (source.file, source.section, source.quote) == ("report.json", "overview", "甲。")
    assert found.narrative.preamble[0].source.section == "preamble"


def test_figures_know_table_row_and_column():
    source = read(raw_report()).tables["requests"]["granted"]["total"].source
    assert (source.file, source.table, source.row, source.column) == ("report.json", "requests", "granted", "total")


def test_decimals_are_exact():
    raw = json.dumps(raw_report()).replace("128.5", "59237.244900000001")
    assert read(raw.encode()).tables["proactive"]["fees"]["amount"].value == Decimal("59237.244900000001")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "SRC002"),
        (b"{", "SRC002"),
        (b"[]", "SRC002"),
        (b"null", "SRC002"),
        (b'{"year": NaN}', "SRC002"),
        (b'{"year": Infinity}', "SRC002"),
        (b'{"year": 2024, "year": 2023}', "SRC002"),
        (b'{"year": ' + b"9" * 5000 + b"}", "SRC003"),
        (b'{"year": 1e999999999}', "SRC003"),
        (b"[" * 200_000, "SRC003"),
        (b'{"a":' * 100_000, "SRC003"),
        (b" " * 20_000_000 + b"x" * 1_000_000, "SRC003"),
        (b"\xff\xfe\x00", "SRC002"),
    ],
)
def test_files_that_are_no_report(text, code):
    found = read(text)
    assert codes(found) == [code]
    assert found.edition is None


@pytest.mark.parametrize(
    ("value", "kept"),
    [(True, "TRUE"), ("/", "/"), ([1], "[1]"), ({}, "{}"), (10**20, str(10**20)), ("12", "12")],
)
def test_cells_that_hold_no_number(value, kept):
    raw = raw_tables()
    raw["requests"]["granted"]["total"] = value
    raw["proactive"]["fees"]["amount"] = 1
    found = read(raw_report(tables=raw))
    assert codes(found) == ["SRC007"]
    assert found.tables["requests"]["granted"]["total"].value == kept
    assert found.findings[0].source.column == "total"


def test_a_cell_commands_no_terminal():
    raw = raw_tables()
    raw["requests"]["granted"]["total"] = "\x1b]0;x\x07十"
    raw["proactive"]["fees"]["amount"] = 1
    (finding,) = read(raw_report(tables=raw)).findings
    assert "十" in finding.message and "\x1b" not in finding.message


def test_null_is_blank():
    raw = raw_report()
    raw["tables"]["requests"]["granted"]["total"] = None
    found = read(raw)
    assert (codes(found), found.tables["requests"]["granted"]["total"].value) == ([], None)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"schema": "disclosure-report/report/9"}, ["SRC013"]),
        ({"yeer": 1}, ["SRC012"]),
        ({"_note": "备注"}, ["SRC012"]),
        ({"agency": {"name": "示例市教育局", "leval": "city"}}, ["SRC012"]),
        ({"agency": {"name": "示例市教育局", "level": "市"}}, ["SRC013"]),
        ({"agency": {"name": "示例市教育局", "kind": "bureau"}}, ["SRC013"]),
        ({"agency": 5}, ["SRC013"]),
        ({"agency": {"name": "../../etc/示例市教育局"}}, ["SRC019"]),
        ({"agency": {"name": "示例\u0000市\n教育局"}}, ["SRC019"]),
        ({"agency": {"name": "示" * 300}}, ["SRC019"]),
        ({"year": "二〇二四"}, ["SRC013"]),
        ({"year": True}, ["SRC013"]),
        ({"edition": "2022"}, ["SRC014"]),
        ({"published": "2025-02-30"}, ["SRC013"]),
        ({"narrative": []}, ["SRC013"]),
        ({"narrative": {"overview": 5}}, ["SRC013"]),
        ({"narrative": {"overveiw": "甲"}}, ["SRC012"]),
        ({"narrative": {"overview": "公\u200b开"}}, ["SRC010"]),
        ({"tables": {}}, []),
        ({"tables": 5}, ["SRC013"]),
    ],
)
def test_wrong_keys_and_types(change, expected):
    base = raw_report()
    base.pop("edition")
    assert codes(read({**base, **change})) == expected


def test_remarks_are_only_noticed():
    finding = read(raw_report(_note="x")).findings[0]
    assert (finding.code, finding.severity) == ("SRC012", "notice")


def test_rows_and_columns_that_are_missing_or_unknown():
    raw = raw_tables()
    del raw["requests"]["granted"]
    del raw["disputes"]["reconsideration"]["upheld"]
    raw["disputes"]["reconsideration"]["uphold"] = 3
    raw["disputes"]["litigation"] = {}
    raw["proactive"]["fees"]["amount"] = 1
    found = read(raw_report(tables=raw))
    assert sorted(codes(found)) == ["SRC012", "SRC012", "SRC015", "SRC015"]
    missing = [(f.source.table, f.source.row, f.source.column) for f in found.findings if f.code == "SRC015"]
    assert missing == [("requests", "granted", "natural_person"), ("disputes", "reconsideration", "upheld")]


def test_a_missing_table_of_a_single_file_is_left_to_the_rules(tmp_path):
    """STR101 says that the section is missing; nothing is wrong with the file itself."""
    raw = raw_report()
    del raw["tables"]["disputes"]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    reading = read_input(path)
    assert reading.findings == () and "disputes" not in reading.report.tables
    assert (reading.unreadable, reading.files) == (False, (path,))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=300))
def test_any_bytes_never_raise(data):
    found = read(data)
    assert found.edition is not None or codes(found)


@given(st.sampled_from(sorted(raw_report())), JSON)
def test_any_value_of_any_key_never_raises(key, value):
    read({**raw_report(), key: value})


@given(st.sampled_from(["proactive", "requests", "disputes"]), JSON)
def test_any_table_never_raises(table, value):
    raw = raw_report()
    read({**raw, "tables": {**raw["tables"], table: value}})
    first = next(iter(raw["tables"][table]))
    read({**raw, "tables": {**raw["tables"], table: {**raw["tables"][table], first: value}}})
