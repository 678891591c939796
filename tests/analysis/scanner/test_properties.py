"""What holds for the scan of any bytes in any language."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repocat.analysis import languages
from repocat.analysis.languages import Language
from repocat.analysis.scanner import Scan, scan, scan_all
from tests.analysis.scanner.hostile import pieces

EXAMPLES = settings(max_examples=12, deadline=None, derandomize=True, database=None)
ALL = pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)


def texts(language: Language) -> st.SearchStrategy[bytes]:
    """Bytes out of what this language's scanner looks at, mixed with any others."""
    piece = st.one_of(st.sampled_from(pieces(language)), st.binary(max_size=6))
    return st.lists(piece, max_size=40).map(b"".join)


def lines(found: Scan) -> tuple[int, int, int]:
    return found.code, found.comment, found.blank


def numbers(found: Scan) -> tuple[object, ...]:
    """All of a scan in a form that can be compared."""
    return tuple(value.tolist() if isinstance(value, np.ndarray) else value for value in found)


@ALL
def test_lines_add_up_and_functions_are_in_the_file(language: Language) -> None:
    @EXAMPLES
    @given(texts(language))
    def holds(data: bytes) -> None:
        found = scan(data, language)
        total = data.count(b"\n") + bool(data and not data.endswith(b"\n"))
        assert sum(lines(found)) == total
        assert min(lines(found)) >= 0
        for function in found.functions:
            assert 1 <= function.line <= total
            assert 1 <= function.lines <= total
            assert function.complexity >= 1
            assert function.nesting >= 0
            assert function.parameters >= 0

    holds()


@ALL
def test_the_same_bytes_have_the_same_numbers(language: Language) -> None:
    @EXAMPLES
    @given(texts(language))
    def holds(data: bytes) -> None:
        assert numbers(scan(data, language)) == numbers(scan(bytes(bytearray(data)), language))

    holds()


@ALL
def test_a_blank_line_at_the_end_is_one_line_more_and_nothing_else(language: Language) -> None:
    @EXAMPLES
    @given(texts(language))
    def holds(data: bytes) -> None:
        before, after = scan(data + b"\n", language), scan(data + b"\n\n", language)
        # Where a comment or string is still open, the line is one of its lines.
        assert sorted(now - then for now, then in zip(lines(after), lines(before), strict=True)) == [0, 0, 1]
        assert after.todos == before.todos
        if lines(after)[2] > lines(before)[2]:
            assert after.functions == before.functions

    holds()


@ALL
def test_line_ends_of_windows_change_no_number(language: Language) -> None:
    @EXAMPLES
    @given(texts(language))
    def holds(data: bytes) -> None:
        unix = data.replace(b"\r", b"")
        one, other = scan(unix, language), scan(unix.replace(b"\n", b"\r\n"), language)
        assert lines(other) == lines(one)
        assert other.functions == one.functions

    holds()


@ALL
def test_files_say_the_same_together_and_alone(language: Language) -> None:
    @EXAMPLES
    @given(st.lists(texts(language), min_size=1, max_size=4))
    def holds(files: list[bytes]) -> None:
        together = scan_all(files, language)
        alone = [scan(data, language) for data in files]
        counts = (together.lines.code, together.lines.comment, together.lines.blank)
        assert list(zip(*(column.tolist() for column in counts), strict=True)) == [lines(found) for found in alone]
        functions = [together.functions.row(index) for index in range(len(together.functions.names))]
        assert functions == [function for found in alone for function in found.functions]
        assert together.fingerprints.tolist() == [one for found in alone for one in found.fingerprints.tolist()]

    holds()
