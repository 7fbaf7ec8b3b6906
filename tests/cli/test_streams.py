"""What is printed to a full device or to a reader that has gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
COMMAND = (sys.executable, "-m", "disclosure_report")


@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
def test_a_full_device_is_an_output_that_cannot_be_written(good: Path, tmp_path: Path) -> None:
    sums = ("--agency", "示例市人民政府", "--year", "2024", "-o", str(tmp_path / "sum"), "--output-format", "json")
    batch = ("batch", str(good), "-o", str(tmp_path / "out"), "--to", "json")
    for arguments in (("check", str(good)), batch, ("rollup", str(good), *sums), ("rules",)):
        with FULL.open("wb") as full:
            done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
        said = done.stderr.decode()
        assert (done.returncode, said.count("无法写入 标准输出"), "Traceback" in said) == (4, 1, False), said


def test_a_reader_that_has_gone_leaves_the_result(good: Path, bad: Path) -> None:
    for path, code in ((good, 0), (bad, 1)):
        with subprocess.Popen(
            [*COMMAND, "check", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdout and running.stderr
            running.stdout.close()
            said = running.stderr.read()
        assert (running.returncode, said) == (code, b"")
