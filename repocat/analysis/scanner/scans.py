"""What the scanner says of several files at once, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.scanner.functions import FunctionTable, no_functions
from repocat.analysis.scanner.text import Ints

Prints = NDArray[np.uint32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of several files, one number a file."""

    code: Ints
    comment: Ints
    blank: Ints


@dataclass(frozen=True, slots=True)
class Scans:
    """What is known of several files. Where not said otherwise, there is one number a file."""

    lines: Lines
    todos: Ints
    functions: FunctionTable
    #: Length in bytes of every line with code, file after file, and how many of them each file has.
    line_lengths: Ints
    line_counts: Ints
    #: Fingerprint of every line of code that says something, white space around it dropped, and its number from 1.
    fingerprints: Prints
    fingerprint_lines: Ints
    #: How many fingerprints each file has.
    fingerprint_counts: Ints

    def take(self, mask: Mask) -> Scans:
        """The same of some of the files: those where the mask is true."""
        prints = np.repeat(mask, self.fingerprint_counts)
        lines = Lines(self.lines.code[mask], self.lines.comment[mask], self.lines.blank[mask])
        return Scans(
            lines=lines,
            todos=self.todos[mask],
            functions=self.functions.take(mask),
            line_lengths=self.line_lengths[np.repeat(mask, self.line_counts)],
            line_counts=self.line_counts[mask],
            fingerprints=self.fingerprints[prints],
            fingerprint_lines=self.fingerprint_lines[prints],
            fingerprint_counts=self.fingerprint_counts[mask],
        )


def only_lines(lines: Lines) -> Scans:
    """Files of which nothing but the lines is known."""
    zeros = np.zeros_like(lines.code)
    empty = np.zeros(0, np.int64)
    return Scans(lines, zeros, no_functions(), empty, zeros, np.zeros(0, np.uint32), empty, zeros)


def nothing(files: int) -> Scans:
    """Files of which nothing is known."""
    zeros = np.zeros(files, np.int64)
    return only_lines(Lines(zeros, zeros, zeros))


def together(scans: Sequence[Scans]) -> Scans:
    """The files of several scans, one scan after the other; at least one."""
    shift = np.cumsum([0] + [one.todos.size for one in scans])
    tables = [one.functions for one in scans]
    functions = FunctionTable(
        np.concatenate([table.files + start for table, start in zip(tables, shift.tolist(), strict=False)]),
        [name for table in tables for name in table.names],
        *(
            np.concatenate([getattr(table, column) for table in tables])
            for column in ("line", "complexity", "lines", "nesting", "parameters", "typed")
        ),
    )
    return Scans(
        Lines(*(np.concatenate([getattr(one.lines, kind) for one in scans]) for kind in ("code", "comment", "blank"))),
        np.concatenate([one.todos for one in scans]),
        functions,
        *(
            np.concatenate([getattr(one, column) for one in scans])
            for column in (
                "line_lengths", "line_counts", "fingerprints", "fingerprint_lines", "fingerprint_counts",
            )
        ),
    )  # fmt: skip
