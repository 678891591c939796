"""The queue's tables and functions, as its library brings them

The library's own migration files can't run in one transaction (they extend an enum and use it at once), so its whole
schema is taken. The comment on `procrastinate_jobs` keeps the release it came from: a later revision applies only
the library's files after that one.

Revision ID: b7e94f03d5a8
Revises: 8f2b6d41a0c7
"""

from importlib.metadata import version

from alembic import op
from procrastinate.schema import SchemaManager

revision = "b7e94f03d5a8"
down_revision = "8f2b6d41a0c7"
branch_labels = None
depends_on = None


def upgrade():
    # Past SQLAlchemy, which would take the colons of casts for parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(SchemaManager.get_schema())
    cursor.execute("COMMENT ON TABLE procrastinate_jobs IS %s", (f"procrastinate {version('procrastinate')}",))


def downgrade():
    op.execute("""
        DO $$
        DECLARE item text;
        BEGIN
            FOR item IN SELECT tablename FROM pg_tables
                         WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate\\_%' LOOP
                EXECUTE format('DROP TABLE %I CASCADE', item);
            END LOOP;
            FOR item IN SELECT oid::regprocedure::text FROM pg_proc
                         WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'procrastinate\\_%' LOOP
                EXECUTE 'DROP FUNCTION ' || item || ' CASCADE';
            END LOOP;
            FOR item IN SELECT typname FROM pg_type
                         WHERE typnamespace = current_schema()::regnamespace
                           AND typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c') LOOP
                EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', item);
            END LOOP;
        END $$
    """)
