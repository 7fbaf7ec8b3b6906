"""What the file says of itself: title, agency, dates of the report; nobody, no machine, no clock."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from disclosure_report.typeset.pages import Layout, Page
from disclosure_report.writers.pdf.icc import srgb
from disclosure_report.writers.pdf.readback import read_back
from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts
from tests.writers.pdf.layouts import META

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def opened(samples: dict[str, bytes]) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(samples["mixed"]))


def test_information_and_xmp_agree(opened: pikepdf.Pdf) -> None:
    info = {str(k): str(v) for k, v in opened.docinfo.items()}
    assert info == {
        "/Title": META.title,
        "/Author": META.agency,
        "/Subject": META.subject,
        "/Creator": "disclosure-report",
        "/Producer": "disclosure-report",
        "/CreationDate": "D:20250120000000+08'00'",
        "/ModDate": "D:20250120000000+08'00'",
    }
    with opened.open_metadata() as xmp:
        assert xmp["dc:title"] == META.title
        assert list(xmp["dc:creator"]) == [META.agency]
        assert xmp["dc:description"] == META.subject
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2025-01-20T00:00:00+08:00"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("1", "A")
        assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_content_hash_is_read_back(samples: dict[str, bytes]) -> None:
    assert read_back(samples["cff"]).content_hash == META.content_hash


def test_catalog_serves_readers(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert str(root.Lang) == "zh-CN"
    assert root.MarkInfo.Marked is True
    assert root.ViewerPreferences.DisplayDocTitle is True
    assert root.OutputIntents[0].DestOutputProfile.read_bytes() == srgb()
    assert root.PageMode == "/UseOutlines"
    assert [(p.Tabs, p.StructParents) for p in opened.pages] == [("/S", 0), ("/S", 1)]


def test_outline_never_skips_a_level(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        tree = [(item.title, [kid.title for kid in item.children]) for item in outline.root]
    assert tree == [("一、总体情况", ["1.主动公开"]), ("二、“主动公开”(其他)", [])]


def test_page_labels_follow_the_printed_ones() -> None:
    plain = pikepdf.open(BytesIO(paint(layouts.sample(), META)))
    assert [p.label for p in plain.pages] == ["1", "2"]
    base = layouts.sample()
    pages = tuple(Page(p.width, p.height, f"附{i}", p.items) for i, p in enumerate(base.pages, 1))
    own = pikepdf.open(BytesIO(paint(Layout(pages, base.nodes, base.outline), META)))
    assert [p.label for p in own.pages] == ["附1", "附2"]


def test_sizes_and_places_of_the_profile_are_sound() -> None:
    profile = srgb()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[36:40] == b"acsp"
    count = int.from_bytes(profile[128:132], "big")
    tags = [profile[132 + 12 * i : 144 + 12 * i] for i in range(count)]
    assert {t[:4] for t in tags} >= {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}
    for tag in tags:
        offset, size = (int.from_bytes(tag[i : i + 4], "big") for i in (4, 8))
        assert offset % 4 == 0
        assert offset + size <= len(profile)


def test_same_bytes_in_every_process() -> None:
    script = (
        "import hashlib; from tests.writers.pdf import layouts as l;"
        "from disclosure_report.writers.pdf.writer import paint;"
        "print(hashlib.sha256(paint(l.sample(l.UMING, l.SERIF, '草稿'), l.META)).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "USER": f"user{seed}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(seen) == 1
    assert re.fullmatch(r"[0-9a-f]{64}\n", seen.pop())


def test_another_content_is_another_identifier(samples: dict[str, bytes]) -> None:
    identifiers = {re.search(rb"/ID ?\[<(\w+)>", data)[1] for data in samples.values()}  # type: ignore[index]
    assert len(identifiers) == len(samples)


def test_two_files_in_one_process_are_the_same(samples: dict[str, bytes]) -> None:
    assert paint(layouts.sample(layouts.SERIF, layouts.SANS), META) == samples["cff"]
