from __future__ import annotations

import json
import uuid

import pytest
from flask.testing import FlaskClient

from repocat.extensions import db
from repocat.generations.models import ACTIVE
from tests.generations.rows import add


@pytest.mark.parametrize("state", ACTIVE)
def test_a_running_one_asks_for_its_status_again(client: FlaskClient, state: str) -> None:
    generation = add(state=state, is_latest=False, progress=40, progress_note="2,198 files · Python")
    for path in ("", "/status"):
        page = client.get(f"/generations/{generation.id}{path}").text
        assert f'data-state="{state}"' in page
        assert f'hx-get="/generations/{generation.id}/status"' in page
        assert "2,198 files" in page
    assert 'http-equiv="refresh"' in client.get(f"/generations/{generation.id}").text


def test_a_finished_one_stops_asking(client: FlaskClient) -> None:
    generation = add()
    page = client.get(f"/generations/{generation.id}").text
    assert 'data-state="done"' in page
    assert "/status" not in page
    assert 'http-equiv="refresh"' not in page


def test_a_failed_one_says_why_and_offers_another_try(client: FlaskClient) -> None:
    generation = add(
        state="failed", is_latest=False, error_code="not_found", error_text="It was not found or is private."
    )
    page = client.get(f"/generations/{generation.id}").text
    assert 'data-state="failed"' in page
    assert "It was not found or is private." in page
    assert "/generations/new?github_url=" in page


def test_status_is_never_stored(client: FlaskClient) -> None:
    generation = add(state="queued", is_latest=False)
    assert client.get(f"/generations/{generation.id}/status").headers["Cache-Control"] == "no-store"


def test_raw_is_json(client: FlaskClient) -> None:
    generation = add(analysis_data={"a": [1, None]}, cat_attributes={"mood": "content"})
    raw = json.loads(client.get(f"/generations/{generation.id}.json").text)
    assert raw["code_quality_score"] == 7.5
    assert raw["created_at"] == "2026-01-01T00:00:00+00:00"
    assert raw["analysis_data"] == {"a": [1, None]}


@pytest.mark.parametrize("identifier", [uuid.uuid4(), "1", "99999999999", "x", "%00"])
def test_unknown_ones_are_not_found(client: FlaskClient, identifier: object) -> None:
    for path in ("", "/status", ".json", "/cat.svg", "/delete"):
        response = client.get(f"/generations/{identifier}{path}")
        assert response.status_code in {404, 303} if path == "/delete" else response.status_code == 404


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    evil = "<script>alert(1)</script>"
    generation = add(
        owner=evil, name='"><svg onload=alert(1)>', primary_language=evil, image_prompt=evil, kind="imported"
    )
    page = client.get(f"/generations/{generation.id}").text
    assert evil not in page
    assert "<svg onload" not in page


def test_wrong_method(client: FlaskClient) -> None:
    generation = add()
    assert client.post(f"/generations/{generation.id}").status_code == 405
    db.session.refresh(generation)
