"""The git program, told to trust nothing: no configuration, no prompts, no hooks, no helpers, no other protocols."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from repocat.analysis import sandbox
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits

#: Bytes, of a path and what stands before it.
_LONGEST_POINTER = 5000
_QUIET = {
    **sandbox.ENVIRONMENT,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "/bin/false",
    "SSH_ASKPASS": "/bin/false",
    "GIT_SSH_COMMAND": "/bin/false",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


def fetching(scheme: str) -> dict[str, str]:
    """The environment of a fetch: one protocol, nothing else."""
    return {**_QUIET, "GIT_ALLOW_PROTOCOL": scheme}


READING = {**_QUIET, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1"}


def reader_bounds(limits: Limits) -> sandbox.Bounds:
    return sandbox.Bounds(limits.analysis_seconds, limits.memory_bytes, limits.fetch_bytes)


def run(git_dir: Path, arguments: Sequence[str], limits: Limits) -> bytes | None:
    """The output of one short read-only command; None where git says no."""
    command = ["git", "--no-pager", "--git-dir", str(git_dir), *arguments]
    process = sandbox.start(command, reader_bounds(limits), READING, stdout=subprocess.PIPE)
    try:
        output, _ = process.communicate(timeout=limits.analysis_seconds)
    except subprocess.TimeoutExpired as error:
        raise AnalysisError("timed_out") from error
    finally:
        sandbox.stop(process)
    return output if process.returncode == 0 else None


def pointed_at(file: Path) -> str:
    """What a file says that git keeps in place of a folder: `.git` of a linked worktree, or `commondir`."""
    with file.open("rb") as stream:
        said = stream.read(_LONGEST_POINTER).removeprefix(b"gitdir:").strip()
    if not said or b"\0" in said:
        raise AnalysisError("unreadable_repository")
    return os.fsdecode(said)


def shared(git_dir: Path) -> Path:
    """Where the objects are: a linked worktree's own folder has none."""
    common = git_dir / "commondir"
    return git_dir / pointed_at(common) if common.is_file() else git_dir


def _expects_more(git_dir: Path) -> bool:
    """Whether it was cloned with a filter, and would ask a server for what it lacks."""
    config = shared(git_dir) / "config"
    return config.is_file() and b"promisor" in config.read_bytes()


@contextmanager
def stream(
    git_dir: Path, arguments: Sequence[str], limits: Limits, stdin: int | IO[bytes] = subprocess.DEVNULL
) -> Iterator[IO[bytes]]:
    """The output of a read-only command while it runs; the command is stopped when the reader has had enough.

    Raises `AnalysisError` where the command fails and the reader took what there was for all that there is.
    """
    command = ["git", "--no-pager", "--git-dir", str(git_dir), *arguments]
    process = sandbox.start(command, reader_bounds(limits), READING, stdin=stdin, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None  # noqa: S101 - asked for with PIPE
        yield process.stdout
        if not process.stdout.read(1) and process.wait(limits.analysis_seconds) != 0:
            raise AnalysisError("incomplete_clone" if _expects_more(git_dir) else "refused")
    except subprocess.TimeoutExpired as error:
        raise AnalysisError("timed_out") from error
    finally:
        sandbox.stop(process)
