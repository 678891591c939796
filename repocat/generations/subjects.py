"""Whose picture is asked for: the few columns that pictures need, remembered for some seconds."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select

from repocat.extensions import db
from repocat.generations.models import Generation

_COLUMNS = (
    Generation.id,
    Generation.state,
    Generation.image_path,
    Generation.art_version,
    Generation.repo_owner,
    Generation.repo_name,
    Generation.repo_key,
)
_BY_ID = select(*_COLUMNS).where(Generation.id == bindparam("id"))
_LATEST = select(*_COLUMNS).where(Generation.repo_key == bindparam("key"), Generation.is_latest)
_NEWEST = (
    select(*_COLUMNS)
    .where(Generation.repo_key == bindparam("key"), Generation.kind != "moment")
    .order_by(Generation.created_at.desc(), Generation.id.desc())
    .limit(1)
)
#: Enough for every picture that a busy process is asked for within seconds; some hundred bytes each.
_MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Subject:
    """A generation, or a repository that has none."""

    state: str
    owner: str
    name: str
    key: str | None
    id: uuid.UUID | None = None
    image_path: str | None = None
    art_version: str | None = None

    @classmethod
    def generation(cls, generation_id: uuid.UUID) -> Subject | None:
        return _remembered(generation_id, lambda: _found(_BY_ID, id=generation_id))

    @classmethod
    def repository(cls, key: str) -> Subject | None:
        """The newest result; where there is none yet, the newest attempt."""
        return _remembered(key, lambda: _found(_LATEST, key=key) or _found(_NEWEST, key=key))

    @property
    def version(self) -> str | None:
        """Changes whenever the picture does; None where it may change under the same address."""
        return self.image_path.rpartition("/")[2][:12] if self.art_version and self.image_path else None

    @property
    def box(self) -> str:
        """The box that stands where there is no cat."""
        return {"unknown": "unknown", "failed": "failed", "cancelled": "failed"}.get(self.state, "drawing")


def _found(statement: Any, **values: object) -> Subject | None:
    row = db.session.execute(statement, values).one_or_none()
    if row is None:
        return None
    return Subject(
        row.state, row.repo_owner or "", row.repo_name or "", row.repo_key, row.id, row.image_path, row.art_version
    )


def _remembered(asked: uuid.UUID | str, find: Callable[[], Subject | None]) -> Subject | None:
    """What was found a moment ago: asking the database costs twice as much as all the rest of a picture's request.

    Only finished ones, which caches in between keep for longer than this anyway.
    """
    memory: dict[uuid.UUID | str, tuple[float, Subject]] = current_app.extensions.setdefault("subjects", {})
    now = time.monotonic()
    until, subject = memory.get(asked, (0.0, None))
    if subject is not None and now < until:
        return subject
    found = find()
    seconds = current_app.config["REPOCAT_PICTURES_SECONDS"]
    if found is not None and found.state == "done" and seconds:
        if len(memory) >= _MOST_REMEMBERED:
            memory.clear()
        memory[asked] = (now + seconds, found)
    return found
