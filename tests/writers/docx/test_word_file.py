"""The Word file as a file: valid, clean, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from lxml import etree

from disclosure_report.model.document import Attachments, Cell, Heading, Signature, Table, Text, Title
from disclosure_report.typeset.profile import load_profile
from disclosure_report.writers.docx.writer import write
from disclosure_report.writers.printable import printable
from tests.tools.ooxml import assert_valid
from tests.writers.docx.word import opened, parts
from tests.writers.publications import CONTROL, MARK_UP, awkward, of_blocks, publication

CASES = awkward()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    for name, made in CASES.items():
        (folder / f"{name}.docx").write_bytes(write(made))
    return folder


def test_the_open_xml_sdk_finds_every_file_valid(written):
    kinds = ("draft", "long_agency", "ten_digits", "sealed_with_attachments", "mark_up", "control", "nothing", "deep")
    assert_valid(written / f"{name}.docx" for name in kinds)


@pytest.mark.parametrize("name", CASES)
def test_the_same_input_gives_the_same_bytes(name):
    assert write(CASES[name]) == write(CASES[name])


def test_entries_are_sorted_and_undated():
    with zipfile.ZipFile(io.BytesIO(write(publication()))) as archive:
        infos = archive.infolist()
    names = [i.filename for i in infos]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_the_archive_is_laid_out_as_zipfile_does_it():
    data = write(publication())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as anew:
        assert archive.testzip() is None
        for info in archive.infolist():
            made = zipfile.ZipInfo(info.filename, info.date_time)
            made.compress_type, made.create_system = zipfile.ZIP_DEFLATED, 0
            anew.writestr(made, archive.read(info), compresslevel=6)
        assert [_facts(i) for i in archive.infolist()] == [_facts(i) for i in anew.infolist()]
    packed = sum(i.compress_size for i in archive.infolist())
    assert len(out.getvalue()) - sum(i.compress_size for i in anew.infolist()) == len(data) - packed


def _facts(info: zipfile.ZipInfo) -> dict[str, object]:
    """All that the directory says of a member but where it lies and how long its deflate stream is."""
    return {
        k: getattr(info, k)
        for k in info.__slots__
        if k not in ("header_offset", "compress_size", "orig_filename") and not k.startswith("_") and hasattr(info, k)
    }


@pytest.mark.parametrize("name", CASES)
def test_every_part_is_well_formed_and_written_as_python_docx_would(name):
    document = parts(CASES[name])["word/document.xml"]
    assert opened(CASES[name]).part.blob.decode() == document


@pytest.mark.parametrize("words", [MARK_UP, CONTROL, "", " ", "'", "<content/>"])
def test_no_words_anywhere_are_mark_up(words):
    cells = (Cell(words, 0, 0, kind="header"), Cell(words, 1, 0, kind="label"), Cell(words, 2, 0, kind="text"))
    table = Table(words, words, words, 3, 1, 1, (1.0,), cells)
    made = of_blocks(
        Title(words, words),
        Heading(1, words),
        Text(words + words, level=2, heading_length=len(words)),
        table,
        Attachments((words, words)),
        Signature(words, words),
        agency=words,
    )
    for name, text in parts(made).items():
        assert etree.fromstring(text.encode()) is not None, name
    assert [c.text for c in opened(made).tables[0].columns[0].cells] == [printable(words)] * 3


def test_nothing_of_another_template_is_left():
    names = set(parts(publication()))
    assert not [n for n in names if re.search("theme|thumbnail|webSettings|numbering|stylesWithEffects", n)]
    assert "docx" not in parts(publication())["docProps/core.xml"]


def test_properties_come_from_the_report_alone():
    made = publication()
    core = opened(made).core_properties
    meta = made.document.meta
    assert (core.title, core.subject) == (meta.title, meta.subject)
    assert core.author == core.last_modified_by == meta.agency
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2025, 1, 20)
    assert meta.content_hash in parts(made)["docProps/custom.xml"]


def test_page_numbers_are_fields_of_five_runs_on_odd_and_even_pages():
    found = parts(publication())
    for name in ("word/footer1.xml", "word/footer2.xml"):
        assert re.findall('fldCharType="([a-z]+)"', found[name]) == ["begin", "separate", "end"]
        assert "<w:instrText" in found[name]
        assert found[name].count("<w:r>") == 7
    assert 'w:jc w:val="right"' in found["word/footer1.xml"]
    assert 'w:jc w:val="left"' in found["word/footer2.xml"]
    assert "<w:evenAndOddHeaders/>" in found["word/settings.xml"]


def test_a_profile_may_centre_the_page_number_and_make_headings_bold():
    profile = load_profile("gb9704", {"page_number": {"position": "centre"}, "styles": {"heading2": {"bold": True}}})
    found = parts(publication(profile=profile))
    assert found["word/footer1.xml"].count('w:val="center"') == found["word/footer2.xml"].count('w:val="center"') == 1
    assert "<w:b/>" in found["word/styles.xml"]
    assert "<w:b/>" not in parts(publication())["word/styles.xml"]


def test_families_of_a_profile_are_text_not_mark_up():
    profile = load_profile("gb9704", {"faces": {"body": ['仿"宋<&>']}})
    opened(publication(profile=profile))
    assert "仿&quot;宋&lt;&amp;&gt;" in parts(publication(profile=profile))["word/styles.xml"]


@pytest.mark.parametrize("name, stamp", [("draft", "草稿"), ("review", "送审稿")])
def test_drafts_are_stamped_on_odd_and_even_pages(name, stamp):
    found = parts(CASES[name])
    assert f'string="{stamp}"' in found["word/header1.xml"]
    assert f'string="{stamp}"' in found["word/header2.xml"]
    assert found["word/document.xml"].count("<w:headerReference") == 2


def test_a_final_copy_has_no_stamp():
    assert not [n for n in parts(publication()) if "header" in n]
