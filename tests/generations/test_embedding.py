"""What somebody pastes elsewhere, and what a link to a generation shows there."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repocat.generations.embedding import portrait, snippets
from repocat.generations.models import Generation
from tests.generations.rows import add

ATTRIBUTES = {"size": "chonky", "age": "adult", "breed": "maine-coon", "mood": "content"}
WORDS = "The cat of owner/repo0: a chonky adult maine coon cat, content, well kept (7.5 of 10), 3 November 2026"


def _measured(**columns: Any) -> Generation:
    values = {"analyser_version": "1", "art_version": "1", "image_path": f"1/ab/{'c' * 62}", "analysis_data": {}}
    return add(**{**values, "cat_attributes": ATTRIBUTES, "as_of": date(2026, 11, 3), **columns})


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, tag: str) -> dict[str, str | None]:
        (attributes,) = (attributes for name, attributes in self.found if name == tag)
        return attributes


def _path(address: str | None) -> str:
    parts = urlsplit(address or "")
    assert f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1:5000"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_each_has_an_alt_text_and_addresses_that_need_no_redirect(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        badge, markdown, picture = (snippet.text for snippet in snippets(_measured()))
    for text in (badge, markdown):
        found = re.fullmatch(r"\[!\[(.+)\]\((\S+)\)\]\((\S+)\)", text)
        assert found
        assert found[1] == WORDS
        assert client.get(_path(found[2])).status_code == 200
        assert client.get(_path(found[3])).status_code == 302
    tags = Tags(picture)
    assert tags.one("img")["alt"] == WORDS
    assert tags.one("source")["media"] == "(prefers-color-scheme: dark)"
    for address, theme in ((tags.one("img")["src"], "light"), (tags.one("source")["srcset"], "dark")):
        assert f"theme={theme}" in _path(address)
        assert client.get(_path(address)).status_code == 200


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            {"code_quality_score": None},
            "The cat of owner/repo0: a chonky adult maine coon cat, content, 3 November 2026",
        ),
        (
            {"cat_attributes": {"mood": "unknown"}, "code_quality_score": Decimal(2)},
            "a cat, scruffy (2.0 of 10), 3 Nov",
        ),
        ({"cat_attributes": {**ATTRIBUTES, "age": "kitten"}}, ": a chonky maine coon kitten, content, well kept"),
        ({"kind": "imported", "analyser_version": None, "cat_attributes": {"size": ["x"]}}, "The cat of owner/repo0"),
    ],
)
def test_the_sentence_says_what_is_known(app: Flask, columns: dict[str, Any], words: str) -> None:
    assert words in portrait(_measured(**columns))


def test_hostile_names_stay_text(app: Flask) -> None:
    made = _measured(
        owner='"><script>alert(1)</script>', name="](http://evil.example)[x\n\n# y", repo_key='local/"><b>/](x)'
    )
    with app.test_request_context():
        badge, _, picture = (snippet.text for snippet in snippets(made))
    assert "\n" not in badge
    assert re.search(r"(?<!\\)\]\(http://evil", badge) is None
    assert [tag for tag, _ in Tags(picture).found] == ["a", "picture", "source", "img"]


def test_rows_without_a_readable_address_have_none(client: FlaskClient) -> None:
    made = add(kind="imported", repo_key=None, owner=None, name=None, github_url="somewhere")
    page = client.get(f"/generations/{made.id}")
    assert page.status_code == 200
    assert "snippet-" not in page.text
    assert 'property="og:image"' in page.text


def test_the_page_shows_them_and_says_where_they_lead(client: FlaskClient, app: Flask) -> None:
    made = _measured()
    page = html.unescape(client.get(f"/generations/{made.id}").text)
    for key in ("badge", "markdown", "html"):
        assert f'id="snippet-{key}"' in page
        assert f'data-copy="snippet-{key}"' in page
    assert "PUBLIC_URL" in page
    app.config["PUBLIC_URL"], before = "https://cats.example.org", app.config["PUBLIC_URL"]
    page = html.unescape(client.get(f"/generations/{made.id}").text)
    app.config["PUBLIC_URL"] = before
    assert "PUBLIC_URL" not in page
    assert "](https://cats.example.org/r/owner/repo0)" in page


def test_a_link_elsewhere_shows_the_social_card(client: FlaskClient) -> None:
    made = _measured()
    tags = Tags(client.get(f"/generations/{made.id}").text).found
    meta = {
        str(each.get("property") or each.get("name")): each["content"]
        for tag, each in tags
        if tag == "meta" and "content" in each
    }
    assert meta["og:title"] == "owner/repo0 as a cat"
    assert meta["og:image:alt"] == WORDS
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["twitter:card"] == "summary_large_image"
    assert _path(meta["og:url"]) == f"/generations/{made.id}"
    response = client.get(_path(meta["og:image"]))
    assert (response.status_code, response.content_type) == (200, "image/png")


def test_unfinished_ones_have_no_card(client: FlaskClient) -> None:
    made = add(state="queued", is_latest=False)
    assert "og:image" not in client.get(f"/generations/{made.id}").text
