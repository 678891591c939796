"""How Alembic runs: one transaction for all revisions, one upgrade at a time."""

import logging

from alembic import context
from flask import current_app
from sqlalchemy import text

# Any constant number will do; every Repocat uses the same.
ADVISORY_LOCK = 7_262_383_228

log = logging.getLogger("alembic.env")
if not logging.getLogger("alembic").handlers:
    logging.getLogger("alembic").addHandler(logging.StreamHandler())
    logging.getLogger("alembic").setLevel(logging.INFO)
db = current_app.extensions["migrate"].db


def include_object(_item, name, kind, _reflected, _compare_to):
    """The queue's tables belong to its library."""
    return not (kind in {"table", "index"} and name is not None and "procrastinate" in name)


def skip_empty(_context, _revision, directives):
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []
        log.info("The models and the database agree: no revision is needed.")


def run_online():
    with db.engine.connect() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SET lock_timeout = '4s'"))
        connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_object=include_object,
            process_revision_directives=skip_empty,
            compare_type=True,
        )
        with context.begin_transaction():
            # Waits for another upgrade that is under way; given back with the transaction.
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            connection.execute(text("SET LOCAL lock_timeout = '4s'"))
            context.run_migrations()


def run_offline():
    context.configure(url=str(db.engine.url), target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
