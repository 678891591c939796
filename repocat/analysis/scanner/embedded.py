"""Code that lies in strings: what stands in `${…}`, or behind the mark of a here-document on the same line."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from repocat.analysis.languages.grammar import Embedded, Language, Structure, lexer
from repocat.analysis.scanner.text import NEWLINE, QUOTE, SPACE, Ints, Text

#: Strings in code in strings in code: what lies deeper stays a string.
_DEEPEST = 4
_BACKSLASH = ord("\\")


def show(text: Text, language: Language, structure: Structure) -> None:
    """Put embedded code into `text.code`, where the lexer has left nothing but quotation marks."""
    shown: list[tuple[int, int]] = []
    for embedded in structure.embedded:
        waiting = _openings(text, embedded)
        for _ in range(_DEEPEST):
            found, waiting = _outermost(text, embedded, waiting)
            for start, end in found:
                _copy(text, language, start, end)
            shown += found
    if shown:
        text.forget_white(np.concatenate([_white(text, start, end) for start, end in sorted(shown)]))


@cache
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


def _openings(text: Text, embedded: Embedded) -> list[tuple[int, int]]:
    """Where embedded code may begin, and the end of the string that it lies in."""
    raw = np.frombuffer(text.raw, np.uint8)
    places = np.flatnonzero(raw[: -len(embedded.opening)] == embedded.opening[0])
    for offset, byte in enumerate(embedded.opening[1:], 1):
        places = places[raw[places + offset] == byte]
    places = places[(text.code[places] == QUOTE) & (raw[places - 1] != _BACKSLASH)]
    string = np.searchsorted(text.string_starts, places, side="right") - 1
    starts, ends = text.string_starts[string], text.string_ends[string]
    if embedded.strings is None:
        kept = places == starts
        return list(zip(places[kept].tolist(), ends[kept].tolist(), strict=True))
    may_hold = _compiled(embedded.strings).match
    spans = zip(places.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return [(place, end) for place, start, end in spans if may_hold(text.raw, start)]


def _outermost(
    text: Text, embedded: Embedded, openings: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The code that lies in no other opening's, and the openings in it, which are for later: they may be in strings."""
    found: list[tuple[int, int]] = []
    inside: list[tuple[int, int]] = []
    last = 0
    for place, end in openings:
        if place < last:
            inside.append((place, min(end, last)))
        elif text.code[place] == QUOTE and (code := _compiled(embedded.pattern).match(text.raw, place, end)):
            last = code.end()
            found.append(code.span(1))
    return found, inside


def _copy(text: Text, language: Language, start: int, end: int) -> None:
    """Show code from one offset to another; strings and comments in it are hidden as everywhere."""
    text.code[start:end] = np.frombuffer(text.raw[start:end], np.uint8)
    pattern = lexer(language)
    for found in pattern.finditer(text.raw, start, end) if pattern else ():
        token = text.code[found.start() : found.end()]
        token[token != NEWLINE] = SPACE if found[0].startswith(language.openers) else QUOTE


def _white(text: Text, start: int, end: int) -> Ints:
    span = text.code[start:end]
    return start + np.flatnonzero((span <= SPACE) & (span != NEWLINE))
