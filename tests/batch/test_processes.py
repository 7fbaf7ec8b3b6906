"""Real worker processes: killed, crashing, interrupted."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from disclosure_report.batch.engine import LocalEngine, run_jobs
from disclosure_report.batch.options import BatchOptions, EngineOptions, Situation
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
from tests.batch.inputs import tree, write_units

UNITS = 40
_RUN = """
import sys
from pathlib import Path
from disclosure_report.batch.options import BatchOptions, EngineOptions
from disclosure_report.batch.run import run_batch
from disclosure_report.pipeline import BuildOptions
if __name__ == "__main__":
    options = BatchOptions(build=BuildOptions(formats=("json", "html")), engine=EngineOptions(jobs=2))
    print(run_batch(Path(sys.argv[1]), Path(sys.argv[2]), options).situation.value)
"""
OPTIONS = BatchOptions(build=BuildOptions(formats=("json", "html")), engine=EngineOptions(jobs=2))


def nothing() -> None:
    """What a worker of these tests needs to load."""


def square(number: int, fatal: int | None = None) -> int:
    """Work that kills its process for one number."""
    if number == fatal:
        os._exit(1)
    return number * number


def test_a_job_that_kills_its_worker_is_given_up_alone():
    engine = LocalEngine(2, nothing)
    found: dict[int, object] = {}
    try:
        run_jobs(engine, functools.partial(square, fatal=7), iter(range(20)), found.__setitem__)
    finally:
        engine.close()
    assert len(found) == 20
    assert isinstance(found.pop(7), BaseException)
    assert found == {n: n * n for n in range(20) if n != 7}


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
    for _ in range(3000):
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
    (out / "示例市第0局").mkdir(exist_ok=True)
    (out / "示例市第0局" / ".tmp-abc.part").write_bytes(b"half")
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
    for worker in psutil.Process(process.pid).children():
        if "spawn_main" in " ".join(worker.cmdline()):
            worker.kill()
            break
    assert process.communicate(timeout=60)[0].strip() == "done"
    assert tree(out) == expected


def test_ctrl_c_ends_workers_and_run(calm, tmp_path):
    root, _ = calm
    process = _started(root, tmp_path / "out", tmp_path)
    workers = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert stdout.strip() == "interrupted", stderr
    assert "Traceback" not in stderr
    assert not psutil.wait_procs(workers, timeout=10)[1]
