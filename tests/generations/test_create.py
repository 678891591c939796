from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from repocat import create_app
from repocat.extensions import db
from repocat.generations.models import Generation, QueueFullError
from repocat.generations.repository import Repository
from tests.clusters import create_database, drop_database
from tests.conftest import Visitor, settings

SPELLINGS = (
    "https://github.com/pallets/flask",
    "https://github.com/Pallets/Flask/",
    "github.com/pallets/flask.git",
    "git@github.com:pallets/flask.git",
    "pallets/flask",
)


def _count() -> int | None:
    return db.session.scalar(select(func.count()).select_from(Generation))


def _jobs() -> int | None:
    return db.session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"))


def test_creates_a_queued_row_with_its_job_and_shows_it(visitor: Visitor) -> None:
    response = visitor.submit("/generations/new", {"github_url": "https://github.com/pallets/flask"}, "/generations")
    assert response.status_code == 303
    generation = db.session.scalars(select(Generation)).one()
    assert response.headers["Location"] == f"/generations/{generation.id}"
    assert generation.state == "queued"
    assert _jobs() == 1
    assert 'data-state="queued"' in visitor.get(response.headers["Location"]).text


def test_five_spellings_give_one_row(visitor: Visitor) -> None:
    locations = {
        visitor.submit("/generations/new", {"github_url": spelling}, "/generations").headers["Location"]
        for spelling in SPELLINGS
    }
    assert len(locations) == 1
    assert (_count(), _jobs()) == (1, 1)


def test_a_finished_repository_is_analysed_anew(visitor: Visitor) -> None:
    first = visitor.submit("/generations/new", {"github_url": "a/b"}, "/generations").headers["Location"]
    db.session.scalars(select(Generation)).one().state = "failed"
    db.session.commit()
    assert visitor.submit("/generations/new", {"github_url": "a/b"}, "/generations").headers["Location"] != first


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Paste the address"),
        ("https://gitlab.com/a/b", "gitlab.com are not read here"),
        ("file:///etc/passwd", "Only https"),
        ("https://github.com/pallets", "add the repository"),
        ("<script>alert(1)</script>", "not a repository"),
    ],
)
def test_a_wrong_address_is_explained_and_kept(visitor: Visitor, typed: str, message: str) -> None:
    response = visitor.submit("/generations/new", {"github_url": typed}, "/generations")
    assert response.status_code == 422
    assert message in response.text
    assert "<script>alert" not in response.text
    if typed and "<" not in typed:
        assert f'value="{typed}"' in response.text
    assert _count() == 0


def test_without_the_csrf_token_nothing_happens(visitor: Visitor) -> None:
    assert visitor.client.post("/generations", data={"github_url": "a/b"}).status_code == 400
    assert _count() == 0


def test_a_form_from_another_site_is_refused(visitor: Visitor) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        response = visitor.submit("/generations/new", {"github_url": "a/b"}, "/generations", headers=headers)
        assert response.status_code == 403
    assert _count() == 0


def test_strangers_sign_in_first_and_lose_nothing(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    token_page = visitor.get("/generations/new").text
    monkeypatch.setitem(app.config, "REPOCAT_PUBLIC_SUBMISSIONS", "0")
    response = visitor.get("/generations/new?github_url=a/b")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/login?next=/generations/new?github_url%3Da/b")
    token = token_page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    response = visitor.client.post("/generations", data={"github_url": "a/b", "csrf_token": token})
    assert response.status_code == 303
    assert "github_url%3Da" in response.headers["Location"]
    assert _count() == 0


def test_a_signed_in_user_creates_and_owns_it(app: Flask, owner: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "REPOCAT_PUBLIC_SUBMISSIONS", "0")
    assert owner.submit("/generations/new", {"github_url": "a/b"}, "/generations").status_code == 303
    user = db.session.scalars(select(Generation)).one().user
    assert user is not None
    assert user.username == "owner"


def test_too_many_a_minute(app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "REPOCAT_SUBMISSIONS_PER_MINUTE", 2)
    answers = [
        visitor.submit("/generations/new", {"github_url": f"a/b{n}"}, "/generations").status_code for n in range(3)
    ]
    assert answers == [303, 303, 429]
    response = visitor.submit("/generations/new", {"github_url": "a/kept"}, "/generations")
    assert int(response.headers["Retry-After"]) > 0
    assert 'value="a/kept"' in response.text


def test_a_full_queue_says_so(app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "REPOCAT_QUEUE_LIMIT", 1)
    assert visitor.submit("/generations/new", {"github_url": "a/b"}, "/generations").status_code == 303
    response = visitor.submit("/generations/new", {"github_url": "a/c"}, "/generations")
    assert response.status_code == 503
    assert 'value="a/c"' in response.text
    with pytest.raises(QueueFullError):
        Generation.request(Repository("github.com", "a", "d"), queue_limit=1)


def test_after_a_rollback_there_is_neither_row_nor_job(app: Flask) -> None:
    Generation.request(Repository("github.com", "a", "b"))
    assert (_count(), _jobs()) == (1, 1)
    db.session.rollback()
    assert (_count(), _jobs()) == (0, 0)


def test_fifty_at_once_give_one_row(cluster: str, template: str, tmp_path: Path) -> None:
    """On committed data: each thread has a connection of its own."""
    url = create_database(cluster, "race", template=template)
    app = create_app(settings(url, tmp_path))
    ids: list[uuid.UUID] = []

    def ask(spelling: str) -> None:
        with app.app_context():
            generation = Generation.request(Repository.parse(spelling, app.config["REPOCAT_GIT_HOSTS"]))
            ids.append(generation.id)
            db.session.commit()

    threads = [threading.Thread(target=ask, args=(SPELLINGS[n % 5],)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(ids) == 50
        assert len(set(ids)) == 1
        assert (_count(), _jobs()) == (1, 1)
        db.session.remove()
        db.engine.dispose()
    drop_database(cluster, url)
