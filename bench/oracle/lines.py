"""`python -m bench.oracle.lines`: our lines of code, comments and blank ones beside scc's, language by language."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.oracle import corpus, scc
from bench.oracle.corpus import Sample
from bench.oracle.options import options
from bench.oracle.scc import NOTHING, Count
from repocat.analysis.scanner import count_lines

TOLERANCE = 0.01
#: Of fewer lines of code a single file can make a hundredth.
LEAST = 1000
_BATCH = 100


class Explained(NamedTuple):
    """Files in which we have read that scc is wrong: they say nothing about us, the others of their language do."""

    pattern: re.Pattern[bytes]
    reason: str


def _explained(pattern: bytes, reason: str) -> Explained:
    return Explained(re.compile(pattern, re.MULTILINE), reason)


_APOSTROPHE = "scc takes an apostrophe in text for the beginning of a string, in which everything is code."
_SLASHES = "scc does not know the comments that begin with //."
_LONG_STRINGS = "To scc a string ends with its line, so empty lines in documentation are blank and not code."

#: scc's name of a language -> in which of its files scc errs, and why.
EXPLAINED = {
    "ABAP": _explained(rb'^ *"', "scc only knows the comments that begin with a star."),
    "Assembly": _explained(rb"//|^\s*#\s", "scc knows neither the comments that begin with // nor those with #."),
    "Clojure": _explained(rb'"[^"\n]*\n\s*\n', _LONG_STRINGS),
    "Cython": _explained(rb'"""', "In Cython scc counts documentation as code."),
    "Elixir Template": _explained(rb"^\s*#|'", "scc takes lines for Elixir's comments that are text of the template."),
    "Emacs Lisp": _explained(rb'"[^"\n]*\n\s*\n', _LONG_STRINGS),
    "Extensible Stylesheet Language Transformations": _explained(rb"<!--|'", "scc knows no comments in XSLT."),
    "F#": _explained(rb"\(\*\)|'\"'", "scc takes the operator (*) for an open comment and '\"' for an open string."),
    "FORTRAN Legacy": _explained(rb"^[ \d]+[Cc*]", "scc takes a line whose first word begins with c for a comment."),
    "JavaServer Pages": _explained(rb"<%--|//", "scc only knows the comments of HTML."),
    "m4": _explained(rb"\bdnl\b", "scc does not know the comments that begin with dnl."),
    "MATLAB": _explained(rb"\w'", "scc takes the sign of a transposed matrix for the beginning of a string."),
    "Mustache": _explained(rb"'|<!--", _APOSTROPHE + " It knows no comments either."),
    "Perl": _explained(rb"^=[a-z]", "scc counts documentation (POD) as code."),
    "Powershell": _explained(rb"`|@[\"']$", 'scc knows neither the backquote that escapes nor strings in @".'),
    "Scheme": _explained(rb'"[^"\n]*#\|', "scc finds the beginning of a comment in a string."),
    "SQL": _explained(rb"\\'", "scc loses a string in which a quote stands behind a backslash."),
    "Swig": _explained(rb"//", _SLASHES),
    "TCL": _explained(rb"'", _APOSTROPHE),
    "Zig": _explained(rb"\\\\", "scc takes the two backslashes that begin a line of a string for an escape."),
}


class Pair(NamedTuple):
    """One file: how we count and how scc does; scc says nothing of a file that it takes for something else."""

    path: str
    language: str
    ours: Count
    theirs: Count | None
    #: Why scc is wrong here, if we know that it is.
    explanation: str = ""


@dataclass
class Sums:
    """The files of one language, added up."""

    language: str
    files: int = 0
    elsewhere: int = 0
    ours: Count = NOTHING
    theirs: Count = NOTHING
    #: Lines of code, ours and scc's, in files that are not explained.
    rest: tuple[int, int] = (0, 0)
    #: Files in which not even the number of lines is the same.
    unequal: int = 0
    differing: list[Pair] = field(default_factory=list)
    explanations: Counter[str] = field(default_factory=Counter)

    def add(self, pair: Pair) -> None:
        """Count one file in."""
        if pair.theirs is None:
            self.elsewhere += 1
            return
        self.files += 1
        self.ours, self.theirs = self.ours.plus(pair.ours), self.theirs.plus(pair.theirs)
        self.unequal += pair.ours.lines != pair.theirs.lines
        if pair.ours != pair.theirs:
            self.differing.append(pair)
        if pair.explanation:
            self.explanations[pair.explanation] += pair.ours != pair.theirs
        else:
            self.rest = (self.rest[0] + pair.ours.code, self.rest[1] + pair.theirs.code)

    @property
    def verdict(self) -> str:
        """holds, explained, small or MISSED."""
        if self.unequal:
            return "MISSED"
        if self.theirs.code < LEAST:
            return "small"
        if _agree(self.ours.code, self.theirs.code):
            return "holds"
        return "explained" if self.rest[1] < LEAST or _agree(*self.rest) else "MISSED"


def main() -> int:
    """Compare, print, judge."""
    told = options("bench.oracle.lines", __doc__)
    if not told.repositories:
        corpus.download(told.folder)
    chosen = corpus.samples(told.folder, told.repositories, functions=False)
    wanted = [sample for sample in chosen if not told.language or sample.language.name in told.language]
    total: dict[str, Sums] = {}
    for pair in compare(wanted):
        total.setdefault(pair.language, Sums(pair.language)).add(pair)
    measured = sorted((sums for sums in total.values() if sums.files), key=lambda sums: -sums.theirs.code)
    _print_table(measured)
    for sums in measured:
        for reason, files in sums.explanations.items():
            if files:
                print(f"{sums.language}: {reason} Differing files: {files}.")
    for sums in measured:
        _print_differing(sums, told.show)
    return int(any(sums.verdict == "MISSED" for sums in measured))


def compare(samples: Sequence[Sample]) -> Iterable[Pair]:
    """Both counts of each file."""
    for sample, ours, theirs in zip(samples, _count(samples), scc.count(samples), strict=True):
        language = sample.language.name
        if theirs is None or not scc.is_same(language, theirs[0]):
            yield Pair(sample.path, language, ours, None)
        else:
            yield Pair(sample.path, language, ours, theirs[1], explanation(theirs[0], sample.data))


def explanation(name: str, data: bytes) -> str:
    """Why scc is wrong in such a file of a language that it calls so; empty where it should not be."""
    known = EXPLAINED.get(name)
    return known.reason if known and known.pattern.search(data) else ""


def _count(samples: Sequence[Sample]) -> list[Count]:
    """As in an analysis, files of one language are measured together."""
    per_language: dict[str, list[int]] = defaultdict(list)
    for number, sample in enumerate(samples):
        per_language[sample.language.name].append(number)
    counted: dict[int, Count] = {}
    for numbers in per_language.values():
        for start in range(0, len(numbers), _BATCH):
            part = numbers[start : start + _BATCH]
            lines = count_lines([samples[number].data for number in part], samples[part[0]].language)
            columns = (column.tolist() for column in (lines.code, lines.comment, lines.blank))
            counted.update(zip(part, map(Count._make, zip(*columns, strict=True)), strict=True))
    return [counted[number] for number in range(len(samples))]


def _agree(ours: int, theirs: int) -> bool:
    return abs(ours - theirs) <= TOLERANCE * theirs


def _print_table(measured: list[Sums]) -> None:
    print(
        f"{'language':<22}{'files':>6}{'other':>6}{'lines':>9}{'code':>9}{'scc':>9}{'ratio':>8}{'unexplained':>12}"
        f"{'comment':>9}{'scc':>8}{'blank':>8}{'scc':>8}  gate"
    )
    for sums in measured:
        (code, comment, blank), theirs = sums.ours, sums.theirs
        print(
            f"{sums.language:<22}{sums.files:>6}{sums.elsewhere:>6}{sums.ours.lines:>9}{code:>9}{theirs.code:>9}"
            f"{_ratio(code, theirs.code):>8}{_ratio(*sums.rest):>12}{comment:>9}{theirs.comment:>8}"
            f"{blank:>8}{theirs.blank:>8}  {sums.verdict}"
        )


def _ratio(ours: int, theirs: int) -> str:
    return f"{ours / theirs:.4f}" if theirs else "-"


def _print_differing(sums: Sums, most: int) -> None:
    ordered = sorted(sums.differing, key=lambda pair: -abs(pair.ours.code - (pair.theirs or pair.ours).code))
    for pair in ordered[:most]:
        kind = "explained" if pair.explanation else "differs"
        print(f"{kind} {pair.path} {tuple(pair.ours)} {tuple(pair.theirs or ())}")


if __name__ == "__main__":
    sys.exit(main())
