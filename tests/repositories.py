"""Small real repositories for tests: made by git, served bare."""

from __future__ import annotations

import subprocess
from pathlib import Path

FILES = {
    "README.md": "# Cat\n\nA small library about cats, with an example:\n\n```python\nimport cat\n```\n",
    "LICENSE": (
        "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy.\n"
        'The software is provided "as is".\n'
    ),
    ".github/workflows/test.yml": "on: push\njobs: {}\n",
    "cat/__init__.py": (
        "def purr(loudness: int) -> str:\n    if loudness > 3:\n        return 'PURR'\n    return 'purr'\n"
    ),
    "tests/test_cat.py": "from cat import purr\n\n\ndef test_purr():\n    assert purr(1) == 'purr'\n",
}
IDENTITY = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *IDENTITY, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def checkout(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A repository with one commit of these files."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for name, content in (FILES if files is None else files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Begin")
    return folder


def bare(root: Path, owner: str, name: str, files: dict[str, str] | None = None) -> Path:
    """The same as `root/owner/name`, bare, as a git server has it."""
    source = checkout(root / ".sources" / owner / name, files)
    target = root / owner / name
    target.parent.mkdir(parents=True, exist_ok=True)
    git(root, "clone", "-q", "--bare", str(source), str(target))
    git(target, "config", "uploadpack.allowFilter", "true")
    return target
