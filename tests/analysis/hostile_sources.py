"""Streams of git that were cut or changed, and folders of odd files, out of one source of chance."""

from __future__ import annotations

import io
import os
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO
from unittest import mock

from repocat.analysis import history
from repocat.analysis.dump import dump
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.load import load
from repocat.analysis.measure import measure
from repocat.analysis.report import Score
from repocat.analysis.source import BareRepository, Folder
from tests.cat.reports import report as plain_report

Chance = random.Random
DAY = "2024-06-01"
LIMITS = Limits(analysis_seconds=10)


def name(chance: Chance, longest: int = 1024) -> bytes:
    """What a file may be called: anything but a slash and NUL."""
    size = chance.choice((1, 2, 8, longest))
    kind = chance.randrange(5)
    if kind == 0:
        made = bytes(chance.choices(range(256), k=size))
    elif kind == 1:
        made = b"\xff" * size
    else:
        made = "".join(
            chance.choices(("a", " ", "\n", "\t", "é", "\u202e", "\N{CAT FACE}", "<b>", "-", "."), k=size)
        ).encode()
    ending = chance.choice((b".py", b".js", b".md", b".c", b"", b".sh", b"\n.go"))
    clean = made.replace(b"/", b"_").replace(b"\0", b"_")[: longest - len(ending)] + ending
    return clean if clean.strip(b".") else b"x"


def broken(data: bytes, chance: Chance) -> bytes:
    """Bytes that were cut, changed, repeated or made longer."""
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    match chance.randrange(5):
        case 0:
            return data[:start]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:end] + data[start:]
        case 3:
            changed = bytearray(data)
            for _ in range(min(len(data), chance.randint(1, 5))):
                changed[chance.randrange(len(data))] = chance.choice(
                    (0, 9, 10, 32, 45, 48, 57, 97, chance.randrange(256))
                )
            return bytes(changed)
        case _:
            return data[:start] + bytes(chance.choices(range(256), k=chance.choice((1, 20, 5000)))) + data[start:]


@contextmanager
def git_says(listing: bytes, contents: bytes) -> Iterator[None]:
    """In place of the program: what `ls-tree` and `cat-file` write."""

    @contextmanager
    def stream(_git_dir: Path, arguments: list[str], _limits: Limits, _stdin: object = None) -> Iterator[IO[bytes]]:
        yield io.BytesIO(listing if arguments[0] == "ls-tree" else contents)

    with mock.patch("repocat.analysis.git.stream", stream), mock.patch("repocat.analysis.git.run", return_value=b""):
        yield


def check_streams(chance: Chance) -> None:
    """What git writes is read as it was meant, or refused; whatever comes out has the size that it should have."""
    files = {
        name(chance): (
            b"%040x" % chance.getrandbits(160),
            bytes(chance.choices(range(256), k=chance.choice((0, 1, 99)))),
        )
        for _ in range(chance.randint(0, 6))
    }
    listing = b"".join(
        b"100644 blob %s %7d\t%s\0" % (oid, len(data), file) for file, (oid, data) in sorted(files.items())
    )
    contents = b"".join(b"%s blob %d\n%s\n" % (oid, len(data), data) for _, (oid, data) in sorted(files.items()))
    whole = chance.random() < 0.2
    if not whole:
        listing, contents = chance.choice(
            ((broken(listing, chance), contents), (listing, broken(contents, chance)),
             (broken(listing, chance), broken(contents, chance)))
        )  # fmt: skip
    with git_says(listing, contents):
        repository = BareRepository(Path("none"), "0" * 40, LIMITS)
        try:
            entries = repository.entries()
            read = [(entry, data) for entry, data in repository.contents(entries)]
        except AnalysisError:
            assert not whole
            return
    assert all(len(data) == entry.size for entry, data in read)
    if whole:
        assert [(entry.path, entry.oid, data) for entry, data in read] == [
            (file, oid, data) for file, (oid, data) in sorted(files.items())
        ]


def check_history(chance: Chance) -> None:
    """The same for commits: a history, or none."""
    zones = (b"+0000", b"-1200", b"+9999", b"+1400")
    people = (b"A <a@b>", b"", b"<>", b"\xff <\xff>", b"A <a> <b>", b"x" * 300)
    times = (0, 1, -1, 1_700_000_000, 10**11, chance.randint(0, 2 * 10**9))
    commits = [
        b"tree %040x\nauthor %s %d %s\ncommitter %s %d %s\n\nmessage\n"
        % (1, *(part for _ in range(2) for part in (chance.choice(people), chance.choice(times), chance.choice(zones))))
        for _ in range(chance.randint(0, 5))
    ]
    output = b"".join(b"%040x commit %d\n%s\n" % (index, len(data), data) for index, data in enumerate(commits))
    whole = chance.random() < 0.2
    with (
        git_says(b"", output if whole else broken(output, chance)),
        mock.patch(
            "repocat.analysis.git.run",
            lambda _dir, arguments, _limits: b"1 " * 5 if arguments[0] == "rev-list" else None,
        ),
    ):
        found = history.measure(Path("none"), "0" * 40, DAY, LIMITS)
    if found is not None:
        assert found.commits >= found.authors >= found.bus_factor >= 0
        assert found.commits_last_365_days >= found.commits_last_30_days
        assert found.first_commit <= found.newest_commit
        assert sum(found.hours) <= found.commits
        made = replace(plain_report(), history=found, score=Score(None, "low", 0.0, (), 0, ()))
        assert load(dump(made)) == made
    assert not whole or found is None or found.commits <= len(commits)


def check_folder(chance: Chance, root: Path) -> None:
    """Every file of a folder is seen once, whatever it is called, and whatever lies beside it."""
    base = os.fsencode(root)
    files, links = _fill(base, chance)
    source = Folder(root, LIMITS)
    entries = source.entries()
    assert [entry.path for entry in entries] == sorted({*files, *links})
    assert {entry.path for entry in entries if entry.kind == "symlink"} <= links
    wanted = [entry for entry in entries if entry.kind == "file"]
    assert {entry.path: data for entry, data in source.contents(wanted)} == {
        entry.path: files[entry.path] for entry in wanted
    }
    try:
        found = measure(source, None, DAY, LIMITS)
    except AnalysisError:
        assert not any(entry.path.endswith(b".py") and files[entry.path] for entry in wanted)
        return
    assert found.files == len(entries)
    assert load(dump(found)).files == found.files


def _fill(base: bytes, chance: Chance) -> tuple[dict[bytes, bytes], set[bytes]]:
    files: dict[bytes, bytes] = {}
    links: set[bytes] = set()
    folders = [b""]
    makers: list[Callable[[bytes], None]] = [os.mkfifo, _listen, os.mkdir]
    for _ in range(chance.randint(0, 12)):
        inside = chance.choice(folders)
        relative = inside + b"/" + name(chance, 255) if inside else name(chance, 255)
        place = base + b"/" + relative
        if os.path.lexists(place) or len(place) > 4000:
            continue
        match chance.randrange(6):
            case 0 | 1:
                data = b"def f(a):\n    return a\n" * chance.choice((0, 1, 40))
                Path(os.fsdecode(place)).write_bytes(data)
                files[relative] = data
            case 2:
                targets = (os.fsdecode(place), ".", "..", "/etc/passwd", "/nowhere", "x" * 4000)
                Path(os.fsdecode(place)).symlink_to(chance.choice(targets))
                links.add(relative)
            case kind:
                makers[kind - 3](place)
                folders += [relative] if kind == 5 else []
    return files, links


def _listen(place: bytes) -> None:
    """A socket with a name; those are short, so that it is made from within its folder."""
    folder, _, last = place.rpartition(b"/")
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            if len(last) < 80:
                listener.bind(b"/proc/self/fd/%d/" % descriptor + last)
    finally:
        os.close(descriptor)
