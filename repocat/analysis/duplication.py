"""Copied code: the same six lines in a row, anywhere in the production code."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.report import DuplicateGroup, DuplicatePlace, Duplication

#: Lines without comments, white space and lone brackets that must be equal in a row (SIG's measure of duplication).
WINDOW = 6
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MOST_GROUPS = 12
_MOST_PLACES = 6

Numbers = NDArray[np.int64]


@dataclass(slots=True)
class Lines:
    """Collects the fingerprints of files; what is found in them does not depend on the order in which they come."""

    paths: list[str] = field(default_factory=list)
    prints: list[NDArray[np.uint32]] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)

    def add(self, paths: list[str], prints: NDArray[np.uint32], numbers: Numbers, counts: Numbers) -> None:
        """More files; `counts` says how many fingerprints each of them has."""
        bounds = np.cumsum(counts)[:-1]
        self.paths += paths
        self.prints += np.split(prints, bounds)
        self.numbers += np.split(numbers, bounds)

    def by_path(self) -> Lines:
        """The same in the order of the paths."""
        order = sorted(range(len(self.paths)), key=self.paths.__getitem__)
        return Lines(
            [self.paths[index] for index in order],
            [self.prints[index] for index in order],
            [self.numbers[index] for index in order],
        )


def measure(lines: Lines) -> Duplication | None:
    """Share of compared lines that are in a window which occurs elsewhere too; None without lines to compare."""
    sizes = np.array([prints.size for prints in lines.prints], np.int64)
    total = int(sizes.sum())
    if not total:
        return None
    windows, positions = _windows(np.concatenate(lines.prints), sizes)
    order = np.argsort(windows, kind="stable")
    repeats = windows[order][1:] == windows[order][:-1]
    again, before = np.append(repeats, False), np.append(False, repeats)
    starts = positions[order[again | before]] if order.size else positions
    step = np.bincount(starts, minlength=total + WINDOW) - np.bincount(starts + WINDOW, minlength=total + WINDOW)
    count = int((np.cumsum(step)[:total] > 0).sum())
    first_of_many = np.flatnonzero(again & ~before) if order.size else order
    groups = _largest(_Copies(positions[order], again, first_of_many), np.repeat(np.arange(sizes.size), sizes), lines)
    return Duplication(count, total, round(count / total, 6), groups)


@dataclass(frozen=True, slots=True)
class _Copies:
    """Places of all windows, equal windows beside each other in the order of the files."""

    places: Numbers
    #: Whether the next place holds the same window.
    again: NDArray[np.bool_]
    #: Where in `places` the windows begin that occur more than once.
    firsts: Numbers


def _windows(prints: NDArray[np.uint32], sizes: Numbers) -> tuple[NDArray[np.uint64], Numbers]:
    """One number for every WINDOW lines in a row within a file, and the index of the first of them."""
    if prints.size < WINDOW:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    mixed = np.zeros(prints.size - WINDOW + 1, np.uint64)
    for offset in range(WINDOW):
        mixed = (mixed + prints[offset : offset + mixed.size]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(prints.size)
    positions = np.flatnonzero(left[: mixed.size] >= WINDOW)
    return mixed[positions], positions


def _largest(copies: _Copies, file_of: Numbers, lines: Lines) -> tuple[DuplicateGroup, ...]:
    """The longest copies: windows that follow each other in their first and second place are one copy."""
    if not copies.firsts.size:
        return ()
    firsts = copies.firsts[np.argsort(copies.places[copies.firsts])]
    places, distance = copies.places[firsts], copies.places[firsts + 1] - copies.places[firsts]
    breaks = (np.diff(places) != 1) | (np.diff(distance) != 0)
    begins = np.append(0, np.flatnonzero(breaks) + 1)
    lengths = np.diff(np.append(begins, firsts.size)) + WINDOW - 1
    longest = np.lexsort((places[begins], -lengths))[:_MOST_GROUPS]
    numbers = np.concatenate(lines.numbers)
    groups = []
    for index in longest:
        at = _apart(copies, int(firsts[begins[index]]), int(lengths[index]))
        found = tuple(DuplicatePlace(lines.paths[file_of[place]], int(numbers[place])) for place in at)
        if len(found) > 1:
            groups.append(DuplicateGroup(int(lengths[index]), found))
    return tuple(groups)


def _apart(copies: _Copies, index: int, length: int) -> list[int]:
    """Places of one window that do not overlap."""
    found = [int(copies.places[index])]
    while copies.again[index] and len(found) < _MOST_PLACES:
        index += 1
        if copies.places[index] - found[-1] >= length:
            found.append(int(copies.places[index]))
    return found
