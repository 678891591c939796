"""States, results and facets of generations; search; one active and one latest row per repository

Rows of the earlier system stay as they are: done, of kind "imported", the newest of each repository its latest.

Revision ID: 8f2b6d41a0c7
Revises: 5a1d0c9e7b32
"""

import sqlalchemy as sa
from alembic import op

revision = "8f2b6d41a0c7"
down_revision = "5a1d0c9e7b32"
branch_labels = None
depends_on = None

ACTIVE = "state IN ('queued', 'fetching', 'analysing', 'drawing')"
STATES = "'queued', 'fetching', 'analysing', 'drawing', 'done', 'failed', 'cancelled'"
# The addresses that the earlier system accepted, with what people added to them.
ADDRESS = r"^\s*(?:https?://)?(?:www\.)?github\.com/([A-Za-z0-9][A-Za-z0-9._-]{0,99})/([A-Za-z0-9._-]{1,100}?)(?:\.git)?/?\s*$"


def _columns():
    return (
        sa.Column("host", sa.String(255)),
        sa.Column("repo_key", sa.Text()),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("users.id", ondelete="SET NULL")),
        sa.Column("kind", sa.String(16), server_default="imported", nullable=False),
        sa.Column("state", sa.String(16), server_default="done", nullable=False),
        sa.Column("progress", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("progress_note", sa.String(200)),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error_code", sa.String(40)),
        sa.Column("error_text", sa.Text()),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("duration_ms", sa.Integer()),
        sa.Column("commit_sha", sa.String(64)),
        sa.Column("committed_at", sa.DateTime(timezone=True)),
        sa.Column("as_of", sa.Date()),
        sa.Column("analyser_version", sa.String(32)),
        sa.Column("art_version", sa.String(32)),
        sa.Column("is_latest", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("score_delta", sa.Numeric(3, 1)),
        sa.Column("code_lines", sa.Integer()),
        sa.Column("owner_key", sa.String(255)),
        sa.Column("size_class", sa.String(32)),
        sa.Column("age_class", sa.String(32)),
        sa.Column("mood", sa.String(32)),
        sa.Column("score_band", sa.String(32)),
        sa.Column(
            "name_key",
            sa.Text(),
            sa.Computed("lower(left(coalesce(repo_name || '/' || repo_owner, github_url), 300))", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "search_text",
            sa.Text(),
            sa.Computed(
                "lower(coalesce(repo_owner || '/' || repo_name, github_url) || ' ' || coalesce(primary_language, ''))",
                persisted=True,
            ),
            nullable=False,
        ),
    )


COLUMNS = tuple(column.name for column in _columns())


def upgrade():
    # A trusted extension: the database's owner may create it.
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.alter_column(
        "generations",
        "created_at",
        type_=sa.DateTime(timezone=True),
        postgresql_using="created_at AT TIME ZONE 'UTC'",
    )
    for column in _columns():
        op.add_column("generations", column)
    op.alter_column("generations", "kind", server_default="analysis")
    op.alter_column("generations", "state", server_default="queued")
    op.create_check_constraint("ck_generations_progress", "generations", "progress BETWEEN 0 AND 100")
    op.create_check_constraint("ck_generations_kind", "generations", "kind IN ('analysis', 'moment', 'imported')")
    op.create_check_constraint("ck_generations_state", "generations", f"state IN ({STATES})")
    _describe_imported_rows()
    _create_indexes()


def _describe_imported_rows():
    op.execute(
        sa.text("""
        UPDATE generations
           SET host = 'github.com', repo_key = lower('github.com/' || address[1] || '/' || address[2]),
               owner_key = lower(address[1])
          FROM (SELECT id, regexp_match(github_url, :pattern, 'i') AS address FROM generations) AS parsed
         WHERE parsed.id = generations.id AND address IS NOT NULL
        """).bindparams(pattern=ADDRESS)
    )
    op.execute("UPDATE generations SET owner_key = lower(repo_owner) WHERE owner_key IS NULL")
    op.execute("UPDATE generations SET progress = 100")
    op.execute("""
        UPDATE generations SET is_latest = true
         WHERE repo_key IS NULL OR id IN (
               SELECT DISTINCT ON (repo_key) id FROM generations
                WHERE repo_key IS NOT NULL ORDER BY repo_key, created_at DESC, id DESC)
    """)


def _create_indexes():
    def index(name, columns, where=None, **options):
        op.create_index(name, "generations", columns, postgresql_where=sa.text(where) if where else None, **options)

    index("ix_generations_repo_key", ["repo_key", "created_at", "id"])
    index("ix_generations_user_id", ["user_id"])
    index("uq_generations_active", ["repo_key"], f"{ACTIVE} AND kind = 'analysis'", unique=True)
    index("uq_generations_moment", ["repo_key", "commit_sha"], "kind = 'moment'", unique=True)
    index("uq_generations_latest", ["repo_key"], "is_latest AND repo_key IS NOT NULL", unique=True)
    index("ix_generations_newest", ["created_at", "id"])
    index("ix_generations_latest_newest", ["created_at", "id"], "is_latest")
    index("ix_generations_latest_name", ["name_key", "id"], "is_latest")
    index(
        "ix_generations_latest_score",
        ["code_quality_score", "id"],
        "is_latest AND code_quality_score BETWEEN 0 AND 10",
    )
    index("ix_generations_latest_lines", ["code_lines", "id"], "is_latest AND code_lines IS NOT NULL")
    index("ix_generations_latest_delta", ["score_delta", "id"], "is_latest AND score_delta IS NOT NULL")
    index("ix_generations_latest_language", ["primary_language", "created_at", "id"], "is_latest")
    index("ix_generations_owner", ["owner_key"], "is_latest")
    index("ix_generations_active", ["created_at", "id"], ACTIVE)
    index(
        "ix_generations_search",
        ["search_text"],
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )


def downgrade():
    # The indexes and constraints go with their columns, save those on columns that stay.
    op.drop_index("ix_generations_newest", "generations")
    for column in reversed(COLUMNS):
        op.drop_column("generations", column)
    op.alter_column("generations", "created_at", type_=sa.DateTime(), postgresql_using="created_at AT TIME ZONE 'UTC'")
