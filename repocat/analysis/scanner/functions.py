"""From the outline of a file to the numbers of its functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.languages.grammar import Structure
from repocat.analysis.scanner.outline import Code, Head, Outline
from repocat.analysis.scanner.spans import count_around, drop_crossing, innermost
from repocat.analysis.scanner.text import Files, Ints

_LONGEST_PARAMETERS = 1000
LONGEST_NAME = 120
_NESTED = re.compile(rb"\([^()\[\]{}<>]*+\)|\[[^()\[\]{}<>]*+\]|\{[^()\[\]{}<>]*+\}|<[^()\[\]{}<>]*+>")
_ARROWS = re.compile(rb"[-=]>|\blambda\b[^:\n]{0,200}+:")


class Function(NamedTuple):
    """One function. Nested functions are measured on their own, nameless ones count for what is around them."""

    name: str
    #: From 1.
    line: int
    #: Decision points + 1 (McCabe).
    complexity: int
    #: Lines with code, without those of nested functions.
    lines: int
    #: Control blocks inside each other.
    nesting: int
    #: Without self, cls and the like.
    parameters: int
    #: Whether parameters or result are annotated; None where the language does not let one choose.
    typed: bool | None


@dataclass(frozen=True, slots=True)
class FunctionTable:
    """The functions of several files in the order in which they begin, one column a measure, as in `Function`."""

    #: Index of the file that each function is in.
    files: Ints
    names: list[str]
    line: Ints
    complexity: Ints
    lines: Ints
    nesting: Ints
    parameters: Ints
    #: 1 annotated, 0 not annotated, -1 where the language does not let one choose.
    typed: Ints

    def row(self, index: int) -> Function:
        """One function."""
        typed = int(self.typed[index])
        measures = (self.line, self.complexity, self.lines, self.nesting, self.parameters)
        line, complexity, lines, nesting, parameters = (int(column[index]) for column in measures)
        name = self.names[index]
        return Function(name, line, complexity, lines, nesting, parameters, None if typed < 0 else bool(typed))

    def take(self, mask: NDArray[np.bool_]) -> FunctionTable:
        """The functions of the files where the mask is true."""
        kept = mask[self.files]
        return FunctionTable(
            (np.cumsum(mask) - 1)[self.files[kept]],
            [self.names[index] for index in np.flatnonzero(kept).tolist()],
            *(
                column[kept]
                for column in (self.line, self.complexity, self.lines, self.nesting, self.parameters, self.typed)
            ),
        )


def no_functions() -> FunctionTable:
    """An empty table."""
    empty = np.zeros(0, np.int64)
    return FunctionTable(empty, [], empty, empty, empty, empty, empty, empty)


def measure(code: Code, outline: Outline) -> FunctionTable:
    """Functions in the order in which they begin."""
    if not outline.heads:
        return no_functions()
    files = code.text.files
    starts, ends = _spans(outline.heads, files)
    kept = drop_crossing(starts, ends)
    heads = [outline.heads[index] for index in kept.tolist()]
    starts, ends = starts[kept], ends[kept]
    blocks = outline.block_starts, np.minimum(outline.block_ends, files.ends[files.of(outline.block_starts)])
    file_of = files.of(starts)
    return FunctionTable(
        files=file_of,
        names=[head.name[:LONGEST_NAME] for head in heads],
        line=code.text.line_of(starts) + 1 - files.first_lines[file_of],
        complexity=1 + _per_function(starts, ends, _outside_parameters(heads, outline.decisions)),
        lines=np.maximum(1, _per_function(starts, ends, _code_offsets(code, starts))),
        nesting=_nesting(starts, ends, *blocks),
        parameters=np.array([_count_parameters(code, head) for head in heads], np.int64),
        typed=_typed(code, heads),
    )


def _spans(heads: list[Head], files: Files) -> tuple[Ints, Ints]:
    """Beginnings and ends; a body that is never closed ends with its file."""
    starts = np.array([head.start for head in heads], np.int64)
    ends = np.array([head.end for head in heads], np.int64)
    return starts, np.minimum(ends, files.ends[files.of(starts)])


def _per_function(starts: Ints, ends: Ints, offsets: Ints) -> Ints:
    owner = innermost(starts, ends, offsets)
    return np.bincount(owner[owner >= 0], minlength=starts.size)


def _outside_parameters(heads: list[Head], decisions: Ints) -> Ints:
    """Decisions without those between a function's brackets: they are marks of types or belong to the caller."""
    opened = np.array([head.parameters[0] for head in heads])
    closed = np.array([head.parameters[1] for head in heads])
    outside: Ints = decisions[count_around(opened, closed, decisions) == 0]
    return outside


def _code_offsets(code: Code, starts: Ints) -> Ints:
    """One offset for every line with code; a line on which a function begins is that function's."""
    text = code.text
    offsets = np.where(text.first < text.line_starts[1:], text.first, text.line_starts[:-1])
    lines, index = np.unique(text.line_of(starts), return_index=True)
    offsets[lines] = np.maximum(offsets[lines], starts[index])
    kept: Ints = offsets[text.has_code]
    return kept


def _nesting(starts: Ints, ends: Ints, block_starts: Ints, block_ends: Ints) -> Ints:
    owner = innermost(starts, ends, block_starts)
    around = count_around(block_starts, block_ends, block_starts)
    outside = count_around(block_starts, block_ends, starts)
    deepest = np.zeros(starts.size, np.int64)
    inside = owner >= 0
    np.maximum.at(deepest, owner[inside], around[inside] - outside[owner[inside]])
    return deepest


def _parameter_text(code: Code, head: Head) -> bytes:
    start, end = head.parameters
    return code.clean[start : min(end, start + _LONGEST_PARAMETERS)]


def _count_parameters(code: Code, head: Head) -> int:
    text = _parameter_text(code, head)
    if b"," not in text:
        return int(_is_parameter(text, code.structure))
    text = _ARROWS.sub(b"  ", text)
    for _ in range(6):
        text, replaced = _NESTED.subn(b"_", text)
        if not replaced:
            break
    return sum(_is_parameter(part, code.structure) for part in text.split(b","))


def _is_parameter(part: bytes, structure: Structure) -> bool:
    words = part.replace(b"&", b" ").split()
    if not words or words == [b"void"]:
        return False
    if words[0].startswith(b"'") and len(words) > 1:
        words = words[1:]
    name = words[1] if words[0] == b"mut" and len(words) > 1 else words[0]
    return name.partition(b":")[0] not in structure.receivers


def _typed(code: Code, heads: list[Head]) -> Ints:
    pattern = code.structure.typed
    if pattern is None:
        return np.full(len(heads), -1)
    search = re.compile(pattern).search
    return np.array([search(_declaration(code, head)) is not None for head in heads], np.int64)


def _declaration(code: Code, head: Head) -> bytes:
    """Parameters and what follows them up to the body."""
    end = head.parameters[1]
    behind = code.clean[end : min(end + 200, max(end + 1, head.body) if head.body > end else end + 200)]
    behind = behind.partition(b"\n")[0] if head.body <= end else behind
    return _parameter_text(code, head) + behind
