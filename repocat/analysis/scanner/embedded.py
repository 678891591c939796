"""Code that lies in strings: what stands in `${…}`, or behind the mark of a here-document on the same line."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from repocat.analysis.languages.grammar import Embedded, Language, Structure, lexer
from repocat.analysis.scanner.text import NEWLINE, QUOTE, SPACE, Text

#: Strings in code in strings in code: what lies deeper stays a string.
_DEEPEST = 4
_BACKSLASH = ord("\\")


def show(text: Text, language: Language, structure: Structure) -> None:
    """Put embedded code into `text.code`, where the lexer has left nothing but quotation marks."""
    shown = False
    for embedded in structure.embedded:
        waiting = _openings(text, embedded)
        shown |= bool(waiting)
        for _ in range(_DEEPEST):
            waiting = _show_outermost(text, language, embedded, waiting)
    if shown:
        text.find_significant()


@cache
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


def _openings(text: Text, embedded: Embedded) -> list[tuple[int, int]]:
    """Where embedded code may begin, and the end of the string that it lies in."""
    raw = np.frombuffer(text.raw, np.uint8)
    begins = text.code[:-2] == QUOTE
    for index, byte in enumerate(embedded.opening):
        begins[: begins.size - index] &= raw[index:] == byte
    begins[1:] &= raw[:-1] != _BACKSLASH
    places = np.flatnonzero(begins)
    string = np.searchsorted(text.string_starts, places, side="right") - 1
    starts, ends = text.string_starts[string], text.string_ends[string]
    if embedded.strings is None:
        kept = places == starts
        return list(zip(places[kept].tolist(), ends[kept].tolist(), strict=True))
    may_hold = _compiled(embedded.strings).match
    spans = zip(places.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return [(place, end) for place, start, end in spans if may_hold(text.raw, start)]


def _show_outermost(
    text: Text, language: Language, embedded: Embedded, openings: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Show what lies in no other opening's code. Gives back the openings inside, if they are in a string again."""
    inside = []
    shown = 0
    for place, end in openings:
        if place < shown:
            inside.append((place, min(end, shown)))
        elif text.code[place] == QUOTE and (found := _compiled(embedded.pattern).match(text.raw, place, end)):
            shown = found.end()
            _show(text, language, *found.span(1))
    return inside


def _show(text: Text, language: Language, start: int, end: int) -> None:
    """Code from one offset to another; strings and comments in it are hidden as everywhere."""
    text.code[start:end] = np.frombuffer(text.raw[start:end], np.uint8)
    pattern = lexer(language)
    for found in pattern.finditer(text.raw, start, end) if pattern else ():
        token = text.code[found.start() : found.end()]
        token[token != NEWLINE] = SPACE if found[0].startswith(language.openers) else QUOTE
