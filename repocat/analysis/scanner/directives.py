"""C's preprocessor: its lines are code, but their brackets and words are no part of the outline."""

from __future__ import annotations

import numpy as np

from repocat.analysis.scanner.text import Flags, Ints, Text

_HASH, _BACKSLASH, _SPACE, _NEWLINE = ord("#"), ord("\\"), 32, 10
_STEP = np.zeros((2, 256), np.int8)
_STEP[0, ord("{")], _STEP[0, ord("}")] = 1, -1
_STEP[1, ord("(")], _STEP[1, ord(")")] = 1, -1
#: Directives by the first two letters of their word; `if`, `ifdef` and `ifndef` are one kind.
_IF, _ELSE, _END = 1, 2, 3
_KINDS = {_IF: b"if", _ELSE: b"el", _END: b"en"}
_BRACKETS = np.zeros(256, np.bool_)
_BRACKETS[list(b"(){}")] = True


def blank(text: Text) -> None:
    """Blank directives in `text.code`, and brackets of `#else` branches where the first branch keeps some open."""
    begins = text.code[np.minimum(text.first, text.size)] == _HASH
    begins &= text.first < text.line_starts[1:]
    if not begins.any():
        return
    lines = _with_continuations(text, begins)
    conditions = _conditions(text, np.flatnonzero(begins & lines))
    _fill(text, lines, np.ones(256, np.bool_))
    _fill(text, _unbalanced_branches(text, conditions), _BRACKETS)
    text.significant = np.append(text.significant[text.code[text.significant] > _SPACE], text.size)


def _with_continuations(text: Text, begins: Flags) -> Flags:
    """Directive lines and the lines that a backslash joins to them."""
    previous = text.previous_significant(text.line_starts[1:])
    joined = np.zeros(begins.size, np.bool_)
    joined[1:] = (text.code[previous] == _BACKSLASH)[:-1] & (previous >= text.line_starts[:-1])[:-1]
    joined[text.files.end_lines] = False
    leader = np.maximum.accumulate(np.where(joined, 0, np.arange(begins.size)))
    return begins[leader]


def _conditions(text: Text, lines: Ints) -> list[tuple[int, int, int]]:
    """File, line and kind of every directive that begins, divides or ends a condition."""
    word = text.next_significant(text.first[lines] + 1)
    first, second = text.code[word], text.code[np.minimum(word + 1, text.size)]
    kinds = np.zeros(lines.size, np.int64)
    for kind, (begin, end) in _KINDS.items():
        kinds[(first == begin) & (second == end)] = kind
    chosen = kinds > 0
    files = np.searchsorted(text.files.first_lines, lines[chosen], side="right")
    return list(zip(files.tolist(), lines[chosen].tolist(), kinds[chosen].tolist(), strict=True))


def _unbalanced_branches(text: Text, conditions: list[tuple[int, int, int]]) -> Flags:
    """Lines of `#else` and `#elif` branches whose first branch does not close what it opens."""
    balance = [np.append(0, np.cumsum(step[text.code[:-2]], dtype=np.int32)) for step in _STEP]
    at_line = np.stack([sums[text.line_starts] for sums in balance])
    blanked = np.zeros(text.has_code.size + 1, np.int64)
    waiting: list[list[int]] = []
    last = 0
    for file, line, kind in conditions:
        if file != last:
            waiting.clear()
            last = file
        if kind == _IF:
            waiting.append([line])
        elif waiting:
            waiting[-1].append(line)
            if kind == _END:
                first, *others = waiting.pop()
                if others[:-1] and (at_line[:, others[0]] != at_line[:, first]).any():
                    blanked[others[0]] += 1
                    blanked[line] -= 1
    return np.cumsum(blanked[:-1]) > 0


def _fill(text: Text, lines: Flags, which: Flags) -> None:
    """Put spaces over the chosen bytes of the chosen lines."""
    code = text.code[:-2]
    for first, last in zip(*_runs(lines), strict=True):
        span = code[text.line_starts[first] : text.line_starts[last]]
        np.putmask(span, which[span] & (span != _NEWLINE), _SPACE)


def _runs(lines: Flags) -> tuple[list[int], list[int]]:
    """Beginnings and ends of lines in a row that are chosen."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], lines, [False])).view(np.int8)))
    return edges[0::2].tolist(), edges[1::2].tolist()
