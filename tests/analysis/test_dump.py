from __future__ import annotations

from dataclasses import replace

from repocat.analysis.dump import MOST_BYTES, dump
from repocat.analysis.load import load
from repocat.analysis.report import (
    BigFiles,
    DuplicateGroup,
    DuplicatePlace,
    Duplication,
    FilePlace,
    Finding,
    FunctionPlace,
    Report,
    Score,
)
from tests.cat.reports import report

#: As long as a path may be, of characters that take six bytes each.
LONG = "\N{REPLACEMENT CHARACTER}" * 1024


def full(path: str) -> Report:
    """Every list as long as an analysis makes it, this path everywhere."""
    made = report()
    assert made.functions
    finding = Finding("complexity", path, 1, path, path, 1, None, ("nesting",))
    groups = tuple(DuplicateGroup(9, (DuplicatePlace(path, 1),) * 6) for _ in range(12))
    return replace(
        made,
        functions=replace(made.functions, worst=(FunctionPlace(path, 1, path, 60, 200, 9, 12),) * 98),
        duplication=Duplication(100, 1000, 0.1, groups),
        big_files=BigFiles(20, 20, 9000, (FilePlace(path, 1000),) * 20),
        docs=replace(made.docs, readme=path),
        practice=replace(
            made.practice, ci=(path,) * 20, linters=(path,) * 20, lock_files=(path,) * 20, containers=(path,) * 20,
            dependency_updates=(path,) * 20,
        ),
        score=Score(None, "normal", 1.0, (), 0, (finding,) * 50),
    )  # fmt: skip


def test_ordinary_places_all_fit() -> None:
    made = full("src/package/module/file_name.py")
    assert load(dump(made)) == made


def test_places_are_left_out_until_it_fits() -> None:
    data = dump(full("src/" + "long/" * 30 + "name.py"))
    assert MOST_BYTES // 2 < len(data) <= MOST_BYTES
    assert len(load(data).score.findings) > 5


def test_the_longest_names_fit_too() -> None:
    data = dump(full(LONG))
    assert len(data) <= MOST_BYTES
    assert load(data).practice.ci == (LONG,)
