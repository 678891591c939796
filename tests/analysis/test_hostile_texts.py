"""Readers of single files and of git's objects: no bytes make them raise, none make them slow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.readers import READERS

PIECES = [
    b"a",
    b" ",
    b"\n",
    b"\t",
    b"/",
    b".",
    b"-",
    b"#",
    b"# ",
    b"\n#",
    b"```",
    b"`",
    b"[",
    b"](",
    b"![",
    b"<",
    b"<a ",
    b"(",
    b"import ",
    b"from a import ",
    b"author ",
    b"author <> ",
    b"committer ",
    b"committer A <a> 1 +0000\n",
    b"author A <a> 99999999999 +9999\n",
    b"tree ",
    b"gpgsig ",
    b"@license",
    b"/*! ",
    b"a v1",
    b"Copyright ",
    b"MIT ",
    b"License ",
    b"GNU GENERAL PUBLIC LICENSE ",
    b"Permission is hereby granted ",
    b"#[cfg(test)]",
    b"#[cfg(test)]\nmod a {",
    b"mod tests {",
    b"{",
    b"}",
    b'"',
    b"\\",
    b"\0",
    b"\xff",
    b"=",
    b"==\n",
    b"\n---\n",
    b"1",
    b"describe(",
    b"test/",
    b"\r\n",
    b"Code generated ",
    b"DO NOT EDIT",
    b"@generated",
    b"http://a",
    b"vendor/",
    b"d3.1",
    b".1",
    b"-min",
    b"_test",
    b"packages/a.1",
    b"* linguist-vendored\n",
    b"a/**/",
    b"*a",
    b"[a-",
    b" linguist-language=",
    b".min",
]
#: Growth beyond this is not that of a linear reader, whatever the caches do.
MOST_GROWTH = 2.3
SIZE = 1 << 18


def seconds(reader: Callable[[bytes], object], data: bytes, times: int) -> float:
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        reader(data)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", READERS)
def test_no_bytes_raise(name: str) -> None:
    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=5)), max_size=30).map(b"".join))
    def holds(data: bytes) -> None:
        first = READERS[name](data)
        assert READERS[name](data) == first

    holds()


@pytest.mark.parametrize("name", READERS)
def test_twice_as_much_takes_twice_as_long(name: str) -> None:
    chance = random.Random(name)
    inputs = [*PIECES, *(b"".join(chance.choices(PIECES, k=3)) for _ in range(20))]
    for piece in inputs:
        growths = []
        for size in (SIZE, 2 * SIZE, SIZE, 2 * SIZE):
            small = seconds(READERS[name], piece * (size // len(piece)), 1)
            large = seconds(READERS[name], piece * (2 * size // len(piece)), 1)
            growths.append(large / max(small, 0.01))
            if growths[-1] <= MOST_GROWTH:
                break
        assert min(growths) <= MOST_GROWTH, f"{piece!r} twice as large takes {min(growths):.1f} times as long"
