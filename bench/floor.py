"""The least that a gallery page can cost: the same rows by bare psycopg2, in a WSGI app that joins strings."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import parse_qs

import psycopg2

COLUMNS = "id, repo_owner, repo_name, primary_language, code_quality_score, state, image_path, created_at"
FIRST = f"SELECT {COLUMNS} FROM generations WHERE is_latest ORDER BY created_at DESC, id DESC LIMIT 25"
DEEPER = FIRST.replace("WHERE is_latest", "WHERE is_latest AND (created_at, id) < (%s, %s)")

_local = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    cursor = _connection().cursor()
    after = parse_qs(environ["QUERY_STRING"]).get("at")
    if after:
        cursor.execute(DEEPER, (after[0], parse_qs(environ["QUERY_STRING"])["id"][0]))
    else:
        cursor.execute(FIRST)
    rows = "".join(f"<li>{escape(str(row))}</li>" for row in cursor.fetchall())
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [f"<!doctype html><ul>{rows}</ul>".encode()]


def _connection() -> Any:
    if not hasattr(_local, "connection"):
        _local.connection = psycopg2.connect(os.environ["FLOOR_DATABASE_URL"])
        _local.connection.autocommit = True
    return _local.connection
