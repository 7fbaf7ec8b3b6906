"""A scheduler and two workers on the loopback, one of them killed: the result is that of the local run."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure_report.batch import run
from disclosure_report.batch.engine import DaskEngine, run_jobs
from disclosure_report.batch.limit import Within
from disclosure_report.batch.options import BatchOptions, EngineOptions, Progress, Situation
from disclosure_report.batch.pool import TimeLimitError
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
from tests.batch.inline import InlineEngine
from tests.batch.inputs import tree, write_units

UNITS = 60
OPTIONS = BatchOptions(build=BuildOptions(formats=("json", "html")))
#: distributed's own threads may leave a socket to the garbage collector when a worker dies.
pytestmark = pytest.mark.filterwarnings("ignore")


@contextlib.contextmanager
def _process(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address and the workers."""
    file = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as stack:
        local = ("--host", "127.0.0.1", "--no-dashboard")
        stack.enter_context(
            _process("dask_scheduler", *local, "--port", "0", "--scheduler-file", str(file), "--no-show")
        )
        address = _address(file)
        scratch = ("--local-directory", str(tmp_path / "scratch"))
        worker = (address, *local, "--nthreads", "1", "--no-nanny", *scratch)
        yield address, [stack.enter_context(_process("dask_worker", *worker)) for _ in range(2)]


def _address(file: Path) -> str:
    for _ in range(600):
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler did not start")


def _wait_for_workers(address: str) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


def test_a_killed_workers_reports_are_done_by_the_other(cluster, tmp_path, monkeypatch):
    address, workers = cluster
    write_units(tmp_path / "in", UNITS)
    _wait_for_workers(address)
    killed = threading.Event()

    def kill(progress: Progress) -> None:
        if progress.done == UNITS // 4:
            workers[0].kill()
            killed.set()

    engine = EngineOptions(engine="dask", scheduler=address, ship=True)
    result = run_batch(tmp_path / "in", tmp_path / "out", replace(OPTIONS, engine=engine), kill)
    assert (result.situation, result.done, killed.is_set()) == (Situation.DONE, UNITS, True)
    monkeypatch.setattr(run, "open_engine", lambda options, prepare: InlineEngine())
    run_batch(tmp_path / "in", tmp_path / "local", OPTIONS)
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


def hang(number: int) -> int:
    """Work that never ends for one number, whatever exceptions it meets."""
    while number == 3:
        with contextlib.suppress(Exception):
            time.sleep(0.01)
    return number


def test_a_report_that_takes_too_long_is_given_up_on_a_cluster_too(cluster):
    address, _ = cluster
    _wait_for_workers(address)
    engine = DaskEngine(address, limit=1.0)
    found: dict[int, object] = {}
    try:
        run_jobs(engine, hang, iter(range(12)), found.__setitem__)
    finally:
        engine.close()
    assert isinstance(found.pop(3), TimeLimitError)
    assert found == {n: n for n in range(12) if n != 3}


def test_a_limit_ends_the_call_and_leaves_other_outcomes_alone():
    before = threading.active_count()
    with pytest.raises(TimeLimitError):
        Within(hang, 0.05)(3)
    for _ in range(1000):
        if threading.active_count() == before:
            break
        time.sleep(0.01)
    assert threading.active_count() == before, "the call goes on"
    assert Within(hang, 5)(4) == 4
    for error in (ValueError, TimeoutError):
        with pytest.raises(error):
            Within(raising, 5)(error)


def raising(error: type[Exception]) -> None:
    """Work that fails."""
    raise error


def test_a_scheduler_that_is_not_there_is_said(tmp_path, monkeypatch):
    import distributed

    def refused(address: str, **_: object) -> None:
        raise OSError(address)

    monkeypatch.setattr(distributed, "Client", refused)
    write_units(tmp_path / "in", 1)
    engine = EngineOptions(engine="dask", scheduler="tcp://127.0.0.1:9")
    result = run_batch(tmp_path / "in", tmp_path / "out", replace(OPTIONS, engine=engine))
    assert result.situation is Situation.ENGINE_FAILED
