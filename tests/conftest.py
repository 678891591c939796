"""Fixtures on a real PostgreSQL: migrated once per run, every test in a transaction that is rolled back."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient, FlaskCliRunner
from flask_migrate import upgrade
from sqlalchemy import Connection, event

from repocat import create_app
from repocat.extensions import db
from repocat.users.models import User
from tests.clusters import create_database, drop_database, throwaway_cluster

PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a server on which tests may create databases."""
    with throwaway_cluster() as admin_url:
        yield admin_url


@pytest.fixture(scope="session")
def template(cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated, empty database that others are copied from; nobody stays connected to it."""
    url = create_database(cluster, "template")
    app = create_app({"DATABASE_URL": url, "REPOCAT_INSTANCE": tmp_path_factory.mktemp("template"), "TESTING": True})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    yield url
    drop_database(cluster, url)


@pytest.fixture(scope="session")
def shared_app(cluster: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    url = create_database(cluster, "tests", template=template)
    app = create_app(settings(url, tmp_path_factory.mktemp("instance")))
    app.test_client_class = IsolatedClient
    app.test_cli_runner_class = IsolatedRunner
    yield app
    with app.app_context():
        db.engine.dispose()
    drop_database(cluster, url)


def settings(url: str, instance: Path, **more: Any) -> dict[str, Any]:
    """Settings for tests, independent of the environment and of any .env file."""
    return {
        "DATABASE_URL": url,
        "REPOCAT_INSTANCE": instance,
        "REPOCAT_PUBLIC_SUBMISSIONS": "1",
        "REPOCAT_SUBMISSIONS_PER_MINUTE": 1000,
        "REPOCAT_PICTURES_SECONDS": 0,
        "SECRET_KEY": "0123456789abcdef0123456789abcdef",
        "HOST": "127.0.0.1",
        "TESTING": True,
        **more,
    }


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The app on one connection, whose transaction is rolled back after the test.

    Flask-SQLAlchemy looks engines up in its own map and ignores a session's bind, so the connection takes the
    engine's place there. `create_savepoint` keeps commits and rollbacks of views inside.
    """
    with shared_app.app_context():
        engines = db.engines
        engine = engines[None]
        with engine.connect() as connection, connection.begin() as transaction:
            engines[None] = connection  # type: ignore[assignment]
            db.session.remove()
            db.session.configure(join_transaction_mode="create_savepoint")
            yield shared_app
            db.session.remove()
            engines[None] = engine
            transaction.rollback()


class IsolatedClient(FlaskClient):
    """Requests in a context of their own: inside the fixture's they would share `g` and the session with the test."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.expire_all()
        return contextvars.Context().run(super().open, *args, **kwargs)


class IsolatedRunner(FlaskCliRunner):
    """Commands in a context of their own, for the same reason."""

    def invoke(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            db.session.expire_all()
        return contextvars.Context().run(super().invoke, *args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL of the test so far, savepoints left out: guards lists against one query per row."""
    seen: list[str] = []

    def note(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not re.match(r"(SAVEPOINT|RELEASE|ROLLBACK)", statement):
            seen.append(statement)

    bind = db.engines[None]
    event.listen(bind, "before_cursor_execute", note)
    yield seen
    event.remove(bind, "before_cursor_execute", note)


class Visitor:
    """A browser without JavaScript: follows forms with their CSRF token."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.client.get(path, **kwargs)

    def submit(self, page: str, data: dict[str, Any], to: str | None = None, **kwargs: Any) -> Any:
        """Opens `page`, then posts its form to `to` (default: the same address)."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.client.get(page).get_data(as_text=True))
        assert found, f"{page} has no form with a CSRF token"
        return self.client.post(to or page, data={"csrf_token": found[1], **data}, **kwargs)

    def sign_in(self, username: str, password: str = PASSWORD) -> Visitor:
        response = self.submit("/login", {"username": username, "password": password})
        assert response.status_code == 303, response.get_data(as_text=True)
        return self


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def owner(app: Flask) -> Visitor:
    """Signed in as an ordinary user."""
    return _signed_in(app, "owner")


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Signed in as another ordinary user."""
    return _signed_in(app, "stranger")


@pytest.fixture
def admin(app: Flask) -> Visitor:
    return _signed_in(app, "admin", is_admin=True)


_password_hash: str | None = None


def make_user(username: str | None, *, is_admin: bool = False) -> User:
    """A user with `PASSWORD`, hashed once per run."""
    global _password_hash  # noqa: PLW0603
    user = User(username=username, is_admin=is_admin)
    if _password_hash is None:
        user.set_password(PASSWORD)
        _password_hash = user.password_hash
    user.password_hash = _password_hash
    db.session.add(user)
    db.session.commit()
    return user


def _signed_in(app: Flask, username: str, *, is_admin: bool = False) -> Visitor:
    make_user(username, is_admin=is_admin)
    return Visitor(app).sign_in(username)
