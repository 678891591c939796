"""The arithmetic on brackets and spans, against slow and simple versions of the same."""

from __future__ import annotations

import random

import numpy as np
import pytest

from repocat.analysis.scanner.brackets import match
from repocat.analysis.scanner.spans import count_around, drop_crossing, innermost


def paired_slowly(text: bytes) -> dict[int, int]:
    waiting: list[int] = []
    found: dict[int, int] = {}
    for offset, byte in enumerate(text):
        if byte == ord("("):
            waiting.append(offset)
        elif byte == ord(")") and waiting:
            found[waiting.pop()] = offset
    return found | dict.fromkeys(waiting, len(text))


def some_text(seed: int) -> bytes:
    return bytes(random.Random(seed).choices(b"(( )) xy)", k=seed % 60))


@pytest.mark.parametrize("seed", range(60))
def test_brackets_are_paired_as_with_a_stack(seed: int) -> None:
    text = some_text(seed)
    pairs = match(np.frombuffer(text + b"\0\0", np.uint8), ord("("), ord(")"), np.array([len(text)]))
    expected = paired_slowly(text)
    assert dict(zip(pairs.opens.tolist(), pairs.closes.tolist(), strict=True)) == expected
    for opened, closed in expected.items():
        assert pairs.end(opened) == closed
        if closed < len(text):
            assert pairs.start(closed) == opened
    depths = [sum(opened < offset <= closed for opened, closed in expected.items()) for offset in range(len(text))]
    assert pairs.depth(np.arange(len(text))).tolist() == depths


@pytest.mark.parametrize("seed", range(60))
def test_brackets_of_one_file_are_never_paired_with_those_of_another(seed: int) -> None:
    texts = [some_text(seed + step) for step in range(4)]
    sizes = np.cumsum([len(text) + 1 for text in texts])
    pairs = match(np.frombuffer(b";".join(texts) + b";\0\0", np.uint8), ord("("), ord(")"), sizes - 1)
    expected = {
        int(end) - len(text) - 1 + opened: int(end) - len(text) - 1 + closed
        for text, end in zip(texts, sizes, strict=True)
        for opened, closed in paired_slowly(text).items()
    }
    assert dict(zip(pairs.opens.tolist(), pairs.closes.tolist(), strict=True)) == expected
    assert pairs.closed.tolist() == [closed not in (sizes - 1) for closed in pairs.closes]


def nested_spans(seed: int) -> list[tuple[int, int]]:
    closed = {start: end for start, end in paired_slowly(some_text(seed)).items() if end < seed % 60}
    return sorted((start, end + 1) for start, end in closed.items())


@pytest.mark.parametrize("seed", range(60))
def test_the_innermost_span_is_the_smallest_one_around(seed: int) -> None:
    spans = nested_spans(seed)
    starts = np.array([start for start, _ in spans], np.int64)
    ends = np.array([end for _, end in spans], np.int64)
    offsets = np.arange(seed % 60)
    around = [[index for index, (start, end) in enumerate(spans) if start <= offset < end] for offset in offsets]
    assert innermost(starts, ends, offsets).tolist() == [indexes[-1] if indexes else -1 for indexes in around]
    assert count_around(starts, ends, offsets).tolist() == [len(indexes) for indexes in around]


def test_spans_that_cross_are_left_out() -> None:
    starts, ends = np.array([5, 0, 2, 8, 12]), np.array([9, 10, 7, 8, 14])
    assert drop_crossing(starts, ends).tolist() == [1, 2, 4]
