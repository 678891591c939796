"""Passwords, sessions, tokens by digest, audit, rate limits

The raw `users.api_token` values become rows of `api_tokens`: their SHA-256, so that they go on working for 90 days.
A downgrade cannot bring the raw tokens back (`users.api_token` is NULL afterwards), and it drops passwords,
sessions, tokens and the audit.

Revision ID: 5a1d0c9e7b32
Revises: c31bba7cdef1
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5a1d0c9e7b32"
down_revision = "c31bba7cdef1"
branch_labels = None
depends_on = None

TIMESTAMPS = ("created_at", "updated_at")


def _moment(name, *, nullable=False, default=True):
    server_default = sa.text("now()") if default and not nullable else None
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, server_default=server_default)


def upgrade():
    for column in TIMESTAMPS:
        op.alter_column(
            "users", column, type_=sa.DateTime(timezone=True), postgresql_using=f"{column} AT TIME ZONE 'UTC'"
        )
    op.add_column("users", sa.Column("password_hash", sa.Text()))
    op.add_column(
        "users", sa.Column("must_change_password", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("users", sa.Column("is_admin", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("users", _moment("disabled_at", nullable=True))
    op.create_index("ix_users_username_lower", "users", [sa.text("lower(username)")])
    op.create_index("ix_users_created_at_id", "users", ["created_at", "id"])
    _create_tokens()
    _create_sessions()
    _create_audit()
    op.create_table(
        "rate_limits",
        sa.Column("key", sa.Text(), primary_key=True),
        _moment("tat", default=False),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("token_id", sa.Uuid(), sa.ForeignKey("api_tokens.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("response", postgresql.JSONB(), nullable=False),
        _moment("created_at"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])
    _move_raw_tokens()


def _create_tokens():
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="RESTRICT"), nullable=False),
        sa.Column("kind", sa.String(16), server_default="issued", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        _moment("created_at"),
        _moment("expires_at", default=False),
        _moment("last_used_at", nullable=True),
        sa.Column("last_used_ip", postgresql.INET()),
        _moment("revoked_at", nullable=True),
        sa.Column("revoked_by", sa.Uuid(), sa.ForeignKey("users.id", ondelete="SET NULL")),
        _moment("superseded_at", nullable=True),
        sa.Column("replaced_by", sa.Uuid(), sa.ForeignKey("api_tokens.id", ondelete="SET NULL")),
        sa.UniqueConstraint("token_hash"),
        sa.CheckConstraint("kind IN ('issued', 'imported')", name="ck_api_tokens_kind"),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 80", name="ck_api_tokens_name"),
        sa.CheckConstraint("octet_length(token_hash) = 32", name="ck_api_tokens_hash"),
        sa.CheckConstraint("scopes <@ ARRAY['generations:read', 'generations:write']", name="ck_api_tokens_scopes"),
        sa.CheckConstraint("expires_at <= created_at + interval '367 days'", name="ck_api_tokens_expiry"),
    )
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id"])
    op.create_index(
        "uq_api_tokens_user_name",
        "api_tokens",
        ["user_id", sa.text("lower(name)")],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL AND superseded_at IS NULL"),
    )


def _create_sessions():
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        _moment("created_at"),
        _moment("last_seen_at"),
        _moment("reauthenticated_at"),
        _moment("ended_at", nullable=True),
        sa.Column("ip", postgresql.INET()),
        sa.Column("user_agent", sa.String(300)),
    )
    op.create_index("ix_login_sessions_user_id", "login_sessions", ["user_id"])


def _create_audit():
    op.create_table(
        "audit_events",
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=True),
        _moment("at"),
        sa.Column("actor_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="SET NULL")),
        sa.Column("actor_token_id", sa.Uuid(), sa.ForeignKey("api_tokens.id", ondelete="SET NULL")),
        sa.Column("ip", postgresql.INET()),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("target", sa.Text()),
        sa.Column("detail", postgresql.JSONB()),
        sa.Column("request_id", sa.String(64)),
    )
    op.create_index("ix_audit_events_at", "audit_events", ["at", "id"])
    op.create_index("ix_audit_events_actor", "audit_events", ["actor_id", "id"])


def _move_raw_tokens():
    op.execute("""
        INSERT INTO api_tokens (id, user_id, kind, name, token_hash, hint, scopes, expires_at)
        SELECT gen_random_uuid(), id, 'imported', 'imported', sha256(convert_to(api_token, 'UTF8')), 'imported',
               ARRAY['generations:read', 'generations:write'], now() + interval '90 days'
          FROM users
         WHERE api_token <> ''
    """)
    op.drop_column("users", "api_token")


def downgrade():
    op.add_column("users", sa.Column("api_token", sa.String(255)))
    op.create_unique_constraint("users_api_token_key", "users", ["api_token"])
    for table in ("idempotency_keys", "rate_limits", "audit_events", "login_sessions", "api_tokens"):
        op.drop_table(table)
    op.drop_index("ix_users_created_at_id", "users")
    op.drop_index("ix_users_username_lower", "users")
    for column in ("disabled_at", "is_admin", "must_change_password", "password_hash"):
        op.drop_column("users", column)
    for column in TIMESTAMPS:
        op.alter_column("users", column, type_=sa.DateTime(), postgresql_using=f"{column} AT TIME ZONE 'UTC'")
