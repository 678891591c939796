"""A whole Repocat on loopback (web, worker, git server) and Chromium to use it with."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from repocat import create_app
from repocat.config import ROOT
from repocat.extensions import db
from tests.clusters import create_database, drop_database
from tests.conftest import make_user, settings
from tests.git_server import GitServer, serve
from tests.repositories import bare

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    url: str
    app: Flask
    git: GitServer


@pytest.fixture(scope="session")
def site(cluster: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    for name in ("cat", "plain", "slow"):
        bare(folder / "git", "owner", name)
    database = create_database(cluster, "browser", template=template)
    with serve(folder / "git") as git, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            "PATH": os.environ["PATH"],
            "PORT": str(port),
            "DATABASE_URL": database,
            "REPOCAT_INSTANCE": str(folder / "instance"),
            "REPOCAT_GIT_HOSTS": f"github.com={git.url}",
            "REPOCAT_ALLOW_INSECURE_GIT": "1",
            "REPOCAT_PUBLIC_SUBMISSIONS": "1",
            "REPOCAT_SUBMISSIONS_PER_MINUTE": "1000",
        }
        commands = (
            (
                "gunicorn",
                "--worker-class",
                "gthread",
                "--threads",
                "8",
                "--no-control-socket",
                "--bind",
                f"127.0.0.1:{port}",
                "wsgi:app",
            ),
            ("flask", "--app", "wsgi", "worker"),
        )
        running = [
            subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
            for command in commands
        ]
        app = create_app(settings(database, folder / "instance"))
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            with app.app_context():
                make_user("admin", is_admin=True)
            yield Site(f"http://127.0.0.1:{port}", app, git)
        finally:
            for process in running:
                process.kill()
                process.wait()
            with app.app_context():
                db.engine.dispose()
    drop_database(cluster, database)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urlopen(address, timeout=1).close()
            return
        except (URLError, OSError):
            assert time.monotonic() < deadline, "the site did not start"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page that fails the test for anything the browser complains about."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    expected = re.compile(r"Failed to load resource: the server responded with a status of (4\d\d)")
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type == "error" and not expected.match(m.text) else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def without_javascript(browser: Browser, site: Site) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()
