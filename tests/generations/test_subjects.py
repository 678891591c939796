"""What is remembered of whose picture was asked for."""

from __future__ import annotations

import shutil

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repocat.extensions import db
from repocat.generations import subjects
from tests.generations.rows import add


@pytest.fixture
def remembering(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setitem(app.config, "REPOCAT_PICTURES_SECONDS", 5)
    monkeypatch.setitem(app.extensions, "subjects", {})
    return app


def test_a_finished_one_is_asked_for_once(remembering: Flask, client: FlaskClient, statements: list[str]) -> None:
    made = add(art_version="1", image_path=f"1/ab/{'d' * 62}", analysis_data={})
    for path in (f"/generations/{made.id}/cat.svg", "/r/owner/repo0/cat.svg"):
        etag = client.get(path).headers["ETag"]
        statements.clear()
        assert client.get(path).status_code == 200
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
        assert statements == []


def test_it_is_forgotten(remembering: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made = add(kind="imported")
    path = "/r/owner/repo0/badge.svg"
    before = client.get(path).data
    made.repo_key = "github.com/owner/elsewhere"
    db.session.commit()
    assert client.get(path).data == before
    later = subjects.time.monotonic() + 6
    monkeypatch.setattr(subjects.time, "monotonic", lambda: later)
    assert client.get(path).data != before


def test_what_changes_by_itself_is_not_remembered(remembering: Flask, client: FlaskClient) -> None:
    made = add(state="queued", is_latest=False)
    client.get("/r/owner/repo0/cat.svg")
    client.get("/r/some/other/cat.svg")
    assert remembering.extensions["subjects"] == {}
    made.state, made.is_latest, made.kind = "done", True, "imported"
    db.session.commit()
    assert "repo0" in client.get("/r/owner/repo0/cat.svg").text


def test_it_never_grows_beyond_its_limit(
    remembering: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "_MOST_REMEMBERED", 2)
    for number in range(5):
        client.get(f"/generations/{add(number, kind='imported').id}/cat.svg")
        assert len(remembering.extensions["subjects"]) <= 2


def test_one_deleted_a_moment_ago_is_not_found(remembering: Flask, client: FlaskClient) -> None:
    made = add(kind="imported")
    path = f"/generations/{made.id}/cat.svg"
    assert client.get(path).status_code == 200
    made.delete()
    db.session.commit()
    shutil.rmtree(remembering.config["PICTURES"])
    assert client.get(path).status_code == 404
