"""The site's file."""

from __future__ import annotations

import pytest

from disclosure_report.model.finding import Severity
from disclosure_report.model.settings import DEFAULT_SETTINGS
from disclosure_report.readers import read_settings

WHOLE = """
[deadlines]
government = "03-20"
township = "1-15"
[thresholds]
jump_ratio = 8
hollow_characters = 100
[severities]
TXT507 = "off"
QUA604 = "warning"
[words]
place_names = ["示例市"]
allowed = ["某词"]
misspellings = { "政府息公开" = "政府信息公开" }
"""


def read(tmp_path, text: str):
    (tmp_path / "disclosure-report.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path)


def test_every_setting(tmp_path):
    settings, findings = read(tmp_path, WHOLE)
    assert findings == ()
    assert settings.deadlines == {"government": (3, 20), "department": (1, 31), "township": (1, 15)}
    assert (settings.jump_ratio, settings.hollow_characters, settings.jump_floor) == (8, 100, 20)
    assert settings.severities == {"TXT507": None, "QUA604": Severity.WARNING}
    assert (settings.place_names, settings.allowed_words) == (("示例市",), ("某词",))
    assert settings.misspellings == {"政府息公开": "政府信息公开"}


def test_the_nearest_file_at_or_above_the_folder_is_taken(tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert read_settings(below) == (DEFAULT_SETTINGS, ())
    read(tmp_path, "[thresholds]\njump_ratio = 7\n")
    assert read_settings(below)[0].jump_ratio == 7
    (tmp_path / "a" / "disclosure-report.toml").write_text("[thresholds]\njump_ratio = 6\n", encoding="utf-8")
    assert read_settings(below)[0].jump_ratio == 6
    other = tmp_path / "other.toml"
    other.write_text("[thresholds]\njump_ratio = 3\n", encoding="utf-8")
    assert read_settings(below, other)[0].jump_ratio == 3


def test_a_named_file_that_is_missing(tmp_path):
    settings, findings = read_settings(tmp_path, tmp_path / "nowhere.toml")
    assert (settings, [f.code for f in findings]) == (DEFAULT_SETTINGS, ["SRC001"])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[deadline]\n", "SRC012", 1),
        ("[deadlines]\nbureau = '01-31'\n", "SRC012", 2),
        ("[deadlines]\ngovernment = '02-30'\n", "SRC013", 2),
        ("[deadlines]\ngovernment = 331\n", "SRC013", 2),
        ("[thresholds]\njump_ration = 5\n", "SRC012", 2),
        ("[thresholds]\njump_ratio = '5'\n", "SRC013", 2),
        ("[thresholds]\njump_ratio = -5\n", "SRC013", 2),
        ("[severities]\nTXT507 = 'none'\n", "SRC013", 2),
        ("[severities]\ntxt = 'off'\n", "SRC013", 2),
        ("[words]\nallowed = 'x'\n", "SRC013", 2),
        ("[words]\nmisspellings = ['x']\n", "SRC013", 2),
        ("words = 5\n", "SRC013", 1),
        ("[words\n", "SRC002", None),
    ],
)
def test_wrong_settings_keep_their_default(tmp_path, text, code, line):
    settings, findings = read(tmp_path, text)
    assert settings == DEFAULT_SETTINGS
    assert [(f.code, f.source.line) for f in findings] == [(code, line)]
