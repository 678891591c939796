"""Everything that a folder can be: it ends in a report, or in a sentence that says what to do."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from repocat.analysis.errors import REASONS
from repocat.analysis.load import load
from repocat.analysis.report import Report
from repocat.extensions import db
from repocat.generations.models import Generation
from tests.repositories import bare, checkout, git

FILES = {"a.py": "def f(a):\n    return a\n"}
#: Somebody who owns nothing else here; where the tests run as root, rights alone keep nobody out.
STRANGER = 12345


def kept_from_us(path: Path) -> Path:
    path.chmod(0)
    if os.getuid() == 0:
        os.chown(path, STRANGER, STRANGER)
    return path


def changed(root: Path) -> Path:
    """A checkout with two commits whose server may leave files out."""
    folder = checkout(root / "source", FILES)
    (folder / "a.py").write_text(FILES["a.py"] * 2)
    git(folder, "commit", "-q", "-a", "-m", "Change")
    git(folder, "config", "uploadpack.allowFilter", "true")
    return folder


def clone(root: Path, *options: str) -> Path:
    source = changed(root)
    git(root, "clone", "-q", *options, f"file://{source}", str(root / "clone"))
    return root / "clone"


def submodule(root: Path) -> Path:
    source, around = changed(root), checkout(root / "around")
    git(around, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", f"file://{source}", "inside")
    assert (around / "inside/.git").is_file()
    return around / "inside"


def worktree(root: Path) -> Path:
    git(changed(root), "worktree", "add", "-q", "-b", "other", str(root / "linked"))
    return root / "linked"


def worktree_of_a_shallow_clone(root: Path) -> Path:
    git(clone(root, "--depth=1"), "worktree", "add", "-q", "-b", "other", str(root / "linked"))
    return root / "linked"


def somebody_elses(root: Path) -> Path:
    folder = checkout(root / "theirs", FILES)
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, STRANGER, STRANGER)
    return folder


def sha256(root: Path) -> Path:
    (root / "long").mkdir()
    git(root / "long", "init", "-q", "--object-format=sha256")
    (root / "long/a.py").write_text(FILES["a.py"])
    git(root / "long", "add", "-A")
    git(root / "long", "commit", "-q", "-m", "Begin")
    return root / "long"


def plain(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(FILES["a.py"])
    return folder


def part_of_a_checkout(root: Path) -> Path:
    around = checkout(root / "around", FILES)
    git(around, "remote", "add", "origin", "https://github.com/pallets/flask")
    return plain(around / "part")


def with_what_is_no_file(root: Path) -> Path:
    folder = plain(root / "odd")
    os.mkfifo(folder / "pipe.py")
    (folder / "circle").symlink_to(".")
    (folder / "itself.py").symlink_to("itself.py")
    (folder / "nowhere.py").symlink_to("/nowhere/at/all.py")
    place = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"/proc/self/fd/{place}/s.py")
    os.close(place)
    return folder


def with_folders_deeper_than_a_path_can_be(root: Path) -> Path:
    folder = plain(root / "deep")
    place = os.open(folder, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d" * 20, dir_fd=place)
        deeper = os.open("d" * 20, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = deeper
    os.close(place)
    return folder


def with_unreadable_parts(root: Path) -> Path:
    folder = plain(root / "partly")
    kept_from_us(plain(folder / "inner"))
    (folder / "b.py").write_text("x = 1\n")
    kept_from_us(folder / "b.py")
    return folder


def pointing(root: Path, said: bytes) -> Path:
    folder = plain(root / "pointing")
    (folder / ".git").write_bytes(said)
    return folder


def with_an_empty_git_folder(root: Path) -> Path:
    folder = plain(root / "broken")
    (folder / ".git").mkdir()
    return folder


def without_commits(root: Path) -> Path:
    git(plain(root / "new"), "init", "-q")
    return root / "new"


def without_its_newest_commit(root: Path) -> Path:
    folder = checkout(root / "damaged", FILES)
    oid = git(folder, "rev-parse", "HEAD")
    (folder / ".git/objects" / oid[:2] / oid[2:]).unlink()
    return folder


def without_its_files(root: Path) -> Path:
    folder = checkout(root / "damaged", FILES)
    oid = git(folder, "rev-parse", "HEAD^{tree}")
    (folder / ".git/objects" / oid[:2] / oid[2:]).unlink()
    return folder


def empty(root: Path) -> Path:
    (root / "empty").mkdir()
    return root / "empty"


Maker = Callable[[Path], Path]
#: With the lines of code, the commits that are known, whether those are all, and what is left out.
MEASURED: dict[str, tuple[Maker, int, int | None, bool, dict[str, int]]] = {
    "bare": (lambda root: bare(root, "o", "cat", FILES), 2, 1, True, {}),
    "checkout": (changed, 4, 2, True, {}),
    "its git folder": (lambda root: changed(root) / ".git", 4, 2, True, {}),
    "linked worktree": (worktree, 4, 2, True, {}),
    "submodule": (submodule, 4, 2, True, {}),
    "shallow clone": (lambda root: clone(root, "--depth=1"), 4, 1, False, {}),
    "worktree of a shallow clone": (worktree_of_a_shallow_clone, 4, 1, False, {}),
    "partial clone with its files": (lambda root: clone(root, "--filter=blob:none"), 4, 2, True, {}),
    "somebody else's": (somebody_elses, 2, 1, True, {}),
    "longer hashes": (sha256, 2, 1, True, {}),
    "name with a newline": (lambda root: checkout(root / "new\nline", FILES), 2, 1, True, {}),
    "name like an option": (lambda root: checkout(root / "--help", FILES), 2, 1, True, {}),
    "plain": (lambda root: plain(root / "plain"), 2, None, True, {}),
    "part of a checkout": (part_of_a_checkout, 2, None, True, {}),
    "what is no file": (with_what_is_no_file, 2, None, True, {"symlink": 3}),
    "deeper than a path": (with_folders_deeper_than_a_path_can_be, 2, None, True, {"limit": 1}),
    "unreadable parts": (with_unreadable_parts, 2, None, True, {"unreadable": 2}),
}
FAILING: dict[str, tuple[Maker, str]] = {
    "empty": (empty, "no_files"),
    "empty commit": (lambda root: checkout(root / "none", {}), "no_files"),
    "without commits": (without_commits, "empty"),
    "partial clone without its files": (lambda root: clone(root, "--bare", "--filter=blob:none"), "incomplete_clone"),
    "unreadable": (lambda root: kept_from_us(plain(root / "theirs")), "unreadable_folder"),
    "points to nowhere": (lambda root: pointing(root, b"gitdir: /nowhere/at/all\n"), "unreadable_repository"),
    "points to nonsense": (lambda root: pointing(root, b"gitdir: a\0b\n"), "unreadable_repository"),
    "points to nothing": (lambda root: pointing(root, b""), "unreadable_repository"),
    "empty .git": (with_an_empty_git_folder, "unreadable_repository"),
    "without its newest commit": (without_its_newest_commit, "unreadable_repository"),
    "without its files": (without_its_files, "refused"),
}


@pytest.mark.parametrize("kind", MEASURED)
def test_what_is_measured(runner: FlaskCliRunner, tmp_path: Path, kind: str) -> None:
    make, code, commits, complete, excluded = MEASURED[kind]
    folder = make(tmp_path)
    result = runner.invoke(args=["analyse", "--json", "--", str(folder)])
    assert result.exit_code == 0, result.output
    report = load(result.stdout_bytes.rstrip(b"\n"))
    assert (report.production_code, past(report)) == (code, (commits, complete))
    assert {one.reason: one.files for one in report.exclusions} == excluded
    result = runner.invoke(args=["generation", "create", "--", str(folder)])
    assert result.exit_code == 0, result.output
    made = db.session.scalars(select(Generation)).one()
    assert (made.state, made.host, made.code_lines) == ("done", "local", code)


def past(report: Report) -> tuple[int | None, bool]:
    return (report.history.commits, report.history.complete) if report.history else (None, True)


@pytest.mark.parametrize("kind", FAILING)
def test_what_cannot_be_measured_says_what_to_do(runner: FlaskCliRunner, tmp_path: Path, kind: str) -> None:
    make, code = FAILING[kind]
    folder = make(tmp_path)
    for command in (["analyse"], ["generation", "create"]):
        result = runner.invoke(args=[*command, "--", str(folder)])
        assert (result.exit_code, result.stderr) == (1, f"Error: {REASONS[code].text}\n")
    assert db.session.scalar(select(Generation.id)) is None


def test_a_name_like_an_option_needs_no_more_than_its_folder(
    runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout(tmp_path / "-cat", FILES)
    monkeypatch.chdir(tmp_path)
    for command in (["analyse"], ["generation", "create"]):
        assert runner.invoke(args=[*command, "./-cat"]).exit_code == 0
        assert runner.invoke(args=[*command, "--", "-cat"]).exit_code == 0
        assert runner.invoke(args=[*command, "-cat"]).exit_code == 2
