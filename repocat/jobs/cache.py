"""What is known of the contents of repositories, one file for each, in the data folder.

A file belongs to one repository, so nobody can put wrong numbers into another's. It is written here only, from what
has been read back number by number, and in one step: who reads meanwhile has the old one, of two who write the last
one wins, and either is right.
"""

from __future__ import annotations

import logging
import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from repocat.analysis.blob_format import InvalidBlobsError, dump, parse

log = logging.getLogger("repocat.jobs")

_SUFFIX = ".blobs"


@dataclass(frozen=True, slots=True)
class BlobCache:
    """The folder, and how many bytes its files may have together; with 0 nothing is kept."""

    folder: Path
    most_bytes: int

    def lend(self, repository: str) -> Path | None:
        """Where what is known of a repository is, or would be; it counts as used now."""
        if not self.most_bytes:
            return None
        path = self._path(repository)
        with suppress(FileNotFoundError):
            os.utime(path)
        return path

    def _path(self, repository: str) -> Path:
        return self.folder / (sha256(repository.encode()).hexdigest() + _SUFFIX)

    def keep(self, repository: str, found: Path) -> None:
        """Take over what an analysis has left at `found`; nothing happens where there is nothing that is valid."""
        data = _untrusted(found, self.most_bytes)
        if data is None:
            return
        try:
            self._write(self._path(repository), dump(parse(data)))
        except InvalidBlobsError as error:
            log.warning("what is known of %s is not kept: %s", repository, error)
        except OSError:
            log.exception("what is known of %s could not be kept", repository)

    def _write(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self._trim()

    def _trim(self) -> None:
        """Remove the files that have not been used for the longest time until the others are few enough."""
        files = []
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another worker may have removed it
                found = path.stat()
                files.append((found.st_mtime_ns, found.st_size, path))
        total = 0
        for _, size, path in sorted(files, reverse=True):
            total += size
            if total > self.most_bytes:
                path.unlink(missing_ok=True)


def _untrusted(path: Path, most_bytes: int) -> bytes | None:
    """A file that a hostile process may have put there: no link is followed, and never more than so much is read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_size > most_bytes:
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(found.st_size)
