from __future__ import annotations

import threading

import pytest

from disclosure_report.batch import due
from disclosure_report.batch.due import Looking
from disclosure_report.batch.manifest import Journal
from disclosure_report.batch.options import BatchOptions
from disclosure_report.batch.places import find_places
from disclosure_report.pipeline import BuildOptions
from tests.batch.inputs import body, write_report


@pytest.fixture
def looked_at(tmp_path, monkeypatch):
    """Twenty units, the twelfth of them changed since; looked at with the given answer to whether it is waiting."""
    for n in range(1, 21):
        write_report(tmp_path / "in" / f"第{n}局", body(f"第{n}局"))
    out = tmp_path / "out"
    places = find_places(tmp_path / "in", out)
    journal, texts = Journal(tmp_path / "manifest.jsonl"), Journal(tmp_path / "texts.jsonl")
    build = BuildOptions(formats=())
    looking = Looking(out, build, BatchOptions(build=build))
    for unit in looking.units(places, journal, texts):
        task = "" if unit.place.unit == "第12局" else unit.task
        record = {"unit": unit.place.unit, "task": task, "folder": unit.place.folder, "state": "clean", "outputs": {}}
        journal.append(record | {"text": texts.append({"unit": unit.place.unit})})
    monkeypatch.setattr(due, "_LOT", 2)

    def look(waiting):
        seen = set()

        def told(self):
            return waiting

        def unit(self, *args, plain=Looking._unit):
            seen.add(threading.current_thread())
            return plain(self, *args)

        monkeypatch.setattr(due._Waiting, "mostly", property(told))
        with monkeypatch.context() as patch:
            patch.setattr(Looking, "_unit", unit)
            found = [(u.place.unit, u.task, u.state, u.job) for u in looking.units(places, journal, texts)]
        return found, seen

    yield look
    journal.close()
    texts.close()


def test_threads_find_the_same_units_due_in_the_same_order(looked_at):
    alone, one = looked_at(waiting=False)
    threaded, several = looked_at(waiting=True)
    assert [unit for unit, _, _, job in alone if job is not None] == ["第12局"]
    assert threaded == alone
    assert one == {threading.main_thread()}
    assert len(several) > 1


def test_what_is_timed_is_told_apart():
    waiting, computing = due._Waiting(), due._Waiting()
    with waiting:
        threading.Event().wait(0.02)
    assert waiting.mostly
    assert not computing.mostly
