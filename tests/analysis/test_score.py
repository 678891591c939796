from __future__ import annotations

import random
from dataclasses import replace

import pytest

from repocat.analysis.anchors import INDICATORS
from repocat.analysis.report import Score
from repocat.analysis.score import Measured, exact, grade, hygiene_share, interpolate
from tests.analysis.reports import PERFECT, POOR, functions


def adds_up(score: Score) -> bool:
    assert score.value is not None
    lost = sum(indicator.lost for indicator in score.indicators)
    return round(score.value * 100) == 1000 - lost - score.shrinkage


def test_weights_are_the_published_ones() -> None:
    weights = {definition.key: definition.weight for definition in INDICATORS}
    assert weights == {
        "complexity": 0.22, "unit_size": 0.14, "nesting": 0.08, "parameters": 0.04, "duplication": 0.16,
        "file_size": 0.06, "tests": 0.14, "docs": 0.08, "hygiene": 0.08,
    }  # fmt: skip
    assert sum(weights.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("definition", INDICATORS, ids=lambda definition: definition.key)
def test_anchors_go_one_way_between_nothing_and_everything(definition) -> None:
    values = [value for value, _ in definition.anchors]
    grades = [points for _, points in definition.anchors]
    assert values == sorted(set(values))
    assert grades in (sorted(grades), sorted(grades, reverse=True))
    assert {min(grades), max(grades)} == {0, 10}
    assert definition.source.endswith(".")


@pytest.mark.parametrize(("value", "expected"), [(-1, 10), (0, 10), (2, 8), (4, 6), (7, 3), (10, 0), (99, 0)])
def test_grades_are_linear_between_anchors(value: float, expected: float) -> None:
    assert interpolate(((0, 10), (4, 6), (10, 0)), value) == pytest.approx(expected)


def test_a_perfect_repository_loses_only_by_shrinking() -> None:
    score = grade(PERFECT)
    assert (score.value, score.shrinkage, score.measured, score.confidence) == (9.9, 10, 1.0, "normal")
    assert all(indicator.lost == 0 and indicator.grade == 10 for indicator in score.indicators)


def test_a_poor_repository_has_a_poor_score() -> None:
    score = grade(POOR)
    assert score.value is not None
    assert score.value < 3
    assert adds_up(score)


def test_a_tiny_repository_is_pulled_to_the_middle() -> None:
    tiny = grade(replace(PERFECT, code=30, functions=functions(code=30)))
    assert tiny.value == 5.5
    assert tiny.confidence == "low"
    assert adds_up(tiny)


def test_an_indicator_that_could_not_be_measured_is_dropped() -> None:
    score = grade(replace(PERFECT, duplication=None))
    dropped = next(indicator for indicator in score.indicators if indicator.key == "duplication")
    assert (dropped.value, dropped.grade, dropped.weight, dropped.lost) == (None, None, 0.0, 0)
    assert score.measured == pytest.approx(0.84)
    assert sum(indicator.weight for indicator in score.indicators) == pytest.approx(1.0, abs=1e-5)


def test_languages_without_functions_count_less() -> None:
    half = grade(replace(PERFECT, functions=functions(code=5_000)))
    assert half.measured == pytest.approx(1 - 0.48 / 2)


def test_without_half_of_the_weights_there_is_no_number() -> None:
    tests = replace(PERFECT.tests, ratio=None)
    score = grade(replace(PERFECT, code=0, lines=0, functions=None, duplication=None, tests=tests))
    assert score.value is None
    assert score.shrinkage == 0
    assert score.measured == pytest.approx(0.16)


@pytest.mark.parametrize(
    ("found", "expected"), [((), 0.0), (("ci",), 0.4), (("ci", "licence"), 0.75), (("linters",), 0.25)]
)
def test_hygiene_is_there_or_not(found: tuple[str, ...], expected: float) -> None:
    practice = replace(PERFECT.practice, ci=(), licence=None, linters=())
    values = {"ci": ("x",), "licence": "MIT", "linters": ("x",)}
    assert hygiene_share(replace(practice, **{key: values[key] for key in found})) == expected


def some_measurement(seed: int) -> Measured:
    chosen = random.Random(seed)
    code = chosen.choice((1, 50, 499, 500, 3_000, 1_000_000))
    excess = {measure: chosen.randrange(code + 1) // 4 for measure in ("complexity", "lines", "nesting", "parameters")}
    return replace(
        POOR,
        code=code,
        lines=code * 2,
        functions=chosen.choice((None, functions(code=chosen.randint(1, code), **excess))),
        tests=replace(POOR.tests, ratio=chosen.random() * 2),
        docs=replace(POOR.docs, readme_quality=chosen.random(), changelog=chosen.random() < 0.5),
    )


@pytest.mark.parametrize("seed", range(50))
def test_lost_points_always_add_up(seed: int) -> None:
    score = grade(some_measurement(seed))
    assert score.value is not None
    assert 0 <= score.value <= 10
    assert adds_up(score)


@pytest.mark.parametrize("seed", range(20))
def test_size_alone_does_not_matter(seed: int) -> None:
    small = replace(
        some_measurement(seed), code=1_000_000, lines=2_000_000, functions=functions(code=1_000_000, complexity=900)
    )
    large = replace(small, code=2_000_000, lines=4_000_000, functions=functions(code=2_000_000, complexity=1800))
    large = replace(large, big_files=replace(small.big_files, excess=small.big_files.excess * 2))
    assert exact(large) == pytest.approx(exact(small), abs=0.01)
