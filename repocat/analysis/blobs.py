"""What is known of the contents of files, so that unchanged ones need not be read again.

84-99 % of a repository's files are the same from commit to commit. A content is known by its name in git together with
its path and purpose, on which its language and what is measured depend.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b

import numpy as np

from repocat.analysis.measured import Measured

NAME_BYTES = 16


def name(oid: bytes, path: bytes, purpose: str) -> bytes:
    """By which a content is known again; empty where git has no name for it. `purpose`: all that it is read by."""
    if not oid:
        return b""
    return blake2b(b"\0".join((oid, purpose.encode(), path)), digest_size=NAME_BYTES).digest()


class Blobs:
    """What is known of one repository."""

    def __init__(self, measured: Iterable[Measured] = ()) -> None:
        self.measured = list(measured)
        self.changed = False
        self._names = {one for group in self.measured for one in group.names}

    def holds(self, wanted: bytes) -> bool:
        """Whether a content is known."""
        return wanted in self._names

    def keep(self, wanted: Mapping[bytes, str]) -> None:
        """Forget what is not wanted; what is lies at those paths now."""
        self.measured = [group for group in (_wanted(group, wanted) for group in self.measured) if group.paths]

    def add(self, measured: Iterable[Measured]) -> None:
        """Know more."""
        for group in measured:
            self.measured.append(group)
            self.changed = self.changed or any(group.names)


def _wanted(group: Measured, wanted: Mapping[bytes, str]) -> Measured:
    paths = [wanted[one] for one in group.names if one in wanted]
    if len(paths) == len(group.names):
        return replace(group, paths=paths)
    return group.take(np.array([one in wanted for one in group.names], np.bool_), paths)
