"""Functions and blocks of the shell, where a word is a keyword only at the beginning of a command."""

from __future__ import annotations

import re

import numpy as np

from repocat.analysis.scanner.brackets import Pairs, match
from repocat.analysis.scanner.operators import doubled
from repocat.analysis.scanner.outline import Code, Head, Outline, head_pattern
from repocat.analysis.scanner.text import Flags, Ints
from repocat.analysis.scanner.words import DECISION

_OPEN, _CLOSE, _ROUND, _ROUND_CLOSE, _DOLLAR, _BACKSLASH = b"{}()$\\"
_CASE = re.compile(rb"case[ \t]++[^\n]{0,300}?[ \t]in(?=\s)")
_THE_REST = re.compile(rb"\(?\s{0,80}\*\s{0,80}\)")
_FARTHEST = 400
#: Keywords in a row (`then if ! while`).
_LONGEST_CHAIN = 4
#: Behind these a command begins.
_BEFORE_COMMAND = np.zeros(256, np.bool_)
_BEFORE_COMMAND[list(b";&|({)}!`")] = True
_BEFORE_COMMAND_WORDS = (b"do", b"then", b"else", b"if", b"while", b"until", b"time", b"fi", b"done", b"esac")
_BLANK = np.zeros(256, np.bool_)
_BLANK[list(b" \t\r\n")] = True


def outline(code: Code) -> Outline:
    """Everything that is measured in a file of the shell."""
    words, text = code.words, code.text
    keywords = np.flatnonzero(words.roles)
    commands = keywords[:0]
    for _ in range(_LONGEST_CHAIN):
        commands = keywords[_at_command(code, words.starts[keywords], words.ends[keywords], commands)]
    arms = _arms(code, words.starts[commands[_is(code, commands, b"case")]])
    commands = commands[~np.isin(words.starts[commands], arms)]
    blocks = _blocks(code, commands)
    counted = [words.starts[commands[words.roles[commands] & DECISION != 0]]]
    counted += [doubled(text, ord("&")), doubled(text, ord("|")), arms[~_take_the_rest(code, arms)]]
    return Outline(_heads(code, commands, arms), np.unique(np.concatenate(counted)), blocks.opens, blocks.closes + 1)


def _is(code: Code, indexes: Ints, *chosen: bytes) -> Flags:
    """Which of some words are among the chosen ones."""
    return code.words.at_end_of(code.words.ends[indexes] - 1, *chosen)


def _at_command(code: Code, offsets: Ints, ends: Ints, commands: Ints) -> Flags:
    """Whether a command may begin at each offset; behind a keyword only where that is itself a command."""
    text, words = code.text, code.words
    previous = text.previous_significant(offsets)
    byte = text.code[previous]
    begins: Flags = (previous < text.line_starts[text.line_of(offsets)]) & (byte != _BACKSLASH)
    begins |= previous < 0
    begins |= _BEFORE_COMMAND[byte] & ~((byte == _OPEN) & (text.code[previous - 1] == _DOLLAR))
    begins |= np.isin(words.at_or_before(previous), commands) & words.at_end_of(previous, *_BEFORE_COMMAND_WORDS)
    begins &= text.code[ends] != _ROUND_CLOSE
    return begins


def _arms(code: Code, cases: Ints) -> Ints:
    """Where the patterns of a `case` begin: behind its `in` and behind `;;`."""
    text = code.text
    ends = []
    for start in cases.tolist():
        found = _CASE.match(code.clean, start, min(start + _FARTHEST, text.files.end_at(start)))
        if found:
            ends.append(found.end())
    breaks = doubled(text, ord(";"))
    # `for ((;;))` has no arms.
    breaks = breaks[text.code[text.previous_significant(breaks)] != _ROUND]
    behind = np.sort(np.concatenate((np.array(ends, np.int64), breaks + 2)))
    behind += text.code[behind] == ord("&")
    arms = text.next_significant(behind)
    arms = arms[arms < text.files.ends[text.files.of(behind)]]
    kept: Ints = arms[~code.words.begin_at(arms, b"esac")]
    return kept


def _take_the_rest(code: Code, arms: Ints) -> Flags:
    return np.array([_THE_REST.match(code.clean, arm) is not None for arm in arms.tolist()], np.bool_)


def _blocks(code: Code, commands: Ints) -> Pairs:
    """From `if`, `do` and `case` to the word that closes each."""
    marks = np.zeros(code.text.code.size, np.uint8)
    marks[code.words.starts[commands[_is(code, commands, b"if", b"do", b"case")]]] = _OPEN
    marks[code.words.starts[commands[_is(code, commands, b"fi", b"done", b"esac")]]] = _CLOSE
    return match(marks, _OPEN, _CLOSE, code.text.files.ends)


def _heads(code: Code, commands: Ints, arms: Ints) -> list[Head]:
    text = code.text
    found = list(head_pattern(code.structure).finditer(code.clean))
    bodies = np.array([one.start(3) for one in found], np.int64)
    curly, subshells = _groups(code, commands, bodies), _subshells(code, arms)
    heads = []
    for one in found:
        body = one.start(3)
        if body >= text.files.end_at(one.start()):
            continue
        end = (curly if one[3] == b"{" else subshells).end(body)
        name = text.raw[slice(*one.span(1 if one[1] else 2))].decode("utf-8", "replace")
        heads.append(Head(name, one.start(), (one.start(), one.start()), body, end + 1))
    return heads


def _groups(code: Code, commands: Ints, bodies: Ints) -> Pairs:
    """Braces that hold commands; all others are part of a word."""
    text = code.text
    offsets = np.flatnonzero((text.code[:-2] == _OPEN) | (text.code[:-2] == _CLOSE))
    expanded = code.curly.closes[code.curly.closed & (text.code[code.curly.opens - 1] == _DOLLAR)]
    offsets = offsets[_at_command(code, offsets, offsets, commands) & ~np.isin(offsets, expanded)]
    # `{}` is a word of its own.
    offsets = offsets[text.code[offsets - 1] != _OPEN]
    opening = text.code[offsets] == _OPEN
    marks = np.zeros(text.code.size, np.uint8)
    marks[offsets[~opening]] = _CLOSE
    marks[offsets[opening & _BLANK[text.code[offsets + 1]]]] = _OPEN
    marks[bodies[text.code[bodies] == _OPEN]] = _OPEN
    return match(marks, _OPEN, _CLOSE, text.files.ends)


def _subshells(code: Code, arms: Ints) -> Pairs:
    """Round brackets without those around the patterns of a `case`."""
    marks = code.text.code.copy()
    closes = np.append(np.flatnonzero(marks == _ROUND_CLOSE), marks.size - 1)
    files = code.text.files
    ends = closes[np.searchsorted(closes[:-1], arms)]
    marks[ends[ends < files.ends[files.of(arms)]]] = 0
    marks[arms] = 0
    return match(marks, _ROUND, _ROUND_CLOSE, files.ends)
