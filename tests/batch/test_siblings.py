from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosure_report.batch import siblings
from disclosure_report.batch.manifest import Journal
from disclosure_report.batch.marks import bare_sentences, length_of, marks_of
from disclosure_report.batch.places import Place
from disclosure_report.batch.siblings import Siblings, SiblingText
from disclosure_report.batch.summary import RecordedTexts
from tests.batch.inputs import own_words

COPIED = (
    "一是部分政策解读形式较为单一，群众看不懂的专业表述仍然偏多。",
    "二是个别科室对公开属性的认定不够准确，发布前审查走过场的现象还没有完全杜绝。",
    "下一步，我局将对涉及群众切身利益的12项政策同步制作图解，每季度抽查一次属性认定。",
)


class Held:
    """Texts in memory."""

    def __init__(self, texts: Iterable[SiblingText]) -> None:
        self._texts = {t.unit: t for t in texts}

    def units(self) -> Iterator[str]:
        return iter(self._texts)

    def marks(self, unit: str) -> list[int]:
        held = self._texts[unit]
        return marks_of([sentence for _, _, sentence in held.sentences], held.agency)

    def text(self, unit: str) -> SiblingText:
        return self._texts[unit]


def find_siblings(texts: Iterable[SiblingText]) -> Siblings:
    return siblings.find_siblings(Held(texts))


def text(name: str, *sentences: str) -> SiblingText:
    return SiblingText(name, name, tuple(("problems", n, s) for n, s in enumerate(sentences, 1)))


def own(name: str, number: int) -> SiblingText:
    return text(name, *own_words(number), *own_words(number + 50), *own_words(number + 100))


def test_a_copy_with_other_names_and_figures_is_found_on_both():
    changed = tuple(s.replace("12项", "8项").replace("我局", "示例市水务局") for s in COPIED)
    found = find_siblings([text("示例市教育局", *COPIED), text("示例市水务局", *changed), own("示例市林业局", 1)])
    assert set(found.findings) == {"示例市教育局", "示例市水务局"}
    finding = found.findings["示例市水务局"]
    assert (finding.code, finding.values["percent"], finding.values["unit"]) == ("QUA606", 100, "示例市教育局")
    assert finding.source.section == "problems"
    assert finding.source.quote in changed
    assert [c.units for c in found.clusters] == [("示例市教育局", "示例市水务局")]
    assert {s for s, _ in found.clusters[0].sentences} == set(COPIED)


def test_below_the_threshold_nothing_is_said():
    long = own("示例市林业局", 3).sentences
    half = SiblingText("示例市林业局", "示例市林业局", (*long, *text("", COPIED[0]).sentences))
    assert find_siblings([text("示例市教育局", *COPIED), half]).findings == {}


def test_the_one_who_copied_less_than_half_is_not_blamed():
    long = own("示例市林业局", 3).sentences
    more = SiblingText("示例市林业局", "示例市林业局", (*long, *text("", *COPIED).sentences))
    assert set(find_siblings([text("示例市教育局", *COPIED), more]).findings) == {"示例市教育局"}


def test_boilerplate_and_what_everybody_writes_do_not_count():
    law = "根据《中华人民共和国政府信息公开条例》的规定编制本年度报告，所列数据的统计期限为全年。"
    fee = "本年度没有收取政府信息公开信息处理费，收取的信息处理费总金额为0元，特此说明。"
    assert find_siblings([text("甲局", law, fee), text("乙局", law, fee)]).findings == {}
    crowd = [text(f"示例市第{n}局", *COPIED, *own_words(n)) for n in range(50)]
    assert find_siblings(crowd).findings == {}


def test_short_clauses_and_hollow_texts_do_not_count():
    assert find_siblings([text("甲局", "继续努力。"), text("乙局", "继续努力。")]).findings == {}


def test_the_same_batch_gives_the_same_answer():
    batch = [text(f"示例市{n}局", *(COPIED if n % 3 == 0 else own_words(n) * 2)) for n in range(30)]
    assert find_siblings(batch) == find_siblings(batch)
    assert len(find_siblings(batch).clusters[0].units) == 10


def test_names_figures_and_punctuation_make_no_difference():
    said = [
        "示例市教育局全年受理12件，办结率100%。",
        "教育局全年受理9件,办结率９８．５％",
        "我局全年受理十二件_办结率3%（！）",
    ]
    assert bare_sentences(said, "示例市教育局") == ["全年受理件办结率"] * 3


def test_sentences_keep_their_numbers_whatever_stands_in_them():
    said = ["甲\n乙，丙", "", "ﬁ①Ａ", "…—", "第二", "5一件3"]
    assert bare_sentences(said, "甲\n乙") == ["甲乙丙", "", "fiA", "", "第二", "件"]
    assert bare_sentences([], "甲") == []


def test_a_mark_holds_the_length_and_names_nothing_short_or_common():
    said = [
        "示例市教育局全年受理的申请都在期限内作出了答复。",
        "继续努力。",
        "本年度没有收取信息处理费，特此作出说明。",
    ]
    marks = marks_of(said, "示例市教育局")
    assert [length_of(mark) for mark in marks] == [len("全年受理的申请都在期限内作出了答复"), 0, 0]
    assert marks[1:] == [0, 0] and 0 < marks[0] < 1 << 63
    assert marks_of(["一" * 70_000], "甲局") == marks_of(["一" * 70_000 + "。"], "乙局")
    assert length_of(marks_of(["一" * 70_000], "甲局")[0]) == 65_535


def test_a_whole_batch_that_copied_one_text_is_found():
    crowd = [text(f"示例市第{n}局", *COPIED, own_words(n)[0]) for n in range(90)]
    found = find_siblings([*crowd, own("示例市林业局", 900)])
    assert set(found.findings) == {t.unit for t in crowd}
    assert [len(c.units) for c in found.clusters] == [90]
    assert {s for s, n in found.clusters[0].sentences if n == 90} == set(COPIED)


def test_many_sentences_are_counted_as_few_are(monkeypatch):
    batch = [text(f"示例市{n}局", *COPIED[: n % 4], *own_words(n % 30)) for n in range(60)]
    few = find_siblings(batch)
    monkeypatch.setattr(siblings, "_AT_ONCE", 3)
    assert find_siblings(batch) == few
    monkeypatch.setattr(siblings, "_PLACES", 5)
    assert find_siblings(batch) == few
    assert few.findings


def test_a_few_suspects_are_compared_each_with_each_and_a_crowd_finds_the_same():
    """Whether LSH proposes the pairs or all are taken: the same copies are found."""
    few = [text(f"示例市{n}局", *COPIED, *own_words(n)[: n % 2]) for n in range(6)]
    crowd = [text(f"示例市{n}厅", *own_words(n)) for n in range(100, 150)]
    copies = [text(f"示例市{n}委", *own_words(n)) for n in range(100, 150)]
    found = find_siblings([*few, *crowd, *copies])
    alone = find_siblings(few)
    assert {u: found.findings[u].values for u in alone.findings} == {u: f.values for u, f in alone.findings.items()}
    assert set(alone.findings) == {t.unit for t in few}
    assert len(found.clusters) == 51


def test_recorded_texts_are_read_as_they_were_written(tmp_path):
    journal = Journal(tmp_path / "texts.jsonl")
    said = [list(s) for s in text("", *COPIED).sentences]
    marks = marks_of(COPIED, "示例市林业局")
    now = {"unit": '甲","marks":[7],"', "marks": marks, "agency": "示例市林业局", "sentences": said}
    journal.append(now)
    journal.append({"unit": "乙", "agency": "示例市林业局", "sentences": said})  # as before there were marks
    journal.append({"unit": "丙", "marks": ["x", 3.5, -1, 10**40, 5], "agency": "丙局", "sentences": []})
    units = [now["unit"], "乙", "丙", "丁"]
    recorded = RecordedTexts([Place(unit, "", unit) for unit in units], journal)
    assert list(recorded.units()) == units
    assert [recorded.marks(unit) for unit in units] == [marks, marks, [5], []]
    assert recorded.text("乙") == SiblingText("乙", "示例市林业局", text("", *COPIED).sentences)
    assert recorded.text("丁") == SiblingText("丁", "", ())
    assert siblings.find_siblings(recorded).findings.keys() == {now["unit"], "乙"}
    journal.close()
