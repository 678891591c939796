"""Real files, broken in the ways that files break, and scanned: none may raise, and lines must add up."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tarfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from repocat.analysis.languages import Language
from repocat.analysis.scanner import scan
from tests.analysis.scanner.hostile import marks

MOST_PER_LANGUAGE = 60
LARGEST = 100_000
UNBALANCED = [b"(", b")", b"{", b"}", b"[", b"]", b"<", b">", b'"', b"'", b"`", b"/*", b"*/", b'"""', b"\\", b"\0"]


def collect(places: list[Path], known: list[Language]) -> dict[str, list[bytes]]:
    """Real files of each language, up to so many."""
    found: dict[str, list[bytes]] = {language.name: [] for language in known}
    endings = {extension: language.name for language in known for extension in language.extensions}
    for name, data in (pair for place in places for pair in _files(place)):
        language = endings.get(Path(name).suffix)
        if language and len(found[language]) < MOST_PER_LANGUAGE and len(data) <= LARGEST:
            found[language].append(data)
    return found


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    if (place / "HEAD").is_file():
        archive = subprocess.run(["git", "--git-dir", str(place), "archive", "HEAD"], capture_output=True, check=True)
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            yield from _members(tar)
        return
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if ".tar." in path.name:
            with tarfile.open(path) as tar:
                yield from _members(tar)
        elif path.is_file():
            yield path.name, path.read_bytes()


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in tar:
        if member.isfile() and member.size <= LARGEST and (stream := tar.extractfile(member)):
            yield member.name, stream.read()


def fuzz(real: dict[str, list[bytes]], known: list[Language], count: int, chance: random.Random) -> int:
    """Scan so many mutated files; how many raise or do not add up."""
    failures, slowest = 0, (0.0, "", 0)
    started = time.monotonic()
    others = [data for files in real.values() for data in files] or [b"if (a) { b(); }\n"]
    for number in range(count):
        language = known[number % len(known)]
        data = chance.choice(real[language.name] or others)
        for _ in range(chance.randint(1, 4)):
            data = mutated(data, chance, language, others)[: 10 * LARGEST]
        before = time.process_time()
        if problem := _problem(data, language):
            failures += 1
            print(f"{language.name}: {problem}\n  {data[:300]!r}", file=sys.stderr)
        slowest = max(slowest, ((time.process_time() - before), language.name, len(data)))
    print(f"{count} mutated files in {time.monotonic() - started:.0f} s, the slowest {slowest}")
    return failures


def _problem(data: bytes, language: Language) -> str | None:
    try:
        found = scan(data, language)
    except Exception:  # whatever it is, it is what is looked for
        return traceback.format_exc(limit=-3)
    lines = data.count(b"\n") + bool(data and not data.endswith(b"\n"))
    if found.code + found.comment + found.blank != lines:
        return f"{found.code} + {found.comment} + {found.blank} lines are not {lines}"
    wrong = [one for one in found.functions if one.complexity < 1 or one.line < 1 or one.line + one.lines > lines + 1]
    return f"a function is not in its file: {wrong[0]}" if wrong else None


def mutated(data: bytes, chance: random.Random, language: Language, others: list[bytes]) -> bytes:
    """The data, broken in one of the ways that files break."""
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    match chance.randrange(6):
        case 0:
            changed = bytearray(data)
            for _ in range(chance.randint(1, 50) if data else 0):
                changed[chance.randrange(len(data))] = chance.randrange(256)
            return bytes(changed)
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:end] + data[start:]
        case 3:
            other = chance.choice(others)
            return data[:start] + other[chance.randint(0, len(other)) :]
        case 4:
            token = chance.choice(marks(language) or [b"a"])
            return data[:start] + token * int(20_000 ** chance.random()) + data[start:]
        case _:
            return data[:start] + chance.choice(UNBALANCED) + data[start:]
