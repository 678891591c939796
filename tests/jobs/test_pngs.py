"""The job that makes PNGs, with its process."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from repocat import create_app
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.generations.pictures import ask_for_card
from repocat.generations.store import StoreError, picture_store
from repocat.jobs import pngs
from repocat.jobs.pngs import RenderError, draw_png, render
from repocat.jobs.queue import recover
from tests.clusters import create_database, drop_database
from tests.conftest import settings
from tests.generations.rows import add

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def _cat(**columns: Any) -> Generation:
    return add(kind="imported", cat_attributes={"size": "large", "beauty_score": 8}, **columns)


def _files(app: Flask) -> set[str]:
    return {path.name for path in Path(app.config["PICTURES"]).rglob("*.png")}


def test_makes_all_sizes_of_a_view_once(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _cat(name="sizes")
    before = _files(app)
    assert client.get(f"/generations/{made.id}/cat.png?view=head").headers["Cache-Control"] == "public, max-age=60"
    draw_png(made.id, "head", "light")
    assert _files(app) - before <= {f"head-light-{size}.png" for size in (64, 128, 256, 512)}
    response = client.get(f"/generations/{made.id}/cat.png?view=head")
    assert response.headers["Cache-Control"].startswith("public, max-age=300")
    assert response.headers["ETag"]
    rendered: list[object] = []
    monkeypatch.setattr(pngs, "render", lambda *asked: rendered.append(asked))
    draw_png(made.id, "head", "light")
    assert rendered == []


def test_the_social_card_is_asked_for_with_the_generation(app: Flask, client: FlaskClient) -> None:
    made = _cat(name="card")
    ask_for_card(made.id)
    db.session.commit()
    (args,) = db.session.scalars(text("SELECT args FROM procrastinate_jobs WHERE task_name = 'draw_png'"))
    draw_png(uuid.UUID(args["generation_id"]), args["view"], args["theme"])
    assert client.get(f"/generations/{made.id}/cat.png").headers["ETag"]


def test_what_is_gone_or_not_done_is_left_alone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pngs, "render", lambda *_asked: pytest.fail("nothing to render"))
    draw_png(uuid.uuid4(), "head", "light")
    draw_png(add(state="failed", is_latest=False).id, "head", "light")


def test_what_cannot_be_rendered_is_told() -> None:
    with pytest.raises(RenderError):
        render(b"no picture", ["64"])


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pngs, "RENDER_SECONDS", 0.001)
    with pytest.raises(RenderError, match="within"):
        render(SQUARE, ["64"])


def test_the_process_knows_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def run(_command: list[str], **options: Any) -> None:
        asked.update(options)
        raise pngs.subprocess.TimeoutExpired("png", 1)

    monkeypatch.setattr(pngs.subprocess, "run", run)
    with pytest.raises(RenderError):
        render(SQUARE, ["64"])
    assert asked["env"] == {}


def test_a_store_in_trouble_fails_the_job_only(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _cat(name="trouble")

    def broken(_store: object, _name: str) -> None:
        raise StoreError("down")

    monkeypatch.setattr(type(picture_store()), "read", broken)
    with pytest.raises(StoreError):
        draw_png(made.id, "head", "light")


def test_a_dead_workers_picture_can_be_asked_for_again(
    cluster: str, template: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    url = create_database(cluster, "pngs", template=template)
    app = create_app(settings(url, tmp_path))
    count = text("SELECT count(*) FROM procrastinate_jobs")
    with app.app_context():
        made = _cat().id
        ask_for_card(made)
        db.session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        db.session.commit()
        recover(app)
        assert db.session.scalar(count) == 0
        ask_for_card(made)
        assert db.session.scalar(count) == 1
        db.session.remove()
        db.engine.dispose()
    drop_database(cluster, url)
