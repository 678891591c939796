"""What is known of contents changes the time that measuring takes, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repocat.analysis import dump, duplication
from repocat.analysis.blob_format import InvalidBlobsError, parse
from repocat.analysis.blob_format import dump as dump_blobs
from repocat.analysis.blobs import Blobs
from repocat.analysis.limits import Limits
from repocat.analysis.measure import measure
from repocat.analysis.source import BareRepository, Entry, open_folder
from repocat.analysis.tally import Tally
from tests.analysis.repositories import commit, create

DAY = "2024-06-01"
COPIED = "".join(f"    total_{number} = a * {number}\n" for number in range(8))
RUST = """fn one(a: i32) -> i32 {
    if a > 1 { 2 } else { 3 }
}

#[cfg(test)]
mod tests {
    #[test]
    fn t() {}
}
"""
FILES = {
    "src/a.py": f"# TODO: less\ndef add(a, b=1):\n{COPIED}    return a and b\n",
    "src/b.py": f"def other(a):\n{COPIED}    return a\n",
    "src/lib.rs": RUST,
    "src/long.py": "x = 1\n" * 600,
    "tests/test_a.py": "import pytest\n\n\ndef test_add():\n    assert add(1)\n",
    "static/app.min.js": "a" * 20_000,
    "script": "#!/bin/sh\nif true; then echo; fi\n",
    "notes": "nothing that we know\n",
    "data.bin.py": b"\0\1\2",
    "README.md": "# Sample\n\nText.\n",
    "pyproject.toml": "[tool.ruff]\n",
}
CHANGED = {
    **{path: text for path, text in FILES.items() if path not in ("src/b.py", "script")},
    "src/a.py": FILES["src/a.py"] + "\n\ndef more():\n    return 1\n",
    "src/moved.py": FILES["src/b.py"],
    "tests/test_b.py": FILES["src/b.py"],
}


class Reading(BareRepository):
    """A repository that remembers what was read of it."""

    def __init__(self, git_dir: Path, sha: str, limits: Limits) -> None:
        super().__init__(git_dir, sha, limits)
        self.read: list[str] = []

    def contents(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        for entry, data in super().contents(entries):
            self.read.append(entry.path.decode())
            yield entry, data


@pytest.fixture
def commits(tmp_path: Path, limits: Limits) -> tuple[Reading, Reading]:
    """A repository before and after a change."""
    git_dir = create(tmp_path / "r.git")
    before, after = commit(git_dir, FILES), commit(git_dir, CHANGED)
    return Reading(git_dir, before, limits), Reading(git_dir, after, limits)


def report(source: Reading, blobs: Blobs | None = None) -> bytes:
    return dump.dump(measure(source, None, DAY, Limits(), blobs=blobs))


@pytest.fixture
def known(commits: tuple[Reading, Reading]) -> bytes:
    blobs = Blobs()
    report(commits[0], blobs)
    return dump_blobs(blobs)


def test_a_known_commit_is_not_read_again(commits: tuple[Reading, Reading], known: bytes) -> None:
    before, _ = commits
    fresh = report(before)
    before.read.clear()
    blobs = parse(known)
    assert report(before, blobs) == fresh
    assert before.read == ["README.md", "pyproject.toml"]
    assert not blobs.changed


def test_of_a_later_commit_only_the_change_is_read(commits: tuple[Reading, Reading], known: bytes) -> None:
    _, after = commits
    fresh = report(after)
    after.read.clear()
    blobs = parse(known)
    assert report(after, blobs) == fresh
    assert after.read == ["README.md", "pyproject.toml", "src/a.py", "src/moved.py", "tests/test_b.py"]
    assert blobs.changed
    assert report(after, parse(dump_blobs(blobs))) == fresh


def test_what_the_repository_says_of_a_file_counts_for_its_cache(tmp_path: Path, limits: Limits) -> None:
    git_dir = create(tmp_path / "r.git")
    files = {"a.inc": "int f(int a) { return a; }\n" * 9, "b.inc": "x\n", "c.c": "int x;\n"}
    attributes = [None, "a.inc linguist-language=C\n", "a.inc linguist-language=PHP\n", "a.inc linguist-vendored\n"]
    blobs = Blobs()
    for text in (*attributes, *attributes):
        sha = commit(git_dir, files if text is None else {**files, ".gitattributes": text})
        source = Reading(git_dir, sha, limits)
        fresh = report(source)
        blobs = parse(dump_blobs(blobs))
        assert report(source, blobs) == fresh


def test_what_is_gone_is_forgotten(commits: tuple[Reading, Reading], known: bytes) -> None:
    blobs = parse(known)
    report(commits[1], blobs)
    assert not any("script" in path for group in blobs.measured for path in group.paths)
    assert (
        sum(len(group.paths) for group in parse(dump_blobs(blobs)).measured) == 9
    )  # the part with Rust's tests among them


def test_a_plain_folder_has_no_names_for_its_contents(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    blobs = Blobs()
    measure(open_folder(tmp_path, limits), None, DAY, limits, blobs=blobs)
    assert not blobs.changed
    assert parse(dump_blobs(blobs)).measured == []


def test_a_known_number_is_believed(commits: tuple[Reading, Reading], known: bytes) -> None:
    blobs = parse(known)
    for group in blobs.measured:
        if group.use == "production" and group.language and group.language.name == "Rust":
            group.scans.lines.code[:] = 7
    found = json.loads(report(commits[0], blobs))
    assert next(one["code"] for one in found["languages"] if one["name"] == "Rust") == 7 + 5


def resealed(data: bytes, change: Callable[[Any, bytearray], object]) -> bytes:
    """The file after a change by somebody who knows how it is made."""
    header, _, rest = data.partition(b"\n")
    plain, body = json.loads(header), bytearray(rest)
    change(plain, body)
    plain["digest"] = blake2b(body, digest_size=16).hexdigest()
    return json.dumps(plain).encode() + b"\n" + bytes(body)


def test_a_damaged_file_is_refused(known: bytes) -> None:
    for place in range(0, len(known), 37):
        damaged = bytearray(known)
        damaged[place] ^= 1
        with pytest.raises(InvalidBlobsError):
            parse(bytes(damaged))
    for size in range(0, len(known), 41):
        with pytest.raises(InvalidBlobsError):
            parse(known[:size])


@pytest.mark.parametrize(
    "change",
    [
        lambda plain, _: plain.update(analyser="0"),
        lambda plain, _: plain.update(groups=3),
        lambda plain, _: plain.update(groups=[[]]),
        lambda plain, _: plain["groups"][0].append(0),
        lambda plain, _: plain["groups"][0].__setitem__(0, "Klingon"),
        lambda plain, _: plain["groups"][0].__setitem__(1, "Nonsense!"),
        lambda plain, _: plain["groups"][-1].__setitem__(1, "unheard"),
        lambda plain, _: plain["groups"][0].__setitem__(2, -1),
        lambda plain, _: plain["groups"][0].__setitem__(2, 10**12),
        lambda plain, _: plain["groups"][0].__setitem__(2, 10**30),
        lambda plain, _: plain["groups"][0].__setitem__(2, True),
        lambda plain, _: plain["groups"].pop(),
        lambda plain, _: plain["groups"].reverse(),
        lambda _, body: body.extend(b"\0"),
        lambda _, body: body.pop(),
    ],
)
def test_a_resealed_lie_is_refused(known: bytes, change: Callable[[Any, bytearray], object]) -> None:
    with pytest.raises(InvalidBlobsError):
        parse(resealed(known, change))


@pytest.mark.parametrize("header", [b"", b"\n", b"[]\n", b"{}\n", b"[" * 100_000 + b"\n", b'{"analyser": "3"}\n'])
def test_what_has_no_header_is_refused(header: bytes) -> None:
    with pytest.raises(InvalidBlobsError):
        parse(header)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_resealed_noise_is_refused_or_harmless(data: st.DataObject, known: bytes) -> None:
    """Whatever the numbers are: they are refused, or a report comes of them."""
    size = len(known) - known.index(b"\n") - 1
    places = data.draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=4))
    values = data.draw(st.lists(st.integers(0, 255), min_size=len(places), max_size=len(places)))

    def change(_: Any, body: bytearray) -> None:
        for place, value in zip(places, values, strict=True):
            body[place] = value

    try:
        blobs = parse(resealed(known, change))
    except InvalidBlobsError:
        return
    tally = Tally()
    for group in blobs.measured:
        tally.add(group)
    assert tally.production.code >= 0
    assert sum(language.files for language in tally.language_lines()) == 6
    functions, copied = tally.functions(), duplication.measure(tally.lines.by_path())
    assert functions is not None
    assert functions.count == 3
    assert copied is None or 0 <= copied.share <= 1
