"""Pictures and badges by a repository's name: what a README shows."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from repocat.cat.traits import ART_VERSION, Traits
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.generations.pictures import store_pictures
from repocat.generations.store import picture_store
from tests.generations.rows import START, add
from tests.test_hostile_requests import TEXTS

FILES = ("cat.svg", "cat.png", "badge.svg")


def _with_cat(number: int = 0, score: float = 7.5, **columns: object) -> Generation:
    """A generation whose pictures are in the store."""
    key = store_pictures(picture_store(), Traits("owner", f"repo{number}", size=0.4, score=score))
    return add(number, image_path=key, art_version=ART_VERSION, **columns)


def _words(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_is_the_latest_generations(app: Flask, client: FlaskClient) -> None:
    _with_cat(score=2.0, is_latest=False, created_at=START - timedelta(days=1))
    latest = _with_cat(score=8.0)
    repository, own = client.get("/r/owner/repo0/cat.svg"), client.get(f"/generations/{latest.id}/cat.svg")
    assert repository.data == own.data
    assert repository.headers["ETag"] == own.headers["ETag"]
    assert "8.0" in _words(repository.text)
    assert "immutable" not in repository.headers["Cache-Control"]


def test_the_latest_stays_while_another_is_made(client: FlaskClient) -> None:
    _with_cat(score=8.0)
    before = client.get("/r/owner/repo0/cat.svg")
    add(state="analysing", is_latest=False, created_at=START + timedelta(days=9))
    assert client.get("/r/owner/repo0/cat.svg").data == before.data


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/r/Owner/Repo0", "/r/owner/repo0"),
        ("/r/github.com/owner/repo0", "/r/owner/repo0"),
        ("/r/GitHub.com/Owner/repo0", "/r/owner/repo0"),
        ("/r/www.github.com/owner/repo0", "/r/owner/repo0"),
        ("/r/owner/repo0.git", "/r/owner/repo0"),
        ("/r/GitLab.com/Owner/Repo", "/r/gitlab.com/owner/repo"),
    ],
)
def test_other_spellings_lead_to_the_canonical_one(client: FlaskClient, file: str, asked: str, canonical: str) -> None:
    add(host="gitlab.com", repo_key="gitlab.com/owner/repo")
    response = client.get(f"{asked}/{file}?utm_source=readme")
    assert (response.status_code, response.location) == (301, f"{canonical}/{file}")
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert client.get(f"{canonical}/{file}").status_code == 200


@pytest.mark.parametrize("file", FILES)
def test_a_box_for_a_repository_that_nobody_has_analysed(client: FlaskClient, file: str) -> None:
    response = client.get(f"/r/some/repository/{file}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    if file == "badge.svg":
        assert _words(response.text) == ["no cat yet", "?"]


@pytest.mark.parametrize(
    ("state", "words", "cache"),
    [("queued", ["being drawn", "…"], "max-age=60"), ("failed", ["no cat", "–"], "max-age=300")],
)
def test_a_box_for_one_under_way_and_one_that_failed(
    client: FlaskClient, state: str, words: list[str], cache: str
) -> None:
    add(state=state, is_latest=False)
    for file in FILES:
        response = client.get(f"/r/owner/repo0/{file}")
        assert response.status_code == 200
        assert cache in response.headers["Cache-Control"]
    assert _words(client.get("/r/owner/repo0/badge.svg").text) == words


@pytest.mark.parametrize(
    "path",
    [
        "/r/a/..",
        "/r/-a/b",
        "/r/a/b%00",
        "/r/a/.git",
        "/r/gitlab.com/a/b",
        "/r/no-host/a/b",
        "/r/a%20b/c",
        "/r/a/%F0%9F%90%88",
    ],
)
@pytest.mark.parametrize("file", FILES)
def test_what_is_no_repository_of_ours_is_not_found(client: FlaskClient, path: str, file: str) -> None:
    response = client.get(f"{path}/{file}")
    assert response.status_code == 404
    assert "max-age=60" in response.headers["Cache-Control"]


def test_no_name_breaks_it(client: FlaskClient) -> None:
    for value in TEXTS:
        part = quote_from_bytes(value[:3500], safe="") or "%20"
        for path in (f"/r/{part}/{part}", f"/r/{part}/a/b", f"/r/local/{part}/{part}", f"/r/a/{part}"):
            for file in ("", *(f"/{file}" for file in FILES)):
                assert client.get(path + file).status_code < 500, path + file


def test_local_folders_have_addresses_too(client: FlaskClient) -> None:
    add(host="local", repo_key="local/my team/thing", github_url="local:My Team/Thing")
    assert client.get("/r/local/my%20team/thing/badge.svg").status_code == 200
    moved = client.get("/r/local/My%20Team/Thing/badge.svg?x=1")
    assert (moved.status_code, moved.location) == (301, "/r/local/my%20team/thing/badge.svg")
    assert client.get("/r/local/a%00b/c/cat.svg").status_code == 404
    assert client.get("/r/local/no/body/cat.svg").status_code == 404


def test_the_badge_says_the_score_and_is_stored(app: Flask, client: FlaskClient) -> None:
    made = add(kind="imported", cat_attributes={"beauty_score": 6.2})
    assert _words(client.get("/r/owner/repo0/badge.svg").text) == ["presentable", "6.2"]
    assert _words(client.get("/r/owner/repo0/badge.svg?view=card").text) == ["repo0", "6.2", "/ 10", "presentable"]
    assert {path.name for path in Path(app.config["PICTURES"]).rglob("*.svg")} >= {"pill-auto.svg", "card-auto.svg"}
    made.cat_attributes, made.code_quality_score = {}, None
    db.session.commit()
    assert _words(client.get("/r/owner/repo0/badge.svg").text) == ["no score", "–"]


def test_one_statement_is_enough(client: FlaskClient, statements: list[str]) -> None:
    _with_cat()
    statements.clear()
    assert client.get("/r/owner/repo0/cat.svg").status_code == 200
    assert len(statements) == 1
    assert "analysis_data" not in statements[0]


def test_the_address_of_a_repository_leads_to_its_newest(client: FlaskClient) -> None:
    made = add()
    for path in ("/r/owner/repo0", "/r/Owner/Repo0", "/r/github.com/owner/repo0"):
        response = client.get(path)
        assert (response.status_code, response.location) == (302, f"/generations/{made.id}")
    response = client.get("/r/some/other")
    assert response.location == "/generations/new?github_url=https://github.com/some/other"
    assert client.get("/r/a/..").status_code == 404


def test_no_picture_writes_but_a_png_asked_for(app: Flask, client: FlaskClient) -> None:
    _with_cat()
    for file in ("cat.svg", "badge.svg"):
        client.get(f"/r/owner/repo0/{file}")
    count = text("SELECT count(*) FROM procrastinate_jobs")
    assert db.session.scalar(count) == 0
    client.get("/r/owner/repo0/cat.png")
    assert db.session.scalar(count) == 1
