"""The picture: stored once, served with an ETag, drawn anew, never a file of an imported row."""

from __future__ import annotations

import gzip
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.generations.renditions import KINDS, Rendition, UnknownRenditionError
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
    for sent in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        response = client.get(address, headers={"If-None-Match": sent})
        assert (response.status_code, response.data) == (304, b"")
    assert not Path(app.config["PICTURES"]).exists()
    assert response.headers["ETag"] == etag
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Content-Security-Policy"].endswith("sandbox")
    assert client.get(address.partition("?")[0]).headers["ETag"] != etag


def test_gzip_lies_beside_raw(app: Flask, client: FlaskClient, generation: Generation) -> None:
    address = f"/generations/{generation.id}/cat.svg"
    folder = Path(app.config["PICTURES"]) / str(generation.image_path)
    raw, packed = (folder / "full-auto.svg").read_bytes(), (folder / "full-auto.svg.gz").read_bytes()
    assert gzip.decompress(packed) == raw
    for accepted, body in (("gzip", packed), ("br, gzip;q=0.5", packed), ("gzip;q=0", raw), ("", raw), ("br", raw)):
        response = client.get(address, headers={"Accept-Encoding": accepted})
        assert response.data == body, accepted
        assert response.headers.get("Content-Encoding") == ("gzip" if body is packed else None)
        assert response.headers["Vary"] == "Accept-Encoding"


def test_head_says_what_get_would(client: FlaskClient, generation: Generation) -> None:
    address = f"/generations/{generation.id}/cat.svg"
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == got.headers[name]


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


def test_any_site_may_show_and_read_it(client: FlaskClient, generation: Generation) -> None:
    response = client.get(f"/generations/{generation.id}/cat.svg", headers={"Origin": "https://blog.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400"


@pytest.mark.parametrize(
    ("file", "query", "offered"),
    [
        ("cat.svg", "view=../../x", "full, square, bust, head"),
        ("cat.svg", "view=", "full, square, bust, head"),
        ("cat.svg", "view=FULL", "full, square, bust, head"),
        ("cat.svg", "view=%00", "full, square, bust, head"),
        ("cat.svg", "view=pill", "full, square, bust, head"),
        ("cat.svg", "theme=x", "auto, light, dark"),
        ("cat.png", "theme=auto", "light, dark"),
        ("cat.png", "size=63&view=square", "512, 256, 128, 64"),
        ("cat.png", "size=100000", "1200x630"),
        ("cat.png", "size=512", "1200x630"),
        ("cat.png", "size=1200x630&view=head", "512, 256, 128, 64"),
    ],
)
def test_unknown_forms_are_told_what_there_is(
    client: FlaskClient, generation: Generation, file: str, query: str, offered: str
) -> None:
    response = client.get(f"/generations/{generation.id}/{file}?{query}")
    assert response.status_code == 404
    assert f"It can be {offered}." in response.text
    assert response.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("cat.svg?view=full", "cat.svg"),
        ("cat.svg?view=full&theme=auto", "cat.svg"),
        ("cat.svg?view=square&theme=dark", "cat.svg?theme=dark&view=square"),
        ("cat.svg?utm_source=x&size=64", "cat.svg"),
        ("cat.svg?v=0123456789ab&view=head", "cat.svg?view=head"),
        ("cat.svg?v=latest", "cat.svg"),
        ("cat.svg?view=head&view=bust", "cat.svg?view=head"),
        ("cat.svg?view=h%65ad", "cat.svg?view=head"),
        ("cat.png?view=square&size=512", "cat.png?view=square"),
        ("cat.png?size=64&theme=light&view=bust", "cat.png?size=64&view=bust"),
    ],
)
def test_other_spellings_lead_to_the_canonical_one(
    client: FlaskClient, generation: Generation, asked: str, canonical: str
) -> None:
    folder = f"/generations/{generation.id}"
    response = client.get(f"{folder}/{asked}")
    assert (response.status_code, response.location) == (301, f"{folder}/{canonical}")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{folder}/{canonical}").status_code == 200


def test_the_right_version_stays_in_the_address(client: FlaskClient, generation: Generation) -> None:
    version = str(generation.image_path).rpartition("/")[2][:12]
    folder = f"/generations/{generation.id}"
    assert client.get(f"{folder}/cat.svg?view=head&v={version}").location == f"{folder}/cat.svg?v={version}&view=head"
    response = client.get(f"{folder}/cat.svg?v={version}&view=head")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")


def test_capitals_of_the_id_too(client: FlaskClient, generation: Generation) -> None:
    capitals = str(generation.id).upper()
    response = client.get(f"/generations/{capitals}/cat.svg?theme=dark")
    assert (response.status_code, response.location) == (301, f"/generations/{generation.id}/cat.svg?theme=dark")


@given(query=st.text(alphabet="viewthmsz=&%+6124xfulsqarbo;?#/\u00e9 ", max_size=40))
def test_there_is_no_way_round_in_circles(query: str) -> None:
    kind = KINDS["cat.png"]
    try:
        canonical = Rendition.of(kind, dict(parse_qsl(query))).query
    except UnknownRenditionError:
        return
    assert list(canonical) == sorted(canonical)
    assert Rendition.of(kind, canonical).query == canonical


@pytest.mark.parametrize(
    ("state", "cache"),
    [("queued", "max-age=60"), ("drawing", "max-age=60"), ("failed", "max-age=300"), ("cancelled", "max-age=300")],
)
def test_a_box_where_there_is_no_cat(client: FlaskClient, state: str, cache: str) -> None:
    made = add(state=state, is_latest=False)
    for query in ("", "?view=square"):
        response = client.get(f"/generations/{made.id}/cat.svg{query}")
        assert response.status_code == 200
        assert ET.fromstring(response.text).tag.endswith("svg")
        assert cache in response.headers["Cache-Control"]
        etag = response.headers["ETag"]
        assert client.get(f"/generations/{made.id}/cat.svg{query}", headers={"If-None-Match": etag}).status_code == 304
    png = client.get(f"/generations/{made.id}/cat.png")
    assert (png.status_code, png.content_type, png.data[:4]) == (200, "image/png", b"\x89PNG")
    assert cache in png.headers["Cache-Control"]


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
