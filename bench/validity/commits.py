"""Which commits call themselves refactorings or features, and which blobs of production code they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.validity import repositories
from repocat.analysis import classify, languages

REFACTORING, FEATURE = "refactoring", "feature"
#: Commits whose changes are asked for at once.
_AT_ONCE = 100

#: A commit is what the first word of its first line says. Before that word may stand up to two marks of a place or a
#: ticket ("[core]", "api:", "KAFKA-123:", "router(matcher):"). Commits that say they are something else ("fix: add …",
#: "docs: …") are neither; nor is one whose first word is any other. Possessive throughout, so linear.
_KIND = re.compile(
    r"""
    \s*+
    (?: (?! (?:feat|refactor|fix|bug|docs?|tests?|build|ci|style|perf|chore|revert|deps|release)\w*+ [(!:] )
        (?: \[ [^\]]{1,40}+ \] :?+ | [\w./\#*-]{1,40}+ (?: \( [^()]{1,60}+ \) )?+ !?+ : )
        \s*+ ){0,2}+
    (?: (?P<refactoring> refactor | simplif | extract | clean (?:s|ed|ing)?+ [ -]?+ up | tid (?:y|ie) | restructur )
      | (?P<feature> feat(?:ure)?+s?+ \b | add (?:s|ed|ing)?+ \b | implement | support | introduc | allow ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One production file of one commit. A blob is None where the file is not there before or after."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed production code in a language whose functions are measured."""

    oid: str
    kind: str
    changes: tuple[Change, ...]


def kind_of(subject: str) -> str | None:
    """What the first line of a message calls the commit: refactoring, feature or neither (None)."""
    found = _KIND.match(subject)
    return found.lastgroup if found else None


def chosen(git_dir: Path, newest: str, most: int) -> list[Commit]:
    """The newest commits of each kind, at most so many, merges and commits without production code left out."""
    found: dict[str, list[str]] = {REFACTORING: [], FEATURE: []}
    for line in repositories.lines(git_dir, "log", "--no-merges", "--min-parents=1", "--format=%H %s", newest, "--"):
        oid, _, subject = line.partition(" ")
        if kind := kind_of(subject):
            found[kind].append(oid)
    return [commit for kind, oids in found.items() for commit in _with_code(git_dir, kind, oids, most)]


def _with_code(git_dir: Path, kind: str, oids: Sequence[str], most: int) -> list[Commit]:
    kept: list[Commit] = []
    for begin in range(0, len(oids), _AT_ONCE):
        asked = oids[begin : begin + _AT_ONCE]
        by_commit = dict(_changes(git_dir, asked))
        kept += [Commit(oid, kind, changes) for oid in asked if (changes := by_commit.get(oid, ()))]
        if len(kept) >= most:
            break
    return kept[:most]


def _changes(git_dir: Path, oids: Sequence[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """What commits changed beside their parents. Paths with unusual bytes come quoted and match no language."""
    arguments = ("log", "--no-walk=unsorted", "--raw", "--no-renames", "--no-abbrev", "--format=%H", *oids)
    oid, changes = "", []
    for line in repositories.lines(git_dir, *arguments):
        if line.startswith(":"):
            fields, _, path = line.partition("\t")
            if _is_measured(path):
                _, _, before, after, _ = fields.split(" ")
                changes.append(Change(path, _blob(before), _blob(after)))
        elif line:
            if oid:
                yield oid, tuple(changes)
            oid, changes = line, []
    if oid:
        yield oid, tuple(changes)


def _blob(oid: str) -> str | None:
    return oid if oid.strip("0") else None


def _is_measured(path: str) -> bool:
    language = languages.by_path(path)
    return language is not None and language.structure is not None and classify.by_path(path) == "production"
