"""Measurements for tests of what is made from them."""

from __future__ import annotations

from dataclasses import replace

from repocat.analysis.report import (
    BigFiles,
    Distribution,
    Docs,
    DuplicateGroup,
    DuplicatePlace,
    Duplication,
    FilePlace,
    FunctionPlace,
    Functions,
    Practice,
    Tests,
)
from repocat.analysis.score import Measured
from repocat.analysis.tally import THRESHOLDS


def distribution(measure: str, excess: int = 0) -> Distribution:
    return Distribution(1, 2, 3, 4, THRESHOLDS[measure], 0, excess)


def functions(*worst: FunctionPlace, code: int = 10_000, **excess: int) -> Functions:
    spread = {measure: distribution(measure, excess.get(measure, 0)) for measure in THRESHOLDS}
    return Functions(count=100, measured_code=code, worst=worst, **spread)


PERFECT = Measured(
    code=10_000,
    lines=14_000,
    functions=functions(),
    duplication=Duplication(0, 10_000, 0.0, ()),
    big_files=BigFiles(0, 0, 0, ()),
    tests=Tests(10, 10_000, 1.0, ("pytest",)),
    docs=Docs("README.md", 1.0, changelog=True, contributing=True, folder=True, comment_share=0.3),
    practice=Practice(("ci.yml",), "MIT", "permissive", ("ruff.toml",), (), (), False, False),
)

WORST_FUNCTION = FunctionPlace("src/a.py", 7, "tangle", complexity=60, lines=200, nesting=9, parameters=12)

POOR = replace(
    PERFECT,
    functions=functions(WORST_FUNCTION, complexity=1000, lines=3000, nesting=20, parameters=30),
    duplication=Duplication(
        1500, 10_000, 0.15, (DuplicateGroup(40, (DuplicatePlace("src/a.py", 3), DuplicatePlace("src/b.py", 9))),)
    ),
    big_files=BigFiles(1, 1, 2500, (FilePlace("src/a.py", 3000),)),
    tests=Tests(0, 0, 0.0, ()),
    docs=Docs(None, 0.0, changelog=False, contributing=False, folder=False, comment_share=0.0),
    practice=Practice((), None, "none", (), (), (), False, False),
)
