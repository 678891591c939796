from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import Visitor
from tests.generations.rows import add


@pytest.fixture(autouse=True)
def private(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "REPOCAT_PRIVATE", True)


def test_strangers_see_nothing(app: Flask, visitor: Visitor) -> None:
    generation = add()
    paths = ["/", "/generations/new", "/no-such-page"]
    paths += [f"/generations/{generation.id}{rest}" for rest in ("", "/status", ".json", "/cat.svg", "/cat.png")]
    paths += [f"/r/owner/repo0{rest}" for rest in ("", "/cat.svg", "/cat.png", "/badge.svg", "/cat.svg?theme=dark")]
    paths += ["/r/owner/unknown/cat.svg", "/r/gitlab.com/a/b/badge.svg", "/generations/none/cat.svg"]
    for path in paths:
        response = visitor.get(path)
        assert response.status_code in {303, 401}, path
        assert "repo0" not in response.text.replace("/r/owner/repo0", "")
        assert response.headers["Cache-Control"] == "no-store"
    assert visitor.get("/generations/new").headers["Location"] == "/login?next=/generations/new"
    assert visitor.get("/", headers={"HX-Request": "true"}).status_code == 401
    assert visitor.client.post("/generations", data={"github_url": "a/b"}).status_code in {400, 401}


def test_signing_in_health_and_static_files_are_open(visitor: Visitor) -> None:
    for path in ("/login", "/healthz", "/readyz", "/static/css/tokens.css"):
        assert visitor.get(path, buffered=True).status_code == 200, path


def test_users_see_all_and_no_cache_keeps_it(owner: Visitor) -> None:
    generation = add()
    assert owner.get("/").status_code == 200
    for path in (f"/generations/{generation.id}/cat.svg", "/r/owner/repo0/badge.svg"):
        response = owner.get(path)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
