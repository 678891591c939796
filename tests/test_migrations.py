"""Databases of the earlier system, with rows of every odd kind, upgrade in place, downgrade, and upgrade again."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from psycopg2.extras import Json, RealDictCursor, register_uuid

from repocat import create_app
from repocat.config import ROOT
from repocat.database import libpq_url
from repocat.extensions import db
from repocat.users.models import ApiToken
from tests.clusters import create_database, drop_database
from tests.conftest import settings

EARLIER = "c31bba7cdef1"
register_uuid()

USERS = (
    # username, api_token, created_at
    ("robin", "cat_0123456789abcdef", "2025-01-02 03:04:05"),
    (None, "x", "0001-01-01 00:00:00"),
    (None, None, "9999-12-31 23:59:59"),
    ("", "", "2025-06-01 00:00:00"),
    ("ROBIN", "t" * 255, "2025-06-01 00:00:00"),
    ("<script>alert(1)</script>", "tökén \u202e", "2025-06-01 00:00:00"),
)
GENERATIONS: tuple[dict[str, Any], ...] = (
    {"github_url": "https://github.com/Pallets/Flask", "repo_owner": "Pallets", "repo_name": "Flask"},
    {"github_url": "https://github.com/pallets/flask.git", "created_at": "2025-03-01"},
    {"github_url": "not an address at all"},
    {"github_url": "https://github.com/" + "x" * 1980 + "/y"},
    {"github_url": "", "repo_owner": "", "repo_name": ""},
    {"github_url": "https://gitlab.com/a/b", "repo_owner": "a", "repo_name": "b"},
    {"github_url": "https://github.com/o/nan", "code_quality_score": "NaN"},
    {"github_url": "https://github.com/o/high", "code_quality_score": 99.9},
    {"github_url": "https://github.com/o/low", "code_quality_score": -99.9},
    {"github_url": "https://github.com/o/list", "cat_attributes": [1, None, "x"], "analysis_data": "text"},
    {"github_url": "https://github.com/o/odd", "cat_attributes": {"age": None, "size": {"deep": [[]]}}},
    {"github_url": "https://github.com/o/early", "created_at": "0001-01-01 00:00:00"},
    {"github_url": "https://github.com/o/late", "created_at": "9999-12-31 23:59:59"},
    {"github_url": "https://github.com/o/path", "image_path": "../../../../etc/passwd"},
    {"github_url": "https://github.com/o/rtl", "repo_owner": "\u202eo", "repo_name": "<b>" + "n" * 250},
    {"github_url": "https://github.com/o/size", "repo_size_kb": -2147483648, "primary_language": "L" * 100},
)


@pytest.fixture
def earlier(cluster: str, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database at the earlier system's revision, filled with odd rows."""
    url = create_database(cluster, "earlier")
    app = create_app(settings(url, tmp_path))
    with app.app_context():
        upgrade(revision=EARLIER)
        _fill(app)
        yield app
        db.session.remove()
        db.engine.dispose()
    drop_database(cluster, url)


def _fill(app: Flask) -> None:
    with _connect(app) as connection, connection.cursor() as cursor:
        for username, token, created in USERS:
            cursor.execute(
                "INSERT INTO users VALUES (%s, %s, %s, %s, %s)", (uuid.uuid4(), username, token, created, created)
            )
        for row in GENERATIONS:
            values = {"id": uuid.uuid4(), "created_at": "2025-02-01 12:00:00", **row}
            for column in ("cat_attributes", "analysis_data"):
                if column in values:
                    values[column] = Json(values[column])
            names = ", ".join(values)
            cursor.execute(f"INSERT INTO generations ({names}) VALUES %s", (tuple(values.values()),))
    connection.close()


def _connect(app: Flask) -> Any:
    return psycopg2.connect(libpq_url(app.config["SQLALCHEMY_DATABASE_URI"]))


def _rows(app: Flask, sql: str) -> list[dict[str, Any]]:
    with _connect(app) as connection, connection.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute(sql)
        rows = [dict(row) for row in cursor.fetchall()]
    connection.close()
    return rows


KEPT = """SELECT id, github_url, repo_owner, repo_name, primary_language, repo_size_kb, code_quality_score::text,
                 cat_attributes::text, analysis_data::text, image_path, image_prompt, created_at::text
            FROM generations ORDER BY id"""
PEOPLE = "SELECT id, username, created_at::text, updated_at::text FROM users ORDER BY id"


def test_nothing_is_lost_on_the_way_up_down_and_up_again(earlier: Flask) -> None:
    generations, people = _rows(earlier, KEPT), _rows(earlier, PEOPLE)
    upgrade()
    downgrade(revision=EARLIER)
    assert (_rows(earlier, KEPT), _rows(earlier, PEOPLE)) == (generations, people)
    assert {row["api_token"] for row in _rows(earlier, "SELECT api_token FROM users")} == {None}
    upgrade()
    assert len(_rows(earlier, KEPT)) == len(GENERATIONS)


def test_downgrades_one_by_one_leave_exactly_the_earlier_schema(earlier: Flask) -> None:
    schema = """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
                  FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"""
    indexes = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
    before = _rows(earlier, schema), _rows(earlier, indexes)
    upgrade()
    while _rows(earlier, "SELECT version_num FROM alembic_version")[0]["version_num"] != EARLIER:
        downgrade()
    assert (_rows(earlier, schema), _rows(earlier, indexes)) == before
    assert _rows(earlier, "SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%'") == []


def test_earlier_tokens_go_on_working(earlier: Flask) -> None:
    upgrade()
    live = [token for _, token, _ in USERS if token and token.isascii()]
    assert len(live) == 3
    for secret in live:
        found = ApiToken.verify(secret)
        assert found is not None, secret
        assert (found.kind, found.hint) == ("imported", "imported")
    stored = {bytes(row["token_hash"]) for row in _rows(earlier, "SELECT token_hash FROM api_tokens")}
    assert stored == {hashlib.sha256(token.encode()).digest() for _, token, _ in USERS if token}
    assert ApiToken.verify("y") is None


def test_imported_rows_are_done_and_the_newest_is_the_latest(earlier: Flask) -> None:
    upgrade()
    rows = _rows(earlier, "SELECT * FROM generations")
    assert {(row["kind"], row["state"]) for row in rows} == {("imported", "done")}
    flask = [row for row in rows if row["repo_key"] == "github.com/pallets/flask"]
    assert [row["is_latest"] for row in sorted(flask, key=lambda row: row["created_at"])] == [False, True]
    unreadable = [row for row in rows if row["repo_key"] is None]
    assert len(unreadable) == 4
    assert all(row["is_latest"] for row in unreadable)


def test_every_imported_row_shows_on_every_page(earlier: Flask) -> None:
    upgrade()
    client = earlier.test_client()
    for row in _rows(earlier, "SELECT id FROM generations"):
        for path in ("", "/status", ".json", "/cat.svg", "/cat.svg?theme=dark&view=square"):
            response = client.get(f"/generations/{row['id']}{path}")
            assert response.status_code == 200, (row, path)
            assert "root:" not in response.get_data(as_text=True)
    for query in ("?show=all", "?show=all&sort=oldest", "?sort=best", "?sort=name", "?sort=largest", "?q=%25"):
        assert client.get(f"/{query}").status_code == 200, query
    everything = client.get("/?show=all").get_data(as_text=True)
    assert everything.count("/cat.svg") == len(GENERATIONS)
    assert "<b>nnn" not in everything


def test_models_and_migrations_agree(shared_app: Flask) -> None:
    result = shared_app.test_cli_runner().invoke(args=["db", "check"])
    assert result.exit_code == 0, result.output


def test_two_upgrades_at_once_give_one_schema(cluster: str, tmp_path: Path) -> None:
    url = create_database(cluster, "twice")
    environment = {"DATABASE_URL": url, "REPOCAT_INSTANCE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    for process in running:
        errors = process.communicate(timeout=60)[1]
        assert process.returncode == 0, errors.decode()
    drop_database(cluster, url)
