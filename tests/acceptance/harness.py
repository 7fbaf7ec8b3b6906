"""Run the program in this process, hold what every run must keep, and make inputs."""

from __future__ import annotations

import copy
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from disclosure_report.cli.main import run
from tests.acceptance import form

SOURCE_KEYS = {"file", "sheet", "cell", "line", "table", "row", "column", "section", "quote"}
FINDING_KEYS = {"code", "name", "severity", "message", "hint", "basis", "source", "related", "values"}
REPORT_KEYS = {"agency", "year", "edition", "path", "counts", "findings"}
ON_FIGURES = ("SUM", "TAB", "YOY401", "YOY402", "YOY403", "RUP901")
ON_TEXT = ("TXT", "QUA601", "QUA602", "QUA603", "QUA604", "QUA605", "LAW701", "LAW703", "PRI")


class Answer(NamedTuple):
    """How one run ended."""

    code: int
    out: str
    err: str

    @property
    def reports(self) -> list[dict[str, Any]]:
        return json.loads(self.out)["reports"]  # type: ignore[no-any-return]

    @property
    def findings(self) -> list[dict[str, Any]]:
        return [f for r in self.reports for f in r["findings"]]

    @property
    def codes(self) -> list[str]:
        return [f["code"] for f in self.findings]

    def all_of(self, code: str) -> list[dict[str, Any]]:
        return [f for f in self.findings if f["code"] == code]

    def one(self, code: str) -> dict[str, Any]:
        found = self.all_of(code)
        assert found, f"{code} is missing among {[(f['code'], f['message']) for f in self.findings]}"
        return found[0]


def cli(*arguments: object) -> Answer:
    """One command line; whatever happens it ends with a code of the contract and without a traceback."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(a) for a in arguments])
    answer = Answer(int(code), out.getvalue(), err.getvalue())
    assert answer.code in (0, 1, 2, 3, 4, 5, 130), answer.err
    assert "Traceback" not in answer.out + answer.err and "程序内部出错" not in answer.err
    return answer


def fingerprint(*paths: Path) -> dict[str, str]:
    """Every file below the paths with its hash."""
    files = [f for p in paths for f in ([p] if p.is_file() else sorted(p.rglob("*")))]
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def check(*arguments: object) -> Answer:
    """``check --output-format json``: the shape holds, every finding has its place, no input is touched."""
    inputs = [Path(str(a)) for a in arguments if not str(a).startswith("--") and Path(str(a)).exists()]
    before = fingerprint(*inputs)
    answer = cli("check", *arguments, "--output-format", "json")
    assert fingerprint(*inputs) == before, "an input was changed"
    well_formed(json.loads(answer.out))
    assert answer.err == ""
    return answer


def well_formed(document: Any) -> None:
    """The contract's section 2, for every finding."""
    assert document["schema"] == "disclosure-report/findings/1"
    for report in document["reports"]:
        assert report.keys() >= REPORT_KEYS
        counted = {
            s: sum(f["severity"] == s and not f.get("waived") for f in report["findings"]) for s in report["counts"]
        }
        assert report["counts"].keys() == {"error", "warning", "notice"} and counted == report["counts"]
        for finding in report["findings"]:
            _well_placed(finding)


def _well_placed(finding: Mapping[str, Any]) -> None:
    assert finding.keys() >= FINDING_KEYS, finding
    assert finding["severity"] in {"error", "warning", "notice"}
    assert finding["message"].strip() and finding["hint"].strip(), finding
    assert not re.search(r"\{[a-z_]*\}", finding["message"] + finding["hint"]), finding
    for source in (finding["source"], *finding["related"]):
        assert source.keys() >= SOURCE_KEYS, finding
        if source["row"] or source["column"]:
            assert source["table"] and source["row"] and source["column"], finding
        if source["quote"] and finding["code"][:3] not in ("RUP", "SRC", "WVR"):  # these quote names, labels, keys
            assert source["line"] and source["section"], finding
    source = finding["source"]
    if finding["code"].startswith(ON_FIGURES):
        assert source["table"] and source["row"] and source["column"], finding
    if finding["code"].startswith(ON_TEXT):
        assert source["section"] and source["line"] and source["quote"], finding


PREAMBLE = (
    "本报告依据《中华人民共和国政府信息公开条例》第五十条编制，统计期限为2024年1月1日至2024年12月31日。\n"
    "如有疑问，请与示例市规划局办公室联系。"
)
OVERVIEW = "\n".join(
    (
        "2024年，示例市规划局围绕城市更新和住房保障推进公开，回应企业群众关切。",
        "（一）主动公开情况",
        "通过局网站发布规划公示、用地批准等信息526条，制发行政规范性文件4件，废止2件，现行有效17件。",
        "（二）依申请公开情况",
        "全年新收政府信息公开申请41件，上年结转5件，办结43件，结转下年度继续办理3件。",
        "（三）政府信息管理情况",
        "修订公开目录，对历年文件逐件核定公开属性，更新文件库。",
        "（四）政府信息公开平台建设情况",
        "改版网站规划公示栏目，增设地图检索，方便群众按地块查询。",
        "（五）监督保障情况",
        "办公室牵头每季度通报栏目更新情况，举办培训3次，全年未发生责任追究情形。",
    )
)
PROBLEMS = "\n".join(
    (
        "一是规划图件的解读偏于专业，群众不易看懂。二是部分地块信息更新不够及时。",
        "改进措施：一是为每件重要规划配发说明短文和示意图。二是建立地块信息七日更新制度，由办公室按月抽查。",
    )
)
OTHER = "2024年，本局未收取政府信息公开信息处理费，金额为0元。"


def document(edition: str = "2021", **changes: Any) -> dict[str, Any]:
    """A report.json without a fault (示例市规划局, 2024, or 2020 on the old form)."""
    year = 2024 if edition == "2021" else 2020
    narrative = {"preamble": PREAMBLE, "overview": OVERVIEW, "problems": PROBLEMS, "other": OTHER}
    if edition == "2019":
        narrative["overview"] = OVERVIEW.replace("，制发行政规范性文件4件，废止2件，现行有效17件", "")
    made = {
        "schema": "disclosure-report/report/1",
        "agency": {"name": "示例市规划局", "kind": "department", "level": "city"},
        "year": year,
        "edition": edition,
        "published": f"{year + 1}-01-20",
        "narrative": {k: v.replace("2024", str(year)) for k, v in narrative.items()},
        "tables": form.figures(edition),
    }
    return {**copy.deepcopy(made), **changes}


def saved(path: Path, content: Any) -> Path:
    """The data as a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def edited(path: Path, edit: Callable[[dict[str, Any]], object], edition: str = "2021") -> Path:
    """The faultless report with one edit, as a JSON file."""
    made = document(edition)
    edit(made)
    return saved(path, made)


def last_year() -> dict[str, Any]:
    """The report of 2023 that this year's carries on from."""
    made = document()
    made["year"], made["published"] = 2023, "2024-01-20"
    made["narrative"] = {
        "preamble": PREAMBLE.replace("2024", "2023"),
        "overview": "2023年，示例市规划局以规划编制和审批为重点推进公开。\n（一）主动公开情况\n公示详细规划12项。\n"
        "（二）依申请公开情况\n新收政府信息公开申请36件，办结34件。\n（三）政府信息管理情况\n清理过期信息。\n"
        "（四）政府信息公开平台建设情况\n网站增加检索功能。\n（五）监督保障情况\n培训2次，未发生责任追究情形。",
        "problems": "一是办件程序不够熟练。改进措施：一是编印办件手册，明确各环节时限。",
        "other": "2023年，本局未收取政府信息公开信息处理费。",
    }
    requests = made["tables"]["requests"]
    for column, out in zip(form.COLUMNS, (4, 1, 0, 0, 0, 0, 5), strict=True):
        given = requests["new_received"][column] + requests["carried_in"][column] - out
        requests["granted"][column] += given - requests["result_total"][column]
        requests["result_total"][column], requests["carried_out"][column] = given, out
    made["tables"]["proactive"]["normative_documents"] = {"issued": 3, "repealed": 1, "in_force": 15}
    return made


TOML = 'agency = "示例市规划局"\nkind = "department"\nlevel = "city"\nyear = 2024\npublished = 2025-01-20\n'
FILES = {
    "一、总体情况.txt": f"{PREAMBLE}\n一、总体情况\n{OVERVIEW}",
    "五、存在的主要问题及改进情况.txt": PROBLEMS,
    "六、其他需要报告的事项.txt": OTHER,
}


def folder(
    path: Path,
    *,
    toml: str | bytes | None = TOML,
    book: bytes | None = b"standard",
    files: Mapping[str, str | bytes | None] | None = None,
    also: Iterable[tuple[str, bytes]] = (),
) -> Path:
    """An input folder without a fault; every part can be replaced or left out (``None``)."""
    path.mkdir(parents=True, exist_ok=True)
    parts: dict[str, str | bytes | None] = {"report.toml": toml, **FILES, **(files or {})}
    parts["统计表.xlsx"] = form.data(form.book()) if book == b"standard" else book
    for name, content in (*parts.items(), *also):
        if content is not None:
            (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path
