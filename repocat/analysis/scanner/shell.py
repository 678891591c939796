"""Functions and blocks of the shell, where a word is a keyword only at the beginning of a command."""

from __future__ import annotations

import re

import numpy as np

from repocat.analysis.languages.shell import SUBSTITUTION
from repocat.analysis.scanner.brackets import Pairs, match
from repocat.analysis.scanner.operators import doubled
from repocat.analysis.scanner.outline import Code, Head, Outline, head_pattern
from repocat.analysis.scanner.text import Flags, Ints, Text
from repocat.analysis.scanner.words import DECISION

_OPEN, _CLOSE, _ROUND, _ROUND_CLOSE, _DOLLAR, _BACKSLASH, _QUOTE, _SPACE, _NEWLINE = b'{}()$\\" \n'
_HEREDOC = re.compile(rb"<<-?+[ \t]*+[\"'\\]?+[A-Za-z_!][\w.!-]{0,60}+[\"']?+([^\n#\"'`]*+)")
_SUBSTITUTION = re.compile(SUBSTITUTION, re.DOTALL)
_INNER_TOKEN = re.compile(rb'"[^"]*+"?+|\'[^\']*+\'?+|\\.|(?<=\s)#[^\n]*+', re.DOTALL)
_CASE = re.compile(rb"case[ \t]++[^\n]{0,300}?[ \t]in(?=\s)")
_THE_REST = re.compile(rb"\(?\s{0,80}\*\s{0,80}\)")
_FARTHEST = 400
#: Keywords in a row (`then if ! while`).
_LONGEST_CHAIN = 4
#: Behind these a command begins.
_BEFORE_COMMAND = np.zeros(256, np.bool_)
_BEFORE_COMMAND[list(b";&|({)}!`")] = True
#: What is seen of a string.
_HIDDEN = bytes([_QUOTE, _NEWLINE])
_BLANK = np.zeros(256, np.bool_)
_BLANK[list(b" \t\r\n")] = True


def uncover(text: Text) -> None:
    """Show again the code that lies in strings: what follows `<<word` on its line, and `$(…)` in double quotes."""
    for start, end in zip(text.files.starts.tolist(), text.files.ends.tolist(), strict=True):
        _uncover_commands(text, start, end)
        _uncover_lines(text, start, end)
    text.significant = np.append(np.flatnonzero(text.code[:-2] > _SPACE), text.size)


def _uncover_commands(text: Text, start: int, end: int) -> None:
    for found in _SUBSTITUTION.finditer(text.raw, start, end):
        span = text.code[found.start() : found.end()]
        # Cheaper than asking numpy, where there are very many of a few bytes.
        if not span.tobytes().strip(_HIDDEN):
            span[:] = np.frombuffer(_INNER_TOKEN.sub(_covered, found[0]), np.uint8)


def _uncover_lines(text: Text, start: int, end: int) -> None:
    for found in _HEREDOC.finditer(text.raw, start, end):
        at = found.start()
        if text.code[at] == _QUOTE and (at == start or text.code[at - 1] != _QUOTE):
            text.code[found.start(1) : found.end(1)] = np.frombuffer(found[1], np.uint8)


def _covered(token: re.Match[bytes]) -> bytes:
    """A string or comment inside a command, blanked; newlines stay."""
    return bytes(byte if byte == _NEWLINE else _QUOTE for byte in token[0])


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


def _is(code: Code, words: Ints, *chosen: bytes) -> Flags:
    """Which words are among the chosen keywords, told by two letters and the length."""
    found = np.zeros(words.size, np.bool_)
    if not code.words.starts.size:
        return found
    starts = code.words.starts[words]
    lengths = code.words.ends[words] - starts
    first, second = code.text.code[starts], code.text.code[starts + 1]
    for word in chosen:
        found |= (first == word[0]) & (second == word[1]) & (lengths == len(word))
    found &= code.words.roles[words] > 0
    return found


def _at_command(code: Code, offsets: Ints, ends: Ints, commands: Ints) -> Flags:
    """Whether a command may begin at each offset; behind a keyword only where that is itself a command."""
    text, words = code.text, code.words
    previous = text.previous_significant(offsets)
    byte = text.code[previous]
    begins: Flags = (previous < text.line_starts[text.line_of(offsets)]) & (byte != _BACKSLASH)
    begins |= previous < 0
    begins |= _BEFORE_COMMAND[byte] & ~((byte == _OPEN) & (text.code[previous - 1] == _DOLLAR))
    word = words.at_or_before(previous)
    begins |= (
        words.is_word[previous]
        & (previous >= 0)
        & np.isin(word, commands)
        & _is(code, np.maximum(word, 0), b"do", b"then", b"else", b"if", b"while", b"until", b"time", b"fi", b"done",
              b"esac")
    )  # fmt: skip
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
    word = np.maximum(code.words.at_or_before(arms), 0)
    kept: Ints = arms[~(code.words.is_word[arms] & _is(code, word, b"esac"))]
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
