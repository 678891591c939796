"""The picture: stored once, served with an ETag, drawn anew, never a file of an imported row."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.generations.repository import Repository
from repocat.jobs.generate import columns_of, measure_folder
from tests.generations.rows import add
from tests.repositories import checkout


@pytest.fixture
def generation(app: Flask, tmp_path: Path) -> Generation:
    repository = Repository("github.com", "owner", "cat")
    columns = columns_of(measure_folder(checkout(tmp_path / "cat"), lambda *_: True), repository)
    made = Generation.record(repository, columns)
    db.session.commit()
    return made


def test_is_an_svg_of_its_own_policy(client: FlaskClient, generation: Generation) -> None:
    response = client.get(f"/generations/{generation.id}/cat.svg")
    assert ET.fromstring(response.text).tag == "{http://www.w3.org/2000/svg}svg"
    assert response.content_type == "image/svg+xml; charset=utf-8"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


def test_etag_answers_304_without_the_store(app: Flask, client: FlaskClient, generation: Generation) -> None:
    address = f"/generations/{generation.id}/cat.svg?view=square"
    etag = client.get(address).headers["ETag"]
    shutil.rmtree(app.config["PICTURES"])
    response = client.get(address, headers={"If-None-Match": etag})
    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Content-Security-Policy"].endswith("sandbox")
    assert client.get(address.replace("square", "full")).headers["ETag"] != etag


def test_a_missing_file_is_drawn_anew_the_same(app: Flask, client: FlaskClient, generation: Generation) -> None:
    address = f"/generations/{generation.id}/cat.svg"
    before = client.get(address).data
    shutil.rmtree(app.config["PICTURES"])
    assert client.get(address).data == before
    assert any(Path(app.config["PICTURES"]).rglob("full-auto.svg"))


def test_the_address_on_pages_is_immutable(client: FlaskClient, generation: Generation) -> None:
    page = client.get("/").text
    address = page.partition(f'"/generations/{generation.id}/cat.svg')[2].partition('"')[0].replace("&amp;", "&")
    response = client.get(f"/generations/{generation.id}/cat.svg{address}")
    assert "immutable" in response.headers["Cache-Control"]
    assert "immutable" not in client.get(f"/generations/{generation.id}/cat.svg").headers["Cache-Control"]


@pytest.mark.parametrize("query", ["view=../../x", "view=", "theme=x", "view=FULL", "view=%00"])
def test_unknown_views_and_themes(client: FlaskClient, generation: Generation, query: str) -> None:
    assert client.get(f"/generations/{generation.id}/cat.svg?{query}").status_code == 404


@pytest.mark.parametrize(
    ("state", "cache"), [("queued", "no-store"), ("drawing", "no-store"), ("failed", "max-age=60")]
)
def test_a_box_where_there_is_no_cat(client: FlaskClient, state: str, cache: str) -> None:
    made = add(state=state, is_latest=False)
    response = client.get(f"/generations/{made.id}/cat.svg")
    assert response.status_code == 200
    assert ET.fromstring(response.text).tag.endswith("svg")
    assert cache in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "1/ab/" + "0" * 62, "\u202e", ""])
def test_an_imported_rows_path_is_never_opened(client: FlaskClient, path: str) -> None:
    made = add(kind="imported", image_path=path, cat_attributes={"size": "large"})
    response = client.get(f"/generations/{made.id}/cat.svg")
    assert response.status_code == 200
    assert ET.fromstring(response.text).tag.endswith("svg")


@pytest.mark.parametrize("attributes", [None, [], "text", 7, {"size": None}, {"legend": [1]}, {"age": {"a": {}}}])
def test_imported_attributes_may_be_anything(client: FlaskClient, attributes: object) -> None:
    made = add(kind="imported", cat_attributes=attributes)
    assert client.get(f"/generations/{made.id}/cat.svg").status_code == 200
    assert client.get(f"/generations/{made.id}").status_code == 200
