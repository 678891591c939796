"""The score: nine indicators, each graded 0-10 by published anchors, their weighted sum, and what would raise it.

Nothing here depends on the repository's size: values are shares or per 1,000 lines of production code. Structural
indicators sum what exceeds a threshold, because shares of code do not tell a refactoring from a new feature.
An indicator that could not be measured is dropped, its weight goes to the others in proportion, and the share of the
weights that could be measured is part of the result.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from repocat.analysis import reference
from repocat.analysis.anchors import FAMILIES, INDICATORS, Anchors, Definition, anchors_for
from repocat.analysis.report import BigFiles, Docs, Duplication, Functions, Indicator, Language, Practice, Score, Tests

#: A repository of this many production lines is pulled half-way to the middle.
SHRINKING_LINES = 300
MIDDLE = 5.0
LOW_CONFIDENCE_LINES = 500
#: Below this share of the weights there is no number.
ENOUGH_MEASURED = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """What the score is made of. `code` is lines of production code, `lines` with comments and blank ones."""

    code: int
    lines: int
    functions: Functions | None
    duplication: Duplication | None
    big_files: BigFiles
    tests: Tests
    docs: Docs
    practice: Practice
    #: Lines of code by family of languages, as `families` gives them.
    families: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Values:
    """What is graded: a number for every indicator (None: not measured), and what decides how much each weighs."""

    code: int
    #: Share of the code in languages whose functions are measured, 0.0-1.0.
    functions: float
    families: Mapping[str, int]
    values: Mapping[str, float | None]


def families(languages: Sequence[Language]) -> dict[str, int]:
    """Lines of code by family of languages; languages without measured functions belong to none."""
    lines: Counter[str] = Counter()
    for language in languages:
        if language.name in FAMILIES:
            lines[FAMILIES[language.name]] += language.code
    return dict(sorted(lines.items()))


def docs_share(docs: Docs) -> float:
    """0.0-1.0: README half, contributing and changelog a quarter each, a fifth of it all for comments up to 20 %."""
    pages = 0.5 * docs.readme_quality + 0.25 * docs.contributing + 0.25 * docs.changelog
    return 0.8 * pages + 0.2 * min(1.0, (docs.comment_share or 0.0) / 0.2)


def hygiene_share(practice: Practice) -> float:
    """0.0-1.0: continuous integration .4, a licence .35, a linter or formatter .25."""
    return 0.4 * bool(practice.ci) + 0.35 * (practice.licence is not None) + 0.25 * bool(practice.linters)


def _per_kloc(amount: int, code: int) -> float | None:
    return 1000 * amount / code if code else None


def _excess(measure: str) -> Callable[[Measured], float | None]:
    def value(measured: Measured) -> float | None:
        functions = measured.functions
        return _per_kloc(getattr(functions, measure).excess, functions.measured_code) if functions else None

    return value


_VALUES: dict[str, Callable[[Measured], float | None]] = {
    "complexity": _excess("complexity"),
    "unit_size": _excess("lines"),
    "nesting": _excess("nesting"),
    "parameters": _excess("parameters"),
    "duplication": lambda measured: measured.duplication.share if measured.duplication else None,
    "file_size": lambda measured: _per_kloc(measured.big_files.excess, measured.lines),
    "tests": lambda measured: measured.tests.ratio,
    "docs": lambda measured: docs_share(measured.docs),
    "hygiene": lambda measured: hygiene_share(measured.practice),
}
_BY_FUNCTION = frozenset({"complexity", "unit_size", "nesting", "parameters"})


def interpolate(anchors: Anchors, value: float) -> float:
    """The grade of a value: linear between anchors, level outside them."""
    if value <= anchors[0][0]:
        return anchors[0][1]
    for (left, left_grade), (right, right_grade) in pairwise(anchors):
        if value <= right:
            return left_grade + (right_grade - left_grade) * (value - left) / (right - left)
    return anchors[-1][1]


def values_of(measured: Measured) -> Values:
    """The numbers that are graded."""
    functions = measured.functions
    share = functions.measured_code / measured.code if functions and measured.code else 0.0
    values = {definition.key: _VALUES[definition.key](measured) for definition in INDICATORS}
    return Values(measured.code, min(1.0, share), measured.families, values)


def _weights(values: Values) -> dict[str, float]:
    """Weights of what was measured; where only a part of the code can be read for functions, that part of them."""
    return {
        definition.key: definition.weight * (values.functions if definition.key in _BY_FUNCTION else 1.0)
        for definition in INDICATORS
        if values.values[definition.key] is not None
    }


def _points(definition: Definition, values: Values) -> float:
    value = values.values[definition.key]
    return 0.0 if value is None else interpolate(anchors_for(definition, values.families), value)


def _exact(values: Values) -> float:
    weights = _weights(values)
    total = sum(weights.values())
    raw = sum(
        weights[definition.key] / total * _points(definition, values)
        for definition in INDICATORS
        if weights.get(definition.key)
    )
    trust = values.code / (values.code + SHRINKING_LINES)
    return trust * raw + (1 - trust) * MIDDLE


def exact(measured: Measured) -> float:
    """The score before rounding, whatever share of it could be measured."""
    return _exact(values_of(measured))


def overall(values: Values) -> float | None:
    """The score with one decimal; None where less than half of the weights could be measured."""
    enough = sum(_weights(values).values()) >= ENOUGH_MEASURED and values.code > 0
    return rounded(_exact(values)) if enough else None


def rounded(score: float) -> float:
    """One decimal, halves upwards."""
    return math.floor(score * 10 + 0.5) / 10


def grade(measured: Measured) -> Score:
    """Grade every indicator; points lost and the shrinking add up to 10 minus the score exactly.

    Findings are left to `findings.find`, which grades mended repositories in turn.
    """
    values = values_of(measured)
    weights = _weights(values)
    total = sum(weights.values())
    indicators = tuple(
        _indicator(definition, values, weights.get(definition.key, 0.0) / total) for definition in INDICATORS
    )
    value = overall(values)
    lost = sum(indicator.lost for indicator in indicators)
    return Score(
        value=value,
        confidence="low" if measured.code < LOW_CONFIDENCE_LINES else "normal",
        measured=round(total, 6),
        indicators=indicators,
        shrinkage=0 if value is None else 1000 - round(value * 100) - lost,
        findings=(),
        percentile=reference.percentile(value),
        reference_size=len(reference.SCORES),
    )


def _indicator(definition: Definition, values: Values, weight: float) -> Indicator:
    value = values.values[definition.key]
    points = None if value is None else _points(definition, values)
    return Indicator(
        key=definition.key,
        title=definition.title,
        value=None if value is None else round(value, 4),
        unit=definition.unit,
        anchors=anchors_for(definition, values.families),
        source=definition.source,
        grade=None if points is None else round(points, 3),
        weight=round(weight, 6),
        lost=0 if points is None else round(100 * weight * (10 - points)),
    )
