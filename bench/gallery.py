"""The gallery at 100,000 generations: first page and a deep one, beside the floor, in one run.

python -m bench.gallery [--rows 100000]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg2
from flask_migrate import upgrade

from bench.load import Figure, gunicorn, measure, middle, report
from repocat import create_app, embedded
from repocat.database import database_url, libpq_url
from repocat.extensions import db
from repocat.generations.gallery import _cursor
from repocat.generations.models import Generation

ROUNDS = 3

SEED = """
INSERT INTO generations (
    id, github_url, host, repo_owner, repo_name, repo_key, owner_key, primary_language, code_quality_score, score_delta,
    code_lines, repo_size_kb, cat_attributes, analysis_data, created_at, state, progress, kind, is_latest)
SELECT md5('id' || n)::uuid, 'https://github.com/owner' || n %% 5000 || '/repository-' || n, 'github.com',
       'owner' || n %% 5000, 'repository-' || n, 'github.com/owner' || n %% 5000 || '/repository-' || n,
       'owner' || n %% 5000,
       (ARRAY['Python','JavaScript','TypeScript','Go','Rust','C','C++','Java','PHP','Ruby','Shell','Haskell'])
           [1 + (hashint4(n) & 1023) * 12 / 1024],
       (hashint4(n + 7) & 127) %% 101 / 10.0, ((hashint4(n + 9) & 63) - 32) / 10.0, 100 + (hashint4(n + 3) & 1048575),
       100 + (hashint4(n + 5) & 65535),
       jsonb_build_object('size', 'medium', 'mood', 'content'),
       jsonb_build_object('filler', repeat(md5(n::text), 50)),
       timestamptz '2024-01-01' + n * interval '1 minute', 'done', 100, 'analysis', true
  FROM generate_series(1, %(rows)s) AS n
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    folder = Path(tempfile.mkdtemp(prefix="repocat-bench-"))
    try:
        _run(folder, rows)
    finally:
        embedded.release(folder / "postgres")
        shutil.rmtree(folder)


def _run(folder: Path, rows: int) -> None:
    embedded.join(folder / "postgres")
    url = database_url(None, folder)
    print(f"Seeding {rows:,} generations …", flush=True)
    _seed(url, folder, rows)
    at, row_id = _deep_row(url, rows)
    deep = quote(_cursor(at, row_id))
    pages = {
        "first page": ("/", "/"),
        "deep page": (f"/?after={deep}", f"/?at={quote(at.isoformat())}&id={row_id}"),
        "search, rare": ("/?q=repository-77777", "/"),
        "language, best first": ("/?language=Rust&sort=best", "/"),
    }
    environment = {
        "DATABASE_URL": url,
        "FLOOR_DATABASE_URL": libpq_url(url),
        "REPOCAT_INSTANCE": str(folder),
        "LOG_LEVEL": "WARNING",
    }
    programs = ("gunicorn", "postgres")
    table: dict[str, tuple[Figure, Figure]] = {}
    with gunicorn("wsgi:app", environment) as ours, gunicorn("bench.floor:app", environment) as floor:
        for connections in (1, 4):
            for label, (our_path, floor_path) in pages.items():
                pairs = [
                    (
                        measure(ours + our_path, programs, connections),
                        measure(floor + floor_path, programs, connections),
                    )
                    for _ in range(ROUNDS)
                ]
                name = f"{label}, {connections} connection{'s' if connections > 1 else ''}"
                table[name] = (middle([ours for ours, _ in pairs]), middle([floor for _, floor in pairs]))
    title = f"Gallery at {rows:,} generations, {os.cpu_count()} cores, median of {ROUNDS} alternating runs"
    report(title, table, "gallery")


def _seed(url: str, folder: Path, rows: int) -> None:
    app = create_app({"DATABASE_URL": url, "REPOCAT_INSTANCE": folder, "LOG_LEVEL": "WARNING"})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    with psycopg2.connect(libpq_url(url)) as connection, connection.cursor() as cursor:
        cursor.execute(SEED, {"rows": rows})
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE generations")
    connection.close()


def _deep_row(url: str, rows: int) -> tuple[object, object]:
    """The row after which the last tenth of the gallery begins."""
    app = create_app({"DATABASE_URL": url, "REPOCAT_INSTANCE": Path(tempfile.gettempdir()) / "repocat-bench-key"})
    with app.app_context():
        found = db.session.execute(
            db.select(Generation.created_at, Generation.id)
            .order_by(Generation.created_at.desc())
            .offset(rows * 9 // 10)
            .limit(1)
        ).one()
        db.engine.dispose()
    return found[0], found[1]


if __name__ == "__main__":
    main()
