"""A checked report's documents, compiled in memory and written whole."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_report.editions.place import place
from disclosure_report.model.document import Stage
from disclosure_report.model.report import Report
from disclosure_report.pipeline.checking import CheckOptions, CheckResult, check
from disclosure_report.pipeline.profiles import load_typography_profile, profile_of
from disclosure_report.pipeline.review import marks_of, review_documents
from disclosure_report.storage import OutputError, safe_name, write_together

if TYPE_CHECKING:
    from disclosure_report.typeset.fonts import FaceSet
    from disclosure_report.typeset.profile import Profile
    from disclosure_report.writers.publication import Publication

DEFAULT_FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class BuildOptions(CheckOptions):
    """``formats``: keys of the table of writers; ``fonts``: own folders.

    ``profile``: a name or a TOML file; ``None`` leaves it to the report, else GB/T 9704.
    """

    formats: tuple[str, ...] = DEFAULT_FORMATS
    profile: str | None = None
    fonts: tuple[Path, ...] = ()
    strict: bool = False


@dataclass(frozen=True)
class BuildResult:
    """What was checked and what was written; ``failure`` says why nothing could be, in Chinese."""

    checked: CheckResult
    outputs: tuple[Path, ...] = ()
    fonts: str = ""
    notes: tuple[str, ...] = field(default=())
    failure: str = ""


def build_all(paths: Iterable[Path], out: Path, options: BuildOptions | None = None) -> list[BuildResult]:
    """Build every input into ``out``; reports of the same body and year get names of their own."""
    taken: set[str] = set()
    results = []
    for path in paths:
        results.append(build(path, out, options, taken))
        taken.update(p.name for p in results[-1].outputs)
    return results


def build(
    path: Path, out: Path, options: BuildOptions | None = None, taken: Container[str] = frozenset()
) -> BuildResult:
    """Check one input and write its documents into ``out``; a final one only when no error was found.

    ``taken``: file names of this run that must not be written over.  A folder that cannot be written is a ``failure``.
    """
    options = options or BuildOptions()
    checked = check(path, options)
    if not writable(checked, options):
        return BuildResult(checked)
    documents, fonts, notes = compile_documents(checked, options)
    files = {_free(name, taken): data for name, data in documents.items()}
    try:
        write_together(out, files)
    except OutputError as error:
        return BuildResult(checked, (), fonts, notes, str(error))
    return BuildResult(checked, tuple(out / name for name in files), fonts, notes)


def _free(name: str, taken: Container[str]) -> str:
    """The name, or the first of 名称（2）,（3）… that is not taken."""
    stem, dot, ending = name.rpartition(".")
    names = (f"{stem}（{n}）{dot}{ending}" for n in count(2))
    return name if name not in taken else next(n for n in names if n not in taken)


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
    if "pdf" not in options.formats:
        return documents, "", ()
    return documents, publication.faces.summary(), tuple(_substituted(publication))


def publish(checked: CheckResult, options: BuildOptions) -> Publication:
    """The checked report as what every writer takes."""
    from disclosure_report.assemble import assemble, content
    from disclosure_report.writers.publication import Publication

    assert checked.report is not None and checked.edition is not None
    profile, faces = typography(options, checked.report)
    return Publication(
        document=assemble(checked.report, checked.edition, options.stage),
        content=content(checked.report),
        profile=profile,
        faces=faces,
        marks=marks_of(checked.findings) if options.stage is Stage.REVIEW else (),
    )


def typography(options: BuildOptions, report: Report | None = None) -> tuple[Profile, FaceSet]:
    """The profile and the faces of this machine; both are kept for the life of the process."""
    from disclosure_report.typeset.fonts import find_faces

    profile = load_typography_profile(options.profile) if options.profile else profile_of(report)
    return profile, find_faces(profile, options.fonts)


def output_stem(checked: CheckResult, stage: Stage) -> str:
    """The outputs' common name: body, year, and the stage while it is not final."""
    assert checked.report is not None
    suffix = f"（{stage.stamp}）" if stage.stamp else ""
    return f"{safe_name(checked.agency)}{checked.report.year}年政府信息公开工作年度报告{suffix}"


def _substituted(publication: Publication) -> Iterator[str]:
    """A line for every character that no face has: the character, its code point and where it stands first."""
    from disclosure_report.typeset.metrics import measures_of

    missing = measures_of(publication.faces).missing()
    if not missing or missing.isdisjoint(chain.from_iterable(publication.document.lines())):
        return
    for glyph in publication.layout.missing:
        block = publication.document.blocks[glyph.origin.block] if glyph.origin else None
        source = getattr(block, "source", None)
        where = place(source, None) if source else ""
        code = f"U+{ord(glyph.character):04X}"
        what = f"生僻字“{glyph.character}”（{code}）{where}"
        yield f"{what}：本机没有字体含有这个字，PDF 中以“〓”代替。请装上含有它的字体后重新生成。"
