"""A cat pasted into somebody else's page: seen in the reader's light or dark, and readable by that page's scripts."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site

#: A colour near the corner, read from a canvas: that works only with the leave of the picture's site.
CORNER = """async image => {
    const copy = new Image();
    copy.crossOrigin = "anonymous";
    copy.src = image.currentSrc;
    await copy.decode();
    const canvas = document.createElement("canvas");
    canvas.width = copy.naturalWidth; canvas.height = copy.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(copy, 0, 0);
    return [copy.naturalWidth, ...context.getImageData(40, 4, 1, 1).data];
}"""


class Elsewhere(ThreadingHTTPServer):
    """Another site, with one page."""

    page = ""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Elsewhere)
        body = self.server.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _snippets(browser: Browser, site: Site) -> dict[str, str]:
    """What the page of a new cat offers."""
    with browser.new_context(base_url=site.url) as context:
        page = context.new_page()
        page.goto("/generations/new?github_url=owner/plain")
        page.get_by_role("button", name="Draw its cat").click()
        expect(page.locator("[data-state=done]")).to_be_attached(timeout=20_000)
        return {key: page.locator(f"#snippet-{key}").inner_text() for key in ("html", "markdown", "badge")}


def _rendered(markdown: str) -> str:
    """As every Markdown renderer does with an image in a link."""
    found = re.fullmatch(r"\[!\[(.+)\]\((\S+)\)\]\((\S+)\)", markdown)
    assert found
    return f'<p><a href="{found[3]}"><img src="{found[2]}" alt="{found[1]}"></a></p>'


def test_follows_the_readers_light_or_dark(browser: Browser, site: Site, elsewhere: Elsewhere) -> None:
    snippets = _snippets(browser, site)
    elsewhere.page = f"<!doctype html>{snippets['html']}{_rendered(snippets['markdown'])}{_rendered(snippets['badge'])}"
    corners: dict[str, list[list[int]]] = {}
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{elsewhere.server_port}/", wait_until="load")
            images = page.locator("img").all()
            assert [str(image.get_attribute("alt"))[:23] for image in images] == ["The cat of owner/plain:"] * 3
            corners[scheme] = [image.evaluate(CORNER) for image in images]
    for light, dark in zip(corners["light"], corners["dark"], strict=True):
        assert light[0] == dark[0] > 0
        assert sum(light[1:4]) > sum(dark[1:4]) + 100
    # Both forms show the same.
    assert corners["light"][0] == corners["light"][1]
    assert corners["dark"][0] == corners["dark"][1]


def test_opened_by_itself_it_can_do_nothing(browser: Browser, site: Site) -> None:
    with browser.new_context(base_url=site.url) as context:
        page = context.new_page()
        answer = page.goto("/r/owner/nobody/cat.svg")
        assert answer is not None
        assert answer.headers["content-security-policy"].endswith("sandbox")
        with pytest.raises(Exception, match=r"sandboxed|denied|cookie"):
            page.evaluate("document.cookie")
