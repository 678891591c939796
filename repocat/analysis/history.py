"""The past of a repository, from its commits alone: when, how often, by how many people."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import IO

from repocat.analysis import git
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.people import Identity, count, parse_mailmap
from repocat.analysis.report import History
from repocat.analysis.source import BareRepository, Source

_DAY = 86_400
_VERSION = re.compile(rb"refs/tags/(?:[A-Za-z][\w.-]{0,40}[-_/@])?v?\d+(?:[._]\d+){0,3}(?:[-.+]?[0-9A-Za-z.]{1,30})?")
#: Zones of more than four digits come from broken programs.
_IDENTITY = re.compile(rb"\n(author|committer) ([^\n]*) (-?\d{1,12}) ([+-]\d{4,8})(?![^\n])")
_SIZE = re.compile(rb"\d{1,12}")
#: Bytes, of a commit with its message.
_LARGEST_OBJECT = 16 << 20
#: Git's own first release; earlier dates are imported history at best and broken clocks at worst.
_EARLIEST = datetime(1985, 1, 1, tzinfo=UTC).timestamp()

#: The end of the year 9999, the last one that dates know.
_LATEST = 253_402_300_799


@dataclass(frozen=True, slots=True)
class Commit:
    """Author's address, time and name; `zone` is their distance from UTC in minutes. Words are in lower case."""

    author: bytes
    time: int
    zone: int
    committed: int
    name: bytes = b""


def measure(git_dir: Path, commit: str, as_of: str, limits: Limits, mailmap: bytes = b"") -> History | None:
    """The history of a commit in a repository that may hold commits and tags only; None where it cannot be read.

    `mailmap` is what the repository's own .mailmap says.
    """
    names = git.run(git_dir, ["rev-list", f"--max-count={limits.history_commits + 1}", commit], limits)
    if not names:
        return None
    oids = names.split()
    # Git is asked because a linked worktree's directory does not hold the list of what is missing.
    is_shallow = git.run(git_dir, ["rev-parse", "--is-shallow-repository"], limits) != b"false\n"
    complete = len(oids) <= limits.history_commits and not is_shallow
    try:
        commits = list(_read(git_dir, oids[: limits.history_commits], limits))
        tags = _tags(git_dir, limits)
    except AnalysisError as error:
        # A damaged past is no reason not to measure what is there now; that the time is over is.
        if error.passing:
            raise
        return None
    return summarise(commits, tags, as_of, complete=complete, mailmap=mailmap) if commits else None


@dataclass(frozen=True, slots=True)
class Tags:
    """How many there are, and the times of those that look like versions."""

    count: int
    versions: list[int]


def summarise(commits: list[Commit], tags: Tags | None, as_of: str, *, complete: bool, mailmap: bytes = b"") -> History:
    """Counts and dates; `tags` is None where there are none.

    Times before 1985 and after `as_of` are broken clocks: the committer's is taken instead, or the commit counts but
    has no date. Programs' commits count as commits, but programs are no authors.

    Cadence is the mean of commits a week over the last 365 days (over the life of a younger repository; OpenSSF's
    criticality score counts so), in how many of the last 52 weeks there were any, and the median of days from one day
    with a release to the next.
    """
    end = datetime.combine(date.fromisoformat(as_of), datetime.min.time(), UTC).timestamp() + _DAY
    dated = [(time, commit.zone) for commit in commits if (time := _sound(commit, end)) is not None]
    dated = dated or [(commit.time, commit.zone) for commit in commits]
    times = sorted(time for time, _ in dated)
    hours = Counter((time + zone * 60) // 3600 % 24 for time, zone in dated)
    identities = Counter((commit.name, commit.author) for commit in commits)
    people, programs = count(identities, parse_mailmap(mailmap))
    year = [time for time in times if time >= end - 365 * _DAY]
    versions = tags.versions if tags else None
    return History(
        commits=len(commits),
        first_commit=_iso(times[0]),
        newest_commit=_iso(times[-1]),
        authors=len(people),
        regular_authors=sum(number >= 5 for number in people.values()),
        bus_factor=_bus_factor(people),
        releases=len(versions) if versions is not None else None,
        newest_release=_iso(max(versions)) if versions else None,
        hours=tuple(hours[hour] for hour in range(24)),
        commits_last_30_days=sum(time >= end - 30 * _DAY for time in times),
        commits_last_365_days=len(year),
        complete=complete,
        tags=tags.count if tags else None,
        bot_commits=programs,
        commits_per_week=round(7 * len(year) / min(365.0, max(7.0, (end - times[0]) / _DAY)), 1),
        active_weeks=len({int((end - time) // (7 * _DAY)) for time in times if end - 364 * _DAY < time <= end}),
        days_between_releases=_median_gap(versions or []),
    )


def _sound(commit: Commit, end: float) -> int | None:
    return next((time for time in (commit.time, commit.committed) if _EARLIEST <= time < end + _DAY), None)


def _median_gap(times: list[int]) -> float | None:
    """Median of days between neighbouring days that occur; None with fewer than three of them."""
    days = sorted({time // _DAY for time in times})
    return round(float(median(later - earlier for earlier, later in pairwise(days))), 1) if len(days) > 2 else None


def parse_commit(data: bytes) -> Commit | None:
    """What matters of a commit object; None where its author line is broken beyond use."""
    end = data.find(b"\n\n")
    found: dict[bytes, re.Match[bytes]] = {}
    for match in _IDENTITY.finditer(data, 0, end if end >= 0 else len(data)):
        found.setdefault(match[1], match)
    author, committer = found.get(b"author"), found.get(b"committer")
    if author is None:
        return None
    who = author[2].lower()
    name, _, address = who.rpartition(b"<")
    zone = int(author[4][1:3]) * 60 + int(author[4][3:5])
    sign = -1 if author[4].startswith(b"-") else 1
    is_zone = zone <= 14 * 60 and len(author[4]) == 5
    time = int(author[3])
    return Commit(
        address.strip(b"<> ") or who,
        time,
        sign * zone if is_zone else 0,
        int(committer[3]) if committer else time,
        name.strip(),
    )


def _bus_factor(people: Counter[Identity]) -> int:
    half, reached = people.total() / 2, 0
    for rank, (_, number) in enumerate(people.most_common(), 1):
        reached += number
        if reached >= half:
            return rank
    return 0


def _iso(seconds: int) -> str:
    """Clocks that are broken beyond all years are cut at the ends, so that the first is never after the newest."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LATEST), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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


def mailmap(source: Source) -> bytes:
    """What a commit's .mailmap says; nothing for a plain folder, which has no history either."""
    return source.read(".mailmap") if isinstance(source, BareRepository) else b""


def _tags(git_dir: Path, limits: Limits) -> Tags | None:
    """Tags, and the times of the commits behind those that look like versions."""
    listed = git.run(git_dir, ["show-ref", "--tags", "--dereference"], limits)
    if listed is None:
        return None
    names: set[bytes] = set()
    targets: dict[bytes, bytes] = {}
    for line in listed.splitlines():
        oid, _, name = line.partition(b" ")
        name = name.removesuffix(b"^{}")
        names.add(name)
        if _VERSION.fullmatch(name):
            # The dereferenced line comes after the tag's own and names the commit.
            targets[name] = oid
    oids = sorted(set(targets.values()))
    return Tags(len(names), [commit.committed for commit in _read(git_dir, oids, limits)] if oids else [])
