"""Safe names and atomic writes."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_report.storage import OutputError, safe_name, write_atomically, write_project, write_together
from disclosure_report.storage.atomic import write_whole


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("示例市教育局", "示例市教育局"),
        ("../../etc/passwd", "etcpasswd"),
        ("..\\..\\windows", "windows"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("示例市: 教育局?", "示例市 教育局"),
        ("结尾有点...", "结尾有点"),
        ("", "未命名单位"),
        ("///", "未命名单位"),
        ("甲\u202e乙\u0000丙\n丁", "甲乙丙丁"),
    ],
)
def test_names(given_name: str, expected: str) -> None:
    assert safe_name(given_name) == expected


@given(st.text(max_size=400))
def test_any_text_is_one_harmless_component(text: str) -> None:
    name = safe_name(text)
    assert name and len(name.encode()) <= 181
    assert not set(name) & set('<>:"/\\|?*\x00')
    assert name not in {".", ".."} and not name.startswith(".") and name == name.rstrip(" .")
    assert safe_name(name) == name


def test_a_file_appears_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "子文件夹" / "报告.docx"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"keep")
    link = tmp_path / "out.pdf"
    link.symlink_to(secret)
    write_atomically(link, b"new")
    assert secret.read_bytes() == b"keep" and not link.is_symlink()


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="无法写入"):
        write_atomically(tmp_path / "file" / "out.docx", b"x")


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        write_atomically(tmp_path / "out.docx", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "2026" / "示例市教育局"
    write_project(folder, {"report.toml": b"a", "文字/一.txt": b"b"})
    assert (folder / "文字" / "一.txt").read_bytes() == b"b"
    with pytest.raises(OutputError, match="已经存在"):
        write_project(folder, {"report.toml": b"c"})
    assert (folder / "report.toml").read_bytes() == b"a"
    assert [p.name for p in folder.parent.iterdir()] == ["示例市教育局"]


def test_a_project_fills_the_empty_folder_one_works_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(Path(), {"report.toml": b"a", "文字/一.txt": b"b"})
    assert Path("report.toml").read_bytes() == b"a" and Path("文字/一.txt").read_bytes() == b"b"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report.toml", "文字"]
    with pytest.raises(OutputError, match="已经存在"):
        write_project(Path(), {"report.toml": b"c"})


def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_nothing(tmp_path: Path) -> None:
    class Small(io.RawIOBase):
        """Takes four bytes at a time, twelve in all."""

        def __init__(self) -> None:
            self.held = b""

        def write(self, data: Any) -> int:
            if len(self.held) >= 12:
                raise OSError(errno.ENOSPC, "full")
            self.held += bytes(data[:4])
            return 4

    small = Small()
    write_whole(small, b"twelve bytes")
    assert small.held == b"twelve bytes"
    with pytest.raises(OSError, match="full"):
        write_whole(small, b"more")


def test_documents_are_for_others_to_read_whatever_the_mask_is(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_together(tmp_path, {"a.pdf": b"1", "b.pdf": b""})
    finally:
        os.umask(before)
    assert {p.name: (p.read_bytes(), p.stat().st_mode & 0o777) for p in tmp_path.iterdir()} == {
        "a.pdf": (b"1", 0o644),
        "b.pdf": (b"", 0o644),
    }


def test_files_that_belong_together_appear_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(OutputError, match="同名文件夹"):
        write_together(tmp_path, {"a.pdf": b"1", "b.pdf": b"2"})
    assert [p.name for p in tmp_path.iterdir()] == ["b.pdf"]
