"""The data layer's ground: connection, session, tables, and a row of each kind made and removed."""

from __future__ import annotations

import contextvars

import psycopg2
import pytest
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from repocat.database import libpq_url
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.users.models import User


def test_raw_connection(shared_app: Flask) -> None:
    connection = psycopg2.connect(libpq_url(shared_app.config["SQLALCHEMY_DATABASE_URI"]))
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        assert cursor.fetchone()[0] >= 150000
    connection.close()


def test_session(app: Flask) -> None:
    assert db.session.execute(text("SELECT 1")).scalar_one() == 1


def test_request_scoped_session(app: Flask) -> None:
    def session_of_a_request() -> Session:
        with app.test_request_context("/"):
            session: Session = db.session()
            assert session.scalar(text("SHOW timezone")) == "UTC"
            return session

    first, second = (contextvars.Context().run(session_of_a_request) for _ in range(2))
    assert first is not second


def test_users_table_exists(app: Flask) -> None:
    columns = {column["name"] for column in inspect(db.engines[None]).get_columns("users")}
    assert {"id", "username", "created_at", "updated_at", "password_hash"} <= columns
    assert "api_token" not in columns


def test_generations_table_exists(app: Flask) -> None:
    columns = {column["name"] for column in inspect(db.engines[None]).get_columns("generations")}
    assert {"id", "github_url", "cat_attributes", "analysis_data", "state", "repo_key"} <= columns


def test_create_and_delete_a_user(app: Flask) -> None:
    user = User(username="robin")
    db.session.add(user)
    db.session.commit()
    assert user.created_at.tzinfo is not None
    db.session.delete(user)
    db.session.commit()
    assert db.session.scalar(select(User).where(User.username == "robin")) is None


def test_create_and_delete_a_generation(app: Flask) -> None:
    generation = Generation(github_url="https://github.com/o/r", cat_attributes={"mood": "content"})
    db.session.add(generation)
    db.session.commit()
    assert (generation.state, generation.attempts) == ("queued", 0)
    generation.delete()
    db.session.commit()
    assert db.session.get(Generation, generation.id) is None


def test_tests_leave_no_rows_even_after_a_rollback(app: Flask) -> None:
    """Guards the fixture itself: with the default join mode, rows leaked once a view rolled back."""
    assert db.session.scalar(select(User).where(User.username == "leak")) is None
    db.session.add(User(username="leak"))
    db.session.commit()
    db.session.add(User(username="leak"))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    assert db.session.scalar(select(User).where(User.username == "leak")) is not None


test_no_rows_came_over_from_the_test_before = test_tests_leave_no_rows_even_after_a_rollback
