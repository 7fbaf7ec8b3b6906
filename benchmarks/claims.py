"""Precision and recall of the TXT rules over the corpus of sentences, and their time on one report.

Run from the root of the project: ``python -m benchmarks.claims``.
"""

from __future__ import annotations

import time
from collections import Counter

from disclosure_report.claims.engine import discrepancies
from disclosure_report.editions import load_edition
from disclosure_report.rules.context import Context
from disclosure_report.rules.registry import registered_rules
from tests.builders import report, with_section
from tests.claims.corpus_reader import cases, findings, matches

ERRORS = ("TXT501", "TXT502", "TXT503", "TXT504", "TXT505")


def corpus_table() -> tuple[list[tuple[str, int, int, int]], int, int]:
    """(code, right, wrong, missed) by code, the number of sentences and of those without an expected error."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    sentences = silent = 0
    for case in cases():
        sentences += 1
        silent += not any(e.codes[0] in ERRORS for e in case.expected)
        found = findings(case)
        for expected in case.expected:
            hit = next((f for f in found if matches(expected, f)), None)
            (right if hit else missed)[hit.code if hit else expected.codes[0]] += 1
        for extra in found:
            if not any(matches(e, extra) for e in case.expected):
                wrong[extra.code] += 1
    codes = sorted({*right, *wrong, *missed})
    return [(c, right[c], wrong[c], missed[c]) for c in codes], sentences, silent


def milliseconds_per_report(rounds: int = 200) -> float:
    """The quickest of ``rounds`` runs of all TXT rules over the example report."""
    rules = [r for r in registered_rules() if r.meta.family == "TXT"]
    made = report()
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        context = Context(made, load_edition(made.edition))
        for rule in rules:
            list(rule.check(context))
        best = min(best, time.perf_counter() - start)
    return best * 1000


def seconds_for_two_megabytes() -> float:
    """One paragraph of 2 MB (UTF-8), a sentence with figures and a fault over and over: processor time."""
    sentence = "2024年，我局共收到政府信息公开申请39件，其中自然人申请30件，占78.9%，均已办结。"
    made = with_section(report(), "overview", sentence * (2_000_000 // len(sentence.encode())))
    start = time.process_time()
    discrepancies(made, load_edition(made.edition))
    return time.process_time() - start


def main() -> None:
    """Print the tables."""
    table, sentences, silent = corpus_table()
    print(f"{sentences} sentences, {silent} of them without an error to find")
    print(f"{'code':8}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>9}")
    groups = [*table, ("errors", *(sum(r[i] for r in table if r[0] in ERRORS) for i in (1, 2, 3)))]
    for code, right, wrong, missed in groups:
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        print(f"{code:8}{right:7}{wrong:7}{missed:8}{precision:11.1%}{recall:9.1%}")
    print(f"all TXT rules on one report: {milliseconds_per_report():.2f} ms")
    print(f"2 MB of narrative: {seconds_for_two_megabytes():.2f} s")


if __name__ == "__main__":
    main()
