"""What workers remember of repositories: only what is valid, never too much, whoever writes at the same time."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from repocat.analysis.blob_format import dump, parse
from repocat.analysis.blobs import Blobs
from repocat.analysis.limits import Limits
from repocat.analysis.measure import measure
from repocat.analysis.source import open_folder
from repocat.jobs.cache import BlobCache
from tests.analysis.repositories import repository

CAT, DOG = "github.com/owner/cat", "github.com/owner/dog"


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """What an analysis leaves."""
    blobs = Blobs()
    git_dir = repository(tmp_path / "r.git", {"a.py": "def f(a):\n    return a\n" * 20})
    measure(open_folder(git_dir, Limits()), None, "2024-06-01", Limits(), blobs=blobs)
    path = tmp_path / "measured.blobs"
    path.write_bytes(dump(blobs))
    return path


@pytest.fixture
def cache(tmp_path: Path) -> BlobCache:
    return BlobCache(tmp_path / "cache", 1_000_000)


def kept(cache: BlobCache, repository: str) -> bytes | None:
    path = cache.lend(repository)
    return path.read_bytes() if path and path.exists() else None


def test_what_is_kept_is_lent(cache: BlobCache, found: Path) -> None:
    cache.keep(CAT, found)
    assert kept(cache, CAT) == found.read_bytes()
    assert kept(cache, DOG) is None


def test_what_is_not_valid_is_not_kept(cache: BlobCache, found: Path) -> None:
    cache.keep(CAT, found)
    before = found.read_bytes()
    found.write_bytes(before[:-1])
    cache.keep(CAT, found)
    assert kept(cache, CAT) == before


def test_what_is_no_file_is_not_opened(cache: BlobCache, found: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(found)
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "missing", "r.git"):
        cache.keep(CAT, tmp_path / name)
    assert kept(cache, CAT) is None


def test_what_is_too_large_is_not_kept(tmp_path: Path, found: Path) -> None:
    cache = BlobCache(tmp_path / "cache", found.stat().st_size - 1)
    cache.keep(CAT, found)
    assert kept(cache, CAT) is None


def test_nothing_is_lent_where_nothing_may_be_kept(tmp_path: Path, found: Path) -> None:
    cache = BlobCache(tmp_path / "cache", 0)
    cache.keep(CAT, found)
    assert cache.lend(CAT) is None
    assert not cache.folder.exists()


def test_the_least_used_goes_first(tmp_path: Path, found: Path) -> None:
    cache = BlobCache(tmp_path / "cache", 2 * found.stat().st_size)
    for age, name in enumerate((CAT, DOG)):
        cache.keep(name, found)
        path = cache.lend(name)
        assert path is not None
        os.utime(path, (age, age))
    assert kept(cache, CAT)  # which is used by this
    cache.keep("github.com/owner/hen", found)
    assert kept(cache, CAT)
    assert kept(cache, DOG) is None


def test_two_write_while_others_read(cache: BlobCache, found: Path) -> None:
    """Whoever reads has a whole file, and nothing is left over."""
    cache.keep(CAT, found)
    stop = threading.Event()
    read: list[int] = []

    def write() -> None:
        for _ in range(100):
            cache.keep(CAT, found)

    def watch() -> None:
        while not stop.is_set():
            data = kept(cache, CAT)
            assert data is not None
            read.append(len(parse(data).measured))

    writers = [threading.Thread(target=write) for _ in range(2)]
    reader = threading.Thread(target=watch)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()
    assert read
    assert set(read) == {1}
    assert len(list(cache.folder.iterdir())) == 1
