"""What the score's indicators are: weight, unit, anchors between which a value is graded, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Anchors = tuple[tuple[float, float], ...]

#: Families of languages that are graded by quantiles of their own: what is usual differs between them.
FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("C", "C++", "Rust", "Go"), "systems"),
    **dict.fromkeys(("Java", "Kotlin", "C#", "Swift", "Scala"), "managed"),
    **dict.fromkeys(("Python", "JavaScript", "TypeScript", "PHP", "Ruby"), "dynamic"),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator. `anchors` are (value, grade 0-10) with rising values; grades between them are linear."""

    key: str
    title: str
    weight: float
    unit: str
    anchors: Anchors
    source: str
    #: Family of languages -> anchors with the same grades; `anchors` holds where no family is known.
    by_family: Mapping[str, Anchors] = field(default_factory=dict)


INDICATORS: tuple[Definition, ...] = (
    Definition(
        "complexity",
        "Complexity of functions",
        0.22,
        "points of cyclomatic complexity above 10, per 1,000 lines",
        ((0, 10), (3, 9), (8, 7.5), (18, 5.5), (36, 3.5), (72, 1.5), (200, 0)),
        "McCabe 1976 and HIS: at most 10 a function; grades: set by hand, by family, from the reference list.",
        {
            "systems": ((0, 10), (6, 9), (18, 7.5), (32, 5.5), (52, 3.5), (82, 1.5), (200, 0)),
            "managed": ((0, 10), (1.5, 9), (4, 7.5), (10, 5.5), (18, 3.5), (35, 1.5), (100, 0)),
            "dynamic": ((0, 10), (3, 9), (7, 7.5), (18, 5.5), (30, 3.5), (50, 1.5), (150, 0)),
        },
    ),
    Definition(
        "unit_size",
        "Length of functions",
        0.14,
        "lines of functions above 60, per 1,000 lines",
        ((0, 10), (15, 9), (45, 7.5), (100, 5.5), (180, 3.5), (300, 1.5), (600, 0)),
        "SIG's highest risk band for units begins at 60 lines; grades set by hand beside the reference list.",
    ),
    Definition(
        "nesting",
        "Depth of nesting",
        0.08,
        "levels of control flow above 4, per 1,000 lines",
        ((0, 10), (0.3, 9), (1, 7.5), (2.5, 5.5), (5, 3.5), (10, 1.5), (25, 0)),
        "Code Climate's default limit is 4; grades set by hand beside the reference list.",
    ),
    Definition(
        "parameters",
        "Number of parameters",
        0.04,
        "parameters above 5, per 1,000 lines",
        ((0, 10), (0.5, 9), (2, 7.5), (5, 5.5), (9, 3.5), (16, 1.5), (40, 0)),
        "HIS allows 5 parameters, self and cls not counted; grades set by hand beside the reference list.",
    ),
    Definition(
        "duplication",
        "Copied code",
        0.16,
        "share of production lines that occur elsewhere in blocks of 6",
        ((0, 10), (0.03, 8.5), (0.05, 7), (0.10, 5), (0.20, 2.5), (0.50, 0)),
        "Heitlager, Kuipers and Visser 2007 (SIG): 3, 5, 10 and 20 % bound the five ranks.",
    ),
    Definition(
        "file_size",
        "Size of files",
        0.06,
        "lines of files above 500, per 1,000 lines",
        ((0, 10), (50, 8.5), (150, 7), (350, 5), (700, 2.5), (1200, 0)),
        "500 lines as in common linters; grades set by hand beside the reference list.",
    ),
    Definition(
        "tests",
        "Tests",
        0.14,
        "lines of tests per line of production code",
        ((0, 0), (0.05, 2), (0.3, 6), (0.7, 9), (1.0, 10)),
        "Anchors of Repocat: 0.05, 0.3, 0.7 and 1.0; most well-tested projects have 0.7 or more.",
    ),
    Definition(
        "docs",
        "Documentation",
        0.08,
        "share of README, contributing guide, changelog and comments that is there",
        ((0, 0), (1, 10)),
        "README half, guide and changelog a quarter each; a fifth of it for comments, up to 20 % of lines.",
    ),
    Definition(
        "hygiene",
        "Project hygiene",
        0.08,
        "share of continuous integration, licence and linter that is there",
        ((0, 0), (1, 10)),
        "As OpenSSF Scorecard does, practices count as there or not: CI .4, licence .35, linter .25.",
    ),
)


def anchors_for(definition: Definition, families: Mapping[str, int]) -> Anchors:
    """The anchors for a mixture of families (lines of code each): the mean of theirs, weighted by lines."""
    shares = {family: lines for family, lines in families.items() if lines and family in definition.by_family}
    total = sum(shares.values())
    if not total:
        return definition.anchors
    return tuple(
        (
            round(sum(definition.by_family[family][knot][0] * lines for family, lines in shares.items()) / total, 4),
            points,
        )
        for knot, (_, points) in enumerate(definition.anchors)
    )
