"""One worker's try at a generation: what it reports counts only as long as it is the newest try.

A worker that was thought dead, or whose generation was cancelled or deleted meanwhile, changes nothing any more:
every verb says so by answering False.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Update, func, select, update

from repocat.extensions import db
from repocat.generations.models import ACTIVE, Generation, address_columns
from repocat.generations.repository import Repository


@dataclass(frozen=True, slots=True)
class Attempt:
    generation_id: uuid.UUID
    number: int

    @classmethod
    def claim(cls, generation_id: uuid.UUID) -> Attempt | None:
        """Begins the next one; None where nothing is left to do."""
        number = db.session.scalar(
            update(Generation)
            .where(Generation.id == generation_id, Generation.state.in_(ACTIVE))
            .values(
                state="fetching",
                progress=0,
                progress_note=None,
                attempts=Generation.attempts + 1,
                started_at=func.clock_timestamp(),
            )
            .returning(Generation.attempts)
        )
        return None if number is None else cls(generation_id, number)

    def counts(self) -> bool:
        """Whether this attempt is still the one that is wanted."""
        return db.session.scalar(select(Generation.id).where(*self._is_this_one())) is not None

    def advance(self, state: str, progress: int, note: str | None = None) -> bool:
        return self._set(state=state, progress=progress, progress_note=note)

    def move(self, repository: Repository) -> bool:
        """To the address that the forge says the repository has now; False where that one is under way already."""
        other = Generation.active(repository.key)
        if other is not None and other.id != self.generation_id:
            return False
        return self._set(**address_columns(repository))

    def release(self) -> bool:
        """Back to the queue, as if this attempt had not been."""
        return self._set(state="queued", progress=0, progress_note=None, attempts=Generation.attempts - 1)

    def fail(self, code: str, text: str) -> bool:
        return self._set(state="failed", error_code=code, error_text=text, **_ended())

    def finish(self, columns: Mapping[str, Any]) -> bool:
        """Writes the result and makes it the repository's latest, in the caller's transaction."""
        row = db.session.execute(
            self._update(**columns, state="done", progress=100, progress_note=None, **_ended()).returning(
                Generation.repo_key, Generation.code_quality_score
            )
        ).one_or_none()
        if row is None:
            return False
        Generation.make_latest(self.generation_id, row.repo_key, row.code_quality_score)
        return True

    def same_as(self, existing: uuid.UUID) -> bool:
        """Ends without a result of its own: nothing has changed since that generation, which is shown instead."""
        is_there = select(Generation.id).where(Generation.id == existing, Generation.state == "done").exists()
        values = {"state": "cancelled", "same_as_id": existing, **_ended()}
        statement = self._update(**values).where(is_there).returning(Generation.id)
        return db.session.scalar(statement) is not None

    def _set(self, **values: Any) -> bool:
        return db.session.scalar(self._update(**values).returning(Generation.id)) is not None

    def _update(self, **values: Any) -> Update:
        statement = update(Generation).where(*self._is_this_one()).values(**values)
        return statement.execution_options(synchronize_session=False)

    def _is_this_one(self) -> tuple[Any, ...]:
        return (
            Generation.id == self.generation_id,
            Generation.attempts == self.number,
            Generation.state.in_(ACTIVE),
        )


def _ended() -> dict[str, Any]:
    elapsed = func.extract("epoch", func.clock_timestamp() - Generation.started_at)
    return {"finished_at": func.clock_timestamp(), "duration_ms": func.round(elapsed * 1000, type_=Integer)}
