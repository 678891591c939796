"""Hostile repositories and servers, and the analysis of them as the worker runs it."""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from repocat.analysis.errors import REASONS
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address
from repocat.analysis.report import Report
from repocat.analysis.request import request_for
from repocat.jobs.child import MARGIN, AnalysisFailedError, Watcher, analyse
from repocat.jobs.folders import job_folder
from tests.analysis.test_sandbox import pids_with, wait_until_dead
from tests.git_server import GitServer

WATCHER = Watcher(progress=lambda *_: True, moved=lambda *_: True, wanted=lambda: True)


@dataclass(frozen=True)
class Outcome:
    """How an analysis ended: with a report, or with a code and a sentence."""

    report: Report | None
    code: str
    text: str
    seconds: float


def outcome(address: Address, directory: Path, limits: Limits, watcher: Watcher = WATCHER) -> Outcome:
    """Analyse in a child and a folder of its own, and see that neither is left behind."""
    work = directory / "work"
    work.mkdir(exist_ok=True)
    started = time.monotonic()
    report, code, text = None, "", ""
    marker = str(work)
    try:
        with job_folder(work) as folder:
            report = analyse(request_for(address, folder, "2024-06-01", limits), limits, watcher)
    except AnalysisFailedError as error:
        code, text = error.code, error.text
    finally:
        seconds = time.monotonic() - started
        assert wait_until_dead(pids_with(marker)) == []
        assert list(work.iterdir()) == []
    assert not code or text == REASONS[code].text
    # Whatever was done to it: it ended by itself, and the parent did not have to end it.
    assert seconds < limits.preflight_seconds + limits.fetch_seconds + limits.analysis_seconds + MARGIN
    return Outcome(report, code, text, seconds)


def at(server: GitServer, owner: str = "pallets", name: str = "flask") -> Address:
    return Address(server.url, owner, name, True)


def store(git_dir: Path, kind: str, content: bytes) -> str:
    """Put an object into a repository, whatever git would say of it."""
    whole = f"{kind} {len(content)}\0".encode() + content
    oid = hashlib.sha1(whole).hexdigest()
    path = git_dir / "objects" / oid[:2] / oid[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(whole, 1))
    return oid


def tree(git_dir: Path, *entries: tuple[str, bytes, str]) -> str:
    """A tree of (mode, name, object), in this order and unchecked."""
    return store(git_dir, "tree", b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(oid)
                                           for mode, name, oid in entries))  # fmt: skip


def packet(data: bytes) -> bytes:
    return f"{len(data) + 4:04x}".encode() + data


def packed(*blocks: bytes, endless: bytes = b"") -> Callable[[BinaryIO], None]:
    """A server's answer to a fetch: a pack of these bytes, and then the same bytes until the client hangs up."""

    def answer(stream: BinaryIO) -> None:
        stream.write(packet(b"packfile\n"))
        for block in blocks:
            stream.write(packet(b"\1" + block))
        while endless:
            stream.write(packet(b"\1" + endless))
        stream.write(b"0000")

    return answer


def pack_header(objects: int) -> bytes:
    return b"PACK" + struct.pack(">II", 2, objects)


def pack(*objects: tuple[int, bytes]) -> bytes:
    """A pack of these objects: 1 commit, 2 tree, 3 blob."""
    body = b"".join(object_header(kind, len(content)) + zlib.compress(content) for kind, content in objects)
    whole = pack_header(len(objects)) + body
    return whole + hashlib.sha1(whole).digest()


def blob_in_pack(size: int) -> bytes:
    """The beginning of a blob of this size, to be followed by the blocks of a zlib stream."""
    return object_header(3, size) + b"\x78\x01"


def object_header(kind: int, size: int) -> bytes:
    """How a pack writes what comes next and how large it is."""
    head, rest = (kind << 4) | (size & 15), size >> 4
    found = bytearray()
    while rest:
        found.append(head | 0x80)
        head, rest = rest & 0x7F, rest >> 7
    return bytes([*found, head])


def stored_block() -> bytes:
    """One block of a zlib stream that is not compressed; any number of them may follow each other."""
    size = 65_000
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF) + os.urandom(size)
