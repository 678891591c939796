"""What git says when a fetch fails -> why it failed. Neither a server nor a repository can choose the reason."""

from __future__ import annotations

import re

#: What git finds wrong with an object, by git's name for it.
_FAULT = re.compile(rb"error: object [0-9a-f]+: (\w+): ")
_NAMES = frozenset({b"hasDot", b"hasDotdot", b"hasDotgit", b"fullPathname", b"emptyName", b"duplicateEntries"})

#: Beginnings of lines, or what they hold, and the code that they mean.
_CAUSES = (
    # First, as what follows it are the server's words.
    (b"fatal: remote error:", "server_error"),
    (b"couldn't find remote ref HEAD", "empty"),
    (b"No space left on device", "disk_full"),
    (b"error: empty filename in tree entry", "dangerous_names"),
    (b"fsck error", "refused"),
    (b"fsckObjects", "refused"),
    (b"error in object", "refused"),
    (b"out of memory", "out_of_memory"),
    (b"Out of memory", "out_of_memory"),
    (b"timed out", "timed_out"),
    (b"too slow", "timed_out"),
    (b"not found", "not_found"),
    (b"Authentication failed", "not_found"),
    (b"could not read Username", "not_found"),
    (b"mismatched algorithms", "refused"),
    (b"SSL certificate problem", "bad_certificate"),
)
#: Git repeats the server's words behind this, and ends those that only tell of progress with blanks.
_SERVERS, _PROGRESS = b"remote: ", b"        "


def reason(said: bytes) -> str | None:
    """The code for what git said; None where that says nothing but that the connection broke.

    The first line that means something decides: what follows it may be text of the server or of the repository.
    """
    lines = said.split(b"\n")
    for line in lines:
        if not line.startswith(_SERVERS) and (code := _cause(line)):
            return code
    reported = any(line.startswith(_SERVERS) and not line.endswith(_PROGRESS) for line in lines)
    return "server_error" if reported else None


def faults(said: bytes) -> set[bytes]:
    """Git's names for all that it found wrong with objects."""
    return {found[1] for line in said.split(b"\n") if (found := _FAULT.match(line))}


def _cause(line: bytes) -> str | None:
    if found := _FAULT.match(line):
        if found[1] in _NAMES:
            return "dangerous_names"
        return "dangerous_modules" if found[1].startswith(b"gitmodules") else "refused"
    return next((code for phrase, code in _CAUSES if phrase in line), None)
