"""Measures the text of files: lines, functions, and what duplication needs, without a loop over their tokens.

Files of one language are measured together. One linear pattern per language finds comments and strings. What is left
is turned into arrays of offsets (words, brackets, line starts) on which everything else is arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from repocat.analysis.languages.grammar import Language, Structure
from repocat.analysis.scanner import braces, directives, indented, shell
from repocat.analysis.scanner.functions import Function, FunctionTable, measure, no_functions
from repocat.analysis.scanner.lines import fingerprints
from repocat.analysis.scanner.outline import prepare
from repocat.analysis.scanner.scans import Lines, Prints, Scans
from repocat.analysis.scanner.text import Ints, Text, read
from repocat.analysis.scanner.words import find

__all__ = ["Function", "FunctionTable", "Lines", "Scan", "Scans", "count_lines", "scan", "scan_all"]

_OUTLINES = {"braces": braces.outline, "indent": indented.outline, "end": indented.outline, "shell": shell.outline}
_TODO_WORDS = (b"TODO", b"FIXME", b"XXX", b"HACK")
_TODO = re.compile(rb"\b(?:TODO|FIXME|XXX|HACK)\b")


class Scan(NamedTuple):
    """What is known of one file; as in `Scans`."""

    code: int
    comment: int
    blank: int
    functions: list[Function]
    todos: int
    line_lengths: Ints
    fingerprints: Prints
    fingerprint_lines: Ints


def scan(data: bytes, language: Language) -> Scan:
    """Measure one file. Any bytes will do; time and memory are linear in their number."""
    found = scan_all([data], language)
    functions = [found.functions.row(index) for index in range(len(found.functions.names))]
    code, comment, blank = (int(column[0]) for column in (found.lines.code, found.lines.comment, found.lines.blank))
    return Scan(
        code, comment, blank, functions, int(found.todos[0]), found.line_lengths, found.fingerprints,
        found.fingerprint_lines,
    )  # fmt: skip


def scan_all(files: Sequence[bytes], language: Language) -> Scans:
    """Measure files of one language. What is found in one does not depend on the others."""
    text = read(files, language)
    prints, lines = fingerprints(text)
    file_of = np.searchsorted(text.files.first_lines, lines, side="right") - 1
    return Scans(
        lines=_count(text),
        todos=np.array([_todos(data) for data in files], np.int64),
        line_lengths=np.diff(text.line_starts)[text.has_code].astype(np.int32),
        line_counts=text.per_file(text.has_code),
        fingerprints=prints,
        fingerprint_lines=(lines + 1 - text.files.first_lines[file_of]).astype(np.int32),
        fingerprint_counts=np.bincount(file_of, minlength=len(files)),
        functions=_functions(text, language),
    )


def count_lines(files: Sequence[bytes], language: Language) -> Lines:
    """Only the lines of files of one language."""
    return _count(read(files, language))


def _count(text: Text) -> Lines:
    code, comment = text.per_file(text.has_code), text.per_file(text.has_comment)
    return Lines(code, comment, text.files.end_lines - text.files.first_lines - code - comment)


def _todos(data: bytes) -> int:
    return len(_TODO.findall(data)) if any(word in data for word in _TODO_WORDS) else 0


def _functions(text: Text, language: Language) -> FunctionTable:
    structure = language.structure
    if structure is None:
        return no_functions()
    if structure.directives:
        directives.blank(text)
    if structure.smoothed:
        _smooth(text, structure)
    if structure.shape == "shell":
        shell.uncover(text)
    code = prepare(text, find(text, language, structure), language, structure)
    return measure(code, _OUTLINES[structure.shape](code))


@cache
def _smoothed(structure: Structure) -> re.Pattern[bytes]:
    return re.compile(structure.smoothed or b"", re.DOTALL)


def _smooth(text: Text, structure: Structure) -> None:
    clean = text.clean
    for start, end in zip(text.files.starts.tolist(), text.files.ends.tolist(), strict=True):
        for found in _smoothed(structure).finditer(clean, start, end):
            text.code[found.start() : found.end()] = ord("_")
