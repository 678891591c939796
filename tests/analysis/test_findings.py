from __future__ import annotations

from dataclasses import replace

import pytest

from repocat.analysis.findings import changes, find
from repocat.analysis.report import FunctionPlace
from repocat.analysis.score import exact, grade
from tests.analysis.reports import PERFECT, POOR, WORST_FUNCTION, functions


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert find(PERFECT) == ()


def test_a_poor_repository_is_told_everything() -> None:
    found = find(POOR)
    assert {indicator for finding in found for indicator in (finding.indicator, *finding.others)} == {
        "complexity", "unit_size", "nesting", "parameters", "duplication", "file_size", "tests", "docs", "hygiene",
    }  # fmt: skip
    assert all(finding.advice.endswith(".") for finding in found)
    gains = [finding.gain for finding in found]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) >= 0


def test_a_function_is_named_once_with_all_that_is_wrong_there() -> None:
    finding, *others = [finding for finding in find(POOR) if finding.name == "tangle"]
    assert others == []
    assert (finding.path, finding.line) == ("src/a.py", 7)
    assert {finding.indicator, *finding.others} == {"complexity", "unit_size", "nesting", "parameters"}
    for part in ("complexity of 60 (limit 10)", "200 lines", "9 levels", "takes 12 parameters (limit 5)", " and has "):
        assert part in finding.advice


def test_a_function_with_one_fault_is_told_that_one() -> None:
    long = FunctionPlace("src/b.py", 3, "long", complexity=4, lines=90, nesting=1, parameters=1)
    finding = next(iter(find(replace(PERFECT, functions=functions(long, lines=3000)))))
    assert finding.advice == "Shorten this function: it has 90 lines of code (limit 60)."
    assert (finding.indicator, finding.others) == ("unit_size", ())


def test_of_many_functions_each_has_its_own_finding() -> None:
    many = [replace(WORST_FUNCTION, line=line, complexity=100 - line) for line in range(1, 60)]
    found = find(replace(PERFECT, functions=functions(*many, complexity=5000, lines=9000, nesting=300, parameters=500)))
    assert [finding.line for finding in found] == list(range(1, 51))


def test_copies_name_the_other_place() -> None:
    finding = next(finding for finding in find(POOR) if finding.indicator == "duplication")
    assert "src/b.py:9" in finding.advice


def test_gain_and_score_after_are_those_of_grading_again() -> None:
    mended = replace(POOR, functions=functions(complexity=950, lines=2860, nesting=15, parameters=23))
    finding = next(finding for finding in find(POOR) if finding.name == "tangle")
    assert finding.gain == round(100 * (exact(mended) - exact(POOR)))
    assert finding.after == grade(mended).value
    assert finding.gain > 0


def test_every_score_after_is_that_of_the_mended_repository() -> None:
    by_advice = {change.advice: change for change in changes(POOR)}
    for finding in find(POOR):
        assert finding.after == grade(by_advice[finding.advice].mend(POOR)).value


def test_in_a_large_repository_the_order_is_that_of_what_is_gained() -> None:
    small = replace(WORST_FUNCTION, path="a.py", complexity=11, lines=1, nesting=1, parameters=1)
    large = replace(WORST_FUNCTION, path="z.py", complexity=15, lines=1, nesting=1, parameters=1)
    huge = replace(PERFECT, code=10**7, functions=functions(large, small, code=10**7, complexity=10**5))
    assert [(finding.path, finding.gain) for finding in find(huge)] == [("z.py", 0), ("a.py", 0)]


@pytest.mark.parametrize(("ratio", "step"), [(0.0, "0.3"), (0.4, "0.7"), (0.9, "1.0"), (1.2, None), (None, None)])
def test_tests_aim_at_the_next_step(ratio: float | None, step: str | None) -> None:
    found = find(replace(PERFECT, tests=replace(PERFECT.tests, ratio=ratio)))
    assert [f"; {step} would" in finding.advice for finding in found] == ([True] if step else [])
