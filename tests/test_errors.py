from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort
from gunicorn.http.errors import InvalidChunkSize
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from repocat import create_app
from repocat.errors import PAGES
from repocat.extensions import db
from repocat.logs import redact
from tests.clusters import create_database, drop_database
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


@pytest.fixture
def unmigrated(cluster: str, tmp_path: Path) -> Iterator[Flask]:
    url = create_database(cluster, "unmigrated")
    app = create_app(settings(url, tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()
    drop_database(cluster, url)


@pytest.mark.parametrize("path", ["/", "/metrics", f"/generations/{uuid.uuid4()}"])
def test_before_the_migrations_the_log_says_what_to_run(
    unmigrated: Flask, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = unmigrated.test_client().get(path)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "flask db upgrade" in caplog.text
    assert "flask db upgrade" not in response.text
    assert "flask db upgrade" in unmigrated.test_client().get("/readyz").json["checks"]["migrations"]


def test_a_mistake_in_a_statement_stays_ours(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    values = {"secret": "hunter2"}
    with app.test_request_context(), caplog.at_level(logging.ERROR):
        try:
            db.session.execute(text("SELECT :secret FROM no_such_table"), values)
        except ProgrammingError as error:
            response = app.make_response(app.handle_user_exception(error))
    assert response.status_code == 500
    assert "no_such_table" in caplog.text
    assert "hunter2" not in "\n".join(redact(line) for line in caplog.text.splitlines())


def test_a_body_that_breaks_off_or_is_no_body(failing: Flask) -> None:
    class Body:
        def read(self, *_: object) -> bytes:
            raise InvalidChunkSize("ZZZ")

        readline = readinto = read

    environment = {"wsgi.input": Body(), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    response = failing.test_client().post(
        "/login", environ_overrides=environment, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400


def test_an_oversized_body(failing: Flask) -> None:
    response = failing.test_client().post("/generations", data={"github_url": "x" * 70_000})
    assert response.status_code == 413


def test_wrong_method_names_the_right_ones(failing: Flask) -> None:
    response = failing.test_client().put("/healthz")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
