"""The layering of docs/architecture.md, proved from the imports."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import disclosure_report

ROOT = Path(disclosure_report.__file__).parent
PACKAGE = ROOT.name
BELOW_PIPELINE = {
    "model",
    "editions",
    "readers",
    "claims",
    "rules",
    "assemble",
    "typeset",
    "writers",
    "templates",
    "emitters",
    "annotate",
    "rollup",
    "catalog",
    "storage",
}
MAY_IMPORT = {
    "model": set(),
    "editions": {"model"},
    "readers": {"model", "editions"},
    "claims": {"model", "editions"},
    "rules": {"model", "editions", "claims"},
    "assemble": {"model", "editions"},
    "typeset": {"model"},
    "writers": {"model", "typeset"},
    "templates": {"model", "editions"},
    "emitters": {"model", "editions"},
    "annotate": {"model", "editions"},
    "rollup": {"model", "editions"},
    "storage": set(),
    "catalog": {"model", "readers", "rules", "rollup"},
    "pipeline": BELOW_PIPELINE,
    "batch": BELOW_PIPELINE | {"pipeline"},
    "cli": BELOW_PIPELINE | {"pipeline", "batch"},
    "__main__": {"cli"},
}
LIBRARIES = {
    "openpyxl": {"readers", "templates", "batch", "rollup"},
    "python_calamine": {"readers"},
    "docx": {"readers", "writers", "annotate"},
    "reportlab": {"writers", "typeset"},
    "pikepdf": {"writers", "pipeline"},
    "uharfbuzz": {"typeset", "writers"},
    "typer": {"cli"},
    "rich": {"cli", "emitters"},
}


def imports() -> list[tuple[str, str, Path]]:
    """(importing room, imported module, file) of every import statement, wherever in the file it stands."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: relative import"
                names = [node.module or ""]
                if node.module == PACKAGE:
                    names = [f"{PACKAGE}.{a.name}" for a in node.names]
            elif isinstance(node, ast.Import):
                names = [a.name for a in node.names]
            found += [(room, name, path) for name in names]
    return found


def test_each_room_imports_only_the_rooms_below_it():
    seen = 0
    for room, name, path in imports():
        if not name.startswith(PACKAGE + "."):
            continue
        other = name.split(".")[1]
        if other in {"__version__", room}:
            continue
        seen += 1
        assert other in MAY_IMPORT.get(room, BELOW_PIPELINE), f"{path}: {room} imports {name}"
    assert seen > 30, "the check saw hardly any import: it looks in the wrong place"


def test_each_library_lives_in_its_rooms():
    seen = set()
    for room, name, path in imports():
        library = name.split(".")[0]
        if library in LIBRARIES:
            seen.add(library)
            assert room in LIBRARIES[library], f"{path}: {library} does not belong in {room}"
    assert {"openpyxl", "docx", "reportlab", "typer"} <= seen


def test_functions_and_modules_stay_small():
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path}: {text.count(chr(10))} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= 50, f"{path}:{node.lineno} {node.name}: {length} lines"


def test_the_architecture_page_names_every_room():
    page = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(\w+)`", page, re.M))
    rooms = {p.name for p in ROOT.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert rooms <= listed
