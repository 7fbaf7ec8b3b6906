"""Which inputs a batch has, where each one's documents go, and what every file's hash is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from disclosure_report.rollup.register import natural_order
from disclosure_report.storage import safe_name

#: Below the output folder: the manifest and the lock.
STATE_DIR = ".disclosure-report"
SITE_FILE = "disclosure-report.toml"
STATUS_NAME = "状态总表.xlsx"
DASHBOARD_NAME = "index.html"
#: What no unit's folder may be, nor lie in.
_OURS = {name.casefold() for name in (STATE_DIR, STATUS_NAME, DASHBOARD_NAME)}
_LONGEST_FILE = 200_000_000
_AT_ONCE = 1024 * 1024
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # the latter: Windows


@dataclass(frozen=True, slots=True)
class Place:
    """One input: ``unit`` is its path relative to the root (``/``), ``folder`` where its documents go below OUT.

    ``where`` is the input's path as a text: there are as many places as units, and a ``Path`` takes ten times as much.
    """

    unit: str
    where: str
    folder: str

    @property
    def path(self) -> Path:
        """The input's folder or file."""
        return Path(self.where)


def find_places(root: Path, out: Path) -> list[Place]:
    """Every input below ``root``, by path (第2区 before 第10区); what lies in an output folder below it is no input."""
    units = sorted(_inputs(root, out))
    folders = _folders([unit for unit, _ in units])
    places = [
        Place(unit, where, unit if folder == unit else folder)
        for (unit, where), folder in zip(units, folders, strict=True)
    ]
    del units, folders  # the list that stays is all that ten thousand units may take
    places.sort(key=lambda p: natural_order(p.unit))
    return places


def _inputs(root: Path, out: Path) -> Iterator[tuple[str, str]]:
    """(unit, path) of every input folder and of the interchange files in none, which a collector exports."""
    from disclosure_report.readers import walk_inputs

    base, inside = root.resolve(), out.resolve()
    # links below the root are not followed: what lies in the output folder is told by the path
    within = inside.relative_to(base).as_posix() if inside.is_relative_to(base) and inside != base else None
    for where in walk_inputs(str(root)) if _is_folder(root) else _single(root):
        unit = os.path.relpath(where, root).replace(os.sep, "/")
        if unit == ".":
            yield base.name, where
        elif (within is None or not f"{unit}/".startswith(f"{within}/")) and _is_input(where):
            yield unit, where


def _single(root: Path) -> Iterator[str]:
    """A root that is one interchange file itself."""
    from disclosure_report.readers import find_inputs

    return map(str, find_inputs(root))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long to be one
        return False


def _is_input(where: str) -> bool:
    """A folder that was found has a report; a file of .json may be anything."""
    if os.path.isdir(where):  # noqa: PTH112 - see Place
        return True
    try:
        with open(where, "rb") as stream:  # noqa: PTH123 - see Place
            return b"disclosure-report/report/" in stream.read(2_000)
    except OSError:
        return False


def _folders(units: Sequence[str]) -> list[str]:
    """The same tree below OUT in safe names; where two would meet (also on Windows, where A is a), a suffix tells."""
    taken: set[str] = set()
    out = []
    for unit in units:
        first, *rest = (safe_name(part.removesuffix(".json")) for part in unit.split("/"))
        if first.casefold() in _OURS:
            first += _suffix(first)
        folder = "/".join((first, *rest))
        if folder.casefold() in taken:
            folder += _suffix(unit)
        taken.add(folder.casefold())
        out.append(folder)
    return out


def _suffix(name: str) -> str:
    return "-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def stays_below(path: str) -> bool:
    """Whether a path of the manifest leads nowhere else: the folder may lie on a share where others can write."""
    parts = PurePath(path)
    return not parts.is_absolute() and ".." not in parts.parts and ".." not in path.split("/")


def input_files(path: Path) -> Iterator[Path]:
    """The files an input consists of: itself, or what lies directly in its folder; no hidden or lock files."""
    return map(Path, _files(str(path)))


def _files(where: str) -> list[str]:
    """Texts, not ``Path``s: a run over thousands of unchanged units does little but this."""
    try:
        with os.scandir(where) as entries:
            return sorted(e.path for e in entries if not e.name.startswith((".", "~$")) and e.is_file())
    except NotADirectoryError:
        return [where]


def hash_input(where: str | None) -> list[tuple[str, str]]:
    """(name, sha256) of every file of an input; what cannot be read is part of it as such."""
    if where is None:
        return []
    try:
        return [(os.path.basename(f), hash_file(f)) for f in _files(where)]  # noqa: PTH119
    except OSError as error:
        return [("", type(error).__name__)]


def hash_file(path: str | Path) -> str:
    """sha256 (hex) of a file; size and kind of error for one too large or unreadable."""
    try:
        handle = os.open(path, _READ)
        try:
            size = os.fstat(handle).st_size
            if size > _LONGEST_FILE:
                return f"size {size}"
            digest = hashlib.sha256()
            step = min(size + 1, _AT_ONCE)  # one more than there should be: most files are read in one call
            while data := os.read(handle, step):
                digest.update(data)
            return digest.hexdigest()
        finally:
            os.close(handle)
    except OSError as error:
        return type(error).__name__


def hash_sites(path: Path) -> list[tuple[str, str]]:
    """(name, sha256) of the settings files that may hold for an input: beside it and above it."""
    return [(f.name, hash_file(f)) for f in (p / SITE_FILE for p in (path, *path.resolve().parents)) if f.is_file()]


class PreviousReports:
    """Last year's reports below one folder: by the same relative path, else by the folder's name when it is unique."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self._by_name: dict[str, Path | None] | None = None

    def find(self, unit: str) -> Path | None:
        """The input of last year for this year's ``unit``."""
        if self.root is None:
            return None
        same = self.root / unit
        if same.exists():
            return same
        if self._by_name is None:
            self._by_name = _unique_names(self.root)
        return self._by_name.get(Path(unit).stem if unit.endswith(".json") else Path(unit).name)


def _unique_names(root: Path) -> dict[str, Path | None]:
    """Folder name → folder, for inputs and for folders of outputs with one JSON; ``None`` where two share a name."""
    out: dict[str, Path | None] = {}
    for path in sorted({p.parent for p in root.rglob("*") if p.suffix in (".json", ".toml") and p.is_file()}):
        if STATE_DIR not in path.parts:
            out[path.name] = None if path.name in out else path
    return out
