"""Functions and blocks of languages that show them by indentation: Python, and Ruby, whose `end` closes them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from repocat.analysis.scanner.brackets import match
from repocat.analysis.scanner.outline import Code, Head, Outline, decisions, head_pattern
from repocat.analysis.scanner.text import Ints
from repocat.analysis.scanner.words import CONTROL

#: Python itself refuses deeper indentation.
_DEEPEST = 100
#: Where they stand without brackets.
_LONGEST_PARAMETERS = 1000
#: Lines that begin so stand as far left as the block that they go on with.
_CONTINUATIONS = (b"rescue", b"ensure", b"else", b"elsif", b"when", b"in")
_CLOSES = np.zeros(256, np.bool_)
_CLOSES[list(b")]}")] = True
_TAB, _BACKSLASH = 9, ord("\\")
#: Bytes; every `def` of a line that is one long heap of them would look through all of the rest.
_LONGEST_PARAMETERS = 1000


class _Statements(NamedTuple):
    """For every statement, in order: where its line begins, its first byte, and the end of its block."""

    lines: Ints
    firsts: Ints
    ends: Ints


def outline(code: Code) -> Outline:
    """Everything that is measured in a file of such a language."""
    statements = _statements(code)
    return Outline(_heads(code, statements), decisions(code), *_controls(code, statements))


def _controls(code: Code, statements: _Statements) -> tuple[Ints, Ints]:
    """Blocks of control words: at the beginning of a statement, behind its `async`, or as the value of `=`."""
    words, text = code.words, code.text
    starts = words.starts[words.with_role(CONTROL)]
    statement = np.searchsorted(statements.firsts, starts, side="right") - 1
    first, before = np.append(statements.firsts, -1)[statement], text.previous_significant(starts)
    leads = (starts == first) | (text.code[before] == ord("="))
    leads |= (before == first + len(b"async") - 1) & words.at_end_of(before, b"async")
    leads &= statement >= 0
    return starts[leads], statements.ends[statement[leads]]


def _statements(code: Code) -> _Statements:
    lines = _statement_lines(code)
    columns = _columns(code, lines)
    starts, firsts = code.text.line_starts[lines], code.text.first[lines]
    return _Statements(starts, firsts, _ends(code, starts, firsts, columns))


def _statement_lines(code: Code) -> Ints:
    """Lines on which a statement begins: not inside brackets or strings, not continued from the line before."""
    text = code.text
    starts = text.line_starts[:-1]
    begins = (text.first < text.line_starts[1:]) & ~text.in_string
    square, curly = match(text.code, ord("["), ord("]"), text.files.ends), code.curly
    depth = code.round.depth(starts) + square.depth(starts) + curly.depth(starts)
    # Ruby's blocks have statements within brackets; a line that closes some begins none.
    begins &= ~_CLOSES[text.code[text.first]] if code.structure.shape == "end" else depth == 0
    previous = text.previous_significant(starts)
    continued = (
        (text.code[previous] == _BACKSLASH) & (previous >= 0) & (text.line_of(previous) == np.arange(starts.size) - 1)
    )
    return np.flatnonzero(begins & ~continued)


def _columns(code: Code, lines: Ints) -> Ints:
    """Indentation of lines; where one begins with a tab, a tab reaches to the next eighth column."""
    text = code.text
    starts, firsts = text.line_starts[lines], text.first[lines]
    columns = firsts - starts
    tabbed = np.flatnonzero(text.code[starts] == _TAB)
    columns[tabbed] = 0
    for place in range(_DEEPEST * 8):
        tabbed = tabbed[starts[tabbed] + place < firsts[tabbed]]
        if not tabbed.size:
            break
        is_tab = text.code[starts[tabbed] + place] == _TAB
        columns[tabbed] += np.where(is_tab, 8 - columns[tabbed] % 8, 1)
    return columns


def _ends(code: Code, starts: Ints, firsts: Ints, columns: Ints) -> Ints:
    """Offsets behind every statement's block, with the word `end` that closes it."""
    text, words = code.text, code.words
    by_end = code.structure.shape == "end"
    following = _next_outside(columns + words.begin_at(firsts, *_CONTINUATIONS) if by_end else columns)
    last = text.previous_significant(np.append(starts, text.size)[following]) + 1
    if not by_end:
        return last
    closing = np.append(firsts, text.size)[following]
    closed = words.begin_at(closing, b"end") & (np.append(columns, -1)[following] == columns)
    return np.where(closed, closing + len(b"end"), last)


def _next_outside(columns: Ints) -> Ints:
    """For every statement the index of the next one that is not indented deeper; their number where there is none."""
    ends = np.full(columns.size, columns.size)
    for column in np.unique(columns)[:_DEEPEST]:
        here = np.flatnonzero(columns == column)
        shallower = np.append(np.flatnonzero(columns <= column), columns.size)
        ends[here] = shallower[np.searchsorted(shallower, here, side="right")]
    return ends


def _heads(code: Code, statements: _Statements) -> list[Head]:
    heads = []
    for found in head_pattern(code.structure).finditer(code.clean):
        start = found.start()
        if start and (code.words.is_word[start - 1] or code.clean[start - 1] in b".:"):
            continue
        statement = int(statements.lines.searchsorted(start, side="right")) - 1
        if statement < 0:
            continue
        name = code.text.raw[slice(*found.span(1))].decode("utf-8", "replace")
        parameters = _parameters(code, found.end())
        end = max(int(statements.ends[statement]), parameters[1])
        heads.append(Head(name, start, parameters, parameters[1], end))
    return heads


def _parameters(code: Code, after: int) -> tuple[int, int]:
    """The text between the brackets; Ruby may leave the brackets out."""
    opened = after - 1 if code.structure.shape == "indent" else after
    if code.clean[opened : opened + 1] == b"(":
        return opened + 1, code.round.end(opened)
    line_end = min(int(code.text.line_starts[code.line(after) + 1]), after + _LONGEST_PARAMETERS)
    semicolon = code.clean.find(b";", after, line_end)
    equals = code.clean.find(b" = ", after, line_end)
    stop = min((place for place in (semicolon, equals) if place >= 0), default=line_end)
    return after, max(after, stop)
