"""Brings one commit of a remote repository, and the bare list of its commits, onto this machine.

Two fetches run beside each other: the files of the newest commit without its past, and the past without its files.
Neither makes a checkout. Afterwards the repositories are neutralised: they know no remote and cannot ask for more.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path

from repocat.analysis import complaints, git, sandbox
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address, Advertisement, Remote, find, preflight

_NEUTRAL = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
_TARGET = "refs/heads/analysed"

#: Faults that old but honest repositories have.
_FORGIVEN = ("badTimezone", "missingSpaceBeforeDate", "zeroPaddedFilemode", "missingEmail")

_SETTINGS = (
    "protocol.allow=never",
    "http.followRedirects=false",
    # A slower threshold than one byte a second cuts off honest servers that are still packing.
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
    "http.proxy=",
    "http.sslVerify=true",
    "credential.helper=",
    "transfer.credentialsInUrl=die",
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "core.fsmonitor=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    *(f"fetch.fsck.{fault}=ignore" for fault in _FORGIVEN),
    "fetch.recurseSubmodules=no",
    "submodule.recurse=false",
    "transfer.bundleURI=false",
    "fetch.unpackLimit=1",
    "pack.threads=1",
    "core.bigFileThreshold=1m",
    "core.deltaBaseCacheLimit=32m",
    "gc.auto=0",
    "maintenance.auto=false",
)

_SIGKILL_CODE, _TIMEOUT_CODE = 137, 124
#: Bytes; a server may send any number of words.
_READ_OF_COMPLAINTS = 64 * 1024
#: Bytes; git writes in blocks of some kilobytes.
_HARDLY_ANY = 64 * 1024
#: How many generations of commits a history has that cannot be had whole, in the order of trying.
_RECENT = (300, 30)


@dataclass(frozen=True, slots=True)
class Fetched:
    """Two bare repositories on disk. `owner` and `name` are where the repository is now."""

    owner: str
    name: str
    commit: str
    repository: Path
    #: Commits and tags, or the newest commits alone; None where the host would not give them cheaply.
    history: Path | None


@dataclass(frozen=True, slots=True)
class _Task:
    git_dir: Path
    #: None takes everything.
    filter: str | None
    depth: int | None
    #: Whether git checks what it gets; commits without trees hold nothing that it could stumble over.
    check: bool
    refspecs: tuple[str, ...]
    bounds: sandbox.Bounds
    #: A repository whose files need not be sent again, and its one commit.
    begun: tuple[Path, str] | None = None


def fetch(address: Address, directory: Path, limits: Limits, found: Advertisement | None = None) -> Fetched:
    """Fetch HEAD of `{base_url}/{owner}/{name}` into new bare repositories below `directory`.

    `found` is what a preflight said a moment ago. A history that cannot be had leaves `history` None; everything else
    that fails raises `AnalysisError`.
    """
    found = found or preflight(find(address), limits)
    end = time.monotonic() + limits.fetch_seconds
    tree, past = _tasks(directory, found, limits)
    past_process = _start(found.remote, past)
    try:
        commit, git_dir = _fetch_tree(found.remote, tree)
        history = past.git_dir if _arrived(past, past_process) else None
    finally:
        sandbox.stop(past_process)
    if history is None and not found.filters:
        history = _newest_commits(found.remote, past, commit, git_dir, end)
    return Fetched(found.remote.owner, found.remote.name, commit, git_dir, history)


def _fetch_tree(remote: Remote, task: _Task) -> tuple[str, Path]:
    try:
        return _finish(task, _start(remote, task)), task.git_dir
    except AnalysisError as error:
        if error.code != "refused" or not task.filter or not _is_forgiven(task):
            raise
    # Git before 2.43 forgets the faults that it should forgive as soon as a filter is set.
    again = replace(task, git_dir=task.git_dir.with_name("whole.git"), filter=None)
    return _finish(again, _start(remote, again)), again.git_dir


def _newest_commits(remote: Remote, past: _Task, commit: str, tree: Path, end: float) -> Path | None:
    """The last of the past, as it costs the files that changed meanwhile and no more; None where even that is much."""
    for depth in _RECENT:
        seconds = min(max(1, past.bounds.seconds // len(_RECENT)), int(end - time.monotonic()))
        if seconds < 1:
            return None
        bounds = replace(past.bounds, seconds=seconds)
        task = replace(past, git_dir=past.git_dir.with_name(f"last{depth}.git"), depth=depth, bounds=bounds)
        # Tags could be as old as the repository, and each would bring all its files.
        task = replace(task, refspecs=(f"+HEAD:{_TARGET}",), begun=(tree, commit))
        if _arrived(task, _start(remote, task)):
            return task.git_dir
    return None


def _arrived(task: _Task, process: subprocess.Popen[bytes]) -> bool:
    try:
        _finish(task, process)
    except AnalysisError:
        return False
    return True


def _is_forgiven(task: _Task) -> bool:
    return bool(complaints.faults(_complaints(task).read_bytes()) & {fault.encode() for fault in _FORGIVEN})


def _tasks(directory: Path, found: Advertisement, limits: Limits) -> tuple[_Task, _Task]:
    tree = sandbox.Bounds(limits.fetch_seconds, limits.memory_bytes, limits.fetch_bytes, network=True)
    # A server that cannot filter sends every file that ever was: try only as long as that stays small.
    part = 1 if found.filters else 2
    past = sandbox.Bounds(
        limits.history_seconds // part, limits.memory_bytes, limits.history_bytes // part, network=True
    )
    filters = ("blob:limit=1m", "tree:0") if found.filters else (None, None)
    return (
        _Task(directory / "tree.git", filters[0], 1, True, (f"+HEAD:{_TARGET}",), tree),
        _Task(directory / "past.git", filters[1], None, False, (f"+HEAD:{_TARGET}", "+refs/tags/*:refs/tags/*"), past),
    )


def _start(remote: Remote, task: _Task) -> subprocess.Popen[bytes]:
    _init(task.git_dir, task.begun)
    settings = [*_SETTINGS, f"protocol.{remote.host.scheme}.allow=always", f"http.curloptResolve={remote.host.pin}"]
    settings += [f"{key}.fsckObjects={str(task.check).lower()}" for key in ("fetch", "transfer")]
    command = ["git", "--no-pager", "--git-dir", str(task.git_dir)]
    command += [part for setting in settings for part in ("-c", setting)]
    command += ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"]
    command += ["--no-auto-maintenance"]
    command += [f"--filter={task.filter}"] if task.filter else []
    command += [f"--depth={task.depth}"] if task.depth else []
    command += ["--", remote.url, *task.refspecs]
    with _complaints(task).open("wb") as stderr:
        return sandbox.start(command, task.bounds, git.fetching(remote.host.scheme), stderr=stderr)


def _init(git_dir: Path, begun: tuple[Path, str] | None) -> None:
    """An empty bare repository, as `git init --bare --template=` makes it, without starting a program for it.

    One that is `begun` has what the other has, without a copy.
    """
    try:
        (git_dir / "objects").mkdir(parents=True)
        (git_dir / "refs").mkdir()
        (git_dir / "HEAD").write_text(f"ref: {_TARGET}\n")
        (git_dir / "config").write_text(_NEUTRAL)
        if begun:
            tree, commit = begun
            (git_dir / "objects/info").mkdir()
            (git_dir / "objects/info/alternates").write_text(f"{tree / 'objects'}\n")
            (git_dir / "refs/heads").mkdir()
            (git_dir / _TARGET).write_text(f"{commit}\n")
            shutil.copyfile(tree / "shallow", git_dir / "shallow")
    except OSError as error:
        raise AnalysisError("disk_full") from error


def _complaints(task: _Task) -> Path:
    return task.git_dir.with_suffix(".stderr")


def _finish(task: _Task, process: subprocess.Popen[bytes]) -> str:
    """Wait for a fetch, cut the repository off from its origin and return the commit."""
    started = time.monotonic()
    try:
        status = process.wait(timeout=task.bounds.seconds + 5)
    except subprocess.TimeoutExpired as error:
        raise AnalysisError(_late(task)) from error
    finally:
        sandbox.stop(process)
    if status != 0:
        late = time.monotonic() - started >= task.bounds.seconds - 1
        raise AnalysisError(_late(task) if late or status == _TIMEOUT_CODE else _reason(status, task))
    (task.git_dir / "config").write_text(_NEUTRAL)
    return (task.git_dir / _TARGET).read_text().strip()


def _late(task: _Task) -> str:
    # Git begins to write when it has read the pack's first bytes.
    return "host_slow" if _packs(task) else "host_silent"


def _packs(task: _Task) -> list[int]:
    """Sizes of what has arrived, whole or not."""
    return [path.stat().st_size for path in (task.git_dir / "objects" / "pack").glob("*")]


def _reason(status: int, task: _Task) -> str:
    packs = _packs(task)
    # Git does not always say that a signal ended the program that wrote the pack.
    if any(size >= task.bounds.file_size for size in packs):
        return "too_large"
    with _complaints(task).open("rb") as stream:
        code = complaints.reason(stream.read(_READ_OF_COMPLAINTS))
    if code == "timed_out":
        return _late(task)
    if code == "out_of_memory" and not any(packs):
        # A pack begins with the number of its objects, for which git makes room before it writes anything.
        return "too_many_objects" if packs else "too_many_refs"
    if code is not None:
        return code
    # On a full disk not even git's words can be kept.
    if shutil.disk_usage(task.git_dir).free < _HARDLY_ANY:
        return "disk_full"
    return "out_of_memory" if status in (_SIGKILL_CODE, -9) else "unreachable"
