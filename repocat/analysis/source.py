"""Where files come from: a commit in a bare repository, or a folder. No checkout, no links followed."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from repocat.analysis import git
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits

_MODES = {b"100644": "file", b"100755": "file", b"100664": "file", b"120000": "symlink", b"160000": "submodule"}
_BLOCK = 1 << 20
_KEPT_BY_TOOLS = frozenset({b".git", b".hg", b".svn"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of a tree.

    kind: file, symlink, submodule, too_large (not there at all), limit (path too long) or unreadable (a file or folder
    that this user may not read).
    """

    path: bytes
    kind: str
    size: int
    #: Name of the content in git; empty in a plain folder.
    oid: bytes = b""


class Source(Protocol):
    """Something that can be measured."""

    @property
    def commit(self) -> str | None: ...

    @property
    def committed_at(self) -> int | None:
        """Seconds since 1970; None for a plain folder."""

    def entries(self) -> list[Entry]:
        """All paths, in the order of their bytes. Raises `AnalysisError` beyond the limit of paths."""

    def contents(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The bytes of the given files, in the same order; files that cannot be read are left out."""


class BareRepository:
    """The tree of one commit, read by git: one process lists it, one gives the contents."""

    def __init__(self, git_dir: Path, commit: str, limits: Limits) -> None:
        self._git_dir = git_dir
        self._limits = limits
        self.commit: str | None = commit
        self.committed_at: int | None = committer_time(git.run(git_dir, ["cat-file", "commit", commit], limits) or b"")

    def entries(self) -> list[Entry]:
        arguments = ["ls-tree", "-r", "-z", "-l", "--full-tree", str(self.commit)]
        found: list[Entry] = []
        with git.stream(self._git_dir, arguments, self._limits) as output:
            for record in _records(output, self._limits.path_bytes * 64):
                if len(found) >= self._limits.paths:
                    raise AnalysisError(_too_many(found))
                found.append(_entry(record, self._limits))
        return found

    def read(self, path: str) -> bytes:
        """One file that may be there, cut at the limit; nothing where it is not."""
        data = git.run(self._git_dir, ["cat-file", "blob", f"{self.commit}:{path}"], self._limits) or b""
        return data[: self._limits.file_bytes]

    def contents(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        wanted = list(entries)
        with tempfile.TemporaryFile() as names:
            # A file, not a pipe: git would stop reading names while nobody reads its contents.
            names.write(b"".join(entry.oid + b"\n" for entry in wanted))
            names.seek(0)
            with git.stream(self._git_dir, ["cat-file", "--batch", "--buffer"], self._limits, names) as output:
                for entry in wanted:
                    data = _content(output, entry)
                    if data is not None:
                        yield entry, data


class Folder:
    """A plain folder: every file below it, except what version control systems keep for themselves."""

    commit: str | None = None
    committed_at: int | None = None

    def __init__(self, root: Path, limits: Limits) -> None:
        self._root = os.fsencode(root)
        self._limits = limits

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        waiting = [b""]
        while waiting:
            folder = waiting.pop()
            try:
                self._list(folder, found, waiting)
            except OSError as error:
                if not folder:
                    raise AnalysisError("unreadable_folder") from error
                found.append(Entry(folder, "limit" if _beyond(folder, self._limits) else "unreadable", 0))
        return sorted(found, key=lambda entry: entry.path)

    def _list(self, folder: bytes, found: list[Entry], waiting: list[bytes]) -> None:
        with os.scandir(os.path.join(self._root, folder)) as items:  # noqa: PTH118 - paths are bytes here
            for item in items:
                if len(found) + len(waiting) >= self._limits.paths:
                    raise AnalysisError("too_many_files")
                path = folder + b"/" + item.name if folder else item.name
                if item.is_dir(follow_symlinks=False):
                    waiting += [path] if item.name not in _KEPT_BY_TOOLS else []
                elif item.is_symlink() or item.is_file(follow_symlinks=False):
                    found.append(self._entry(path, item))

    def _entry(self, path: bytes, item: os.DirEntry[bytes]) -> Entry:
        kind = "symlink" if item.is_symlink() else "file"
        if _beyond(path, self._limits):
            kind = "limit"
        elif kind == "file" and not os.access(item.path, os.R_OK):
            kind = "unreadable"
        try:
            return Entry(path, kind, item.stat(follow_symlinks=False).st_size)
        except OSError:
            # It is gone again.
            return Entry(path, "unreadable", 0)

    def contents(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        for entry in entries:
            data = self._read(entry)
            if data is not None:
                yield entry, data

    def _read(self, entry: Entry) -> bytes | None:
        path = os.path.join(self._root, entry.path)  # noqa: PTH118 - paths are bytes here
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            return stream.read(self._limits.file_bytes + 1)


def open_folder(path: Path, limits: Limits) -> Source:
    """A checkout or bare repository is read at its HEAD by git, any other folder as it lies there."""
    try:
        path = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        # The latter is how Python before 3.13 tells of links in a circle.
        raise AnalysisError("not_a_repository") from error
    if not path.is_dir():
        raise AnalysisError("not_a_repository")
    try:
        git_dir = find_git_dir(path)
    except PermissionError as error:
        raise AnalysisError("unreadable_folder") from error
    if git_dir is None:
        return Folder(path, limits)
    commit = git.run(git_dir, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], limits)
    if commit is None:
        raise AnalysisError(_why_no_commit(git_dir, limits))
    return BareRepository(git_dir, commit.decode("ascii").strip(), limits)


def find_git_dir(path: Path) -> Path | None:
    """The git directory of a checkout, of a linked worktree, or the path itself where it is a bare repository."""
    inner = path / ".git"
    if inner.is_dir():
        return inner
    if inner.is_file():
        return path / git.pointed_at(inner)
    is_bare = (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()
    return path if is_bare else None


def _why_no_commit(git_dir: Path, limits: Limits) -> str:
    if git.run(git_dir, ["rev-parse", "--git-dir"], limits) is None:
        return "unreadable_repository"
    named = git.run(git_dir, ["rev-parse", "--verify", "--quiet", "HEAD"], limits)
    return "empty" if named is None else "unreadable_repository"


def _too_many(found: list[Entry]) -> str:
    """Why so many paths: few folders that are hung up again and again take no room in git but endless time."""
    folders = {entry.path.rpartition(b"/")[0] for entry in found}
    return "repeated_folders" if len({entry.oid for entry in found}) * 10 < len(folders) else "too_many_files"


def committer_time(commit: bytes) -> int | None:
    """Seconds since 1970 from the text of a commit object."""
    header = commit.partition(b"\n\n")[0]
    for line in header.split(b"\n"):
        if line.startswith(b"committer "):
            parts = line.rsplit(b" ", 2)
            return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() and len(parts[1]) < 12 else None
    return None


def _records(output: IO[bytes], longest: int) -> Iterator[bytes]:
    """NUL-terminated records of a stream, read in blocks so that an endless list costs nothing."""
    rest = b""
    while block := output.read(_BLOCK):
        *records, rest = (rest + block).split(b"\0")
        yield from records
        if len(rest) > longest + _BLOCK:
            raise AnalysisError("refused")
    if rest:
        raise AnalysisError("refused")


def _entry(record: bytes, limits: Limits) -> Entry:
    head, _, path = record.partition(b"\t")
    try:
        mode, _, oid, size = head.split()
    except ValueError as error:
        raise AnalysisError("refused") from error
    kind = _MODES.get(mode, "symlink")
    if size == b"BAD":
        # The fetch left the content out because it is over the limit.
        return Entry(path, "too_large", limits.file_bytes + 1, oid)
    if kind == "file" and _beyond(path, limits):
        kind = "limit"
    return Entry(path, kind, int(size) if size.isdigit() else 0, oid)


def _beyond(path: bytes, limits: Limits) -> bool:
    return len(path) > limits.path_bytes or path.count(b"/") >= limits.depth


def _content(output: IO[bytes], entry: Entry) -> bytes | None:
    parts = output.readline(4096).split()
    if parts == [entry.oid, b"missing"]:
        return None
    if parts != [entry.oid, b"blob", b"%d" % entry.size]:
        raise AnalysisError("refused")
    data = output.read(entry.size + 1)
    if len(data) != entry.size + 1:
        raise AnalysisError("refused")
    return data[:-1]
