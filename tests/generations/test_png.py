"""PNGs: never rendered by the web; asked for once, and something shown meanwhile."""

from __future__ import annotations

import struct
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from repocat.cat.traits import ART_VERSION, Traits
from repocat.extensions import db
from repocat.generations import pictures
from repocat.generations.models import Generation
from repocat.generations.pictures import picture_key
from repocat.generations.renditions import PNG, Rendition
from repocat.generations.store import picture_store
from tests.generations.rows import START, add

SQUARE = {"view": "square"}


def _made(number: int = 0, **columns: Any) -> Generation:
    return add(number, image_path=picture_key(Traits("o", f"n{columns}")), art_version=ART_VERSION, **columns)


def _jobs() -> list[tuple[Any, ...]]:
    rows = db.session.execute(text("SELECT args, priority FROM procrastinate_jobs WHERE task_name = 'draw_png'"))
    return [tuple(row) for row in rows]


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("view", PNG.views)
def test_there_is_a_box_in_every_size(client: FlaskClient, view: str) -> None:
    made = _made()
    for size in PNG.views[view]:
        query = Rendition(PNG, view, "light", size).query
        response = client.get(f"/generations/{made.id}/cat.png", query_string=query)
        assert response.content_type == "image/png"
        width, _, height = size.partition("x")
        assert _size(response.data) == (int(width), int(height or width))


def test_one_that_is_not_there_is_asked_for_once(client: FlaskClient) -> None:
    made = _made()
    for _ in range(3):
        response = client.get(f"/generations/{made.id}/cat.png", query_string=SQUARE)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert "ETag" not in response.headers
    client.get(f"/generations/{made.id}/cat.png?size=64&view=square")
    assert _jobs() == [({"generation_id": str(made.id), "view": "square", "theme": "light"}, -10)]
    client.get(f"/generations/{made.id}/cat.png?theme=dark&view=square")
    assert len(_jobs()) == 2


def test_one_that_is_there_is_served_as_it_lies(app: Flask, client: FlaskClient) -> None:
    made = _made()
    picture_store().write(f"{made.image_path}/square-light-512.png", b"stored")
    version = str(made.image_path).rpartition("/")[2][:12]
    response = client.get(f"/generations/{made.id}/cat.png?v={version}&view=square")
    assert response.data == b"stored"
    assert response.content_type == "image/png"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Security-Policy"].endswith("sandbox")
    assert "Content-Encoding" not in response.headers
    etag = response.headers["ETag"]
    assert client.get(f"/generations/{made.id}/cat.png?view=square", headers={"If-None-Match": etag}).status_code == 304
    assert _jobs() == []


def test_a_repositorys_earlier_one_stands_in(client: FlaskClient) -> None:
    earlier = _made(is_latest=False, created_at=START - timedelta(days=1))
    picture_store().write(f"{earlier.image_path}/full-light-1200x630.png", b"earlier")
    made = _made()
    response = client.get("/r/owner/repo0/cat.png")
    assert (response.data, response.headers["Cache-Control"]) == (b"earlier", "public, max-age=60")
    assert "ETag" not in response.headers
    assert len(_jobs()) == 1
    assert client.get(f"/generations/{made.id}/cat.png").data != b"earlier"


def test_nobody_fills_the_queue(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_WAITING", 2)
    for number in range(4):
        assert client.get(f"/generations/{_made(number).id}/cat.png").status_code == 200
    assert len(_jobs()) == 2


def test_an_imported_row_has_its_own(client: FlaskClient) -> None:
    made = add(kind="imported", image_path="../../etc/passwd", cat_attributes={"size": "large"})
    assert client.get(f"/generations/{made.id}/cat.png").status_code == 200
    assert len(_jobs()) == 1
