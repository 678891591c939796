"""What a folder says of the files in it, and where a folder lies. The rules are in `purposes.py`."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from repocat.analysis import purposes as rules

#: A bit for each purpose, so that a folder can have several; the lowest one holds.
BITS = {purpose: 1 << place for place, purpose in enumerate(rules.ORDER)}
VENDORED, LIBRARY, GENERATED, MINIFIED, FIXTURE, TEST, DOCS, EXAMPLE = BITS.values()
PURPOSES = (1 << len(BITS)) - 1

#: Where a folder lies: the nearest one that tells holds what is written here, or what a page loads, or nothing else.
IN_SOURCES, IN_ASSETS, IN_CERTAIN_ASSETS = 1 << 8, 1 << 9, 1 << 10
#: Below what a build tool calls `main`; within a package's name, as Java has them; below the root of a library.
IN_MAIN, IN_PACKAGE, IN_LIBRARY_ROOT = 1 << 11, 1 << 12, 1 << 13
#: In a module of what tests use; in a library's own folder among assets; anywhere but at the top.
TEST_KIT, IN_LIBRARY, BELOW_TOP = 1 << 14, 1 << 15, 1 << 16


def by_word(table: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Words of a table of rules -> the bit of their purpose."""
    return {word: BITS[purpose] for purpose, words in table.items() for word in words}


_FOLDERS, _TOP_FOLDERS, _FOLDER_PAIRS = map(by_word, (rules.FOLDERS, rules.TOP_FOLDERS, rules.FOLDER_PAIRS))
#: Bytes of a name in a file system. Patterns look at no longer ones, and memory is for folders as people make them.
LONGEST_NAME = 255
_LONGEST_KEPT = 1024
_SECONDS = frozenset(pair.partition("/")[2] for pair in _FOLDER_PAIRS)


class _Part(NamedTuple):
    """What the name of a folder says wherever it stands, and what only in some places."""

    anywhere: int
    at_top: int
    #: Examples, unless it stands among sources: components are called so as well.
    example: int
    in_assets: int
    #: Beside `main`.
    in_src: int
    #: Among the packages of NuGet.
    in_packages: int
    lowered: str


_UNKNOWN = _Part(0, 0, 0, 0, 0, 0, "")


def place(folder: str) -> int:
    """All purposes that a file in this folder may have, and where the folder lies, as bits."""
    return _place(folder) if len(folder) < _LONGEST_KEPT else _place.__wrapped__(folder)


@lru_cache(maxsize=8192)
def _place(folder: str) -> int:
    if not folder:
        return 0
    bits = 0
    before = ""
    for name in folder.split("/"):
        part = _part(name) if len(name) <= LONGEST_NAME else _UNKNOWN
        found = part.anywhere
        if not bits & BELOW_TOP:
            found |= part.at_top
        if not bits & IN_SOURCES:
            found |= part.example
        if part.lowered in _SECONDS:
            found |= _FOLDER_PAIRS.get(f"{before}/{part.lowered}", 0)
        if bits & IN_CERTAIN_ASSETS or (bits & IN_ASSETS and not bits & IN_LIBRARY_ROOT):
            found |= part.in_assets
        if before == "src":
            found |= part.in_src
        elif before == "packages":
            found |= part.in_packages
        bits = _moved(bits | found & ~_not_meant(bits, before) | BELOW_TOP, name, part.lowered, before)
        before = part.lowered
    return bits | TEST if bits & TEST_KIT else bits


@lru_cache(maxsize=4096)
def _part(name: str) -> _Part:
    lowered = name.lower()
    anywhere = _FOLDERS.get(lowered, 0)
    anywhere |= TEST if rules.TEST_MODULES.match(name) else 0
    anywhere |= TEST_KIT if rules.TEST_KITS.match(name) else 0
    anywhere |= GENERATED if rules.BUILD_FOLDER.match(name) else 0
    anywhere |= VENDORED if rules.RELEASE_FOLDER.match(name) else 0
    is_example = rules.EXAMPLE_FOLDER.match(name)
    return _Part(
        anywhere | (EXAMPLE if is_example and "." in name else 0),
        _TOP_FOLDERS.get(lowered, 0),
        EXAMPLE if is_example else 0,
        IN_LIBRARY if rules.LIBRARY_FOLDER.match(lowered) else 0,
        TEST if rules.TEST_SOURCES.match(name) else 0,
        VENDORED if rules.PACKAGE_FOLDER.match(name) else 0,
        lowered,
    )


def _not_meant(bits: int, before: str) -> int:
    """What the name of a folder does not stand for at that place."""
    if bits & IN_PACKAGE:
        return DOCS | EXAMPLE | VENDORED | (TEST | TEST_KIT if bits & IN_MAIN else 0)
    if bits & IN_MAIN:
        return DOCS | EXAMPLE | TEST | TEST_KIT
    if bits & IN_LIBRARY_ROOT:
        return DOCS if before in rules.LIBRARY_ROOTS else DOCS | EXAMPLE
    return 0


def _moved(bits: int, name: str, lowered: str, before: str) -> int:
    """Where one is within the folder."""
    if f"{before}/{lowered}" in rules.SOURCE_PAIRS:
        bits = bits & ~(IN_ASSETS | IN_CERTAIN_ASSETS) | IN_SOURCES
    elif lowered in rules.ASSETS:
        bits = bits & ~IN_SOURCES | IN_ASSETS | (IN_CERTAIN_ASSETS if lowered in rules.CERTAIN_ASSETS else 0)
    elif lowered in rules.SOURCES and not bits & IN_CERTAIN_ASSETS:
        bits = bits & ~IN_ASSETS | IN_SOURCES
    if before == "src" and (name == "main" or name.endswith("Main")):
        return bits & ~TEST_KIT | IN_MAIN
    if name in rules.DOMAINS or (name in rules.PACKAGES and bits & IN_MAIN):
        return bits | IN_PACKAGE
    return bits | IN_LIBRARY_ROOT if name in rules.LIBRARY_ROOTS else bits
