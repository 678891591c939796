"""The earlier system's Stage 1.2: its databases start here and upgrade in place

Revision ID: c31bba7cdef1
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c31bba7cdef1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=255), nullable=True),
        sa.Column("api_token", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("username"),
        sa.UniqueConstraint("api_token"),
    )
    op.create_table(
        "generations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("github_url", sa.Text(), nullable=False),
        sa.Column("repo_owner", sa.String(length=255), nullable=True),
        sa.Column("repo_name", sa.String(length=255), nullable=True),
        sa.Column("primary_language", sa.String(length=100), nullable=True),
        sa.Column("repo_size_kb", sa.Integer(), nullable=True),
        sa.Column("code_quality_score", sa.Numeric(precision=3, scale=1), nullable=True),
        sa.Column("cat_attributes", postgresql.JSONB(), nullable=True),
        sa.Column("analysis_data", postgresql.JSONB(), nullable=True),
        sa.Column("image_path", sa.Text(), nullable=True),
        sa.Column("image_prompt", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("generations")
    op.drop_table("users")
