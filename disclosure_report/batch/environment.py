"""What this machine adds to a unit's documents: the program, its libraries, the fonts, the profile's file.

A run on another machine, after an update or with other fonts makes other documents; so all of it is part of the key
by which a unit counts as unchanged.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

import disclosure_report
from disclosure_report.batch.places import hash_file
from disclosure_report.pipeline import BuildOptions

Facts: TypeAlias = tuple[tuple[str, str], ...]

_DISTRIBUTION = "disclosure-report"
_NAME = re.compile(r"[\w.-]+")


def environment(build: BuildOptions) -> Facts:
    """(what, its state), in a fixed order."""
    facts = [("program", disclosure_report.__version__), ("python", platform.python_version()), *_libraries()]
    if build.profile and build.profile.endswith(".toml"):
        facts.append((build.profile, hash_file(Path(build.profile))))
    if "pdf" in build.formats:
        facts += ((str(path), _state(path)) for path in _font_files(build))
    return tuple(facts)


def _libraries() -> Iterator[tuple[str, str]]:
    """The libraries the program declares, but for those of its extras."""
    try:
        required = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        required = []
    for name in sorted(m[0] for r in required if "extra ==" not in r and (m := _NAME.match(r))):
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, ""


def _font_files(build: BuildOptions) -> list[Path]:
    """The files of the faces that serve, in any profile a report may ask for, and every one of the user's folders."""
    from disclosure_report.pipeline import load_typography_profile
    from disclosure_report.typeset.fonts import FONT_SUFFIXES, find_faces
    from disclosure_report.typeset.profile import PROFILES

    own = {p for folder in build.fonts for p in folder.rglob("*") if p.suffix.lower() in FONT_SUFFIXES}
    for name in (build.profile,) if build.profile else PROFILES:
        faces = find_faces(load_typography_profile(name), build.fonts)
        own.update(c.face.path for c in faces.chosen.values() if c.face.path)
        own.update(f.path for f in faces.fallbacks if f.path)
    return sorted(own)


def _state(path: Path) -> str:
    """Size and time of change: a font of 20 MB is not read for this."""
    try:
        found = path.stat()
    except OSError as error:
        return type(error).__name__
    return f"{found.st_size} {found.st_mtime_ns}"
