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
    licences,
    practice,
    score,
    shares,
    testing,
)
from repocat.analysis.batches import Batches
from repocat.analysis.claims import Claims
from repocat.analysis.errors import AnalysisError
from repocat.analysis.languages.grammar import Language
from repocat.analysis.limits import Limits
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
    #: What each path is for.
    purposes: dict[str, str] = field(default_factory=dict)
    #: Wanted files that are read for what they say of the repository.
    meta: set[str] = field(default_factory=set)
    size: int = 0


def measure(  # noqa: PLR0913 - each stands for itself
    source: Source,
    history: History | None,
    as_of: str,
    limits: Limits,
    progress: Progress = lambda _, __: None,
    *,
    processes: int = 1,
) -> Report:
    """Measure everything. `as_of` is the day (YYYY-MM-DD) from which recent work is counted; no clock is read.

    `progress` gets per cent of the bytes and a line like "2,198 files · Python". `processes`, one or two, changes
    nothing but the time that it takes.
    """
    excluded = Tally()
    entries = source.entries()
    work = _plan(entries, claims.read(source, entries), excluded, limits)
    tally = _read_all(source, work, limits, progress, processes).add(excluded)
    return _report(source, work, tally, history, as_of)


def printable(text: bytes) -> str:
    """Text of a repository that can be stored and shown: what has no shape of its own is replaced."""
    return _UNPRINTABLE.sub(_REPLACEMENT, text.decode("utf-8", "replace"))


def _plan(entries: Iterable[Entry], said: Claims, tally: Tally, limits: Limits) -> _Work:
    """Choose the files to read, and count the others by the reason for which they are left out."""
    work = _Work(said)
    budget = limits.total_bytes
    for entry in entries:
        path = work.paths[entry.path] = printable(entry.path)
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
    return work


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
    return path in practice.SHARED_CONFIGURATION or licences.is_licence_file(path) or docs.readme_path([path]) == path


def _read_all(source: Source, work: _Work, limits: Limits, progress: Progress, processes: int) -> Tally:
    """Measure the chosen files and keep the contents of those that tell about the repository."""
    total = sum(entry.size for entry in work.wanted) or 1
    shown = 0

    def seen(files: int, size: int, batches: Batches) -> None:
        nonlocal shown
        if size * 20 // total > shown:
            shown = size * 20 // total
            language = batches.leading_language() or "no code yet"
            progress(min(shown * 5, 100), f"{min(files, len(work.wanted)):,} files · {language}")

    def share(entries: Sequence[Entry], done: shares.Seen) -> Tally:
        batches = Batches(Tally())
        size = 0
        for count, (entry, data) in enumerate(source.contents(entries), 1):
            _add_file(work, work.paths[entry.path], data, batches, limits)
            size += entry.size
            done(count, size, batches)
        return batches.finish()

    return shares.measure(shares.split(work.wanted), share, seen, processes)


def _add_file(work: _Work, path: str, data: bytes, batches: Batches, limits: Limits) -> None:
    if path in work.meta:
        batches.tally.contents[path] = data[:_LONGEST_META]
    reason = _unreadable(data, limits)
    claimed = work.claims.language(path)
    language = claimed or languages.by_path(path) or languages.by_head(data)
    if reason is None and language is None:
        reason = "unknown_language"
    reason = reason or work.claims.by_content(path, data)
    if reason or language is None:
        batches.tally.exclude(reason or "unknown_language", len(data))
        return
    _add_source(path, data, claimed or languages.refine(language, path, data), work.purposes[path], batches)


def _unreadable(data: bytes, limits: Limits) -> str | None:
    if len(data) > limits.file_bytes:
        return "too_large"
    if data.startswith(_LFS_POINTER):
        return "lfs_pointer"
    return "binary" if b"\0" in data[:_SNIFFED] else None


def _add_source(path: str, data: bytes, language: Language, purpose: str, batches: Batches) -> None:
    if language.kind != "programming":
        batches.add(path, data, language, "other")
    elif purpose == "test":
        batches.tally.add_frameworks(testing.frameworks(data, language.name))
        batches.add(path, data, language, "test")
    elif purpose == "production":
        own, tests = testing.split_inline_tests(data, language.name)
        batches.add(path, own, language, "production")
        if tests:
            batches.tally.add_frameworks(testing.frameworks(tests, language.name))
            batches.add(path, tests, language, "inline_test")
    else:
        batches.add(path, data, language, "other")


def _report(source: Source, work: _Work, tally: Tally, history: History | None, as_of: str) -> Report:
    if not tally.languages:
        raise AnalysisError("no_code" if work.paths else "empty")
    found = _measured(work, tally)
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
    )


def _measured(work: _Work, tally: Tally) -> score.Measured:
    """What the score is made of."""
    paths = list(work.paths.values())
    own_paths = [path for path in paths if work.purposes[path] != "vendored"]
    lines = tally.production
    return score.Measured(
        code=lines.code,
        lines=lines.code + lines.comment + lines.blank,
        functions=tally.functions(),
        duplication=duplication.measure(tally.lines),
        big_files=tally.big_files(),
        tests=tally.test_summary(),
        docs=docs.measure(paths, tally.contents, lines.code, lines.comment),
        practice=practice.measure(own_paths, tally.contents),
        families=score.families(tally.language_lines()),
    )


def _iso(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(min(seconds, 253402300799), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
