"""Run one of PostgreSQL's programs on the database that Repocat uses: `python -m scripts.pg psql`.

The embedded server is joined, or started for as long as the program runs. The address goes by environment variables,
so that no list of processes shows its password.
"""

import os
import sys

from psycopg2.extensions import parse_dsn

from repocat import embedded
from repocat.config import load
from repocat.database import database_url, embedded_folder, libpq_url
from repocat.embedded import binaries

PROGRAMS = ("psql", "pg_dump", "pg_restore")


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in PROGRAMS:
        sys.exit(f"Usage: python -m scripts.pg {'|'.join(PROGRAMS)} [ARGUMENTS]")
    settings = load()
    folder = embedded_folder(settings["REPOCAT_INSTANCE"])
    try:
        url = database_url(settings["DATABASE_URL"], settings["REPOCAT_INSTANCE"])
        if not settings["DATABASE_URL"]:
            embedded.join(folder)
        bindir = binaries.find(folder / "data")
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    if embedded.is_joined(folder):
        # The lock that keeps the server running has to outlive this program's turning into another one.
        os.set_inheritable(embedded.lock_descriptor(folder), True)
    program = bindir / sys.argv[1]
    os.execve(program, [str(program), *sys.argv[2:]], {**os.environ, **variables(libpq_url(url))})  # noqa: S606


def variables(url: str) -> dict[str, str]:
    """A libpq address as libpq's environment variables."""
    names = {"dbname": "PGDATABASE"}
    return {names.get(name, f"PG{name.upper()}"): value for name, value in parse_dsn(url).items()}


if __name__ == "__main__":
    main()
