"""One input for every rule of the catalogue that makes it speak, at the right place; the faultless twin is silent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance import form, harness
from tests.acceptance.harness import check, cli

Made = dict[str, Any]
Edit = Callable[[Made], object]


def cell(table: str, row: str, column: str, value: object) -> Edit:
    def edit(made: Made) -> None:
        made["tables"][table][row][column] = value

    return edit


def text(section: str, old: str, new: str) -> Edit:
    def edit(made: Made) -> None:
        assert old in made["narrative"][section]
        made["narrative"][section] = made["narrative"][section].replace(old, new)

    return edit


def whole(section: str, new: str) -> Edit:
    return lambda made: made["narrative"].update({section: new})


def government(name: str = "示例市人民政府", level: str = "city") -> Edit:
    def edit(made: Made) -> None:
        made["agency"] = {"name": name, "kind": "government", "level": level}
        made["published"] = "2025-03-20"

    return edit


def both(*edits: Edit) -> Edit:
    return lambda made: [edit(made) for edit in edits]


TABLE_FAULTS: tuple[tuple[str, str, Edit, tuple[str, str, str]], ...] = (
    ("TAB201", "error", cell("requests", "granted", "other", None), ("requests", "granted", "other")),
    ("TAB202", "error", cell("disputes", "reconsideration", "other", -1), ("disputes", "reconsideration", "other")),
    ("TAB203", "error", cell("proactive", "licensing", "decisions", 5310.5), ("proactive", "licensing", "decisions")),
    (
        "TAB204",
        "warning",
        both(cell("proactive", "regulations", "issued", 1), cell("proactive", "regulations", "in_force", 1)),
        ("proactive", "regulations", "issued"),
    ),
    (
        "TAB205",
        "warning",
        cell("proactive", "normative_documents", "in_force", 0),
        ("proactive", "normative_documents", "in_force"),
    ),
    ("SUM301", "error", cell("requests", "carried_out", "total", 4), ("requests", "carried_out", "total")),
    ("SUM302", "error", cell("requests", "granted", "total", 18), ("requests", "granted", "total")),
    (
        "SUM303",
        "error",
        cell("requests", "rejected_repeated", "other", 1),
        ("requests", "rejected_repeated", "other"),
    ),
    ("SUM304", "error", cell("disputes", "reconsideration", "total", 8), ("disputes", "reconsideration", "total")),
    ("SRC007", "error", cell("disputes", "reconsideration", "other", "无"), ("disputes", "reconsideration", "other")),
)


@pytest.mark.parametrize(("code", "severity", "edit", "place"), TABLE_FAULTS, ids=[f[0] for f in TABLE_FAULTS])
def test_tables(code: str, severity: str, edit: Edit, place: tuple[str, str, str], tmp_path: Path) -> None:
    answer = check(harness.edited(tmp_path / "r.json", edit))
    found = answer.one(code)
    assert found["severity"] == severity
    named = [(s["table"], s["row"], s["column"]) for f in answer.all_of(code) for s in (f["source"], *f["related"])]
    assert place in named
    assert answer.code == (1 if severity == "error" else 0)


def test_blank_cells_are_told_a_row_at_a_time_and_silence_the_sums(tmp_path: Path) -> None:
    def edit(made: Made) -> None:
        for column in ("natural_person", "other", "total"):
            made["tables"]["requests"]["granted"][column] = None

    answer = check(harness.edited(tmp_path / "r.json", edit))
    (one,) = answer.all_of("TAB201")
    assert {s["column"] for s in (one["source"], *one["related"])} == {"natural_person", "other", "total"}
    hit = {f["source"]["column"] for f in answer.findings if f["code"].startswith("SUM")}
    assert not hit & {"natural_person", "other", "total"}


def test_identities_of_the_old_form(tmp_path: Path) -> None:
    wrong = cell("proactive", "licensing", "change", -20)
    found = check(harness.edited(tmp_path / "a.json", wrong, "2019")).one("SUM305")
    assert found["severity"] == "error" and found["source"]["row"] == "licensing"
    doubtful = cell("proactive", "normative_documents", "disclosed", 99)
    assert check(harness.edited(tmp_path / "c.json", doubtful, "2019")).one("SUM305")["severity"] == "warning"
    assert check(harness.edited(tmp_path / "b.json", lambda d: None, "2019")).findings == []


def test_fees_in_the_wrong_unit(tmp_path: Path) -> None:
    last = harness.last_year()
    last["tables"]["proactive"]["fees"]["amount"] = 80.5
    previous = harness.saved(tmp_path / "2023.json", last)
    wrong = harness.edited(tmp_path / "a.json", cell("proactive", "fees", "amount", 862500))
    found = check(wrong, "--previous", previous).one("TAB206")
    assert found["severity"] == "notice" and found["source"]["row"] == "fees"
    right = harness.edited(tmp_path / "b.json", lambda d: None)
    assert "TAB206" not in check(right, "--previous", previous).codes


MANAGEMENT = "（三）政府信息管理情况\n修订公开目录，对历年文件逐件核定公开属性，更新文件库。\n"
HOLLOW = "一是解读形式单一，图解偏少，群众不易看懂。二是信息更新不够及时。"
EMPTY_TALK = "\n".join(
    (
        "本局高度重视政府信息公开工作，加强领导，精心组织，狠抓落实，取得明显成效。",
        "（一）主动公开情况",
        "积极主动公开，做到应公开尽公开，不断提高公开水平。",
        "（二）依申请公开情况",
        "规范受理程序，及时答复申请人，切实保障群众的知情权。",
        "（三）政府信息管理情况",
        "进一步加强管理，健全制度，规范程序，提高质量。",
        "（四）政府信息公开平台建设情况",
        "进一步加强平台建设，不断提升服务水平。",
        "（五）监督保障情况",
        "进一步加强组织领导，强化监督保障，确保工作落到实处。",
    )
)
STRUCTURE: tuple[tuple[str, str, Edit, str | None], ...] = (
    ("STR101", "error", whole("overview", ""), "overview"),
    ("STR101", "error", lambda made: made["narrative"].pop("problems"), "problems"),
    ("STR104", "warning", text("overview", MANAGEMENT, ""), None),
    ("STR105", "warning", government(), None),
    ("STR106", "warning", whole("other", "无。"), "other"),
    ("STR106", "warning", whole("other", "没有其他需要报告的事项。"), "other"),
    ("STR107", "warning", whole("problems", "无。"), "problems"),
    ("STR107", "warning", whole("problems", HOLLOW), "problems"),
    ("STR108", "warning", text("overview", "（三）政府信息管理", "（四）政府信息管理"), "overview"),
    ("STR109", "error", lambda made: made.update(edition="2019", tables=form.figures("2019")), None),
    ("STR110", "warning", whole("preamble", "本报告由示例市规划局编制。"), "preamble"),
    ("STR110", "warning", text("preamble", "12月31日", "12月30日"), "preamble"),
    ("STR110", "warning", text("preamble", "2024年1月1日", "2023年1月1日"), "preamble"),
    ("LAW702", "warning", lambda made: made.update(published="2025-02-10"), None),
    ("QUA607", "notice", whole("overview", EMPTY_TALK), "overview"),
)


@pytest.mark.parametrize(("code", "severity", "edit", "section"), STRUCTURE)
def test_structure(code: str, severity: str, edit: Edit, section: str | None, tmp_path: Path) -> None:
    answer = check(harness.edited(tmp_path / "r.json", edit))
    found = answer.one(code)
    assert found["severity"] == severity
    assert section is None or found["source"]["section"] == section
    assert answer.code == (1 if severity == "error" else 0)


def test_a_government_with_all_duties_and_a_township_are_quiet(tmp_path: Path) -> None:
    duties = "将政府信息公开纳入年度工作考核，占比4%；社会评议结果为优；全年未发生责任追究情形。"
    full = both(government(), text("overview", "全年未发生责任追究情形。", duties))
    assert check(harness.edited(tmp_path / "r.json", full)).findings == []
    power = both(full, cell("proactive", "regulations", "issued", 1), cell("proactive", "regulations", "in_force", 1))
    assert "TAB204" not in check(harness.edited(tmp_path / "p.json", power)).codes


WHOLE = (
    f"{harness.PREAMBLE}\n一、总体情况\n{harness.OVERVIEW}\n"
    "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
    f"五、存在的主要问题及改进情况\n{harness.PROBLEMS}\n六、其他需要报告的事项\n{harness.OTHER}\n"
)


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("", "", ""),
        ("", "五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
        ("STR103", "五、存在的主要问题及改进情况", "五、存在的问题和下一步打算"),
        ("STR103", "一、总体情况", "一、工作概述"),
        ("STR102", "六、其他需要报告的事项", "一、总体情况\n又一次。\n六、其他需要报告的事项"),
        ("STR101", f"五、存在的主要问题及改进情况\n{harness.PROBLEMS}\n", ""),
        ("STR101", harness.OTHER, ""),
    ],
)
def test_titles_of_a_whole_text(code: str, old: str, new: str, tmp_path: Path) -> None:
    files = {**dict.fromkeys(harness.FILES), "正文.txt": WHOLE.replace(old, new) if old else WHOLE}
    answer = check(harness.folder(tmp_path / "in", files=files))
    if not code:
        assert (answer.code, answer.findings) == (0, [])
        return
    assert answer.code == 1 and answer.one(code)["severity"] == "error"
    assert answer.one(code)["source"]["file"] in ("正文.txt", None)


def test_sections_in_the_wrong_order(tmp_path: Path) -> None:
    head, five = WHOLE.split("五、存在")
    five, six = five.split("六、其他")
    files = {**dict.fromkeys(harness.FILES), "正文.txt": f"{head}六、其他{six}五、存在{five}"}
    answer = check(harness.folder(tmp_path / "in", files=files))
    assert answer.code == 1 and answer.one("STR102")["source"]["line"]


@pytest.mark.parametrize("form_of_previous", ["json", "folder", "outputs"])
def test_against_last_year(form_of_previous: str, tmp_path: Path) -> None:
    previous = harness.saved(tmp_path / "2023" / "report.json", harness.last_year())
    if form_of_previous == "folder":
        previous = previous.parent
    elif form_of_previous == "outputs":
        assert cli("build", previous, "-o", tmp_path / "out", "--to", "docx,json", "--stage", "draft").code in (0, 1)
        previous = tmp_path / "out"
    right = harness.edited(tmp_path / "a.json", lambda made: None)
    assert check(right, "--previous", previous).findings == []

    def carried(made: Made) -> None:
        made["tables"]["requests"]["carried_in"].update(natural_person=3, commercial_enterprise=2)

    answer = check(harness.edited(tmp_path / "b.json", carried), "--previous", previous)
    places = [(f["source"]["table"], f["source"]["row"], f["source"]["column"]) for f in answer.all_of("YOY401")]
    assert places == [("requests", "carried_in", "natural_person"), ("requests", "carried_in", "commercial_enterprise")]
    assert answer.one("YOY401")["values"]["expected"] == 4 and answer.one("YOY401")["values"]["found"] == 3
    force = cell("proactive", "normative_documents", "in_force", 18)
    found = check(harness.edited(tmp_path / "c.json", force), "--previous", previous).one("YOY402")
    assert found["severity"] == "error" and found["source"]["row"] == "normative_documents"
    jump = cell("proactive", "penalty", "decisions", 4600)
    found = check(harness.edited(tmp_path / "d.json", jump), "--previous", previous).one("YOY403")
    assert found["severity"] == "warning" and found["source"]["row"] == "penalty"


def test_text_carried_over_from_last_year(tmp_path: Path) -> None:
    last = harness.last_year()
    last["narrative"] = {k: v.replace("2024", "2023") for k, v in harness.document()["narrative"].items()}
    previous = harness.saved(tmp_path / "last.json", last)
    answer = check(harness.edited(tmp_path / "r.json", lambda made: None), "--previous", previous)
    assert answer.one("YOY404")["severity"] == "warning" and answer.one("YOY404")["source"]["section"] == "overview"
    assert answer.one("YOY405")["source"]["section"] == "problems"


def test_reports_of_one_batch_that_repeat_each_other(tmp_path: Path) -> None:
    for name in ("示例市规划局", "示例市住建局"):
        made = harness.document(agency={"name": name, "kind": "department", "level": "city"})
        made["narrative"] = {k: v.replace("示例市规划局", name) for k, v in made["narrative"].items()}
        harness.saved(tmp_path / "in" / name / "report.json", made)
    answer = cli("batch", tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "--to", "json")
    assert answer.code == 0
    shown = "".join(
        p.read_text(encoding="utf-8") for p in (tmp_path / "out").rglob("*") if p.suffix in (".html", ".csv")
    )
    assert "QUA606" in answer.out + shown


WAIVED = harness.TOML + ('[[waivers]]\ncode = "STR107"\nsection = "problems"\nreason = "经核实无问题"\nby = "办公室"\n')


def test_a_waiver_is_shown_and_takes_the_finding_off_the_count(tmp_path: Path) -> None:
    hollow = {"五、存在的主要问题及改进情况.txt": "无。"}
    answer = check(harness.folder(tmp_path / "in", toml=WAIVED, files=hollow), "--strict")
    assert answer.code == 0
    assert answer.one("STR107")["waived"] == {"reason": "经核实无问题", "by": "办公室"}
    assert answer.reports[0]["counts"]["warning"] == 0
    assert "经核实无问题" in cli("check", tmp_path / "in").out


def test_an_unused_waiver_is_a_warning(tmp_path: Path) -> None:
    answer = check(harness.folder(tmp_path / "in", toml=WAIVED))
    assert answer.code == 0 and answer.reports[0]["counts"]["warning"] == 1
    assert check(tmp_path / "in", "--strict").code == 1


def test_a_sum_cannot_be_waived_for_a_final_document(tmp_path: Path) -> None:
    values = form.figures()
    values["requests"]["carried_out"]["total"] = 4
    place = 'table = "requests"\nrow = "carried_out"\ncolumn = "total"\nreason = "甲"\nby = "乙"\n'
    toml = harness.TOML + "".join(f'[[waivers]]\ncode = "{code}"\n{place}' for code in ("SUM301", "SUM303"))
    folder = harness.folder(tmp_path / "in", toml=toml, book=form.data(form.book(values=values)))
    assert check(folder).code == 1
    assert cli("build", folder, "-o", tmp_path / "o", "--to", "json").code == 1
    assert not (tmp_path / "o").exists()


SITE = '[deadlines]\ndepartment = "01-15"\n[severities]\nSTR107 = "error"\nSTR106 = "off"\n'


def test_a_site_file_sets_deadlines_and_severities(tmp_path: Path) -> None:
    files = {"五、存在的主要问题及改进情况.txt": "无。", "六、其他需要报告的事项.txt": "无。"}
    folder = harness.folder(tmp_path / "inputs" / "示例市规划局", files=files)
    assert check(folder).code == 0 and {"STR106", "STR107"} <= set(check(folder).codes)
    (tmp_path / "disclosure-report.toml").write_text(SITE, encoding="utf-8")
    answer = check(folder)
    assert answer.code == 1 and answer.one("STR107")["severity"] == "error"
    assert "STR106" not in answer.codes and "LAW702" in answer.codes


def test_every_finding_can_be_shown_in_every_format(tmp_path: Path) -> None:
    """One report with many faults, as text, JSON, page, annotated copies and stamped documents."""

    def spoil(made: Made) -> None:
        for fault in TABLE_FAULTS:
            fault[2](made)
        made["narrative"]["overview"] += (
            "\n（八）其他\n发布信息XX条，政府息公开。申请人手机13800138000。办结99件政府信息公开申请。"
        )
        made["narrative"]["problems"] = "无。"

    path = harness.edited(tmp_path / "in" / "report.json", spoil)
    codes = set(check(path).codes)
    assert len(codes) > 12
    for output in ("text", "html"):
        answer = cli("check", path, "--output-format", output)
        assert answer.code == 1 and all(code in answer.out for code in codes)
    assert cli("build", path, "-o", tmp_path / "o", "--stage", "review").code == 1
    assert sorted(p.suffix for p in (tmp_path / "o").iterdir()) == [".docx", ".pdf", ".pdf"]
