"""Bare repositories in a folder, as OWNER/NAME.git; what is not there yet is cloned from the forge."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from repocat.analysis import git
from repocat.analysis import measure as analysis
from repocat.analysis.limits import Limits
from repocat.analysis.report import Report
from repocat.analysis.source import BareRepository

#: The published limits are made for strangers' requests; the reference list may be larger.
LIMITS = Limits(paths=400_000, total_bytes=2_000_000_000, analysis_seconds=900, memory_bytes=8 << 30)
_FORGE = "https://github.com"


def folder() -> Path:
    """Where the repositories lie: REPOSITORIES, or instance/validity."""
    return Path(os.environ.get("REPOSITORIES") or "instance/validity")


def git_dir(name: str) -> Path:
    """The git directory of owner/name, cloned with its whole history where it is missing."""
    path = folder() / f"{name}.git"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
        subprocess.run(["git", "clone", "--quiet", "--bare", f"{_FORGE}/{name}.git", path], check=True, env=environment)
    return path


def sizes(path: Path, blobs: list[str]) -> dict[str, int]:
    """Bytes of every content that is there."""
    command = ["git", "--git-dir", str(path), "cat-file", "--batch-check"]
    done = subprocess.run(
        command, input="".join(f"{blob}\n" for blob in blobs), capture_output=True, text=True, check=True
    )
    found = (line.split() for line in done.stdout.splitlines())
    return {parts[0]: int(parts[2]) for parts in found if len(parts) == 3}


def newest_commit(path: Path) -> str:
    return lines(path, "rev-parse", "HEAD")[0]


def lines(path: Path, *arguments: str) -> list[str]:
    """What git prints, line by line."""
    printed = git.run(path, arguments, LIMITS)
    if printed is None:
        raise SystemExit(f"git {' '.join(arguments)} failed in {path}")
    return printed.decode("utf-8", "replace").splitlines()


def measure(path: Path, commit: str) -> Report:
    """The report of one commit, without its history, which the score never looks at."""
    return analysis.measure(BareRepository(path, commit, LIMITS), None, "2026-01-01", LIMITS)
