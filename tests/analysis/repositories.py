"""Real git repositories for the tests, made with the git program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Alice",
    "GIT_AUTHOR_EMAIL": "alice@example.org",
    "GIT_COMMITTER_NAME": "Bob",
    "GIT_COMMITTER_EMAIL": "bob@example.org",
    "GIT_AUTHOR_DATE": "2024-05-01T10:30:00+0200",
    "GIT_COMMITTER_DATE": "2024-05-02T12:00:00+0000",
}


def git(git_dir: Path, *arguments: str, data: bytes = b"", **environment: str) -> str:
    """Run git on a repository and return what it prints."""
    done = subprocess.run(
        ["git", "--git-dir", str(git_dir), *arguments],
        input=data,
        env=ENVIRONMENT | environment,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def create(git_dir: Path, *, filters: bool = True) -> Path:
    """An empty bare repository; `filters`: whether its server may leave objects out."""
    git_dir.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["git", "init", "-q", "--bare", "-b", "main", str(git_dir)], env=ENVIRONMENT, check=True, capture_output=True
    )
    git(git_dir, "config", "uploadpack.allowFilter", str(filters).lower())
    return git_dir


def commit(
    git_dir: Path,
    files: Mapping[str, bytes | str],
    *,
    modes: Mapping[str, str] | None = None,
    message: str = "Change",
    **environment: str,
) -> str:
    """Add a commit whose tree holds exactly these files. `modes` are git's (120000 for a link, 160000 for a module)."""
    entries = []
    for path, content in files.items():
        mode = (modes or {}).get(path, "100644")
        data = content if isinstance(content, bytes) else content.encode()
        oid = data.decode() if mode == "160000" else git(git_dir, "hash-object", "-w", "--stdin", data=data)
        entries.append(f"{mode} {oid}\t{path}\0".encode("utf-8", "surrogateescape"))
    index = str(git_dir / "index.tests")
    git(git_dir, "update-index", "-z", "--index-info", data=b"".join(entries), GIT_INDEX_FILE=index)
    tree = git(git_dir, "write-tree", GIT_INDEX_FILE=index)
    Path(index).unlink(missing_ok=True)
    return commit_tree(git_dir, tree, message, **environment)


def commit_tree(git_dir: Path, tree: str, message: str = "Change", **environment: str) -> str:
    """Add a commit of a tree that is there already to the main branch."""
    parents: Sequence[str] = ()
    if (git_dir / "refs/heads/main").exists():
        parents = ("-p", "refs/heads/main")
    oid = git(git_dir, "commit-tree", tree, *parents, "-m", message, **environment)
    git(git_dir, "update-ref", "refs/heads/main", oid)
    return oid


def repository(git_dir: Path, files: Mapping[str, bytes | str], *, filters: bool = True) -> Path:
    """A bare repository with one commit."""
    create(git_dir, filters=filters)
    commit(git_dir, files)
    return git_dir
