"""A checked report's documents, compiled in memory and written whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_report.model.document import Stage
from disclosure_report.pipeline.checking import CheckOptions, CheckResult, check
from disclosure_report.pipeline.review import marks_of, review_documents
from disclosure_report.storage import safe_name, write_atomically

if TYPE_CHECKING:
    from disclosure_report.typeset.fonts import FaceSet
    from disclosure_report.typeset.profile import Profile
    from disclosure_report.writers.publication import Publication

DEFAULT_FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class BuildOptions(CheckOptions):
    """``formats``: keys of the table of writers; ``profile``: its name or a TOML file; ``fonts``: own folders."""

    formats: tuple[str, ...] = DEFAULT_FORMATS
    profile: str = "gb9704"
    fonts: tuple[Path, ...] = ()
    strict: bool = False


@dataclass(frozen=True)
class BuildResult:
    """What was checked and what was written; ``files`` maps each output's path to its bytes' length."""

    checked: CheckResult
    outputs: tuple[Path, ...] = ()
    fonts: str = ""
    notes: tuple[str, ...] = field(default=())


def build(path: Path, out: Path, options: BuildOptions | None = None) -> BuildResult:
    """Check one input and write its documents into ``out``; a final one only when no error was found.

    Raises ``OutputError``.
    """
    options = options or BuildOptions()
    checked = check(path, options)
    if not writable(checked, options):
        return BuildResult(checked)
    documents, fonts, notes = compile_documents(checked, options)
    outputs = []
    for name, data in documents.items():
        write_atomically(out / name, data)
        outputs.append(out / name)
    return BuildResult(checked, tuple(outputs), fonts, notes)


def writable(checked: CheckResult, options: BuildOptions) -> bool:
    """Whether documents may be written: never for unreadable input, for an error only as draft or review copy."""
    if checked.report is None or checked.unreadable:
        return False
    return options.stage is not Stage.FINAL or not checked.fails(options.strict)


def compile_documents(checked: CheckResult, options: BuildOptions) -> tuple[dict[str, bytes], str, tuple[str, ...]]:
    """File name → bytes of every format asked for, the line about fonts, and notes for the user."""
    from disclosure_report.writers.publication import writer_for

    publication = publish(checked, options)
    stem = output_stem(checked, options.stage)
    documents = {f"{stem}.{name}": writer_for(name)(publication) for name in options.formats}
    if options.stage is Stage.REVIEW:
        documents |= review_documents(checked, publication, stem)
    return documents, publication.faces.summary() if "pdf" in options.formats else "", ()


def publish(checked: CheckResult, options: BuildOptions) -> Publication:
    """The checked report as what every writer takes."""
    from disclosure_report.assemble import assemble, content
    from disclosure_report.writers.publication import Publication

    assert checked.report is not None and checked.edition is not None
    profile, faces = typography(options)
    return Publication(
        document=assemble(checked.report, checked.edition, options.stage),
        content=content(checked.report),
        profile=profile,
        faces=faces,
        marks=marks_of(checked.findings) if options.stage is Stage.REVIEW else (),
    )


def typography(options: BuildOptions) -> tuple[Profile, FaceSet]:
    """The profile and the faces of this machine; both are kept for the life of the process."""
    from disclosure_report.typeset.fonts import find_faces

    profile = load_typography_profile(options.profile)
    return profile, find_faces(profile, options.fonts)


def load_typography_profile(name: str) -> Profile:
    """A profile by name, or the default one with the values of a TOML file laid over it.

    Raises ``ValueError`` (in Chinese, naming the key) or ``OSError``.
    """
    from disclosure_report.typeset.profile import load_profile

    return load_profile(overrides=Path(name)) if name.endswith(".toml") else load_profile(name)


def output_stem(checked: CheckResult, stage: Stage) -> str:
    """The outputs' common name: body, year, and the stage while it is not final."""
    assert checked.report is not None
    suffix = f"（{stage.stamp}）" if stage.stamp else ""
    return f"{safe_name(checked.agency)}{checked.report.year}年政府信息公开工作年度报告{suffix}"
