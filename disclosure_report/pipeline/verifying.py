"""Is this file the unchanged product of that input?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_report.editions import Edition
from disclosure_report.pipeline.checking import CheckOptions, CheckResult, check

if TYPE_CHECKING:
    from disclosure_report.writers.readback import Difference


@dataclass(frozen=True)
class Verification:
    """Whether a file is the product of an input: the differences in words, and the verdict."""

    checked: CheckResult
    differences: tuple[str, ...] = ()
    verdict: str = ""
    unreadable: str = ""


def verify(file: Path, against: Path, edition: str | None = None) -> Verification:
    """Compare a .docx, .pdf, .html or .json with the input it should come from, by hash, text and figures."""
    from disclosure_report.assemble import assemble
    from disclosure_report.writers.readback import NotReadable, compare, read_back

    checked = check(against, CheckOptions(edition=edition))
    if checked.report is None or checked.edition is None:
        return Verification(checked)
    document = assemble(checked.report, checked.edition)
    try:
        found = read_back(file)
    except NotReadable as error:
        return Verification(checked, unreadable=str(error))
    except OSError:
        return Verification(checked, unreadable="文件不存在，或没有读取权限")
    differences = tuple(_described(d, checked.edition) for d in compare(found, document) if d.kind != "hash")
    return Verification(checked, differences, _verdict(found.content_hash == document.meta.content_hash, differences))


def _described(difference: Difference, edition: Edition) -> str:
    """One difference in words: where, what the input says, what the file says."""
    d = difference
    if d.table and d.table in edition.tables:
        spec = edition.tables[d.table]
        where = f"{spec.caption}　{spec.label(d.row, d.column) or f'第{d.position}格'}"
    else:
        where = d.table or d.section or "正文"
    return f"{where}：应为“{d.expected or '（无）'}”，文件中为“{d.found or '（无）'}”"


def _verdict(same_hash: bool, differences: tuple[str, ...]) -> str:
    if differences:
        return f"不一致：共 {len(differences)} 处不同。" + (
            "（内容指纹未变，文件是生成后改动的。）" if same_hash else ""
        )
    if same_hash:
        return "一致：内容指纹相同，文字和数字逐项相符。"
    return "文字和数字逐项相符，但内容指纹不同：文件可能由另外的输入生成，或指纹已被去掉。"
