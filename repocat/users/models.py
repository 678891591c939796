from __future__ import annotations

import hashlib
import secrets
import uuid
import zlib
from datetime import datetime, timedelta
from string import ascii_letters, digits
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    Text,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, INET, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from repocat.extensions import Model, db

BASE62 = digits + ascii_letters
TOKEN_PREFIX = "rcat_"  # noqa: S105
SCOPES = ("generations:read", "generations:write")
TOKEN_DAYS = 90
TOKEN_DAYS_MAX = 366
SESSION_IDLE = timedelta(hours=2)
SESSION_ABSOLUTE = timedelta(hours=12)
PASSWORD_MIN = 15
PASSWORD_MAX_BYTES = 1024

# OWASP's minimum for argon2id; the library's own default takes half a second on two cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_DUMMY_HASH = _hasher.hash(secrets.token_urlsafe(32))


class User(Model):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    #: Null in rows of the earlier system.
    username: Mapped[str | None] = mapped_column(String(255), unique=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    #: A password that somebody else chose has to be changed at the first sign-in.
    must_change_password: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    is_admin: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=func.now(), onupdate=func.now())

    tokens: Mapped[list[ApiToken]] = relationship(
        back_populates="user", foreign_keys="ApiToken.user_id", passive_deletes="all"
    )

    __table_args__ = (
        Index("ix_users_username_lower", func.lower(text("username"))),
        Index("ix_users_created_at_id", "created_at", "id"),
    )

    @classmethod
    def named(cls, username: str) -> User | None:
        """Names are told apart without regard to case."""
        return db.session.scalars(
            select(cls).where(func.lower(cls.username) == username.lower()).order_by(cls.created_at).limit(1)
        ).first()

    @classmethod
    def authenticate(cls, username: str, password: str) -> User | None:
        """Costs one password check whether or not the name exists, so that time tells nothing."""
        user = cls.named(username)
        stored = user.password_hash if user is not None and user.password_hash else _DUMMY_HASH
        try:
            _hasher.verify(stored, password)
        except (VerifyMismatchError, InvalidHashError):
            return None
        if user is None or not user.password_hash or user.disabled_at is not None:
            return None
        if _hasher.check_needs_rehash(user.password_hash):
            user.password_hash = _hasher.hash(password)
        return user

    @property
    def display_name(self) -> str:
        return self.username or f"unnamed user {str(self.id)[:8]}"

    def set_password(self, password: str, *, must_change: bool = False) -> None:
        """Ends every session of the user, too."""
        self.password_hash = _hasher.hash(password)
        self.must_change_password = must_change
        self.end_sessions()

    def set_random_password(self) -> str:
        """A password to show once, to be changed at the first sign-in."""
        password = secrets.token_urlsafe(15)
        self.set_password(password, must_change=True)
        return password

    def end_sessions(self) -> None:
        db.session.execute(
            update(LoginSession)
            .where(LoginSession.user_id == self.id, LoginSession.ended_at.is_(None))
            .values(ended_at=func.now())
        )

    def token_rows(self) -> Select[ApiToken]:
        return select(ApiToken).where(ApiToken.user_id == self.id).order_by(ApiToken.created_at.desc(), ApiToken.id)


class LoginSession(Model):
    """One sign-in of one browser; the signed cookie carries its id, this row says whether it still counts."""

    __tablename__ = "login_sessions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    reauthenticated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ip: Mapped[str | None] = mapped_column(INET)
    user_agent: Mapped[str | None] = mapped_column(String(300))

    user: Mapped[User] = relationship()

    @classmethod
    def live(cls) -> Select[LoginSession]:
        """Not ended, within the idle and the absolute limit, by the database's clock."""
        return (
            select(cls)
            .join(cls.user)
            .where(
                cls.ended_at.is_(None),
                cls.last_seen_at > func.now() - SESSION_IDLE,
                cls.created_at > func.now() - SESSION_ABSOLUTE,
                User.disabled_at.is_(None),
            )
        )


class ApiToken(Model):
    __tablename__ = "api_tokens"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str] = mapped_column(String(16), server_default="issued", default="issued")
    name: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    #: What the lists show of the token: never enough to guess the rest.
    hint: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_used_ip: Mapped[str | None] = mapped_column(INET)
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    superseded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    replaced_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("api_tokens.id", ondelete="SET NULL"))

    user: Mapped[User] = relationship(back_populates="tokens", foreign_keys=[user_id])

    __table_args__ = (
        CheckConstraint("kind IN ('issued', 'imported')", name="ck_api_tokens_kind"),
        CheckConstraint("char_length(name) BETWEEN 1 AND 80", name="ck_api_tokens_name"),
        CheckConstraint("octet_length(token_hash) = 32", name="ck_api_tokens_hash"),
        CheckConstraint("scopes <@ ARRAY['generations:read', 'generations:write']", name="ck_api_tokens_scopes"),
        CheckConstraint("expires_at <= created_at + interval '367 days'", name="ck_api_tokens_expiry"),
        Index(
            "uq_api_tokens_user_name",
            "user_id",
            func.lower(text("name")),
            unique=True,
            postgresql_where=text("revoked_at IS NULL AND superseded_at IS NULL"),
        ),
    )

    @classmethod
    def issue(
        cls, user: User, name: str, *, days: int = TOKEN_DAYS, scopes: tuple[str, ...] = SCOPES
    ) -> tuple[ApiToken, str]:
        """The row and the token itself, which nobody sees again."""
        body = "".join(secrets.choice(BASE62) for _ in range(30))
        secret = f"{TOKEN_PREFIX}{body}{_checksum(body)}"
        token = cls(
            user_id=user.id,
            name=name,
            token_hash=hashlib.sha256(secret.encode()).digest(),
            hint=f"{TOKEN_PREFIX}{body[:4]}…{secret[-4:]}",
            scopes=list(scopes),
            expires_at=func.now() + timedelta(days=min(days, TOKEN_DAYS_MAX)),
        )
        db.session.add(token)
        return token, secret

    @classmethod
    def verify(cls, credential: str) -> ApiToken | None:
        """The live token that this credential is, if any; a mistyped one of ours costs no query."""
        if not 1 <= len(credential) <= 255 or not credential.isascii() or not credential.isprintable():
            return None
        if credential.startswith(TOKEN_PREFIX) and not _well_formed(credential):
            return None
        digest = hashlib.sha256(credential.encode()).digest()
        return db.session.scalars(
            select(cls)
            .join(User, User.id == cls.user_id)
            .where(
                cls.token_hash == digest,
                cls.revoked_at.is_(None),
                cls.expires_at > func.now(),
                User.disabled_at.is_(None),
            )
        ).one_or_none()

    @property
    def state(self) -> str:
        """live, replaced (works until it expires), revoked."""
        if self.revoked_at is not None:
            return "revoked"
        return "replaced" if self.superseded_at is not None else "live"


def _checksum(body: str) -> str:
    """Six base62 digits of a CRC32, so that a scanner tells a real token from a look-alike offline."""
    number = zlib.crc32(f"{TOKEN_PREFIX}{body}".encode())
    result = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        result = BASE62[digit] + result
    return result


def _well_formed(credential: str) -> bool:
    body = credential.removeprefix(TOKEN_PREFIX)
    return len(body) == 36 and all(c in BASE62 for c in body) and _checksum(body[:30]) == body[30:]


class AuditEvent(Model):
    """Append-only: who did what, from where, when. `detail` never holds a secret."""

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor_token_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("api_tokens.id", ondelete="SET NULL"))
    ip: Mapped[str | None] = mapped_column(INET)
    action: Mapped[str] = mapped_column(String(40))
    target: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    request_id: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index("ix_audit_events_at", "at", "id"), Index("ix_audit_events_actor", "actor_id", "id"))


class IdempotencyKey(Model):
    """What a token's request with this key was answered, for a day."""

    __tablename__ = "idempotency_keys"

    token_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_tokens.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int]
    response: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), index=True)
