"""Adds up what has been measured; its methods give the records of the report."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from repocat.analysis import duplication, testing
from repocat.analysis.languages.grammar import Language
from repocat.analysis.measured import Measured
from repocat.analysis.report import (
    WORST_PLACES,
    BigFiles,
    Distribution,
    Exclusion,
    FilePlace,
    FunctionPlace,
    Functions,
    Tests,
    Types,
)
from repocat.analysis.report import Language as LanguageLines
from repocat.analysis.scanner import FunctionTable, Scans
from repocat.analysis.scanner import Lines as FileLines

#: Complexity: McCabe 1976, HIS. Lines: SIG's unit size. Nesting: Code Climate's default. Parameters: HIS.
THRESHOLDS = {"complexity": 10, "lines": 60, "nesting": 4, "parameters": 5}
BIG_FILE, HUGE_FILE = 500, 1000
_LONGEST_LINE = 1000
_MOST_FILES = 20


def overshoot(function: FunctionPlace) -> float:
    """How much of a function is above the thresholds, in points of complexity (analysis.md, section 5)."""
    complexity = max(0, function.complexity - THRESHOLDS["complexity"])
    lines = max(0, function.lines - THRESHOLDS["lines"])
    nesting = max(0, function.nesting - THRESHOLDS["nesting"])
    parameters = max(0, function.parameters - THRESHOLDS["parameters"])
    return complexity + lines / 6 + 2 * nesting + parameters


@dataclass(slots=True)
class _Lines:
    files: int = 0
    code: int = 0
    comment: int = 0
    blank: int = 0
    size: int = 0

    def add(self, lines: FileLines, size: int, files: int) -> None:
        self.files += files
        self.code += int(lines.code.sum())
        self.comment += int(lines.comment.sum())
        self.blank += int(lines.blank.sum())
        self.size += size


def _nothing_excluded() -> list[int]:
    return [0, 0]


@dataclass(slots=True)
class Tally:
    """Everything that `measure` sums up."""

    languages: dict[str, _Lines] = field(default_factory=lambda: defaultdict(_Lines))
    kinds: dict[str, Language] = field(default_factory=dict)
    excluded: dict[str, list[int]] = field(default_factory=lambda: defaultdict(_nothing_excluded))
    production: _Lines = field(default_factory=_Lines)
    tests: _Lines = field(default_factory=_Lines)
    measured_code: int = 0
    todos: int = 0
    lines: duplication.Lines = field(default_factory=duplication.Lines)
    typed: int = 0
    typable: int = 0
    _frameworks: list[np.ndarray] = field(default_factory=list)
    _functions: list[np.ndarray] = field(default_factory=list)
    _worst: list[FunctionPlace] = field(default_factory=list)
    _big: list[FilePlace] = field(default_factory=list)
    _line_lengths: np.ndarray = field(default_factory=lambda: np.zeros(_LONGEST_LINE + 1, np.int64))

    def exclude(self, reason: str, size: int, files: int = 1) -> None:
        """Files that were seen and do not count."""
        self.excluded[reason][0] += files
        self.excluded[reason][1] += size

    def add(self, measured: Measured) -> None:
        """More files."""
        size, files, lines = int(measured.sizes.sum()), len(measured.paths), measured.scans.lines
        if measured.language is None:
            self.exclude(measured.use, size, files)
            return
        # The part with tests belongs to a file that has been counted.
        self._add_language(measured.language, lines, size, 0 if measured.use == "inline_test" else files)
        if measured.use == "production":
            self._add_production(measured.paths, measured.language, measured.scans, size)
        elif measured.use in ("test", "inline_test"):
            self.tests.add(lines, size, files)
            self._frameworks.append(measured.frameworks)

    def _add_language(self, language: Language, lines: FileLines, size: int, files: int) -> None:
        """Files of the repository's own, whatever they are for."""
        self.kinds[language.name] = language
        self.languages[language.name].add(lines, size, files)

    def _add_production(self, paths: list[str], language: Language, scans: Scans, size: int) -> None:
        lines = scans.lines
        self.production.add(lines, size, len(paths))
        self.todos += int(scans.todos.sum())
        self.lines.add(paths, scans.fingerprints, scans.fingerprint_lines, scans.fingerprint_counts)
        lengths = np.minimum(scans.line_lengths, _LONGEST_LINE)
        self._line_lengths += np.bincount(lengths, minlength=_LONGEST_LINE + 1)
        total = lines.code + lines.comment + lines.blank
        self._big += [FilePlace(paths[index], int(total[index])) for index in np.flatnonzero(total > BIG_FILE).tolist()]
        if language.structure:
            self.measured_code += int(lines.code.sum())
            self._add_functions(paths, scans.functions)

    def _add_functions(self, paths: list[str], functions: FunctionTable) -> None:
        if not functions.names:
            return
        measures = (functions.complexity, functions.lines, functions.nesting, functions.parameters)
        table = np.stack(measures, axis=1)
        self._functions.append(table)
        self.typed += int((functions.typed == 1).sum())
        self.typable += int((functions.typed >= 0).sum())
        for index in np.flatnonzero((table > list(THRESHOLDS.values())).any(axis=1)).tolist():
            path = paths[int(functions.files[index])]
            numbers = table[index].tolist()
            self._worst.append(FunctionPlace(path, int(functions.line[index]), functions.names[index], *numbers))
        if len(self._worst) > 20 * WORST_PLACES:
            self._worst = self._worst_first()

    def _worst_first(self) -> list[FunctionPlace]:
        # Per measure as well as altogether: each indicator needs its own worst places.
        chosen = set(heapq.nsmallest(WORST_PLACES, self._worst, key=_rank))
        for measure in THRESHOLDS:
            chosen.update(heapq.nsmallest(12, self._worst, key=lambda f: (-getattr(f, measure), f.path, f.line)))
        return sorted(chosen, key=_rank)

    def functions(self) -> Functions | None:
        """Distributions over all functions; None where no language is measured."""
        if not self.measured_code:
            return None
        table = np.concatenate(self._functions) if self._functions else np.zeros((0, 4), np.int64)
        spread = {
            measure: _distribution(table[:, column], limit)
            for column, (measure, limit) in enumerate(THRESHOLDS.items())
        }
        return Functions(count=len(table), measured_code=self.measured_code, worst=tuple(self._worst_first()), **spread)

    def big_files(self) -> BigFiles:
        """Production files above 500 lines."""
        largest = sorted(self._big, key=lambda place: (-place.lines, place.path))
        return BigFiles(
            over_500=len(largest),
            over_1000=sum(place.lines > HUGE_FILE for place in largest),
            excess=sum(place.lines - BIG_FILE for place in largest),
            largest=tuple(largest[:_MOST_FILES]),
        )

    def test_summary(self) -> Tests:
        """Tests beside production code."""
        code = self.production.code
        ratio = round(self.tests.code / code, 6) if code else None
        frameworks = testing.frameworks(np.concatenate(self._frameworks or [np.zeros(0, np.int64)]))
        return Tests(self.tests.files, self.tests.code, ratio, frameworks[:10])

    def types(self) -> Types:
        """Share of annotated functions; None unless at least a fifth of all could be annotated or not."""
        enough = self.typable and 5 * self.typable >= sum(map(len, self._functions))
        return Types(round(self.typed / self.typable, 6) if enough else None)

    def language_lines(self) -> tuple[LanguageLines, ...]:
        """Languages by code, most first."""
        found = [
            LanguageLines(
                name, lines.files, lines.code, lines.comment, lines.blank, lines.size,
                functions_measured=self.kinds[name].structure is not None,
            )
            for name, lines in self.languages.items()
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda language: (-language.code, language.name)))

    def primary_language(self) -> str | None:
        """The language with most code; programming beats markup beats data beats prose."""
        order = ("programming", "markup", "data", "prose")
        ranked = sorted(
            self.languages.items(), key=lambda item: (order.index(self.kinds[item[0]].kind), -item[1].code, item[0])
        )
        return next((name for name, lines in ranked if lines.code), None)

    def exclusions(self) -> tuple[Exclusion, ...]:
        """Excluded files by reason."""
        return tuple(Exclusion(reason, *counts) for reason, counts in sorted(self.excluded.items()))

    def line_length_p95(self) -> int | None:
        """In bytes; None without production code."""
        total = int(self._line_lengths.sum())
        return int(np.searchsorted(np.cumsum(self._line_lengths), 0.95 * total)) if total else None


def _rank(place: FunctionPlace) -> tuple[float, str, int]:
    return -overshoot(place), place.path, place.line


def _distribution(values: np.ndarray, threshold: int) -> Distribution:
    over = np.maximum(values - threshold, 0)
    ordered = np.sort(values)

    def percentile(share: float) -> int:
        return int(ordered[max(0, int(np.ceil(share * ordered.size)) - 1)]) if ordered.size else 0

    return Distribution(
        p50=percentile(0.5),
        p90=percentile(0.9),
        p95=percentile(0.95),
        maximum=percentile(1.0),
        threshold=threshold,
        over_threshold=int((over > 0).sum()),
        excess=int(over.sum()),
    )
