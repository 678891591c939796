"""The least that a stored picture can cost: one row by bare psycopg2 and one file, in a WSGI app without framework."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg2

SELECT = "SELECT state, image_path, art_version FROM generations WHERE repo_key = %s AND is_latest"

_local = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    cursor = _connection().cursor()
    cursor.execute(SELECT, (os.environ["FLOOR_KEY"],))
    _state, key, _version = cursor.fetchone()
    etag = f'W/"{key[-32:]}"'
    headers = [("Content-Type", "image/svg+xml; charset=utf-8"), ("ETag", etag)]
    if environ.get("HTTP_IF_NONE_MATCH"):
        start_response("304 Not Modified", headers)
        return []
    picture = (Path(os.environ["FLOOR_PICTURES"]) / key / "full-auto.svg.gz").read_bytes()
    start_response("200 OK", [*headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(picture)))])
    return [picture]


def _connection() -> Any:
    if not hasattr(_local, "connection"):
        _local.connection = psycopg2.connect(os.environ["FLOOR_DATABASE_URL"])
        _local.connection.autocommit = True
    return _local.connection
