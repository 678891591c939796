"""Spans that lie beside or inside each other, as functions and blocks do."""

from __future__ import annotations

import numpy as np

from repocat.analysis.scanner.text import Ints


def innermost(starts: Ints, ends: Ints, offsets: Ints) -> Ints:
    """Index of the smallest span [start, end) around each offset, -1 where there is none.

    `starts` are sorted; spans are properly nested. At one depth the span around an offset is the last that began.
    """
    if not starts.size:
        return np.full(offsets.shape, -1)
    sorted_ends = np.sort(ends)
    depth_at = np.searchsorted(starts, offsets, side="right") - np.searchsorted(sorted_ends, offsets, side="right")
    span_depth = np.arange(1, starts.size + 1) - np.searchsorted(sorted_ends, starts, side="right")
    depths = np.concatenate((span_depth, depth_at))
    places = np.concatenate((starts, offsets))
    is_offset = np.concatenate((np.zeros(starts.size, np.int8), np.ones(offsets.size, np.int8)))
    order = np.lexsort((is_offset, places, depths))
    rank = np.where(order < starts.size, np.arange(order.size), 0)
    latest = order[np.maximum.accumulate(rank)]
    found = np.empty(order.size, np.int64)
    found[order] = latest
    return np.where(depth_at > 0, found[starts.size :], -1)


def count_around(starts: Ints, ends: Ints, offsets: Ints) -> Ints:
    """How many spans [start, end) hold each offset."""
    return np.searchsorted(np.sort(starts), offsets, side="right") - np.searchsorted(
        np.sort(ends), offsets, side="right"
    )


def drop_crossing(starts: Ints, ends: Ints) -> Ints:
    """Indexes, sorted by start, of spans that are properly nested; one that outlives the span around it is left out."""
    order = np.lexsort((-ends, starts))
    kept: list[int] = []
    open_ends: list[int] = []
    for index in order:
        start, end = int(starts[index]), int(ends[index])
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if end > start and (not open_ends or end <= open_ends[-1]):
            kept.append(int(index))
            open_ends.append(end)
    return np.array(kept, np.int64)
