import re

import psycopg
import psycopg2
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from repocat import database, embedded
from repocat.cli.failures import sentence


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_names_the_driver(scheme):
    assert (
        database.normalise(f" {scheme}://user:p%40ss@db:5434/cats?sslmode=require\n")
        == "postgresql+psycopg2://user:p%40ss@db:5434/cats?sslmode=require"
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://user:secret@db/cats", "it begins with mysql://"),
        ("sqlite:///cats.db", "it begins with sqlite://"),
        ("postgresql+asyncpg://user:secret@db/cats", "it begins with postgresql+asyncpg://"),
        ("host=db password=secret", "is not an address"),
        ("postgresql://user:secret@db:port/cats", "is not a valid address"),
    ],
)
def test_refuses_what_is_not_postgresql_without_showing_the_password(url, reason):
    with pytest.raises(ValueError, match=re.escape(reason)) as caught:
        database.normalise(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("u:p%40s@db:5434/cats", {"user": "u", "password": "p@s", "host": "db", "port": "5434", "dbname": "cats"}),
        ("u@[::1]/cats?sslmode=require", {"user": "u", "host": "::1", "dbname": "cats", "sslmode": "require"}),
        ("u@/cats?host=/run/a+b%2520c", {"user": "u", "host": "/run/a b%20c", "dbname": "cats"}),
        ("u@/cats?host=a:1&host=b:2", {"user": "u", "host": "a,b", "port": "1,2", "dbname": "cats"}),
        ("/cats", {"dbname": "cats"}),
    ],
)
def test_libpq_reads_the_same_address(url, expected):
    url = f"postgresql+psycopg2://{url}"
    assert psycopg2.extensions.parse_dsn(database.libpq_url(url)) == expected
    assert psycopg.conninfo.conninfo_to_dict(database.libpq_url(make_url(url))) == expected


def test_libpq_reads_odd_characters_as_they_are():
    password = "a b+c%d@e/f?g#h:i&j=k"
    url = make_url("postgresql+psycopg2://db/cats").set(username="u s", password=password)
    expected = {"user": "u s", "password": password, "host": "db", "dbname": "cats"}
    assert psycopg2.extensions.parse_dsn(database.libpq_url(url)) == expected


def test_a_configured_address_wins(tmp_path):
    url = database.database_url("postgres://user@db/cats", tmp_path)
    assert url == "postgresql+psycopg2://user@db/cats"
    assert not (tmp_path / "postgres").exists()


def test_without_one_the_embedded_server_is_used(tmp_path):
    instance = tmp_path / "some & odd % folder+ü"
    url = database.database_url(None, instance)
    engine = create_engine(url)
    database.join_when_needed(engine, database.embedded_folder(instance))
    assert not instance.exists()
    try:
        with engine.connect() as connection:
            assert connection.scalar(text("select current_database()")) == "repocat"
        engine.dispose()
        with psycopg2.connect(database.libpq_url(url)) as connection:
            assert connection.server_version >= 150000
        connection.close()
        assert embedded.is_joined(database.embedded_folder(instance))
    finally:
        assert embedded.release(database.embedded_folder(instance))
    assert [path.name for path in instance.iterdir()] == ["postgres"]


def test_an_embedded_server_that_cannot_be_had_is_told_like_an_absent_one(tmp_path):
    (tmp_path / "postgres").write_text("a file stands in its place")
    engine = create_engine(database.database_url(None, tmp_path))
    database.join_when_needed(engine, tmp_path / "postgres")
    with pytest.raises(OperationalError) as caught, engine.connect():
        pass
    assert re.fullmatch(r"The database's folder \S+ cannot be made: File exists\.", sentence(caught.value))
