from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from repocat.analysis import history
from repocat.analysis.errors import AnalysisError
from repocat.analysis.fetch import Fetched, fetch
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address
from tests.analysis.repositories import commit, commit_tree, create, git, repository
from tests.git_server import GitServer, Redirect

PLACE = "pallets/flask"


def fetched(server: GitServer, directory: Path, limits: Limits, name: str = "flask") -> Fetched:
    target = directory / "work"
    target.mkdir()
    return fetch(Address(server.url, "pallets", name, True), target, limits)


@pytest.mark.parametrize("filters", [True, False])
def test_the_newest_files_and_all_commits_arrive(
    server: GitServer, tmp_path: Path, limits: Limits, filters: bool
) -> None:
    origin = create(server.root / PLACE, filters=filters)
    for number in range(3):
        newest = commit(origin, {"a.py": f"x = {number}\n"})
    git(origin, "tag", "v1.0")
    found = fetched(server, tmp_path, limits)
    assert found.commit == newest
    assert git(found.repository, "show", f"{newest}:a.py") == "x = 2"
    assert git(found.repository, "rev-list", "--count", newest) == "1"
    assert found.history is not None
    assert git(found.history, "rev-list", "--count", newest) == "3"
    assert git(found.history, "tag") == "v1.0"


def test_files_above_the_limit_stay_away_and_are_never_asked_for(
    server: GitServer, tmp_path: Path, limits: Limits
) -> None:
    repository(server.root / PLACE, {"big.py": os.urandom(1_100_000), "small.py": "x = 1\n"})
    found = fetched(server, tmp_path, limits)
    requests = len(server.requests)
    listing = git(found.repository, "ls-tree", "-r", "-l", found.commit)
    assert "BAD\tbig.py" in " ".join(listing.split(" "))
    assert len(server.requests) == requests


def test_the_repository_knows_nothing_of_its_origin(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, {"a.py": "x = 1\n"})
    found = fetched(server, tmp_path, limits)
    assert server.url not in (found.repository / "config").read_text()
    assert not (found.repository / "hooks").exists()


def test_a_renamed_repository_tells_its_new_name(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / "pallets/quart", {"a.py": "x = 1\n"})
    server.misbehave(PLACE, Redirect("/pallets/quart"))
    found = fetched(server, tmp_path, limits)
    assert (found.owner, found.name) == ("pallets", "quart")


def test_an_empty_repository(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    create(server.root / PLACE)
    with pytest.raises(AnalysisError, match="empty"):
        fetched(server, tmp_path, limits)


def test_a_pack_above_the_limit_is_too_large(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, {f"{number}.bin": os.urandom(500_000) for number in range(4)})
    with pytest.raises(AnalysisError, match="too_large"):
        fetched(server, tmp_path, replace(limits, fetch_bytes=1_000_000))


def test_a_history_above_the_limit_is_left_out(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE, filters=False)
    commit(origin, {"a.bin": os.urandom(900_000)})
    commit(origin, {"a.py": "x = 1\n"})
    assert fetched(server, tmp_path, replace(limits, history_bytes=600_000)).history is None


def test_the_newest_commits_come_where_the_whole_history_would_be_too_large(
    server: GitServer, tmp_path: Path, limits: Limits
) -> None:
    origin = create(server.root / PLACE, filters=False)
    commit(origin, {"a.bin": os.urandom(900_000)})
    for number in range(40):
        newest = commit(origin, {"a.py": f"x = {number}\n", "b.bin": os.urandom(100_000)})
    git(origin, "tag", "v1.0")
    found = fetched(server, tmp_path, replace(limits, history_bytes=12_000_000))
    assert found.history is not None
    assert git(found.history, "rev-list", "--count", newest) == "41"
    shutil.rmtree(tmp_path / "work")
    found = fetched(server, tmp_path, replace(limits, history_bytes=8_000_000))
    assert found.history is not None
    assert git(found.history, "rev-list", "--count", newest) == "30"
    known = history.measure(found.history, newest, "2024-06-01", limits)
    assert known is not None
    assert (known.commits, known.complete, known.releases) == (30, False, None)


def test_dangerous_names_are_refused(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    blob = git(origin, "hash-object", "-w", "--stdin", data=b"[core]\n")
    tree = raw_object(origin, b"tree", b"100644 .git\0" + bytes.fromhex(blob))
    commit_tree(origin, tree)
    with pytest.raises(AnalysisError, match="dangerous_names"):
        fetched(server, tmp_path, limits)


def test_faults_of_old_repositories_are_forgiven(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    blob = git(origin, "hash-object", "-w", "--stdin", data=b"x = 1\n")
    inner = raw_object(origin, b"tree", b"100644 a.py\0" + bytes.fromhex(blob))
    tree = raw_object(origin, b"tree", b"040000 src\0" + bytes.fromhex(inner))
    commit_tree(origin, tree)
    found = fetched(server, tmp_path, limits)
    assert git(found.repository, "show", f"{found.commit}:src/a.py") == "x = 1"


def raw_object(git_dir: Path, kind: bytes, content: bytes) -> str:
    """Store an object that git itself would refuse to write."""
    return git(git_dir, "hash-object", "-w", "--literally", "-t", kind.decode(), "--stdin", data=content)


def test_no_process_is_left(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, {"a.py": "x = 1\n"})
    fetched(server, tmp_path, limits)
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path / "work") not in running


def test_a_name_that_is_none_asks_nobody(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    with pytest.raises(AnalysisError, match="wrong_name"):
        fetched(server, tmp_path, limits, name="..")
    assert server.requests == []
