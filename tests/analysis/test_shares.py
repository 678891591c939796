"""Two shares, one or two processes: the same report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from repocat.analysis import shares
from repocat.analysis.dump import dump
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.measure import measure
from repocat.analysis.source import Entry, open_folder
from tests.analysis.repositories import repository

FUNCTION = "def f{0}(a, b):\n    if a and b:\n        return {0}\n    return a * {0}\n\n\n"
LARGE = [Entry(b"%03d" % number, "file", 100_000) for number in range(40)]


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """More than is worth sharing, with copies from file to file."""
    files = {
        f"{purpose}/m{number:02}.py": "".join(FUNCTION.format(part + number // 2 * 1000) for part in range(900))
        for number in range(24)
        for purpose in ("src", "tests")
    }
    return repository(tmp_path / "large.git", {**files, "README.md": "# Large\n", "logo.png": b"\0"})


def _dumped(place: Path, limits: Limits, processes: int) -> bytes:
    return dump(measure(open_folder(place, limits), None, "2024-06-01", limits, processes=processes))


def test_one_and_two_processes_give_the_same_bytes(large: Path, limits: Limits) -> None:
    assert _dumped(large, limits, 1) == _dumped(large, limits, 2)


def test_a_large_repository_is_shared_evenly(large: Path, limits: Limits) -> None:
    first, second = shares.split(LARGE)
    assert sorted(first + second, key=lambda entry: entry.path) == LARGE
    assert abs(len(first) - len(second)) <= 8


def test_a_small_repository_is_not_shared() -> None:
    assert shares.split(LARGE[:5]) == (LARGE[:5], [])


def test_copies_are_reported_in_the_order_of_the_paths(large: Path, limits: Limits) -> None:
    report = measure(open_folder(large, limits), None, "2024-06-01", limits, processes=2)
    assert report.duplication is not None
    assert [place.path for place in report.duplication.groups[0].places] == ["src/m00.py", "src/m01.py"]


@pytest.mark.parametrize(
    ("failure", "code"),
    [(AnalysisError("refused"), "refused"), (MemoryError(), "out_of_memory"), (ValueError(), "internal")],
)
def test_what_ends_the_second_process_is_told(failure: Exception, code: str) -> None:
    def share(entries: object, _seen: object) -> str:
        if entries is second:
            raise failure
        return "a share"

    first, second = shares.split(LARGE)
    with pytest.raises(AnalysisError) as caught:
        shares.measure((first, second), share, lambda *_: None, 2)
    assert caught.value.code == code


def test_a_killed_second_process_is_no_result() -> None:
    def share(entries: object, _seen: object) -> str:
        if entries is second:
            os.kill(os.getpid(), 9)
        return "a share"

    first, second = shares.split(LARGE)
    with pytest.raises(AnalysisError) as caught:
        shares.measure((first, second), share, lambda *_: None, 2)
    assert caught.value.code == "internal"
