"""The score: nine indicators, each graded 0-10 by published anchors, their weighted sum, and what would raise it.

Nothing here depends on the repository's size: values are shares or per 1,000 lines of production code. Structural
indicators sum what exceeds a threshold, because shares of code do not tell a refactoring from a new feature.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from repocat.analysis.anchors import INDICATORS, Definition
from repocat.analysis.report import BigFiles, Docs, Duplication, Functions, Indicator, Practice, Score, Tests

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


def interpolate(anchors: tuple[tuple[float, float], ...], value: float) -> float:
    """The grade of a value: linear between anchors, level outside them."""
    if value <= anchors[0][0]:
        return anchors[0][1]
    for (left, left_grade), (right, right_grade) in pairwise(anchors):
        if value <= right:
            return left_grade + (right_grade - left_grade) * (value - left) / (right - left)
    return anchors[-1][1]


def _weight(definition: Definition, measured: Measured) -> float:
    """The indicator's weight; where only a part of the code can be read for functions, that part of it."""
    if _VALUES[definition.key](measured) is None:
        return 0.0
    if definition.key in _BY_FUNCTION and measured.functions and measured.code:
        return definition.weight * min(1.0, measured.functions.measured_code / measured.code)
    return definition.weight


def exact(measured: Measured) -> float:
    """The score before rounding, whatever share of it could be measured."""
    weights = {definition.key: _weight(definition, measured) for definition in INDICATORS}
    total = sum(weights.values())
    raw = 0.0
    for definition in INDICATORS:
        value = _VALUES[definition.key](measured)
        if value is not None:
            raw += weights[definition.key] / total * interpolate(definition.anchors, value)
    trust = measured.code / (measured.code + SHRINKING_LINES)
    return trust * raw + (1 - trust) * MIDDLE


def grade(measured: Measured) -> Score:
    """Grade every indicator; points lost and the shrinking add up to 10 minus the score exactly.

    Findings are left to `findings.find`, which grades mended repositories in turn.
    """
    weights = {definition.key: _weight(definition, measured) for definition in INDICATORS}
    total = sum(weights.values())
    indicators = tuple(_indicator(definition, measured, weights, total) for definition in INDICATORS)
    has_value = total >= ENOUGH_MEASURED and measured.code > 0
    tenths = math.floor(exact(measured) * 10 + 0.5)
    lost = sum(indicator.lost for indicator in indicators)
    return Score(
        value=tenths / 10 if has_value else None,
        confidence="low" if measured.code < LOW_CONFIDENCE_LINES else "normal",
        measured=round(total, 6),
        indicators=indicators,
        shrinkage=1000 - tenths * 10 - lost if has_value else 0,
        findings=(),
    )


def _indicator(definition: Definition, measured: Measured, weights: dict[str, float], total: float) -> Indicator:
    value = _VALUES[definition.key](measured)
    points = None if value is None else interpolate(definition.anchors, value)
    weight = weights[definition.key] / total
    return Indicator(
        key=definition.key,
        title=definition.title,
        value=None if value is None else round(value, 4),
        unit=definition.unit,
        anchors=definition.anchors,
        source=definition.source,
        grade=None if points is None else round(points, 3),
        weight=round(weight, 6),
        lost=0 if points is None else round(100 * weight * (10 - points)),
    )
