"""Real validators on files of every kind of font program."""

from __future__ import annotations

import re

import pytest
from pdfua.validator import Validator

from disclosure_report.writers.pdf.writer import paint
from tests.writers.pdf import layouts
from tests.writers.pdf.conftest import Preflight, run


def test_preflight_finds_pdf_a_1b(samples: dict[str, bytes], preflight: Preflight) -> None:
    assert preflight(samples) == {name: [] for name in samples}


def test_preflight_is_not_blind(samples: dict[str, bytes], preflight: Preflight) -> None:
    broken = samples["cff"].replace(b"pdfaid:part>1<", b"pdfaid:part>7<")
    assert broken != samples["cff"]
    assert preflight({"broken": broken})["broken"]


def test_pdfua_finds_nothing(sample_files: dict[str, str]) -> None:
    for name, path in sample_files.items():
        report = Validator().validate(path)
        assert len(report.outcomes) >= 12, "the validator ran hardly any rule"
        for outcome in report.outcomes:
            assert not outcome.findings, (name, outcome)
            assert outcome.skipped_reason is None, (name, outcome)


def test_qpdf_finds_no_error(sample_files: dict[str, str]) -> None:
    for path in sample_files.values():
        assert "No syntax or stream encoding errors found" in run("qpdf", "--check", path)


def test_every_font_is_embedded_subset_and_mapped(sample_files: dict[str, str]) -> None:
    for path in sample_files.values():
        rows = run("pdffonts", path).splitlines()[2:]
        assert rows
        for row in rows:
            assert re.match(r"[A-Z]{6}\+\S+ +CID (TrueType|Type 0C) +Identity-H +yes yes yes ", row), row


@pytest.mark.parametrize("word", [b"Helvetica", b"/ObjStm", b"/SMask", b"/ca ", b"/Encrypt", b"/JavaScript"])
def test_what_an_archive_forbids_is_absent(samples: dict[str, bytes], word: bytes) -> None:
    for data in samples.values():
        assert data.startswith(b"%PDF-1.4\n")
        assert word not in data


def test_a_file_without_embedded_faces_claims_nothing() -> None:
    data = paint(layouts.sample(layouts.READERS, layouts.READERS), layouts.META)
    assert b"pdfaid:part" not in data
    assert b"<pdfuaid:part" not in data
    assert b"STSong" in data
