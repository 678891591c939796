"""scripts/backup.sh and scripts/restore.sh with PostgreSQL's real programs."""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import psycopg2
import pytest

from repocat.config import ROOT
from repocat.database import libpq_url
from tests.clusters import create_database, drop_database

ROWS = """
    INSERT INTO generations (id, github_url, repo_owner, repo_name, cat_attributes, created_at)
    SELECT gen_random_uuid(), 'https://github.com/cats/' || n, 'cats', n || E'\\n🐈', '{"size": "tiny"}', now()
      FROM generate_series(1, 50) AS n
"""
FINGERPRINT = "SELECT count(*), md5(string_agg(generations::text, '|' ORDER BY id)) FROM generations"


@pytest.fixture
def place(cluster: str, template: str, tmp_path: Path) -> Iterator[Callable[[str], SimpleNamespace]]:
    """Makes installations: a migrated database and a data folder, by name."""
    made = []

    def make(name: str) -> SimpleNamespace:
        made.append(create_database(cluster, name, template=template))
        instance = tmp_path / name
        instance.mkdir()
        return SimpleNamespace(
            instance=instance,
            url=libpq_url(made[-1]),
            environment={**os.environ, "DATABASE_URL": made[-1], "REPOCAT_INSTANCE": str(instance)},
        )

    yield make
    for url in made:
        drop_database(cluster, url)


def query(installation: SimpleNamespace, statement: str) -> tuple[object, ...] | None:
    with closing(psycopg2.connect(installation.url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def run(installation: SimpleNamespace, script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "scripts" / script, *arguments],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def backup(installation: SimpleNamespace, folder: Path) -> Path:
    done = run(installation, "backup.sh", folder)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def restore(installation: SimpleNamespace, file: Path) -> None:
    done = run(installation, "restore.sh", "--yes", file)
    assert done.returncode == 0, done.stderr


def test_a_backup_brings_every_row_and_the_key_to_another_place(place, tmp_path):
    old, new = place("old"), place("new")
    query(old, ROWS)
    (old.instance / "secret_key").write_text("f" * 64)
    file = backup(old, tmp_path / "backups")
    assert file.stat().st_mode & 0o077 == 0
    restore(new, file)
    assert query(new, FINGERPRINT) == query(old, FINGERPRINT)
    assert (new.instance / "secret_key").read_text() == "f" * 64
    assert (new.instance / "secret_key").stat().st_mode & 0o077 == 0


def test_what_was_restored_can_be_backed_up_and_restored_again(place, tmp_path):
    first, second = place("first"), place("second")
    query(first, ROWS)
    restore(first, backup(first, tmp_path / "one"))
    restore(second, backup(first, tmp_path / "two"))
    assert query(second, FINGERPRINT) == query(first, FINGERPRINT)
    assert query(second, "SELECT version_num FROM alembic_version") == query(
        first, "SELECT version_num FROM alembic_version"
    )


def test_a_restore_replaces_what_was_there(place, tmp_path):
    installation = place("replaced")
    file = backup(installation, tmp_path)
    query(installation, ROWS)
    query(installation, "CREATE TABLE left_over (generation uuid REFERENCES generations (id))")
    restore(installation, file)
    assert query(installation, FINGERPRINT) == (0, None)
    assert query(installation, "SELECT to_regclass('left_over')") == (None,)


def test_a_broken_backup_changes_nothing(place, tmp_path):
    installation = place("kept")
    query(installation, ROWS)
    before = query(installation, FINGERPRINT)
    file = backup(installation, tmp_path)
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "content", filter="data")
    dump = tmp_path / "content" / "database.dump"
    os.truncate(dump, dump.stat().st_size // 2)
    with tarfile.open(file, "w") as archive:
        archive.add(tmp_path / "content", ".")
    assert run(installation, "restore.sh", "--yes", file).returncode != 0
    assert query(installation, FINGERPRINT) == before


def test_a_database_in_use_is_left_alone(place, tmp_path):
    installation = place("used")
    file = backup(installation, tmp_path)
    with closing(psycopg2.connect(installation.url, application_name="repocat-worker")):
        done = run(installation, "restore.sh", "--yes", file)
    assert done.returncode == 1
    assert "Stop it first" in done.stderr


def test_wrong_usage_is_explained(place, tmp_path):
    done = run(place("unused"), "restore.sh")
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: scripts/restore.sh")
