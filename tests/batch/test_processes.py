"""Real worker processes: killed, crashing, interrupted."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from disclosure_report.batch import pool
from disclosure_report.batch.engine import LocalEngine, run_jobs
from disclosure_report.batch.options import BatchOptions, EngineOptions, Situation
from disclosure_report.batch.pool import EngineError, TimeLimitError, WorkerLostError
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
from tests.batch.inputs import tree, write_units

UNITS = 40
#: The watcher is slow, so that a run is never over before the test disturbs it.
_RUN = """
import sys
import time
from pathlib import Path
from disclosure_report.batch.options import BatchOptions, EngineOptions
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
if __name__ == "__main__":
    options = BatchOptions(build=BuildOptions(formats=("json", "html")), engine=EngineOptions(jobs=2))
    slowly = lambda progress: time.sleep(0.03)
    print(run_batch(Path(sys.argv[1]), Path(sys.argv[2]), options, slowly).situation.value)
"""
OPTIONS = BatchOptions(build=BuildOptions(formats=("json", "html")), engine=EngineOptions(jobs=2))


def nothing() -> None:
    """What a worker of these tests needs to load."""


def broken() -> None:
    """A worker that cannot load what it needs."""
    raise ImportError


def square(number: int, harm: dict[int, str]) -> int:
    """Work that kills or blocks its process for some numbers."""
    match harm.get(number):
        case "dies":
            os._exit(1)
        case "dies once":
            marker = Path(os.environ["DIED_ONCE"])
            if not marker.exists():
                marker.touch()
                os._exit(1)
        case "hangs":
            time.sleep(3600)
        case "raises":
            raise ValueError(number)
        case "cannot travel":
            raise UntoldError("two", "arguments")
    return number * number


class UntoldError(Exception):
    """Pickles, but cannot be built again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first)


def squares(harm: dict[int, str], limit: float | None = None) -> dict[int, object]:
    """What becomes of twenty jobs."""
    engine = LocalEngine(2, nothing, limit)
    found: dict[int, object] = {}
    try:
        run_jobs(engine, functools.partial(square, harm=harm), iter(range(20)), found.__setitem__)
    finally:
        engine.close()
    assert len(found) == 20
    return found


def test_a_job_that_kills_its_worker_or_hangs_is_given_up_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("DIED_ONCE", str(tmp_path / "died"))
    harm = {3: "dies once", 5: "hangs", 7: "dies", 8: "raises", 9: "cannot travel"}
    found = squares(harm, limit=1.0)
    assert isinstance(found.pop(5), TimeLimitError)
    assert isinstance(found.pop(7), WorkerLostError)
    assert isinstance(found.pop(8), ValueError)
    assert isinstance(found.pop(9), Exception)
    assert (tmp_path / "died").exists()
    assert found == {n: n * n for n in range(20) if n not in (5, 7, 8, 9)}


def test_processes_that_cannot_start_are_said():
    engine = LocalEngine(2, broken)
    with pytest.raises(EngineError):
        run_jobs(engine, abs, iter(range(20)), lambda job, outcome: None)
    engine.close()


def test_closing_ends_a_job_that_hangs(monkeypatch):
    monkeypatch.setattr(pool, "_GRACE", 0.2)
    engine = LocalEngine(1, nothing)
    future = engine.submit(functools.partial(square, harm={1: "hangs"}), 1)
    while not future.running():
        time.sleep(0.01)
    engine.close()
    assert isinstance(future.exception(), EngineError)
    assert not multiprocessing.active_children()


@pytest.fixture(scope="module")
def calm(tmp_path_factory) -> tuple[Path, dict[str, bytes]]:
    """The inputs, and what an undisturbed run makes of them."""
    base = tmp_path_factory.mktemp("calm")
    write_units(base / "in", UNITS)
    assert run_batch(base / "in", base / "out", OPTIONS).situation is Situation.DONE
    return base / "in", tree(base / "out")


def _started(root: Path, out: Path, tmp_path: Path) -> subprocess.Popen[str]:
    script = tmp_path / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(root), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    manifest = out / ".disclosure-report" / "manifest.jsonl"
    for _ in range(12000):
        if manifest.exists() and manifest.stat().st_size > 4_000:
            return process
        time.sleep(0.01)
    raise AssertionError(process.communicate()[1])


def test_kill_9_then_the_same_command_gives_the_undisturbed_result(calm, tmp_path):
    root, expected = calm
    out = tmp_path / "out"
    process = _started(root, out, tmp_path)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert tree(out) != expected, "the run was over before it was killed"
    for folder in (out, out / ".disclosure-report"):
        (folder / ".tmp-batch-abc.part").write_bytes(b"half")
    with (out / ".disclosure-report" / "manifest.jsonl").open("ab") as stream:
        stream.write(b'{"unit":"half a li')
    result = run_batch(root, out, OPTIONS)
    assert result.situation is Situation.DONE
    assert tree(out) == expected
    assert not psutil.wait_procs(workers, timeout=10)[1], "workers outlived their parent"


def test_a_worker_killed_from_outside_costs_nothing(calm, tmp_path):
    root, expected = calm
    out = tmp_path / "out"
    process = _started(root, out, tmp_path)
    workers = [w for w in psutil.Process(process.pid).children() if "spawn_main" in " ".join(w.cmdline())]
    workers[0].kill()
    assert process.communicate(timeout=120)[0].strip() == "done"
    assert tree(out) == expected


def test_ctrl_c_ends_workers_and_run(calm, tmp_path):
    root, _ = calm
    process = _started(root, tmp_path / "out", tmp_path)
    workers = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert stdout.strip() == "interrupted", stderr
    assert "Traceback" not in stderr
    assert not psutil.wait_procs(workers, timeout=10)[1]
