from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.users.models import AuditEvent, User
from tests.conftest import Visitor
from tests.generations.rows import add


def _by_owner() -> Generation:
    owner = db.session.scalars(select(User).where(User.username == "owner")).one()
    return add(user_id=owner.id)


def test_whoever_asked_for_it_deletes_it(owner: Visitor) -> None:
    generation = _by_owner()
    page = f"/generations/{generation.id}/delete"
    assert "owner/repo0" in owner.get(page).text
    assert owner.submit(page, {}).status_code == 303
    assert db.session.scalar(select(Generation.id)) is None
    assert "generation.deleted" in db.session.scalars(select(AuditEvent.action)).all()


def test_an_admin_deletes_any(owner: Visitor, admin: Visitor) -> None:
    generation_id = _by_owner().id
    assert admin.submit(f"/generations/{generation_id}/delete", {}).status_code == 303
    assert db.session.get(Generation, generation_id) is None


def test_a_stranger_may_not_and_is_not_offered_it(owner: Visitor, stranger: Visitor) -> None:
    generation = _by_owner()
    assert stranger.get(f"/generations/{generation.id}/delete").status_code == 403
    assert "/delete" not in stranger.get(f"/generations/{generation.id}").text
    assert db.session.get(Generation, generation.id) is not None


def test_nobody_signed_in_is_asked_to(visitor: Visitor) -> None:
    generation = add()
    response = visitor.get(f"/generations/{generation.id}/delete")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/login")


def test_opening_the_page_deletes_nothing(admin: Visitor) -> None:
    generation = add()
    assert admin.get(f"/generations/{generation.id}/delete").status_code == 200
    assert db.session.get(Generation, generation.id) is not None


def test_unknown(admin: Visitor) -> None:
    assert admin.get(f"/generations/{uuid.uuid4()}/delete").status_code == 404


def test_the_next_newest_becomes_the_latest(admin: Visitor) -> None:
    older = add(0, is_latest=False)
    failed = add(2, name="repo0", is_latest=False, state="failed")
    newest = add(1, name="repo0")
    admin.submit(f"/generations/{newest.id}/delete", {})
    db.session.expire_all()
    assert older.is_latest
    assert not failed.is_latest


@pytest.mark.parametrize("path", ["", "/status", "/cat.svg"])
def test_a_deleted_one_is_gone(admin: Visitor, path: str) -> None:
    generation_id = add().id
    admin.submit(f"/generations/{generation_id}/delete", {})
    assert admin.get(f"/generations/{generation_id}{path}").status_code == 404
