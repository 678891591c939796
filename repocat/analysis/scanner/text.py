"""Files joined into one text with comments and strings blanked, and what follows from that: their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.languages.grammar import Language, lexer

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Some editors write it first; it is neither code nor does it hide a comment.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

COMMENT, STRING = 1, 2
#: A line of its own behind every file: it ends every statement, and no file can see past it.
SEPARATOR = b";\n"
#: What stands for the bytes of a string, for those of a comment, and what both leave as it is.
QUOTE, SPACE, NEWLINE = ord('"'), 32, 10
_BRACKET_STEP = np.zeros(256, np.int8)
_BRACKET_STEP[list(b"([{")] = 1
_BRACKET_STEP[list(b")]}")] = -1
#: What may stand between the beginning of a line and a string in three quotes that is documentation.
_PREFIX = np.zeros(256, np.bool_)
_PREFIX[list(b"rRuUbB")] = True


@dataclass(frozen=True, slots=True)
class Files:
    """Where each file lies in the joined text. Every file is followed by a separator, which is no part of it."""

    starts: Ints
    #: Offset of the separator behind each file.
    ends: Ints
    #: Index of each file's first line and of its separator's line.
    first_lines: Ints
    end_lines: Ints

    def of(self, offsets: Ints) -> Ints:
        """Index of the file that each offset is in."""
        return np.searchsorted(self.starts, offsets, side="right") - 1

    def start_at(self, offset: int) -> int:
        """Where the file begins that an offset is in."""
        return int(self.starts[max(0, int(self.starts.searchsorted(offset, side="right")) - 1)])

    def end_at(self, offset: int) -> int:
        """Where the file ends that an offset is in."""
        return int(self.ends[min(int(self.ends.searchsorted(offset)), self.ends.size - 1)])


@dataclass(slots=True)
class Text:
    """Offsets are byte offsets into `code`, which is as long as the joined files."""

    raw: bytes
    #: Comments are spaces, strings are quotation marks, newlines stay; two zero bytes at the end.
    code: Bytes
    files: Files
    #: Offset of the first byte of every line, then the length of the text.
    line_starts: Ints
    #: Offset of every byte of `code` that is not white space, then the length of the text.
    significant: Ints
    #: Offset of the first significant byte of every line; beyond its end for lines without code.
    first: Ints
    has_code: Flags
    has_comment: Flags
    #: Lines at whose beginning a string of an earlier line goes on.
    in_string: Flags
    #: Beginning and end of every string, in order.
    string_starts: Ints
    string_ends: Ints

    @property
    def size(self) -> int:
        return len(self.raw)

    @property
    def clean(self) -> bytes:
        """`code` for regular expressions."""
        return self.code[:-2].tobytes()

    def line_of(self, offsets: Ints) -> Ints:
        """The line, from 0, of every offset."""
        return np.searchsorted(self.line_starts[:-1], offsets, side="right") - 1

    def next_significant(self, offsets: Ints) -> Ints:
        """The first significant offset that is not before the given ones."""
        return self.significant[np.searchsorted(self.significant[:-1], offsets)]

    def previous_significant(self, offsets: Ints) -> Ints:
        """The last significant offset before the given ones; -1 where there is none."""
        index = np.searchsorted(self.significant[:-1], offsets) - 1
        return np.where(index >= 0, self.significant[index], -1)

    def forget_white(self, offsets: Ints) -> None:
        """Take account of bytes of `code` that have become white space."""
        self.significant = np.delete(self.significant, np.searchsorted(self.significant, offsets))
        lines = np.unique(self.line_of(offsets))
        self.first[lines] = self.next_significant(self.line_starts[lines])

    def per_file(self, flags: Flags) -> Ints:
        """How many lines of each file are flagged."""
        sums: Ints = np.append(0, np.cumsum(flags, dtype=np.int64))
        counted: Ints = sums[self.files.end_lines] - sums[self.files.first_lines]
        return counted


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Where comments and strings are."""

    starts: Ints
    ends: Ints
    kinds: NDArray[np.uint8]


def read(files: Sequence[bytes], language: Language) -> Text:
    """Join files, and find their comments and strings once; everything else works on what is left."""
    files = [data.removeprefix(BYTE_ORDER_MARK) for data in files]
    ended = [data if data.endswith(b"\n") or not data else data + b"\n" for data in files]
    joined = SEPARATOR.join([*ended, b""])
    raw = np.frombuffer(joined, dtype=np.uint8)
    starts = _line_starts(raw)
    places = _places(ended, starts)
    tokens = _tokens(joined, files, places, language)
    code = _blank(raw, tokens)
    significant = np.flatnonzero(code[:-2] > SPACE)
    if language.docstrings and tokens.starts.size:
        documented, begins = _documentation(code, raw, tokens, starts, significant, places)
        if documented.size:
            tokens = _as_comments(code, raw, tokens, documented, begins)
            significant = significant[code[significant] > SPACE]
    significant = np.append(significant, raw.size)
    first = significant[np.searchsorted(significant[:-1], starts[:-1])]
    has_code = first < starts[1:]
    begin, end = _lines(starts, tokens, COMMENT)
    has_comment = _flagged(begin, end, has_code.size)
    begin, end = _lines(starts, tokens, STRING)
    has_code |= _flagged(begin, end, has_code.size)
    has_code[places.end_lines] = False
    quoted = tokens.kinds == STRING
    return Text(
        joined, code, places, starts, significant, first, has_code, has_comment & ~has_code,
        _flagged(begin + 1, end, has_code.size), tokens.starts[quoted], tokens.ends[quoted],
    )  # fmt: skip


def _line_starts(raw: Bytes) -> Ints:
    """The text ends with a newline: behind it no line begins, its offset is the text's length."""
    return np.append(0, np.flatnonzero(raw == NEWLINE) + 1)


def _places(files: Sequence[bytes], line_starts: Ints) -> Files:
    sizes = np.fromiter(map(len, files), np.int64, len(files))
    ends = np.cumsum(sizes + len(SEPARATOR)) - len(SEPARATOR)
    starts = ends - sizes
    return Files(starts, ends, np.searchsorted(line_starts, starts), np.searchsorted(line_starts, ends))


def _tokens(joined: bytes, files: Sequence[bytes], places: Files, language: Language) -> _Tokens:
    """Each file is lexed for itself, so that what one leaves open never reaches the next."""
    pattern = lexer(language)
    if pattern is None:
        empty = np.zeros(0, np.int64)
        return _Tokens(empty, empty, np.zeros(0, np.uint8))
    skip = len(language.preamble)
    pieces: list[bytes] = []
    counts = []
    for data in files:
        found = pattern.split(language.preamble + data if skip else data)
        pieces += found if pattern.groups == 1 else _outer(found, pattern.groups)
        counts.append(len(pieces))
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    begins = np.array([0, *counts[:-1]], np.int64)
    ends = np.cumsum(lengths)
    # A file's pieces are text and tokens in turn and begin and end with text.
    file_of = np.repeat(np.arange(len(files)), np.diff(np.append(begins, len(pieces))))
    order = np.arange(len(pieces)) - begins[file_of]
    is_token = (order % 2 == 1) & (lengths > 0)
    shift = places.starts - skip - np.append(0, ends)[begins]
    token_ends = (ends + shift[file_of])[is_token]
    token_starts = np.maximum(token_ends - lengths[is_token], places.starts[file_of[is_token]])
    some = token_ends > token_starts
    token_starts, token_ends = token_starts[some], token_ends[some]
    return _Tokens(token_starts, token_ends, _kinds(joined, token_starts, language.openers))


def _outer(pieces: list[bytes], groups: int) -> list[bytes]:
    """What `split` gives without the groups inside each token."""
    step = groups + 1
    found: list[bytes] = [b""] * (2 * (len(pieces) // step) + 1)
    found[0::2] = pieces[0::step]
    found[1::2] = pieces[1::step]
    return found


def _kinds(joined: bytes, starts: Ints, openers: tuple[bytes, ...]) -> NDArray[np.uint8]:
    padded = np.frombuffer(joined + b"\0" * 8, dtype=np.uint8)
    kinds = np.full(starts.size, STRING, np.uint8)
    for opener in openers:
        begins = padded[starts] == opener[0]
        for offset, byte in enumerate(opener[1:], 1):
            begins &= padded[starts + offset] == byte
        kinds[begins] = COMMENT
    return kinds


def _blank(raw: Bytes, tokens: _Tokens) -> Bytes:
    """The code, with two zero bytes behind it: comments become spaces, strings quotation marks."""
    code = np.append(raw, np.zeros(2, np.uint8))
    if tokens.starts.size:
        step = np.zeros(raw.size + 1, np.int8)
        step[tokens.starts] = tokens.kinds
        step[tokens.ends] -= tokens.kinds.astype(np.int8)
        kind = np.cumsum(step[:-1], dtype=np.int8)
        kind[raw == NEWLINE] = 0
        np.putmask(code[:-2], kind == COMMENT, SPACE)
        np.putmask(code[:-2], kind == STRING, QUOTE)
    return code


def _documentation(  # noqa: PLR0913, PLR0917 - each stands for itself
    code: Bytes, raw: Bytes, tokens: _Tokens, line_starts: Ints, significant: Ints, files: Files
) -> tuple[Ints, Ints]:
    """Indexes of strings in three quotes at the beginning of a statement, and where each begins with its prefix."""
    starts, ends = tokens.starts, tokens.ends
    chosen = np.flatnonzero((tokens.kinds == STRING) & (ends - starts >= 6))
    begin = starts[chosen]
    chosen = chosen[(raw[begin] == raw[begin + 1]) & (raw[begin] == raw[begin + 2])]
    begin = starts[chosen]
    line = line_starts[np.searchsorted(line_starts, begin, side="right") - 1]
    for _ in range(2):
        begin = np.where((begin > line) & _PREFIX[raw[begin - 1]], begin - 1, begin)
    documenting = significant[np.searchsorted(significant, line)] == begin
    documenting &= _bracket_depth(code, starts[chosen], files) <= 0
    return chosen[documenting], begin[documenting]


def _as_comments(code: Bytes, raw: Bytes, tokens: _Tokens, chosen: Ints, begins: Ints) -> _Tokens:
    """Turn some strings into comments, in `code` too."""
    starts, ends = tokens.starts, tokens.ends
    step = np.zeros(raw.size + 1, np.int8)
    step[begins] = 1
    step[ends[chosen]] -= 1
    np.putmask(code[:-2], np.cumsum(step[:-1], dtype=np.int8).view(np.bool_) & (raw != NEWLINE), SPACE)
    kinds = tokens.kinds.copy()
    kinds[chosen] = COMMENT
    return _Tokens(starts, ends, kinds)


def _bracket_depth(code: Bytes, offsets: Ints, files: Files) -> Ints:
    step = _BRACKET_STEP[code[:-2]]
    brackets = np.flatnonzero(step)
    depth = np.append(0, np.cumsum(step[brackets], dtype=np.int64))
    before = depth[np.searchsorted(brackets, files.starts)][files.of(offsets)]
    deep: Ints = depth[np.searchsorted(brackets, offsets)] - before
    return deep


def _lines(line_starts: Ints, tokens: _Tokens, kind: int) -> tuple[Ints, Ints]:
    """The lines [begin, end) that hold each token of a kind."""
    chosen = tokens.kinds == kind
    begin = np.searchsorted(line_starts[:-1], tokens.starts[chosen], side="right") - 1
    return begin, np.searchsorted(line_starts[:-1], tokens.ends[chosen] - 1, side="right")


def _flagged(begin: Ints, end: Ints, size: int) -> Flags:
    """Which of so many places lie in any of the spans [begin, end)."""
    step = np.bincount(begin, minlength=size + 1) - np.bincount(end, minlength=size + 1)
    flags: Flags = np.cumsum(step[:size]) > 0
    return flags
