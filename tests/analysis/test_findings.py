from __future__ import annotations

from dataclasses import replace

import pytest

from repocat.analysis.findings import find
from repocat.analysis.score import exact
from tests.analysis.reports import PERFECT, POOR, functions


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert find(PERFECT) == ()


def test_a_poor_repository_is_told_everything() -> None:
    found = find(POOR)
    assert {finding.indicator for finding in found} == {
        "complexity", "unit_size", "nesting", "parameters", "duplication", "file_size", "tests", "docs", "hygiene",
    }  # fmt: skip
    assert all(finding.advice.endswith(".") for finding in found)
    gains = [finding.gain for finding in found]
    assert gains == sorted(gains, reverse=True)
    assert min(gains) >= 0


def test_a_place_is_named_with_what_is_wrong_there() -> None:
    finding = next(finding for finding in find(POOR) if finding.indicator == "complexity")
    assert (finding.path, finding.line, finding.name) == ("src/a.py", 7, "tangle")
    assert "60" in finding.advice
    assert "10" in finding.advice


def test_copies_name_the_other_place() -> None:
    finding = next(finding for finding in find(POOR) if finding.indicator == "duplication")
    assert "src/b.py:9" in finding.advice


def test_the_gain_is_that_of_grading_again() -> None:
    mended = replace(POOR, functions=functions(complexity=950, lines=3000, nesting=20, parameters=30))
    gain = next(finding.gain for finding in find(POOR) if finding.indicator == "complexity")
    assert gain == round(100 * (exact(mended) - exact(POOR)))
    assert gain > 0


@pytest.mark.parametrize(("ratio", "step"), [(0.0, "0.3"), (0.4, "0.7"), (0.9, "1.0"), (1.2, None), (None, None)])
def test_tests_aim_at_the_next_step(ratio: float | None, step: str | None) -> None:
    found = find(replace(PERFECT, tests=replace(PERFECT.tests, ratio=ratio)))
    assert [f"; {step} would" in finding.advice for finding in found] == ([True] if step else [])
