from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import text

from repocat.extensions import db
from tests.generations.rows import add


def test_ready(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert response.json is not None
    assert response.json["checks"]["database"] == "ok"
    assert response.json["checks"]["migrations"] == "ok"
    assert response.json["checks"]["workers"] == "none"


def test_not_ready_before_the_migrations(client: FlaskClient) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = 'c31bba7cdef1'"))
    db.session.commit()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json is not None
    assert "flask db upgrade" in response.json["checks"]["migrations"]


def test_methods_that_are_made_up_make_no_series(client: FlaskClient) -> None:
    for number in range(3):
        client.open("/", method=f"MADEUP{number}")
    metrics = client.get("/metrics").text
    assert "MADEUP" not in metrics
    assert 'method="other",status="405"' in metrics


def test_metrics(client: FlaskClient) -> None:
    add(state="queued", is_latest=False)
    client.get("/")
    response = client.get("/metrics")
    assert response.content_type.startswith("text/plain")
    assert "repocat_generations_queued 1.0" in response.text
    assert 'repocat_requests_total{endpoint="generations.index",method="GET",status="200"}' in response.text
