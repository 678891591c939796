"""C's preprocessor: its lines are code, but their brackets and words are no part of the outline."""

from __future__ import annotations

import numpy as np

from repocat.analysis.scanner.text import Flags, Text

_HASH, _BACKSLASH, _SPACE, _NEWLINE = ord("#"), ord("\\"), 32, 10
_STEP = np.zeros((2, 256), np.int8)
_STEP[0, ord("{")], _STEP[0, ord("}")] = 1, -1
_STEP[1, ord("(")], _STEP[1, ord(")")] = 1, -1
_BRACKETS = np.zeros(256, np.bool_)
_BRACKETS[list(b"(){}")] = True


def blank(text: Text) -> None:
    """Blank directives in `text.code`, and brackets of `#else` branches where the first branch keeps some open."""
    begins = text.code[np.minimum(text.first, text.size)] == _HASH
    begins &= text.first < text.line_starts[1:]
    if not begins.any():
        return
    lines = _with_continuations(text, begins)
    conditions = [(line, _word(text, line)) for line in np.flatnonzero(begins & lines).tolist()]
    _fill(text, lines, np.ones(256, np.bool_))
    _fill(text, _unbalanced_branches(text, conditions), _BRACKETS)
    text.significant = np.append(np.flatnonzero(text.code[:-2] > _SPACE), text.size)


def _with_continuations(text: Text, begins: Flags) -> Flags:
    """Directive lines and the lines that a backslash joins to them."""
    previous = text.previous_significant(text.line_starts[1:])
    joined = np.zeros(begins.size, np.bool_)
    joined[1:] = (text.code[previous] == _BACKSLASH)[:-1] & (previous >= text.line_starts[:-1])[:-1]
    leader = np.maximum.accumulate(np.where(joined, 0, np.arange(begins.size)))
    return begins[leader]


def _word(text: Text, line: int) -> bytes:
    start = int(text.first[line]) + 1
    return text.raw[start : start + 40].split(maxsplit=1)[0][:5] if text.raw[start : start + 40].strip() else b""


def _unbalanced_branches(text: Text, conditions: list[tuple[int, bytes]]) -> Flags:
    """Lines of `#else` and `#elif` branches whose first branch does not close what it opens."""
    balance = np.stack([np.append(0, np.cumsum(step[text.code[:-2]], dtype=np.int64)) for step in _STEP])
    at_line = balance[:, text.line_starts]
    blanked = np.zeros(text.has_code.size + 1, np.int64)
    waiting: list[list[int]] = []
    for line, word in conditions:
        if word.startswith(b"if"):
            waiting.append([line])
        elif waiting and word.startswith((b"el", b"en")):
            waiting[-1].append(line)
            if word.startswith(b"en"):
                first, *others = waiting.pop()
                if others[:-1] and (at_line[:, others[0]] != at_line[:, first]).any():
                    blanked[others[0]] += 1
                    blanked[line] -= 1
    return np.cumsum(blanked[:-1]) > 0


def _fill(text: Text, lines: Flags, which: Flags) -> None:
    """Put spaces over the chosen bytes of the chosen lines."""
    chosen = np.repeat(lines, np.diff(text.line_starts))
    code = text.code[:-2]
    code[chosen & which[code] & (code != _NEWLINE)] = _SPACE
