"""Measures the text of one file: lines, functions, and what duplication needs, without a loop over its tokens.

One linear pattern per language finds comments and strings. What is left is turned into arrays of offsets (words,
brackets, line starts) on which everything else is arithmetic.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.languages.grammar import Language, Structure
from repocat.analysis.scanner import braces, directives, indented
from repocat.analysis.scanner.functions import Function, measure
from repocat.analysis.scanner.outline import prepare
from repocat.analysis.scanner.text import Ints, Text, read
from repocat.analysis.scanner.words import find

__all__ = ["Function", "Scan", "scan"]

_TODO_WORDS = (b"TODO", b"FIXME", b"XXX", b"HACK")
_TODO = re.compile(rb"\b(?:TODO|FIXME|XXX|HACK)\b")
#: Lines without a letter or digit (braces, brackets) and imports say nothing about being copied.
_TELLING = re.compile(
    rb"(?!(?:import|from)\b[^=]{0,300}+$|#[ \t]*+include\b"
    rb"|(?:package|use|using|require|require_relative|include|@import)[ \t(\"'][^={]{0,300}+$)"
    rb"[^\w\x80-\xff]*+[\w\x80-\xff]"
).match


class Scan(NamedTuple):
    """What is known of one file."""

    code: int
    comment: int
    blank: int
    functions: list[Function]
    todos: int
    #: Length in bytes of every line that is not blank.
    line_lengths: Ints
    #: Fingerprint of every line of code that says something, white space around it dropped, and its number from 1.
    fingerprints: NDArray[np.uint32]
    fingerprint_lines: Ints


def scan(data: bytes, language: Language) -> Scan:
    """Measure a file. Any bytes will do; time and memory are linear in their number."""
    text = read(data, language)
    code, total = int(text.has_code.sum()), text.has_code.size
    comment = int((text.has_comment & ~text.has_code).sum())
    lengths = np.diff(text.line_starts)
    fingerprints, lines = _fingerprints(text)
    return Scan(
        code=code,
        comment=comment,
        blank=total - code - comment,
        functions=_functions(text, language),
        todos=len(_TODO.findall(data)) if any(word in data for word in _TODO_WORDS) else 0,
        line_lengths=lengths[text.has_code],
        fingerprints=fingerprints,
        fingerprint_lines=lines,
    )


def _functions(text: Text, language: Language) -> list[Function]:
    structure = language.structure
    if structure is None:
        return []
    if structure.directives:
        directives.blank(text)
    if structure.smoothed:
        _smooth(text, structure)
    code = prepare(text, find(text, language, structure), language, structure)
    outline = braces.outline(code) if structure.shape == "braces" else indented.outline(code)
    return measure(code, outline)


@cache
def _smoothed(structure: Structure) -> re.Pattern[bytes]:
    return re.compile(structure.smoothed or b"", re.DOTALL)


def _smooth(text: Text, structure: Structure) -> None:
    for found in _smoothed(structure).finditer(text.clean):
        text.code[found.start() : found.end()] = ord("_")


def _fingerprints(text: Text) -> tuple[NDArray[np.uint32], Ints]:
    """Lines as numbers: comments are gone, strings are there, imports and lines without any word are left out."""
    kept = np.where(text.code[:-2] == ord('"'), np.frombuffer(text.raw, np.uint8), text.code[:-2]).tobytes()
    lines = [line.strip() for line in kept.split(b"\n")]
    numbers = [number for number, line in enumerate(lines) if line and _TELLING(line)]
    prints = np.fromiter((crc32(lines[number]) for number in numbers), np.uint32, len(numbers))
    return prints, np.array(numbers, np.int64) + 1
