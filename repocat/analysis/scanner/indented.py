"""Functions and blocks of languages that show them by indentation: Python, and Ruby, whose `end` closes them."""

from __future__ import annotations

import re

import numpy as np

from repocat.analysis.scanner.brackets import match
from repocat.analysis.scanner.outline import Code, Head, Outline, decisions, head_pattern
from repocat.analysis.scanner.text import Ints
from repocat.analysis.scanner.words import CONTROL

#: Python itself refuses deeper indentation.
_DEEPEST = 100
_CONTINUATION = re.compile(rb"(?:rescue|ensure|else|elsif|when|in)\b")
_TAB, _BACKSLASH = 9, ord("\\")
#: Bytes; every `def` of a line that is one long heap of them would look through all of the rest.
_LONGEST_PARAMETERS = 1000


def outline(code: Code) -> Outline:
    """Everything that is measured in a file of such a language."""
    lines = _statement_lines(code)
    ends = _block_ends(code, lines)
    starts, block_ends = _controls(code, lines, ends)
    heads = _heads(code, lines, ends)
    return Outline(heads, decisions(code), starts, block_ends)


def _statement_lines(code: Code) -> Ints:
    """Lines on which a statement begins: not inside brackets or strings, not continued from the line before."""
    text = code.text
    starts = text.line_starts[:-1]
    begins = text.first < text.line_starts[1:]
    square, curly = match(text.code, ord("["), ord("]"), text.files.ends), code.curly
    depth = code.round.depth(starts) + square.depth(starts) + curly.depth(starts)
    begins &= (depth == 0) | (code.structure.shape == "end")
    previous = text.previous_significant(starts)
    continued = (
        (text.code[previous] == _BACKSLASH) & (previous >= 0) & (text.line_of(previous) == np.arange(starts.size) - 1)
    )
    return np.flatnonzero(begins & ~continued)


def _columns(code: Code, lines: Ints) -> Ints:
    """Indentation of lines; a tab reaches to the next eighth column."""
    text = code.text
    columns = text.first[lines] - text.line_starts[lines]
    tabbed = np.flatnonzero(text.code[text.line_starts[lines]] == _TAB)
    for index in tabbed:
        line = lines[index]
        white = text.raw[text.line_starts[line] : min(text.first[line], text.line_starts[line] + _DEEPEST * 8)]
        columns[index] = len(white.expandtabs(8))
    return columns


def _block_ends(code: Code, lines: Ints) -> Ints:
    """For every statement the index of the next one that is not indented deeper; their number where there is none."""
    columns = _columns(code, lines)
    ends = np.full(lines.size, lines.size)
    if code.structure.shape == "end":
        columns = columns + _continues(code, lines)
    for column in np.unique(columns)[:_DEEPEST]:
        here = np.flatnonzero(columns == column)
        shallower = np.append(np.flatnonzero(columns <= column), lines.size)
        ends[here] = shallower[np.searchsorted(shallower, here, side="right")]
    return ends


def _continues(code: Code, lines: Ints) -> Ints:
    """1 for lines like `rescue` and `else`: they stand as far left as the block that they go on with."""
    starts = code.text.first[lines].tolist()
    return np.array([_CONTINUATION.match(code.clean, at) is not None for at in starts], np.int64)


def _end_offset(code: Code, lines: Ints, index: Ints) -> Ints:
    """Where the block ends that reaches up to the statement of that index: behind the last line of code before it."""
    text = code.text
    bound = np.append(text.line_starts[lines], text.size)[index]
    return text.previous_significant(bound) + 1


def _closing(code: Code, lines: Ints, ends: Ints) -> Ints:
    """Offsets behind every statement's block, with the word `end` that closes it."""
    offsets = _end_offset(code, lines, ends)
    if code.structure.shape == "end":
        first = np.append(code.text.first[lines], code.text.size)[ends]
        columns = np.append(_columns(code, lines), -1)
        closed = np.array([code.clean[at : at + 3] == b"end" for at in first.tolist()], np.bool_)
        offsets = np.where(closed & (columns[ends] == columns[:-1]), first + 3, offsets)
    return offsets


def _controls(code: Code, lines: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Blocks of statements that begin with a control word."""
    words = code.words
    firsts = code.text.first[lines]
    word = words.at_or_before(firsts)
    leads = (word >= 0) & (words.starts[word] == firsts) if words.starts.size else np.zeros(0, np.bool_)
    chosen = np.flatnonzero(leads & (words.roles[word] & CONTROL != 0)) if words.starts.size else np.zeros(0, np.int64)
    return firsts[chosen], _closing(code, lines, ends)[chosen]


def _heads(code: Code, lines: Ints, ends: Ints) -> list[Head]:
    closing = _closing(code, lines, ends)
    heads = []
    statement_starts = code.text.line_starts[lines]
    for found in head_pattern(code.structure).finditer(code.clean):
        start = found.start()
        if start and (code.words.is_word[start - 1] or code.clean[start - 1] in b".:"):
            continue
        statement = int(statement_starts.searchsorted(start, side="right")) - 1
        if statement < 0:
            continue
        name = code.text.raw[slice(*found.span(1))].decode("utf-8", "replace")
        parameters = _parameters(code, found.end())
        body_end = max(int(closing[statement]), parameters[1])
        heads.append(Head(name, start, parameters, parameters[1], body_end))
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
