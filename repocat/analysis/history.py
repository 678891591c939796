"""The past of a repository, from its commits alone: when, how often, by how many people."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

from repocat.analysis import git
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.report import History

_DAY = 86_400
_VERSION = re.compile(rb"refs/tags/(?:[A-Za-z][\w.-]{0,40}[-_/@])?v?\d+(?:[._]\d+){0,3}(?:[-.+]?[0-9A-Za-z.]{1,30})?")
_IDENTITY = re.compile(rb"(?P<who>[^\n]*) (?P<when>-?\d{1,12}) (?P<zone>[+-]\d{4})")
_SIZE = re.compile(rb"\d{1,12}")
#: Bytes, of a commit with its message.
_LARGEST_OBJECT = 16 << 20
#: Git's own first release; earlier dates are imported history at best and broken clocks at worst.
_EARLIEST = datetime(1985, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True)
class Commit:
    """Author's identity and time; `zone` is their distance from UTC in minutes."""

    author: bytes
    time: int
    zone: int
    committed: int


def measure(git_dir: Path, commit: str, as_of: str, limits: Limits) -> History | None:
    """The history of a commit in a repository that may hold commits and tags only; None where it cannot be read."""
    names = git.run(git_dir, ["rev-list", f"--max-count={limits.history_commits + 1}", commit], limits)
    if not names:
        return None
    oids = names.split()
    complete = len(oids) <= limits.history_commits and not (git.shared(git_dir) / "shallow").exists()
    try:
        commits = list(_read(git_dir, oids[: limits.history_commits], limits))
        return summarise(commits, _versions(git_dir, limits), as_of, complete=complete) if commits else None
    except AnalysisError as error:
        # A damaged past is no reason not to measure what is there now; that the time is over is.
        if error.passing:
            raise
        return None


def summarise(commits: list[Commit], versions: list[int] | None, as_of: str, *, complete: bool) -> History:
    """Counts and dates; `versions` are the times of tags that look like versions, None where there are no tags.

    Times before 1985 and after `as_of` are broken clocks: they count as commits but not as dates.
    """
    end = datetime.combine(date.fromisoformat(as_of), datetime.min.time(), UTC).timestamp() + _DAY
    sound = [commit for commit in commits if _EARLIEST <= commit.time < end + _DAY] or commits
    times = sorted(commit.time for commit in sound)
    hours = Counter((commit.time + commit.zone * 60) // 3600 % 24 for commit in sound)
    by_author = Counter(commit.author for commit in commits)
    return History(
        commits=len(commits),
        first_commit=_iso(times[0]),
        newest_commit=_iso(times[-1]),
        authors=len(by_author),
        regular_authors=sum(count >= 5 for count in by_author.values()),
        bus_factor=_bus_factor(by_author),
        releases=len(versions) if versions is not None else None,
        newest_release=_iso(max(versions)) if versions else None,
        hours=tuple(hours[hour] for hour in range(24)),
        commits_last_30_days=sum(time >= end - 30 * _DAY for time in times),
        commits_last_365_days=sum(time >= end - 365 * _DAY for time in times),
        complete=complete,
    )


def parse_commit(data: bytes) -> Commit | None:
    """What matters of a commit object; None where its author line is broken beyond use."""
    header = data.partition(b"\n\n")[0]
    author = committer = None
    for line in header.split(b"\n"):
        if line.startswith(b"author ") and author is None:
            author = _IDENTITY.fullmatch(line[7:])
        elif line.startswith(b"committer ") and committer is None:
            committer = _IDENTITY.fullmatch(line[10:])
    if author is None:
        return None
    who = author["who"].lower()
    address = who[who.rfind(b"<") + 1 :].strip(b"<> ") or who
    zone = int(author["zone"][1:3]) * 60 + int(author["zone"][3:5])
    sign = -1 if author["zone"].startswith(b"-") else 1
    time = int(author["when"])
    return Commit(address, time, sign * zone if zone <= 14 * 60 else 0, int(committer["when"]) if committer else time)


def _bus_factor(by_author: Counter[bytes]) -> int:
    half, reached = by_author.total() / 2, 0
    for rank, (_, count) in enumerate(by_author.most_common(), 1):
        reached += count
        if reached >= half:
            return rank
    return 0


def _iso(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return "1970-01-01T00:00:00Z"


def _read(git_dir: Path, oids: list[bytes], limits: Limits) -> Iterator[Commit]:
    with tempfile.TemporaryFile() as names:
        names.write(b"\n".join(oids) + b"\n")
        names.seek(0)
        with git.stream(git_dir, ["cat-file", "--batch", "--buffer"], limits, names) as output:
            for _, kind, data in _objects(output):
                commit = parse_commit(data) if kind == b"commit" else None
                if commit:
                    yield commit


def _objects(output: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    while header := output.readline(4096):
        parts = header.split()
        if parts[1:] == [b"missing"]:
            continue
        if len(parts) != 3 or not _SIZE.fullmatch(parts[2]) or int(parts[2]) > _LARGEST_OBJECT:
            raise AnalysisError("refused")
        size = int(parts[2])
        data = output.read(size + 1)
        if len(data) != size + 1:
            raise AnalysisError("refused")
        yield parts[0], parts[1], data[:size]


def _versions(git_dir: Path, limits: Limits) -> list[int] | None:
    """Times of the commits behind tags that look like versions."""
    listed = git.run(git_dir, ["show-ref", "--tags", "--dereference"], limits)
    if listed is None:
        return None
    targets: dict[bytes, bytes] = {}
    for line in listed.split(b"\n"):
        oid, _, name = line.partition(b" ")
        if _VERSION.fullmatch(name.removesuffix(b"^{}")):
            # The dereferenced line comes after the tag's own and names the commit.
            targets[name.removesuffix(b"^{}")] = oid
    oids = sorted(set(targets.values()))
    return [commit.committed for commit in _read(git_dir, oids, limits)] if oids else []
