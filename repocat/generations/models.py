from __future__ import annotations

import uuid
from bisect import bisect
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from repocat.extensions import Model, db, queue
from repocat.generations.repository import Repository
from repocat.users.models import User

ACTIVE = ("queued", "fetching", "analysing", "drawing")
FINAL = ("done", "failed", "cancelled")
MAX_ATTEMPTS = 3
#: Days without a commit after which a repository looks more idle than before.
IDLE_DAYS = (30, 120, 365, 730)

_ACTIVE_SQL = "state IN ('queued', 'fetching', 'analysing', 'drawing')"
#: Scores outside the scale come from odd imported rows; they are shown, never ranked.
_SCORED_SQL = "code_quality_score BETWEEN 0 AND 10"


class QueueFullError(Exception):
    """More generations are waiting than the workers could do in reasonable time."""


class Generation(Model):
    """One analysis of one repository at one commit, and its cat. `attempt.Attempt` leads it through its states."""

    __tablename__ = "generations"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    github_url: Mapped[str] = mapped_column(Text)
    repo_owner: Mapped[str | None] = mapped_column(String(255))
    repo_name: Mapped[str | None] = mapped_column(String(255))
    primary_language: Mapped[str | None] = mapped_column(String(100))
    repo_size_kb: Mapped[int | None]
    code_quality_score: Mapped[Decimal | None] = mapped_column(Numeric(3, 1))
    cat_attributes: Mapped[Any] = deferred(mapped_column(JSONB(none_as_null=True)))
    analysis_data: Mapped[Any] = deferred(mapped_column(JSONB(none_as_null=True)))
    image_path: Mapped[str | None] = mapped_column(Text)
    image_prompt: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=func.now())

    host: Mapped[str | None] = mapped_column(String(255))
    #: host/owner/name in lower case; null where a legacy address can't be read.
    repo_key: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(16), server_default="analysis", default="analysis")
    state: Mapped[str] = mapped_column(String(16), server_default="queued", default="queued")
    progress: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    #: What the running stage has found so far, in plain words.
    progress_note: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_text: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    duration_ms: Mapped[int | None]

    commit_sha: Mapped[str | None] = mapped_column(String(64))
    committed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    as_of: Mapped[date | None] = mapped_column(Date)
    analyser_version: Mapped[str | None] = mapped_column(String(32))
    art_version: Mapped[str | None] = mapped_column(String(32))

    #: The generation that answers this request, as nothing had changed since; this row is cleared away soon.
    same_as_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("generations.id", ondelete="CASCADE"))

    is_latest: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    score_delta: Mapped[Decimal | None] = mapped_column(Numeric(3, 1))
    code_lines: Mapped[int | None]
    owner_key: Mapped[str | None] = mapped_column(String(255))
    size_class: Mapped[str | None] = mapped_column(String(32))
    age_class: Mapped[str | None] = mapped_column(String(32))
    mood: Mapped[str | None] = mapped_column(String(32))
    score_band: Mapped[str | None] = mapped_column(String(32))

    name_key: Mapped[str] = mapped_column(
        Text, Computed("lower(left(coalesce(repo_name || '/' || repo_owner, github_url), 300))", persisted=True)
    )
    search_text: Mapped[str] = mapped_column(
        Text,
        Computed(
            "lower(coalesce(repo_owner || '/' || repo_name, github_url) || ' ' || coalesce(primary_language, ''))",
            persisted=True,
        ),
    )

    user: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="ck_generations_progress"),
        CheckConstraint("kind IN ('analysis', 'moment', 'imported')", name="ck_generations_kind"),
        CheckConstraint(
            "state IN ('queued', 'fetching', 'analysing', 'drawing', 'done', 'failed', 'cancelled')",
            name="ck_generations_state",
        ),
        Index("ix_generations_repo_key", "repo_key", "created_at", "id"),
        Index("ix_generations_user_id", "user_id"),
        Index(
            "uq_generations_active",
            "repo_key",
            unique=True,
            postgresql_where=text(f"{_ACTIVE_SQL} AND kind = 'analysis'"),
        ),
        Index("uq_generations_moment", "repo_key", "commit_sha", unique=True, postgresql_where=text("kind = 'moment'")),
        Index(
            "uq_generations_latest",
            "repo_key",
            unique=True,
            postgresql_where=text("is_latest AND repo_key IS NOT NULL"),
        ),
        Index("ix_generations_newest", "created_at", "id"),
        Index("ix_generations_latest_newest", "created_at", "id", postgresql_where=text("is_latest")),
        Index("ix_generations_latest_name", "name_key", "id", postgresql_where=text("is_latest")),
        Index(
            "ix_generations_latest_score",
            "code_quality_score",
            "id",
            postgresql_where=text(f"is_latest AND {_SCORED_SQL}"),
        ),
        Index(
            "ix_generations_latest_lines",
            "code_lines",
            "id",
            postgresql_where=text("is_latest AND code_lines IS NOT NULL"),
        ),
        Index(
            "ix_generations_latest_delta",
            "score_delta",
            "id",
            postgresql_where=text("is_latest AND score_delta IS NOT NULL"),
        ),
        Index(
            "ix_generations_latest_language",
            "primary_language",
            "created_at",
            "id",
            postgresql_where=text("is_latest"),
        ),
        Index("ix_generations_same_as", "same_as_id", postgresql_where=text("same_as_id IS NOT NULL")),
        Index("ix_generations_owner", "owner_key", postgresql_where=text("is_latest")),
        Index("ix_generations_active", "created_at", "id", postgresql_where=text(_ACTIVE_SQL)),
        Index(
            "ix_generations_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
    )

    @property
    def title(self) -> str:
        if self.repo_owner and self.repo_name:
            return f"{self.repo_owner}/{self.repo_name}"
        return self.github_url

    def to_dict(self) -> dict[str, Any]:
        """Everything a reader may know of it, as JSON can hold it."""
        names = (
            "id",
            "github_url",
            "host",
            "repo_owner",
            "repo_name",
            "kind",
            "state",
            "progress",
            "primary_language",
            "repo_size_kb",
            "code_lines",
            "code_quality_score",
            "score_delta",
            "commit_sha",
            "committed_at",
            "as_of",
            "analyser_version",
            "art_version",
            "image_prompt",
            "error_code",
            "error_text",
            "same_as_id",
            "created_at",
            "started_at",
            "finished_at",
            "duration_ms",
            "cat_attributes",
            "analysis_data",
        )
        return {name: _plain(getattr(self, name)) for name in names}

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @classmethod
    def request(cls, repository: Repository, user: User | None = None, *, queue_limit: int = 1000) -> Generation:
        """The repository's active generation, or a new queued one together with its job.

        Both are written in the caller's transaction: after a rollback there is neither.
        """
        while True:
            if active := cls.active(repository.key):
                return active
            if cls.waiting() >= queue_limit:
                raise QueueFullError
            if created := cls._insert_queued(repository, user):
                cls.enqueue(created)
                return db.session.get_one(cls, created)

    @staticmethod
    def enqueue(generation_id: uuid.UUID) -> None:
        """A job for it, in the caller's transaction."""
        queue.configure_task("generate", allow_unknown=True, connection=db.session.connection()).defer(
            generation_id=str(generation_id)
        )

    @classmethod
    def active(cls, repo_key: str) -> Generation | None:
        return db.session.scalars(
            select(cls).where(cls.repo_key == repo_key, cls.state.in_(ACTIVE), cls.kind == "analysis")
        ).one_or_none()

    @classmethod
    def unchanged_if(
        cls, repo_key: str, today: date, *, analyser_version: str, art_version: str
    ) -> tuple[uuid.UUID, str] | None:
        """The repository's latest and its commit, if another analysis of that commit would say the same today."""
        latest = select(cls.id, cls.commit_sha, cls.committed_at, cls.as_of).where(
            cls.repo_key == repo_key,
            cls.is_latest,
            cls.kind == "analysis",
            cls.state == "done",
            cls.analyser_version == analyser_version,
            cls.art_version == art_version,
        )
        row = db.session.execute(latest).one_or_none()
        if row is None or not row.commit_sha or not row.committed_at or not row.as_of:
            return None
        newest = row.committed_at.astimezone(UTC).date()
        return (row.id, row.commit_sha) if _idle(today - newest) == _idle(row.as_of - newest) else None

    @classmethod
    def waiting(cls) -> int:
        return db.session.scalar(select(func.count()).where(cls.state == "queued")) or 0

    @classmethod
    def _insert_queued(cls, repository: Repository, user: User | None) -> uuid.UUID | None:
        """None where somebody else's active row came first: the partial unique index decides, not a look before."""
        return db.session.scalar(
            insert(cls)
            .values(
                id=uuid.uuid4(),
                **address_columns(repository),
                user_id=user.id if user else None,
                created_at=func.now(),
            )
            .on_conflict_do_nothing()
            .returning(cls.id)
        )

    @classmethod
    def record(cls, repository: Repository, columns: Mapping[str, Any], user: User | None = None) -> Generation:
        """A generation that was made elsewhere than in the queue: it is done from the start."""
        generation = cls(**address_columns(repository), **columns, user=user, state="done", progress=100, attempts=1)
        generation.finished_at = func.clock_timestamp()
        db.session.add(generation)
        db.session.flush()
        cls.make_latest(generation.id, repository.key, generation.code_quality_score)
        db.session.refresh(generation)
        return generation

    @classmethod
    def make_latest(cls, generation_id: uuid.UUID, repo_key: str, score: Decimal | None) -> None:
        """The repository's newest result, in the caller's transaction."""
        # Two that end at once (a local one beside a queued one) take turns from here on.
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(repo_key, 0))))
        previous = db.session.scalar(
            update(cls)
            .where(cls.repo_key == repo_key, cls.is_latest)
            .values(is_latest=False)
            .returning(cls.code_quality_score)
        )
        db.session.execute(
            update(cls).where(cls.id == generation_id).values(is_latest=True, score_delta=_delta(score, previous))
        )

    def delete(self) -> None:
        """The newest that is left takes its place as the repository's latest."""
        db.session.delete(self)
        db.session.flush()
        if not self.is_latest or self.repo_key is None:
            return
        heir = (
            select(Generation.id)
            .where(
                Generation.repo_key == self.repo_key,
                Generation.state == "done",
                Generation.kind.in_(("analysis", "imported")),
            )
            .order_by(Generation.created_at.desc(), Generation.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        db.session.execute(update(Generation).where(Generation.id == heir).values(is_latest=True))


def address_columns(repository: Repository) -> dict[str, str]:
    return {
        "github_url": repository.url,
        "host": repository.host,
        "repo_owner": repository.owner,
        "repo_name": repository.name,
        "owner_key": repository.owner.lower(),
        "repo_key": repository.key,
    }


def _idle(since: timedelta) -> int:
    return bisect(IDLE_DAYS, since.days)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return str(value) if isinstance(value, uuid.UUID | date) else value


def _delta(score: Decimal | None, previous: Decimal | None) -> Decimal | None:
    if score is None or previous is None or not previous.is_finite() or not 0 <= previous <= 10:
        return None
    return score - previous
