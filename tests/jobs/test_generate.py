"""One attempt of the task: a real fetch over HTTP, a real analysis in its child, a real picture."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repocat.analysis.blob_format import dump, parse
from repocat.extensions import db
from repocat.generations.models import MAX_ATTEMPTS, Generation
from repocat.generations.repository import Repository
from repocat.jobs.generate import StoppingError, TryAgainError, generate, work_folder
from tests.git_server import GitServer, Redirect, Status, serve
from tests.repositories import bare, git


@pytest.fixture
def server(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitServer]:
    """Serves owner/cat and owner/empty as if it were github.com."""
    bare(tmp_path, "owner", "cat")
    (tmp_path / "owner" / "empty").mkdir()
    git(tmp_path / "owner" / "empty", "init", "-q", "--bare")
    with serve(tmp_path) as running:
        monkeypatch.setitem(app.config, "REPOCAT_GIT_HOSTS", {"github.com": running.url})
        monkeypatch.setitem(app.config, "REPOCAT_ALLOW_INSECURE_GIT", True)
        yield running


def _request(name: str) -> Generation:
    generation = Generation.request(Repository("github.com", "owner", name))
    db.session.commit()
    return generation


def _ended(generation: Generation) -> Generation:
    db.session.refresh(generation)
    assert not generation.is_active
    assert list(work_folder().iterdir()) == []
    return generation


def test_from_address_to_cat(server: GitServer, client: FlaskClient) -> None:
    generation = _request("cat")
    generate(generation.id)
    done = _ended(generation)
    assert (done.state, done.is_latest, done.attempts) == ("done", True, 1)
    assert done.primary_language == "Python"
    assert done.code_lines == 4
    assert done.commit_sha == git(server.root / "owner" / "cat", "rev-parse", "HEAD")
    assert done.analysis_data["practice"]["licence"] == "MIT"
    assert done.analysis_data["practice"]["ci"] == [".github/workflows/test.yml"]
    assert done.analysis_data["tests"]["files"] == 1
    assert done.analysis_data["functions"]["count"] == 1
    assert done.analysis_data["history"]["commits"] == 1
    assert done.image_prompt
    assert done.image_path
    page = client.get(f"/generations/{done.id}").text
    assert 'data-state="done"' in page
    assert "MIT" in page
    assert client.get(f"/generations/{done.id}/cat.svg").status_code == 200


def test_points_add_up_exactly(server: GitServer) -> None:
    generation = _request("cat")
    generate(generation.id)
    score = _ended(generation).analysis_data["score"]
    lost = sum(indicator["lost"] for indicator in score["indicators"]) + score["shrinkage"]
    assert 1000 - lost == round(score["value"] * 100)


@pytest.mark.parametrize(("name", "code"), [("missing", "not_found"), ("empty", "empty")])
def test_failures_have_a_reason_in_plain_words(server: GitServer, client: FlaskClient, name: str, code: str) -> None:
    generation = _request(name)
    generate(generation.id)
    failed = _ended(generation)
    assert (failed.state, failed.error_code) == ("failed", code)
    assert failed.error_text
    assert failed.error_text in client.get(f"/generations/{failed.id}").text.replace("&#39;", "'")


def test_a_private_one_looks_like_a_missing_one(server: GitServer) -> None:
    server.misbehave("owner/cat", Status(401))
    generation = _request("cat")
    generate(generation.id)
    assert _ended(generation).error_code == "not_found"


def test_passing_trouble_is_tried_again_and_then_told(server: GitServer) -> None:
    server.misbehave("owner/cat", Status(500))
    generation = _request("cat")
    for _ in range(MAX_ATTEMPTS - 1):
        with pytest.raises(TryAgainError):
            generate(generation.id)
        db.session.refresh(generation)
        assert generation.state == "queued"
    generate(generation.id)
    assert (_ended(generation).state, generation.error_code) == ("failed", "server_error")


def test_a_repository_that_moved_is_followed(server: GitServer) -> None:
    server.misbehave("owner/old", Redirect("/owner/cat"))
    generation = _request("old")
    generate(generation.id)
    done = _ended(generation)
    assert (done.state, done.repo_key, done.repo_name) == ("done", "github.com/owner/cat", "cat")


@pytest.mark.parametrize("location", ["https://evil.example/owner/cat", "/../..", "//evil.example/a/b", "file:///etc"])
def test_nobody_is_followed_elsewhere(server: GitServer, location: str) -> None:
    server.misbehave("owner/old", Redirect(location))
    generation = _request("old")
    generate(generation.id)
    assert _ended(generation).state == "failed"
    assert generation.repo_key == "github.com/owner/old"


def test_a_broken_down_attempt_is_not_repeated_for_ever(server: GitServer) -> None:
    generation = _request("cat")
    generation.attempts = MAX_ATTEMPTS
    db.session.commit()
    generate(generation.id)
    assert (_ended(generation).state, generation.error_code) == ("failed", "internal")


def test_a_stopping_worker_gives_the_job_back(server: GitServer) -> None:
    generation = _request("cat")
    with pytest.raises(StoppingError):
        generate(generation.id, should_stop=lambda: True)
    db.session.refresh(generation)
    assert (generation.state, generation.attempts) == ("queued", 0)


def test_a_cancelled_one_is_given_up(server: GitServer) -> None:
    generation = _request("cat")

    def cancel() -> bool:
        generation.state = "cancelled"
        db.session.commit()
        return False

    generate(generation.id, should_stop=cancel)
    assert _ended(generation).state == "cancelled"


def test_unknown_and_finished_ones_are_left_alone(server: GitServer) -> None:
    generate(uuid.uuid4())
    generation = _request("cat")
    generate(generation.id)
    finished = _ended(generation).finished_at
    generate(generation.id)
    db.session.refresh(generation)
    assert generation.finished_at == finished


def test_an_unchanged_repository_is_answered_by_what_there_is(server: GitServer, client: FlaskClient) -> None:
    first = _request("cat")
    generate(first.id)
    server.requests.clear()
    second = _request("cat")
    generate(second.id)
    again = _ended(second)
    assert (again.state, again.same_as_id, again.is_latest) == ("cancelled", first.id, False)
    assert _ended(first).is_latest
    assert len(server.requests) == 2
    answer = client.get(f"/generations/{again.id}")
    assert (answer.status_code, answer.location) == (303, f"/generations/{first.id}")
    assert client.get(f"/generations/{again.id}/status").headers["HX-Redirect"] == f"/generations/{first.id}"


@pytest.mark.parametrize(
    "change",
    [{"analyser_version": "0"}, {"art_version": "0"}, {"as_of": date(2999, 1, 1)}, {"commit_sha": "0" * 40}],
)
def test_a_changed_repository_is_measured_anew(server: GitServer, change: dict[str, object]) -> None:
    first = _request("cat")
    generate(first.id)
    for name, value in change.items():
        setattr(first, name, value)
    db.session.commit()
    second = _request("cat")
    generate(second.id)
    assert (_ended(second).state, second.same_as_id, second.is_latest) == ("done", None, True)


def test_a_deleted_answer_takes_its_requests_with_it(server: GitServer) -> None:
    first = _request("cat")
    generate(first.id)
    second = _request("cat").id
    generate(second)
    first.delete()
    db.session.commit()
    assert db.session.get(Generation, second) is None


def test_what_did_not_change_is_not_measured_again(server: GitServer, app: Flask) -> None:
    """The second commit's numbers of an unchanged file are those that were kept of the first."""
    generate(_request("cat").id)
    (path,) = (app.config["REPOCAT_INSTANCE"] / "cache").iterdir()
    blobs = parse(path.read_bytes())
    for group in blobs.measured:
        if group.use == "production":
            group.scans.lines.code[:] += 2
    path.write_bytes(dump(blobs))
    worktree = server.root / "owner" / "cat"
    tree = git(worktree, "rev-parse", "HEAD^{tree}")
    commit = git(worktree, "commit-tree", tree, "-p", "HEAD", "-m", "Nothing new")
    git(worktree, "update-ref", "HEAD", commit)
    generation = _request("cat")
    generate(generation.id)
    assert _ended(generation).code_lines == 6
