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
from typing import TYPE_CHECKING, TypeAlias

import disclosure_report
from disclosure_report.batch.places import hash_file
from disclosure_report.pipeline import BuildOptions
from disclosure_report.pipeline.profiles import profile_of

if TYPE_CHECKING:
    from disclosure_report.typeset.profile import Profile

Facts: TypeAlias = tuple[tuple[str, str], ...]

_DISTRIBUTION = "disclosure-report"
#: Bytes of report.toml or report.json that are looked through; no reader takes a longer one.
_LONGEST_HEAD = 20 * 1024 * 1024
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


def own_faces(where: str, build: BuildOptions) -> list[Facts]:
    """(file, its state) of the faces that this report asks for by itself, as one more input; none for most reports."""
    if build.profile or "pdf" not in build.formats:  # a profile for all leaves the report's own aside
        return []
    from disclosure_report.readers.interchange import REPORT_JSON, JsonFile
    from disclosure_report.readers.report_file import REPORT_TOML, Head, head_of_toml

    single = where.endswith(".json")
    toml = b"" if single else _asking(f"{where}/{REPORT_TOML}")
    data = _asking(where if single else f"{where}/{REPORT_JSON}")
    if not (toml or data):
        return []
    head = head_of_toml(toml)[0] if toml else Head()
    head = head.over(JsonFile(data).head) if data else head
    return [tuple((str(path), _state(path)) for path in sorted(_serving(profile_of(head), build)))]


def _asking(path: str) -> bytes:
    """A file's bytes when it may ask for faces."""
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a batch looks at thousands
            data = stream.read(_LONGEST_HEAD)
    except OSError:
        return b""
    return data if b"faces" in data.replace(b"\0", b"") else b""


def _font_files(build: BuildOptions) -> list[Path]:
    """The files of the faces that serve, in any profile a report may ask for, and every one of the user's folders."""
    from disclosure_report.pipeline import load_typography_profile
    from disclosure_report.typeset.fonts import FONT_SUFFIXES
    from disclosure_report.typeset.profile import PROFILES

    own = {p for folder in build.fonts for p in folder.rglob("*") if p.suffix.lower() in FONT_SUFFIXES}
    for name in (build.profile,) if build.profile else PROFILES:
        own |= _serving(load_typography_profile(name), build)
    return sorted(own)


def _serving(profile: Profile, build: BuildOptions) -> set[Path]:
    """The files of a profile's faces on this machine, and of those that serve for rare characters."""
    from disclosure_report.typeset.fonts import find_faces

    faces = find_faces(profile, build.fonts)
    every = (*(c.face for c in faces.chosen.values()), *faces.fallbacks)
    return {face.path for face in every if face.path}


def _state(path: Path) -> str:
    """Size and time of change: a font of 20 MB is not read for this."""
    try:
        found = path.stat()
    except OSError as error:
        return type(error).__name__
    return f"{found.st_size} {found.st_mtime_ns}"
