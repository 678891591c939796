"""A file's bytes with comments and strings blanked, and what follows from that: its lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.languages.grammar import Language, lexer

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

COMMENT, STRING = 1, 2
#: What stands for comments and strings in `Text.code`: nothing, and something that is neither word nor bracket.
_FILL = np.frombuffer(b'\0 "', dtype=np.uint8)
_NEWLINE, _SPACE = 10, 32
_BRACKET_STEP = np.zeros(256, np.int8)
_BRACKET_STEP[list(b"([{")] = 1
_BRACKET_STEP[list(b")]}")] = -1


@dataclass(slots=True)
class Text:
    """Offsets are byte offsets into `code`, which is as long as the file."""

    raw: bytes
    #: Comments are spaces, strings are quotation marks, newlines stay; two zero bytes at the end.
    code: Bytes
    #: Offset of the first byte of every line, then the length of the file.
    line_starts: Ints
    #: Offset of every byte of `code` that is not white space, then the length of the file.
    significant: Ints
    #: Offset of the first significant byte of every line; beyond its end for lines without code.
    first: Ints
    has_code: Flags
    has_comment: Flags

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


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Where comments and strings are."""

    starts: Ints
    ends: Ints
    kinds: NDArray[np.uint8]


def read(data: bytes, language: Language) -> Text:
    """Find comments and strings once; everything else works on what is left."""
    tokens = _tokens(data, language)
    raw = np.frombuffer(data, dtype=np.uint8)
    code = _blank(raw, tokens)
    if language.docstrings and tokens.starts.size:
        tokens = _with_docstrings(data, code, tokens)
        code = _blank(raw, tokens)
    starts = _line_starts(raw)
    significant = np.append(np.flatnonzero(code > _SPACE), len(data))
    first = significant[np.searchsorted(significant[:-1], starts[:-1])]
    has_code = first < starts[1:]
    comment, string = (_covered(starts, tokens, kind) for kind in (COMMENT, STRING))
    has_code |= string
    code = np.append(code, np.zeros(2, np.uint8))
    return Text(data, code, starts, significant, first, has_code, comment & ~string)


def _line_starts(raw: Bytes) -> Ints:
    after = np.flatnonzero(raw == _NEWLINE) + 1
    if after.size and after[-1] == raw.size:
        after = after[:-1]
    return np.concatenate(([0], after, [raw.size])) if raw.size else np.zeros(1, np.int64)


def _tokens(data: bytes, language: Language) -> _Tokens:
    pattern = lexer(language)
    if pattern is None:
        empty = np.zeros(0, np.int64)
        return _Tokens(empty, empty, np.zeros(0, np.uint8))
    skip = len(language.preamble)
    if pattern.groups == 1:
        pieces = pattern.split(language.preamble + data if skip else data)
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        ends = np.cumsum(lengths)
        starts, ends = (ends - lengths)[1::2], ends[1::2]
    else:
        spans = [match.span() for match in pattern.finditer(language.preamble + data if skip else data)]
        starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    starts, ends = np.maximum(starts - skip, 0), ends - skip
    keep = ends > starts
    starts, ends = starts[keep], ends[keep]
    return _Tokens(starts, ends, _kinds(data, starts, language.openers))


def _kinds(data: bytes, starts: Ints, openers: tuple[bytes, ...]) -> NDArray[np.uint8]:
    padded = np.frombuffer(data + b"\0" * 8, dtype=np.uint8)
    kinds = np.full(starts.size, STRING, np.uint8)
    for opener in openers:
        begins = np.ones(starts.size, np.bool_)
        for offset, byte in enumerate(opener):
            begins &= padded[starts + offset] == byte
        kinds[begins] = COMMENT
    return kinds


def _blank(raw: Bytes, tokens: _Tokens) -> Bytes:
    if not tokens.starts.size:
        return raw.copy()
    step = np.zeros(raw.size + 1, np.int8)
    step[tokens.starts] = tokens.kinds
    step[tokens.ends] -= tokens.kinds.astype(np.int8)
    kind = np.cumsum(step[:-1], dtype=np.int8)
    return np.where((kind == 0) | (raw == _NEWLINE), raw, _FILL[kind])


def _with_docstrings(data: bytes, code: Bytes, tokens: _Tokens) -> _Tokens:
    """Strings in three quotes that stand at the beginning of a statement are comments."""
    starts = tokens.starts
    padded = np.frombuffer(data + b"\0" * 2, dtype=np.uint8)
    tripled = (padded[starts] == padded[starts + 1]) & (padded[starts] == padded[starts + 2])
    tripled &= (tokens.ends - starts >= 6) & (tokens.kinds == STRING)
    candidates = np.flatnonzero(tripled)
    step = _BRACKET_STEP[code]
    brackets = np.flatnonzero(step)
    depth = np.append(0, np.cumsum(step[brackets], dtype=np.int64))
    kinds = tokens.kinds.copy()
    for index in candidates[depth[np.searchsorted(brackets, starts[candidates])] <= 0]:
        start = int(starts[index])
        line = data[max(0, data.rfind(b"\n", 0, start) + 1, start - 200) : start]
        if line.strip(b" \trRuUbB") == b"":
            kinds[index] = COMMENT
    return _Tokens(starts, tokens.ends, kinds)


def _covered(line_starts: Ints, tokens: _Tokens, kind: int) -> Flags:
    """Lines that hold any part of a token of that kind."""
    lines = line_starts.size - 1
    chosen = tokens.kinds == kind
    begin = np.searchsorted(line_starts[:-1], tokens.starts[chosen], side="right") - 1
    end = np.searchsorted(line_starts[:-1], tokens.ends[chosen] - 1, side="right")
    step = np.bincount(begin, minlength=lines + 1) - np.bincount(end, minlength=lines + 1)
    return np.cumsum(step[:lines]) > 0
