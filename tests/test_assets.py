from __future__ import annotations

import base64
import hashlib
import re

from flask.testing import FlaskClient

from repocat.config import ROOT


def test_scripts_and_styles_carry_their_digest(client: FlaskClient) -> None:
    page = client.get("/").text
    tags = re.findall(r'<(?:script|link rel="stylesheet")[^>]*>', page)
    assert len(tags) > 8
    for tag in tags:
        name = re.search(r'/static/([^"?]+)\?v=', tag)
        expected = re.search(r'integrity="sha384-([^"]+)"', tag)
        assert name, tag
        assert expected, tag
        content = (ROOT / "static" / name[1]).read_bytes()
        assert base64.b64encode(hashlib.sha384(content).digest()).decode() == expected[1]


def test_versioned_files_are_kept_others_are_checked(client: FlaskClient) -> None:
    kept = client.get("/static/css/tokens.css?v=x", buffered=True)
    assert "immutable" in kept.headers["Cache-Control"]
    checked = client.get("/static/css/tokens.css", buffered=True)
    assert "must-revalidate" in checked.headers["Cache-Control"]
    again = client.get("/static/css/tokens.css", headers={"If-None-Match": checked.headers["ETag"]}, buffered=True)
    assert again.status_code == 304


def test_nothing_outside_the_folder_is_served(client: FlaskClient) -> None:
    for path in ("../wsgi.py", "..%2fwsgi.py", "css/../../wsgi.py", ".git/config"):
        assert client.get(f"/static/{path}").status_code == 404
