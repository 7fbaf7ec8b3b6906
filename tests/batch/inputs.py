"""Input folders of invented bodies for the batch's tests."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from disclosure_report.assemble import as_json_text, content
from disclosure_report.model.report import Agency, Report
from tests.builders import report, with_section

#: Sentences of different bodies have little in common: each gets its own words.
_WORDS = "档案水利教育卫健住建交通农业林草民政人社审计统计体育文旅商务应急气象粮食供销园林城管环保市监税务海关"


def own_words(number: int) -> tuple[str, ...]:
    """Problems and measures of one body, unlike any other's."""
    chance = random.Random(number)
    first, second, third = ("".join(chance.sample(_WORDS, 18)) for _ in range(3))
    return (
        f"一是{first}一类信息的目录更新不够及时，{second}栏目的指南尚有缺漏。",
        f"下一步，由{third}科在每季度末核对{first}目录，并把{second}指南的补录列入考核。",
    )


def body(name: str, number: int = 0, base: Report | None = None) -> Report:
    """A report of ``name`` without a finding, whose text is its own."""
    made = replace(base or report(), agency=Agency(name, "department", "city"))
    section = made.narrative.section("overview")
    assert section is not None
    headings = [p.text for p in section.paragraphs if p.level]
    lines = [line for n, heading in enumerate(headings) for line in (heading, own_words(number * 10 + n + 1)[1])]
    return with_section(with_section(made, "overview", *lines), "problems", *own_words(number * 10))


def write_report(folder: Path, made: Report) -> Path:
    """An input folder that holds ``report.json`` alone."""
    folder.mkdir(parents=True)
    (folder / "report.json").write_text(as_json_text(content(made)), encoding="utf-8")
    return folder


def write_units(root: Path, count: int) -> list[str]:
    """``count`` good units below ``root``; their names."""
    names = [f"示例市第{n}局" for n in range(count)]
    for n, name in enumerate(names):
        write_report(root / name, body(name, n))
    return names


def tree(out: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def records(out: Path) -> Iterator[Mapping[str, object]]:
    """The manifest's records."""
    for line in (out / ".disclosure-report" / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
