from __future__ import annotations

import pytest

from disclosure_report.batch.manifest import Journal


def test_the_last_line_of_a_unit_holds_and_settling_keeps_the_order(tmp_path):
    journal = Journal(tmp_path / "m.jsonl")
    for unit, value in (("乙", 1), ("甲", 2), ("乙", 3), ("丙", 4)):
        journal.append({"unit": unit, "value": value})
    first = journal.settle(["甲", "乙", "丁"])
    assert [journal.get(u) for u in ("甲", "乙", "丙")] == [
        {"unit": "甲", "value": 2},
        {"unit": "乙", "value": 3},
        None,
    ]
    before = (tmp_path / "m.jsonl").stat().st_ino
    assert journal.settle(["甲", "乙", "丁"]) == first
    assert (tmp_path / "m.jsonl").stat().st_ino == before, "a settled file is not written again"
    journal.append({"unit": "甲", "value": 5})
    assert journal.settle(["甲", "乙"]) != first
    journal.close()


def test_a_line_that_was_cut_off_is_written_over(tmp_path):
    file = tmp_path / "m.jsonl"
    file.write_bytes('{"unit":"甲","value":1}\n{"unit":"乙","val'.encode())
    journal = Journal(file)
    assert list(journal.units()) == ["甲"]
    journal.append({"unit": "乙", "value": 2})
    journal.settle(["甲", "乙"])
    journal.close()
    assert file.read_text(encoding="utf-8") == '{"unit":"甲","value":1}\n{"unit":"乙","value":2}\n'


def test_rubbish_in_the_file_is_no_record(tmp_path):
    for rubbish in (b"\x00\xff\n", b"[]\n", b'{"unit":5}\n', b'{"unit":"\xff"}\n'):
        (tmp_path / "m.jsonl").write_bytes(rubbish)
        journal = Journal(tmp_path / "m.jsonl")
        assert len(journal) == 0
        journal.close()


def test_a_damaged_record_is_none_and_can_be_written_again(tmp_path):
    for damage in (b'{"unit":"a",}\n', b'{"unit":"a","note":"\xff"}\n'):
        (tmp_path / "m.jsonl").write_bytes(damage)
        journal = Journal(tmp_path / "m.jsonl")
        assert "a" in journal and journal.get("a") is None
        journal.append({"unit": "a", "value": 1})
        assert journal.get("a") == {"unit": "a", "value": 1}
        journal.close()


@pytest.mark.parametrize("unit", ['甲",乙', "a\\", '\\",', "\n", '"'])
def test_any_name_is_found_again(tmp_path, unit):
    journal = Journal(tmp_path / "m.jsonl")
    journal.append({"unit": unit, "value": 1})
    journal.close()
    journal = Journal(tmp_path / "m.jsonl")
    assert list(journal.units()) == [unit] and journal.get(unit) == {"unit": unit, "value": 1}
    journal.close()


def test_a_shorter_line_over_one_that_was_cut_off_leaves_nothing_of_it(tmp_path):
    file = tmp_path / "m.jsonl"
    file.write_bytes(b'{"unit":"a","value":1}\n{"unit":"b","value":"' + b"x" * 100)
    journal = Journal(file)
    journal.append({"unit": "b", "value": 2})
    assert (journal.get("a"), journal.get("b")) == ({"unit": "a", "value": 1}, {"unit": "b", "value": 2})
    journal.close()
    assert file.read_bytes() == b'{"unit":"a","value":1}\n{"unit":"b","value":2}\n'


def test_names_that_are_no_unicode_are_kept(tmp_path):
    journal = Journal(tmp_path / "m.jsonl")
    journal.append({"unit": "a\udcff", "value": 1})
    journal.settle(["a\udcff"])
    assert "a\udcff" in journal
    journal.close()
    again = Journal(tmp_path / "m.jsonl")
    assert again.get("a\udcff") == {"unit": "a\udcff", "value": 1}
    again.close()
