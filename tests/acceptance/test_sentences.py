"""Sentences held against the tables: true ones and those of other subjects are silent, one changed figure is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.acceptance import harness
from tests.acceptance.harness import check
from tests.acceptance.sentences import OTHERS, PAIRS, TRUE

_FIGURE = re.compile(r"\{([^!}]*)(?:!([A-Z0-9]*))?\}")
_LINE = "全年新收政府信息公开申请41件，上年结转5件，办结43件，结转下年度继续办理3件。"


def reports(sentences: list[str], folder: Path) -> list[list[dict[str, Any]]]:
    """The findings of each sentence, standing in the faultless report; all checked in one run."""
    paths = []
    for n, sentence in enumerate(sentences):

        def put(made: dict[str, Any], sentence: str = sentence) -> None:
            made["narrative"]["overview"] = made["narrative"]["overview"].replace(_LINE, sentence)

        paths.append(harness.edited(folder / f"{n}.json", put))
    return [r["findings"] for r in check(*paths).reports]


def plain(sentence: str) -> str:
    return _FIGURE.sub(r"\1", sentence)


def mutants(sentence: str) -> list[tuple[str, str, str]]:
    """(code, sentence with one figure changed, the changed figure)."""
    out = []
    for figure in _FIGURE.finditer(sentence):
        if figure[2]:
            digits = figure[1].replace(",", "")
            changed = f"{float(digits) + 1:.2f}" if "." in digits else f"{int(digits) + 1:{',' * (',' in figure[1])}}"
            head, tail = plain(sentence[: figure.start()]), plain(sentence[figure.end() :])
            out.append((figure[2], head + changed + tail, changed))
    return out


def test_true_sentences_and_those_about_other_things_are_silent(tmp_path: Path) -> None:
    sentences = [plain(s) for s in TRUE] + list(OTHERS)
    loud = [
        (sentence, f["code"], f["message"])
        for sentence, findings in zip(sentences, reports(sentences, tmp_path), strict=True)
        for f in findings
        if f["severity"] == "error" or (f["code"].startswith("TXT") and f["code"] != "TXT507")
    ]
    assert loud == []


def test_one_changed_figure_is_found_and_quoted(tmp_path: Path) -> None:
    wrong = [mutant for sentence in TRUE for mutant in mutants(sentence)]
    assert len(wrong) > 40
    missed = []
    for (code, sentence, changed), findings in zip(wrong, reports([w[1] for w in wrong], tmp_path), strict=True):
        hits = [f for f in findings if f["code"] == code and f["severity"] == "error"]
        quoted = [f for f in hits if changed in f["source"]["quote"] and f["source"]["section"] == "overview"]
        named = [f for f in quoted if f["source"]["line"] == 5 and all(r["table"] for r in f["related"])]
        if not named or not all(f["related"] for f in named):
            missed.append((code, sentence, [f["code"] for f in findings]))
    assert missed == []


def test_each_fault_of_wording_has_a_quiet_twin(tmp_path: Path) -> None:
    right = reports([good for _, good, _ in PAIRS], tmp_path / "right")
    wrong = reports([bad for _, _, bad in PAIRS], tmp_path / "wrong")
    for (code, good, bad), quiet, loud in zip(PAIRS, right, wrong, strict=True):
        assert code not in [f["code"] for f in quiet], (code, good)
        hits = [f for f in loud if f["code"] == code]
        assert hits, (code, bad)
        assert hits[0]["source"]["section"] == "overview" and hits[0]["source"]["line"] == 5, hits
        assert hits[0]["source"]["quote"] in bad


def test_a_governments_figures_are_the_whole_territorys(tmp_path: Path) -> None:
    """ "全市" is the report's own scope for a government, "市政府办公室" is not; for a department it is the reverse."""
    text = {
        "全市各级行政机关共收到政府信息公开申请42件。": "TXT501",
        "市政府办公室收到政府信息公开申请12件。": "TXT507",
        "市本级收到政府信息公开申请12件。": "TXT507",
    }
    paths = []
    for n, sentence in enumerate(text):

        def put(made: dict[str, Any], sentence: str = sentence) -> None:
            made["agency"] = {"name": "示例市人民政府", "kind": "government", "level": "city"}
            made["narrative"]["overview"] = made["narrative"]["overview"].replace(_LINE, sentence)

        paths.append(harness.edited(tmp_path / f"{n}.json", put))
    for code, report in zip(text.values(), check(*paths).reports, strict=True):
        found = {f["code"]: f["severity"] for f in report["findings"] if f["code"].startswith("TXT")}
        assert set(found) <= {code} and "TXT501" not in set(found) - {code}
        assert code == "TXT507" or found == {"TXT501": "error"}
