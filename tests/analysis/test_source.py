from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.source import Folder, Source, committer_time, open_folder
from tests.analysis.repositories import ENVIRONMENT, commit, create, repository


def described(source: Source) -> dict[bytes, tuple[str, int]]:
    return {entry.path: (entry.kind, entry.size) for entry in source.entries()}


def read(source: Source) -> dict[bytes, bytes]:
    files = [entry for entry in source.entries() if entry.kind == "file"]
    return {entry.path: data for entry, data in source.contents(files)}


def test_a_bare_repository_is_read_at_its_head(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    commit(origin, {"old.py": "x\n"})
    newest = commit(origin, {"b/two.py": "22\n", "a.py": "1\n", "empty": ""})
    source = open_folder(origin, limits)
    assert source.commit == newest
    assert source.committed_at == 1714651200
    assert list(read(source).items()) == [(b"a.py", b"1\n"), (b"b/two.py", b"22\n"), (b"empty", b"")]


def test_what_is_no_file_has_its_kind(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    files = {"link": "/etc/passwd", "module": "1" * 40, "run.sh": "#!/bin/sh\n"}
    commit(origin, files, modes={"link": "120000", "module": "160000", "run.sh": "100755"})
    assert described(open_folder(origin, limits)) == {
        b"link": ("symlink", 11), b"module": ("submodule", 0), b"run.sh": ("file", 10),
    }  # fmt: skip


def test_names_may_be_any_bytes(tmp_path: Path, limits: Limits) -> None:
    names = ["tab\tin.py", "line\nbreak.py", "\udcff\udcfe.py", "\x1b[31mred.py", "a\u202eyp.exe"]
    source = open_folder(repository(tmp_path / "r.git", dict.fromkeys(names, "x = 1\n")), limits)
    assert set(read(source)) == {name.encode("utf-8", "surrogateescape") for name in names}


def test_paths_that_are_too_long_or_deep_are_marked(tmp_path: Path, limits: Limits) -> None:
    deep = "/".join(["d"] * 12) + "/f.py"
    source = open_folder(
        repository(tmp_path / "r.git", {deep: "x\n", "l" * 60: "x\n"}), replace(limits, depth=5, path_bytes=50)
    )
    assert {kind for kind, _ in described(source).values()} == {"limit"}


@pytest.mark.parametrize("bare", [True, False])
def test_too_many_files_are_refused(tmp_path: Path, limits: Limits, bare: bool) -> None:
    names = [f"{number}.py" for number in range(6)]
    if bare:
        place = repository(tmp_path / "r.git", dict.fromkeys(names, "x\n"))
    else:
        place = tmp_path / "folder"
        place.mkdir()
        for name in names:
            (place / name).write_text("x\n")
    with pytest.raises(AnalysisError, match="too_many_files"):
        open_folder(place, replace(limits, paths=5)).entries()


def test_a_checkout_is_read_at_its_commit_not_as_it_lies_there(tmp_path: Path, limits: Limits) -> None:
    origin = repository(tmp_path / "r.git", {"a.py": "committed\n"})
    subprocess.run(["git", "clone", "-q", str(origin), str(tmp_path / "copy")], env=ENVIRONMENT, check=True)
    (tmp_path / "copy/a.py").write_text("changed\n")
    (tmp_path / "copy/new.py").write_text("not committed\n")
    assert read(open_folder(tmp_path / "copy", limits)) == {b"a.py": b"committed\n"}


def test_a_linked_worktree_is_a_checkout_too(tmp_path: Path, limits: Limits) -> None:
    origin = repository(tmp_path / "r.git", {"a.py": "x = 1\n"})
    command = ["git", "--git-dir", str(origin), "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other"]
    subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True)
    assert read(open_folder(tmp_path / "tree", limits)) == {b"a.py": b"x = 1\n"}


def test_a_plain_folder_is_walked_without_following_links(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("secret\n")
    place = tmp_path / "folder"
    (place / "sub").mkdir(parents=True)
    (place / ".hg").mkdir()
    (place / ".hg/store").write_text("x\n")
    (place / "sub/b.py").write_text("b\n")
    (place / "a.py").write_text("a\n")
    (place / "linked").symlink_to(tmp_path / "secret")
    (place / "key").symlink_to(tmp_path / "secret/key")
    os.mkfifo(place / "pipe")
    source = open_folder(place, limits)
    assert source.commit is None
    assert {path: kind for path, (kind, _) in described(source).items()} == {
        b"a.py": "file", b"key": "symlink", b"linked": "symlink", b"sub/b.py": "file",
    }  # fmt: skip
    assert read(source) == {b"a.py": b"a\n", b"sub/b.py": b"b\n"}


def test_a_file_that_turns_into_a_link_is_not_followed(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "a.py").write_text("a\n")
    source = Folder(tmp_path, limits)
    entries = source.entries()
    (tmp_path / "a.py").unlink()
    (tmp_path / "a.py").symlink_to("/etc/passwd")
    assert list(source.contents(entries)) == []


def test_a_repository_without_commits_is_empty(tmp_path: Path, limits: Limits) -> None:
    with pytest.raises(AnalysisError, match="empty"):
        open_folder(create(tmp_path / "r.git"), limits)


@pytest.mark.parametrize("name", ["missing", "file"])
def test_what_is_no_folder(tmp_path: Path, limits: Limits, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AnalysisError, match="not_a_repository"):
        open_folder(tmp_path / name, limits)


@pytest.mark.parametrize(
    ("commit_text", "expected"),
    [
        (b"tree x\ncommitter A <a> 12 +0000\n\nmessage", 12),
        (b"tree x\n\ncommitter A <a> 12 +0000\n", None),
        (b"committer A <a> -5 +0000\n\n", None),
        (b"committer A <a> 99999999999999 +0000\n\n", None),
        (b"committer\n\n", None),
        (b"", None),
    ],
)
def test_committer_time(commit_text: bytes, expected: int | None) -> None:
    assert committer_time(commit_text) == expected
