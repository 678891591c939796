from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repocat.analysis.complaints import faults, reason
from repocat.analysis.errors import REASONS

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)
#: Words that would choose a reason if they were git's own.
WORDS = [
    b"fsck error", b"out of memory", b"not found", b"timed out", b"couldn't find remote ref HEAD", b"fatal: ",
    b"remote error:", b"error: object 0: hasDotgit: x", b"remote: ", b"        ", b"\n", b"\r", b"\xff",
]  # fmt: skip
SAID = st.lists(st.one_of(st.sampled_from(WORDS), st.binary(max_size=5)), max_size=12).map(b"".join)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"", None),
        (b"fatal: protocol error: bad pack header\n", None),
        (b"fatal: couldn't find remote ref HEAD\n", "empty"),
        (b"fatal: Out of memory, calloc failed\nfatal: fetch-pack: invalid index-pack output\n", "out_of_memory"),
        (b"error: object 12ab: hasDotdot: contains '..'\nfatal: fsck error in packed object\n", "dangerous_names"),
        (b"error: object 12ab: gitmodulesUrl: disallowed submodule url: -u\n", "dangerous_modules"),
        (b"error: object 12ab: gitmodulesUrl: \nfatal: couldn't find remote ref HEAD\n", "dangerous_modules"),
        (b"error: object 12ab: badDate: invalid\nfatal: fsck error in packed object\n", "refused"),
        (b"error: empty filename in tree entry\nerror: object 12ab: badTree: cannot be parsed\n", "dangerous_names"),
        (b"remote: Counting objects        \nfatal: early EOF\n", None),
        (b"remote: aborting\nfatal: early EOF\n", "server_error"),
        (b"fatal: write error: No space left on device\n", "disk_full"),
    ],
)
def test_what_git_says_has_a_meaning(said: bytes, code: str | None) -> None:
    assert reason(said) == code


@EXAMPLES
@given(SAID)
def test_whatever_is_said_the_reason_is_a_known_one(said: bytes) -> None:
    assert reason(said) in {None, *REASONS}
    assert all(re.fullmatch(rb"\w+", fault) for fault in faults(said))


@EXAMPLES
@given(SAID)
def test_a_server_cannot_choose_the_reason(words: bytes) -> None:
    assert reason(b"fatal: remote error: " + words) == "server_error"
    progress = b"".join(b"remote: " + line + b"        \n" for line in words.split(b"\n"))
    assert reason(progress) is None
    assert reason(progress + b"remote: " + words.replace(b"\n", b"").rstrip() + b"\n") == "server_error"
