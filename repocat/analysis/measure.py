"""A source -> its report, file by file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from repocat.analysis import (
    claims,
    classify,
    docs,
    duplication,
    findings,
    languages,
    practice,
    score,
    shares,
    testing,
)
from repocat.analysis.batches import Batches
from repocat.analysis.blobs import Blobs, name
from repocat.analysis.claims import Claims
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.measured import Measured
from repocat.analysis.report import ANALYSER_VERSION, REPORT_VERSION, History, Report
from repocat.analysis.source import Entry, Source
from repocat.analysis.tally import Tally

Progress = Callable[[int, str], None]

_LFS_POINTER = b"version https://git-lfs"
_SNIFFED = 8000
_LONGEST_META = 100_000
#: Invisible, direction-changing and control characters: they make a path read as another one.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class _Work:
    """What is known of the files before they are read."""

    claims: Claims = field(default_factory=Claims)
    paths: dict[bytes, str] = field(default_factory=dict)
    wanted: list[Entry] = field(default_factory=list)
    #: By which contents are known again; nothing for those that are read in any case.
    names: dict[bytes, bytes] = field(default_factory=dict)
    #: What each path is for.
    purposes: dict[str, str] = field(default_factory=dict)
    #: Wanted files that are read for what they say of the repository.
    meta: set[str] = field(default_factory=set)
    size: int = 0


@dataclass(frozen=True, slots=True)
class _Share:
    """What one process has found in its share of the files."""

    measured: list[Measured]
    #: The files that tell about the repository.
    contents: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that has been found."""

    work: _Work
    tally: Tally
    contents: dict[str, bytes]


def measure(  # noqa: PLR0913 - each stands for itself
    source: Source,
    history: History | None,
    as_of: str,
    limits: Limits,
    progress: Progress = lambda _, __: None,
    *,
    processes: int = 1,
    blobs: Blobs | None = None,
) -> Report:
    """Measure everything. `as_of` is the day (YYYY-MM-DD) from which recent work is counted; no clock is read.

    `progress` gets per cent of the bytes and a line like "2,198 files · Python". `processes`, one or two, and `blobs`,
    what is known of contents from before, change nothing but the time that it takes. `blobs` holds afterwards what is
    known of this repository.
    """
    tally = Tally()
    entries = source.entries()
    work = _plan(entries, claims.read(source, entries), tally, limits)
    known = Blobs() if blobs is None else blobs
    fresh = [entry for entry in work.wanted if not known.holds(work.names[entry.path])]
    found = _read_all(source, work, fresh, limits, progress, processes)
    known.keep({known_by: work.paths[path] for path, known_by in work.names.items()})
    known.add(measured for share in found for measured in share.measured)
    for measured in known.measured:
        tally.add(measured)
    contents = {path: data for share in found for path, data in share.contents.items()}
    return _report(source, _Found(work, tally, contents), history, as_of)


def printable(text: bytes) -> str:
    """Text of a repository that can be stored and shown: what has no shape of its own is replaced."""
    return _UNPRINTABLE.sub(_REPLACEMENT, text.decode("utf-8", "replace"))


def _plan(entries: Iterable[Entry], said: Claims, tally: Tally, limits: Limits) -> _Work:
    """Choose the files to read, and count the others by the reason for which they are left out."""
    work = _Work(said)
    budget = limits.total_bytes
    for entry in entries:
        # What is longer is left out, and must not keep the rules for paths busy.
        path = work.paths[entry.path] = printable(entry.path[: limits.path_bytes])
        work.purposes[path] = said.purpose(path)
        work.size += entry.size
        reason = _reason_to_skip(entry, path, work, limits)
        if reason is None and entry.size > budget:
            reason = "limit"
        if reason:
            tally.exclude(reason, entry.size)
        else:
            budget -= entry.size
            work.wanted.append(entry)
    claims.settle(work.purposes)
    work.names = {entry.path: _name(entry, work) for entry in work.wanted}
    return work


def _name(entry: Entry, work: _Work) -> bytes:
    """By which a content is known again; nothing where it is read in any case."""
    path = work.paths[entry.path]
    if path in work.meta:
        return b""
    return name(entry.oid, entry.path, f"{work.purposes[path]}\0{work.claims.mark(path)}")


def _reason_to_skip(entry: Entry, path: str, work: _Work, limits: Limits) -> str | None:
    if entry.kind != "file":
        return entry.kind
    if _is_meta(path):
        work.meta.add(path)
        return None
    purpose = work.purposes[path]
    if purpose in classify.EXCLUDED:
        return purpose
    language = work.claims.language(path) or languages.by_path(path)
    if language is None and not languages.may_have_shebang(path):
        return "unknown_language"
    return "too_large" if entry.size > limits.file_bytes else None


def _is_meta(path: str) -> bool:
    """Files that are read for what they say of the repository, whatever language they are in."""
    return practice.is_read(path) or docs.readme_path([path]) == path


def _read_all(  # noqa: PLR0913, PLR0917 - each stands for itself
    source: Source, work: _Work, entries: list[Entry], limits: Limits, progress: Progress, processes: int
) -> list[_Share]:
    """Measure files and keep the contents of those that tell about the repository."""
    total = sum(entry.size for entry in entries) or 1
    shown = 0

    def seen(files: int, size: int, batches: Batches) -> None:
        nonlocal shown
        if size * 20 // total > shown:
            shown = size * 20 // total
            language = batches.leading_language() or "no code yet"
            progress(min(shown * 5, 100), f"{min(files, len(entries)):,} files · {language}")

    def share(some: Sequence[Entry], done: shares.Seen) -> _Share:
        batches = Batches()
        contents: dict[str, bytes] = {}
        size = 0
        for count, (entry, data) in enumerate(source.contents(some), 1):
            path = work.paths[entry.path]
            if path in work.meta:
                contents[path] = data[:_LONGEST_META]
            _add_file(path, data, work, work.names[entry.path], batches, limits)
            size += entry.size
            done(count, size, batches)
        return _Share(batches.finish(), contents)

    return shares.measure(shares.split(entries), share, seen, processes)


def _add_file(  # noqa: PLR0913, PLR0917 - each stands for itself
    path: str, data: bytes, work: _Work, known_by: bytes, batches: Batches, limits: Limits
) -> None:
    reason = _unreadable(data, limits)
    claimed = work.claims.language(path)
    language = claimed or languages.by_path(path) or languages.by_head(data)
    if reason is None and language is None:
        reason = "unknown_language"
    reason = reason or work.claims.by_content(path, data)
    if reason or language is None:
        batches.exclude(path, known_by, len(data), reason or "unknown_language")
        return
    language = claimed or languages.refine(language, path, data)
    purpose = work.purposes[path]
    if language.kind == "programming" and purpose == "production":
        data, tests = testing.split_inline_tests(data, language.name)
        if tests:
            batches.add(path, known_by, tests, language, "inline_test")
    elif language.kind != "programming" or purpose != "test":
        purpose = "other"
    batches.add(path, known_by, data, language, purpose)


def _unreadable(data: bytes, limits: Limits) -> str | None:
    if len(data) > limits.file_bytes:
        return "too_large"
    if data.startswith(_LFS_POINTER):
        return "lfs_pointer"
    return "binary" if b"\0" in data[:_SNIFFED] else None


def _report(source: Source, everything: _Found, history: History | None, as_of: str) -> Report:
    work, tally = everything.work, everything.tally
    if not tally.languages:
        raise AnalysisError("no_code" if work.paths else "no_files")
    found = _measured(everything)
    return Report(
        version=REPORT_VERSION,
        analyser_version=ANALYSER_VERSION,
        commit=source.commit,
        committed_at=_iso(source.committed_at),
        as_of=as_of,
        files=len(work.paths),
        size=work.size,
        primary_language=tally.primary_language(),
        languages=tally.language_lines(),
        exclusions=tally.exclusions(),
        production_code=tally.production.code,
        production_comment=tally.production.comment,
        production_blank=tally.production.blank,
        functions=found.functions,
        duplication=found.duplication,
        big_files=found.big_files,
        tests=found.tests,
        docs=found.docs,
        types=tally.types(),
        practice=found.practice,
        history=history,
        todos=tally.todos,
        line_length_p95=tally.line_length_p95(),
        score=replace(score.grade(found), findings=findings.find(found)),
        todos_per_kloc=round(1000 * tally.todos / found.code, 2) if found.code else None,
    )


def _measured(everything: _Found) -> score.Measured:
    """What the score is made of."""
    work, tally, contents = everything.work, everything.tally, everything.contents
    paths = list(work.paths.values())
    own_paths = [path for path in paths if work.purposes[path] != "vendored"]
    lines = tally.production
    return score.Measured(
        code=lines.code,
        lines=lines.code + lines.comment + lines.blank,
        functions=tally.functions(),
        duplication=duplication.measure(tally.lines.by_path()),
        big_files=tally.big_files(),
        tests=tally.test_summary(),
        docs=docs.measure(own_paths, contents, lines.code, lines.comment),
        practice=practice.measure(own_paths, contents),
        families=score.families(tally.language_lines()),
    )


def _iso(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(min(seconds, 253402300799), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
