"""The validators, each started as seldom as can be. A tool that is missing fails the test: `make test` installs it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts

JARS = Path("/usr/share/java")
PREFLIGHT = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "jaxb-api",
    "javax.activation",
)
INSTALL = "run `make test`, which installs what the tests need"

#: Validates files in one Java process: name → errors, none for a valid file.
Preflight = Callable[[Mapping[str, bytes]], dict[str, list[str]]]


def run(tool: str, *arguments: str) -> str:
    """What a program prints; the test fails plainly when it is not installed."""
    found = shutil.which(tool)
    if not found:
        pytest.fail(f"{tool} is not installed: {INSTALL}")
    return subprocess.run([found, *arguments], capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="session")
def preflight(tmp_path_factory: pytest.TempPathFactory) -> Preflight:
    """PDF/A-1b by Apache PDFBox Preflight."""
    missing = [jar for jar in PREFLIGHT if not (JARS / f"{jar}.jar").exists()]
    if missing:
        pytest.fail(f"{', '.join(missing)} not found in {JARS}: {INSTALL}")
    class_path = ":".join(str(JARS / f"{jar}.jar") for jar in PREFLIGHT)

    def validate(files: Mapping[str, bytes]) -> dict[str, list[str]]:
        folder = tmp_path_factory.mktemp("preflight")
        for name, data in files.items():
            (folder / f"{name}.pdf").write_bytes(data)
        output = run("java", "-cp", class_path, "org.apache.pdfbox.preflight.Validator_A1b", "batch", str(folder))
        verdicts = dict(re.findall(r"^The file (.+)\.pdf (is(?: not)? a valid.*(?:\n\d.*)*)", output, re.M))
        assert verdicts.keys() == files.keys(), output
        return {n: [] if v == "is a valid PDF/A-1b file" else v.splitlines() for n, v in verdicts.items()}

    return validate


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """Files of every kind of font program, with and without stamp."""
    meta = layouts.META
    return {
        "truetype": paint(layouts.sample(layouts.WENKAI, layouts.WENKAI), meta),
        "collection": paint(layouts.sample(layouts.UMING, layouts.UKAI, stamp="送审稿"), meta),
        "cff": paint(layouts.sample(layouts.SERIF, layouts.SANS), meta),
        "mixed": paint(layouts.sample(layouts.UMING, layouts.SANS, stamp="草稿"), meta),
        "rare": paint(layouts.rare(), meta),
        "punctuation": paint(layouts.punctuation(layouts.SERIF), meta),
    }


@pytest.fixture(scope="session")
def sample_files(samples: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The samples as files: name → path."""
    folder = tmp_path_factory.mktemp("samples")
    for name, data in samples.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return {name: str(folder / f"{name}.pdf") for name in samples}
