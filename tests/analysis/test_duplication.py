from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from repocat.analysis.duplication import WINDOW, Lines, measure


def lines_of(**files: list[int]) -> Lines:
    """Files as lists of fingerprints; line numbers count from 1."""
    lines = Lines()
    for path, prints in files.items():
        lines.add([path], np.array(prints, np.uint32), np.arange(1, len(prints) + 1), np.array([len(prints)]))
    return lines


def duplicated_slowly(files: dict[str, list[int]]) -> int:
    places: dict[tuple[int, ...], list[tuple[str, int]]] = {}
    for path, prints in files.items():
        for start in range(len(prints) - WINDOW + 1):
            places.setdefault(tuple(prints[start : start + WINDOW]), []).append((path, start))
    copied = {
        (path, start + offset)
        for found in places.values()
        if len(found) > 1
        for path, start in found
        for offset in range(WINDOW)
    }
    return len(copied)


def test_no_lines_are_not_measured() -> None:
    assert measure(Lines()) is None
    assert measure(lines_of(a=[], b=[])) is None


def test_short_files_have_no_copies() -> None:
    found = measure(lines_of(a=[1, 2, 3], b=[1, 2, 3]))
    assert found is not None
    assert (found.duplicated_lines, found.compared_lines, found.groups) == (0, 6, ())


def test_five_equal_lines_are_no_copy_and_six_are() -> None:
    five = measure(lines_of(a=[1, 2, 3, 4, 5, 6], b=[1, 2, 3, 4, 5, 7]))
    six = measure(lines_of(a=[1, 2, 3, 4, 5, 6, 8], b=[1, 2, 3, 4, 5, 6, 9, 10]))
    assert five is not None
    assert six is not None
    assert five.share == 0
    assert (six.duplicated_lines, six.share) == (12, 0.8)


def test_windows_do_not_reach_from_one_file_into_the_next() -> None:
    found = measure(lines_of(a=[1, 2, 3], b=[4, 5, 6], c=[1, 2, 3, 4, 5, 6]))
    assert found is not None
    assert found.duplicated_lines == 0


def test_a_copy_is_one_group_with_its_places() -> None:
    copied = list(range(10, 20))
    found = measure(lines_of(a=[1, 2, *copied], b=[*copied, 3], c=[4, *copied[:7]]))
    assert found is not None
    longest = found.groups[0]
    assert longest.lines == 10
    assert [(place.path, place.line) for place in longest.places] == [("a", 3), ("b", 1), ("c", 2)]


def test_places_of_a_group_do_not_overlap() -> None:
    found = measure(lines_of(a=[1] * 30))
    assert found is not None
    assert found.duplicated_lines == 30
    for group in found.groups:
        numbers = [place.line for place in group.places]
        assert all(later - earlier >= group.lines for earlier, later in pairwise(numbers))


@pytest.mark.parametrize("seed", range(40))
def test_as_many_lines_as_with_a_dictionary_of_windows(seed: int) -> None:
    chosen = random.Random(seed)
    files = {name: chosen.choices(range(1 + seed % 3), k=chosen.randrange(40)) for name in "abcd"}
    found = measure(lines_of(**files))
    assert (found.duplicated_lines if found else 0) == duplicated_slowly(files)
