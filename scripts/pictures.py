"""Make the README's pictures from the examples: ``python scripts/pictures.py`` (poppler, ImageMagick, Chromium)."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from disclosure_report import pipeline  # noqa: E402
from disclosure_report.emitters import emitter_for  # noqa: E402
from disclosure_report.emitters.text import render  # noqa: E402
from disclosure_report.model.document import Stage  # noqa: E402
from tests.tools.browser import screenshot  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    """All pictures, from fresh inputs in a temporary folder."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [path for path, _ in pipeline.write_examples(folder / "inputs")]
        good = next(p for p in paths if p.name == "示例县人民政府")
        bad = next(p for p in paths if "镇" in p.name)
        pages(pipeline.build(good, folder / "out").outputs[1], PICTURES / "report.png", (1, 6, 7, 8))
        review = pipeline.build(bad, folder / "out", pipeline.BuildOptions(stage=Stage.REVIEW)).outputs
        pages(review[1], PICTURES / "review.png", (1, 2, 3))
        terminal(bad, folder, PICTURES / "check.png")
        page = folder / "findings.html"
        page.write_text(emitter_for("html")([pipeline.check(bad)]), encoding="utf-8")
        screenshot(page, PICTURES / "findings.png", size="1280,860")
        dashboard(folder, PICTURES / "dashboard.png")
    for picture in PICTURES.glob("*.png"):
        subprocess.run(["convert", picture, "-strip", "-colors", "48", picture], check=True)


def pages(pdf: Path, picture: Path, wanted: tuple[int, ...]) -> None:
    """The pages named, side by side on grey."""
    with tempfile.TemporaryDirectory() as name:
        shots = []
        for page in wanted:
            stem = Path(name) / f"{page}"
            limits = ["-f", str(page), "-l", str(page), "-singlefile"]
            subprocess.run(["pdftoppm", "-r", "62", *limits, "-png", pdf, stem], check=True)
            shots.append(f"{stem}.png")
        look = ["-tile", f"{len(shots)}x", "-geometry", "+8+8", "-background", "#9aa0a8"]
        subprocess.run(["montage", *shots, *look, picture], check=True)


_TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>{stylesheet}
body {{ margin: 0; padding: 14px 18px; background: #fff; color: #222; }}
pre {{ font: 15px/1.3 "Noto Sans Mono CJK SC", monospace; }}</style><pre>{code}</pre>"""


def terminal(project: Path, folder: Path, picture: Path) -> None:
    """What ``check`` prints on a terminal of 110 columns: the first findings."""
    console = Console(record=True, width=110, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    checked = pipeline.check(project)
    wanted = ("QUA601", "SUM301", "TXT501", "STR110")
    shown = tuple(next(f for f in checked.findings if f.code == code) for code in wanted)
    render(console, [replace(checked, findings=shown)])
    path = folder / "terminal.html"
    path.write_text(console.export_html(code_format=_TERMINAL), encoding="utf-8")
    screenshot(path, picture, size="960,620")


def dashboard(folder: Path, picture: Path) -> None:
    """The page of a batch over all examples."""
    from disclosure_report.batch.run import run_batch

    result = run_batch(folder / "inputs", folder / "batch")
    assert result.dashboard is not None
    screenshot(result.dashboard, picture, size="1280,760")


if __name__ == "__main__":
    main()
