"""Requests that an existing generation answers because nothing has changed

The downgrade keeps their rows, which are cancelled anyway, and forgets what answered them.

Revision ID: d04f6a9c21be
Revises: b7e94f03d5a8
"""

import sqlalchemy as sa
from alembic import op

revision = "d04f6a9c21be"
down_revision = "b7e94f03d5a8"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("generations", sa.Column("same_as_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        "fk_generations_same_as", "generations", "generations", ["same_as_id"], ["id"], ondelete="CASCADE"
    )
    op.create_index(
        "ix_generations_same_as", "generations", ["same_as_id"], postgresql_where=sa.text("same_as_id IS NOT NULL")
    )


def downgrade():
    op.drop_index("ix_generations_same_as", "generations")
    op.drop_constraint("fk_generations_same_as", "generations")
    op.drop_column("generations", "same_as_id")
