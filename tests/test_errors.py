from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from sqlalchemy import text

from repocat import create_app
from repocat.errors import PAGES
from repocat.extensions import db
from tests.conftest import settings

CODES = (400, 403, 404, 405, 413, 429, 500, 503)


@pytest.fixture(scope="module")
def failing(template: str, cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app with addresses that fail on purpose; its database can't be reached."""
    app = create_app(settings("postgresql://nobody@127.0.0.1:1/none", tmp_path_factory.mktemp("failing")))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    for prefix in ("/fail", "/api/fail"):
        app.add_url_rule(f"{prefix}/<int:code>", f"{prefix}-code", abort)
        app.add_url_rule(f"{prefix}/crash", f"{prefix}-crash", lambda: 1 // 0)
        app.add_url_rule(f"{prefix}/database", f"{prefix}-db", lambda: str(db.session.execute(text("SELECT 1"))))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("code", CODES)
def test_as_a_page(failing: Flask, code: int) -> None:
    response = failing.test_client().get(f"/fail/{code}")
    assert response.status_code == code
    assert PAGES[code].title in response.text.replace("&#39;", "'")
    assert "<html" in response.text
    assert response.headers["X-Request-ID"] in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("code", CODES)
def test_as_a_fragment(failing: Flask, code: int) -> None:
    response = failing.test_client().get(f"/fail/{code}", headers={"HX-Request": "true"})
    assert response.status_code == code
    assert "<html" not in response.text
    assert PAGES[code].text in response.text.replace("&#39;", "'")
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.parametrize("code", CODES)
def test_as_json(failing: Flask, code: int) -> None:
    response = failing.test_client().get(f"/api/fail/{code}")
    assert response.status_code == code
    assert response.json is not None
    assert response.json["error"]["code"] == PAGES[code].slug
    assert response.json["error"]["request_id"] == response.headers["X-Request-ID"]


@pytest.mark.parametrize("prefix", ["/fail", "/api/fail"])
def test_a_crash_shows_no_traceback(failing: Flask, prefix: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = failing.test_client().get(f"{prefix}/crash")
    assert response.status_code == 500
    assert "ZeroDivision" not in response.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("path", ["/fail/database", "/api/fail/database", "/", "/metrics"])
def test_without_a_database_it_says_when_to_come_back(failing: Flask, path: str) -> None:
    response = failing.test_client().get(path)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_alive_without_a_database_but_not_ready(failing: Flask) -> None:
    client = failing.test_client()
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json is not None
    assert response.json["checks"]["database"] == "unreachable"


def test_an_oversized_body(failing: Flask) -> None:
    response = failing.test_client().post("/generations", data={"github_url": "x" * 70_000})
    assert response.status_code == 413


def test_wrong_method_names_the_right_ones(failing: Flask) -> None:
    response = failing.test_client().put("/healthz")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
