"""For operators: alive, ready, and figures for Prometheus."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from repocat.extensions import db, migrate

bp = Blueprint("health", __name__)

DISK_FREE_SHARE = 0.05
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
#: Where several web processes add their figures up; prometheus-client reads the same variable.
SHARED_FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR")

_seconds = Histogram("repocat_request_seconds", "Time to answer a request", ["endpoint", "method"])
_requests = Counter("repocat_requests", "Requests answered", ["endpoint", "method", "status"])


@bp.record_once
def _count_requests(setup: object) -> None:
    app: Flask = setup.app  # type: ignore[attr-defined]
    if SHARED_FOLDER:
        Path(SHARED_FOLDER).mkdir(parents=True, exist_ok=True)

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        # Clients may make methods up; each new one would be a new series, kept for ever.
        method = request.method if request.method in METHODS else "other"
        _requests.labels(endpoint, method, response.status_code).inc()
        if "started" in g:
            _seconds.labels(endpoint, method).observe(time.monotonic() - g.started)
        return response


@bp.get("/healthz")
def alive() -> Response:
    """The process answers; PostgreSQL's absence is no reason to restart it."""
    return jsonify(status="ok")


@bp.get("/readyz")
def ready() -> tuple[Response, int]:
    checks = {"database": "unreachable", "migrations": "unknown", "disk": _disk(), "workers": "unknown"}
    try:
        # The pool's own limits would let a probe wait for five seconds.
        db.session.execute(text("SET LOCAL statement_timeout = 1000"))
        checks["database"] = "ok"
        checks["migrations"] = migrations()
        checks["workers"] = _workers()
    except SQLAlchemyError:
        db.session.rollback()
    # Workers are shown and not decisive: pages work without one.
    ok = all(checks[name] == "ok" for name in ("database", "migrations", "disk"))
    return jsonify(status="ok" if ok else "unavailable", checks=checks), 200 if ok else 503


@bp.get("/metrics")
def metrics() -> Response:
    registry = CollectorRegistry()
    if SHARED_FOLDER:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_seconds)
        registry.register(_requests)
    own = CollectorRegistry()
    for name, description, value in _figures():
        Gauge(name, description, registry=own).set(value)
    return Response(generate_latest(registry) + generate_latest(own), content_type=CONTENT_TYPE_LATEST)


def _figures() -> Iterable[tuple[str, str, float]]:
    """Cheap at any size: only active rows are counted, the whole table is estimated."""
    row = db.session.execute(
        text("""
        SELECT (SELECT count(*) FROM generations WHERE state = 'queued'),
               (SELECT count(*) FROM generations WHERE state IN ('fetching', 'analysing', 'drawing')),
               (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)
                  FROM generations WHERE state = 'queued'),
               (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'generations'::regclass),
               (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds')
        """)
    ).one()
    names = (
        ("repocat_generations_queued", "Generations waiting"),
        ("repocat_generations_running", "Generations being made"),
        ("repocat_oldest_queued_seconds", "How long the oldest one has waited"),
        ("repocat_generations_estimate", "Rows of the table, as PostgreSQL estimates them"),
        ("repocat_workers", "Workers with a heartbeat in the last 30 seconds"),
    )
    return [(name, description, float(value)) for (name, description), value in zip(names, row, strict=True)]


def migrations() -> str:
    """Whether the database is as this version of the code needs it, or else what to do."""
    head = ScriptDirectory(migrate.directory).get_current_head()
    current = None
    if db.session.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL")):
        current = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return "ok" if current == head else f"at {current}, run `flask db upgrade`"


def _workers() -> str:
    age = db.session.scalar(text("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"))
    return "none" if age is None else f"last heartbeat {float(age):.0f} s ago"


def _disk() -> str:
    folder = current_app.config["REPOCAT_INSTANCE"]
    usage = shutil.disk_usage(folder if folder.exists() else folder.parent)
    return "ok" if usage.free / usage.total > DISK_FREE_SHARE else "almost full"
