"""Which functions the scanner and the parser agree on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.oracle import trees
from bench.oracle.corpus import Sample
from bench.oracle.trees import Expected
from repocat.analysis.scanner import Function, scan

_LAST_WORD = re.compile(r"[\w$]+[?!=]?$")
_MOST_EXAMPLES = 400


class Difference(NamedTuple):
    """One disagreement: missed, invented or complexity."""

    kind: str
    path: str
    line: int
    name: str
    expected: int
    got: int


@dataclass
class Agreement:
    """The sums of one language."""

    language: str
    files: int = 0
    erroneous: int = 0
    functions: int = 0
    found: int = 0
    invented: int = 0
    equal: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Agreement) -> None:
        """Take another part of the same language in."""
        for name in ("files", "erroneous", "functions", "found", "invented", "equal"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.differences += other.differences[: max(0, _MOST_EXAMPLES - len(self.differences))]


def compare(sample: Sample) -> Agreement:
    """Compare one file. A file whose tree holds an error proves nothing and is only counted."""
    language = sample.language.name
    result = Agreement(language, files=1)
    expected = trees.functions(sample.data, "TSX" if sample.path.endswith(".tsx") else language)
    if expected is None:
        result.erroneous = 1
        return result
    wanted, opaque = expected
    got = scan(sample.data, sample.language).functions
    pairs = _pairs(wanted, got)
    result.functions, result.found = len(wanted), len(pairs)
    taken = {id(function) for _, function in pairs}
    paired = {id(function) for function, _ in pairs}
    for function in wanted:
        if id(function) not in paired:
            result.differences.append(Difference("missed", sample.path, function.line, function.name, 0, 0))
    for other in got:
        if id(other) not in taken and not any(first <= other.line <= last for first, last in opaque):
            result.invented += 1
            result.differences.append(Difference("invented", sample.path, other.line, other.name, 0, 0))
    for function, other in pairs:
        if function.complexity == other.complexity:
            result.equal += 1
        else:
            result.differences.append(
                Difference("complexity", sample.path, other.line, other.name, function.complexity, other.complexity)
            )
    return result


def _pairs(wanted: list[Expected], got: list[Function]) -> list[tuple[Expected, Function]]:
    """By line and name, then by line alone where one on each side is left."""
    pairs = []
    free: dict[int, list[Function]] = {}
    for function in got:
        free.setdefault(function.line, []).append(function)
    left = []
    for function in sorted(wanted, key=lambda item: item.line):
        near = [other for line in range(function.line, function.first_line - 1, -1) for other in free.get(line, ())]
        same = next((other for other in near if _word(other.name) == _word(function.name)), None)
        if same:
            free[same.line].remove(same)
            pairs.append((function, same))
        else:
            left.append(function)
    lines = Counter(function.line for function in left)
    for function in left:
        others = free.get(function.line, [])
        if len(others) == 1 == lines[function.line]:
            pairs.append((function, others.pop()))
    return pairs


def _word(name: str) -> str:
    found = _LAST_WORD.search(name.strip("'\"`"))
    return found[0] if found else name
