"""What a file is for: the project's own code, its tests, or something that must not count."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from repocat.analysis import purposes as rules

#: Purposes whose files are not counted at all.
EXCLUDED = frozenset({"vendored", "generated", "minified", "fixture"})

_BITS = {purpose: 1 << place for place, purpose in enumerate(rules.ORDER)}
_VENDORED, _LIBRARY, _GENERATED, _MINIFIED, _FIXTURE, _TEST, _DOCS, _EXAMPLE = _BITS.values()
#: Of a folder: what is nearest to the file, own sources or what a page loads; and whether only pages load from it.
_IN_SOURCES, _IN_ASSETS, _IN_CERTAIN_ASSETS = 1 << 8, 1 << 9, 1 << 10
#: Below what a build tool of the JVM calls `main`; within a package's name; below sources or a library's root.
_IN_MAIN, _IN_PACKAGE, _IN_LIBRARY_ROOT = 1 << 11, 1 << 15, 1 << 16
#: In a module of what tests use.
_TEST_KIT = 1 << 12
_BELOW_TOP = 1 << 13
#: Within a library's own folder among what a page loads.
_IN_LIBRARY = 1 << 14
_PURPOSES = 0xFF
_NATIVE = frozenset({"h", "c", "cpp"})


def _by_word(table: dict[str, tuple[str, ...]]) -> dict[str, int]:
    return {word: _BITS[purpose] for purpose, words in table.items() for word in words}


_FOLDERS, _TOP_FOLDERS = _by_word(rules.FOLDERS), _by_word(rules.TOP_FOLDERS)
_FOLDER_PAIRS = {tuple(pair.split("/")): bit for pair, bit in _by_word(rules.FOLDER_PAIRS).items()}
_NAMES = _by_word(rules.NAMES)
_ENDINGS = tuple((_BITS[purpose], endings) for purpose, endings in rules.NAME_ENDINGS.items())
_ALL_ENDINGS = tuple(ending for endings in rules.NAME_ENDINGS.values() for ending in endings)
_OWN_NAME = re.compile(r"(?:.*/)?(?P<name>[^/]+?)(?:[._-]?(?:js|css|org))?\Z", re.DOTALL)

_LONG_LINE = 10_000
_LONG_AVERAGE = 300
#: For scripts and styles: Linguist's limit, but tables of data with equal lines are people's.
_LONG_SCRIPT_AVERAGE, _LONG_SCRIPT_LINE = 110, 500
_GENERATED_HEAD = 1000
_SHORT = 2000


def by_path(path: str, own: Collection[str] = (), ignored: Collection[str] = ()) -> str:
    """vendored, generated, minified, fixture, test, docs, example or production, from the path alone.

    `own` are names of libraries that the repository itself makes, `ignored` purposes that are known to be wrong.
    """
    folder, _, name = path.rpartition("/")
    place = _folder(folder)
    bits = place & _PURPOSES | _name(name, place)
    if bits & _LIBRARY and own and is_own(name, own, place):
        bits &= ~_LIBRARY
    for purpose in ignored:
        bits &= ~_BITS[purpose] & (~_LIBRARY if purpose == "vendored" else ~0)
    if not bits:
        return "production"
    return _FIRST[bits]


_FIRST = {
    bits: "vendored" if (bits & -bits) == _LIBRARY else rules.ORDER[(bits & -bits).bit_length() - 1]
    for bits in range(1, _PURPOSES + 1)
}


def library_name(package: str) -> str:
    """What the files of a package are called: `htmx` for htmx.org, `chart` for chart.js."""
    found = _OWN_NAME.fullmatch(package.lower())
    return found["name"] if found else package


def is_own(name: str, own: Collection[str], place: int = 0) -> bool:
    """Whether a script is what the repository itself makes. A copy where pages load from is a release of it."""
    lowered = name.lower()
    return not place & _IN_CERTAIN_ASSETS and any(lowered.startswith((one + ".", one + "-")) for one in own)


@lru_cache(maxsize=4096)
def _folder(folder: str) -> int:
    """All purposes that a file in this folder may have, as bits, and where the folder lies."""
    bits = _BELOW_TOP if folder else 0
    before = ""
    for depth, part in enumerate(folder.split("/") if folder else ()):
        lowered = part.lower()
        found = _FOLDERS.get(lowered, 0) | _FOLDER_PAIRS.get((before, lowered), 0) | _patterns(part, before, bits)
        if not depth:
            found |= _TOP_FOLDERS.get(lowered, 0)
        if bits & _IN_ASSETS and rules.LIBRARY_FOLDER.match(lowered):
            found |= _IN_LIBRARY
        bits = _with_place(bits | found & ~_not_meant(bits), lowered)
        bits = _with_names(bits, part, before)
        before = lowered
    return bits | _TEST if bits & _TEST_KIT else bits


def _not_meant(place: int) -> int:
    """What the name of a folder does not stand for at that place."""
    if place & _IN_PACKAGE:
        return _DOCS | _EXAMPLE | _VENDORED | (_TEST | _TEST_KIT if place & _IN_MAIN else 0)
    if place & _IN_MAIN:
        return _DOCS | _EXAMPLE | _TEST | _TEST_KIT
    return _DOCS if place & _IN_LIBRARY_ROOT else 0


def _with_names(bits: int, part: str, before: str) -> int:
    """From which folder on names mean something else."""
    if before == "src" and (part == "main" or part.endswith("Main")):
        return bits & ~_TEST_KIT | _IN_MAIN
    if part in rules.DOMAINS or (part in rules.PACKAGES and bits & _IN_MAIN):
        return bits | _IN_PACKAGE
    return bits | _IN_LIBRARY_ROOT if part in rules.LIBRARY_ROOTS else bits


def _patterns(part: str, before: str, place: int) -> int:
    bits = 0
    for purpose, pattern in rules.FOLDER_PATTERNS.items():
        # Among sources, components are called so as well.
        if pattern.match(part) and not (purpose == "example" and place & _IN_SOURCES and "." not in part):
            bits |= _BITS[purpose]
    if rules.TEST_KITS.match(part):
        bits |= _TEST_KIT
    if rules.TEST_MODULES.match(part) or (before == "src" and rules.TEST_SOURCES.match(part)):
        bits |= _TEST
    if before == "packages" and rules.PACKAGE_FOLDER.match(part):
        bits |= _BITS["vendored"]
    return bits


def _with_place(bits: int, folder: str) -> int:
    """The nearest folder that tells decides whether a script is loaded by pages or written here."""
    if folder in rules.SOURCES:
        return bits if bits & _IN_CERTAIN_ASSETS else bits & ~_IN_ASSETS | _IN_SOURCES
    if folder in rules.ASSETS:
        return bits & ~_IN_SOURCES | _IN_ASSETS | (_IN_CERTAIN_ASSETS if folder in rules.CERTAIN_ASSETS else 0)
    return bits


def _name(name: str, place: int) -> int:
    lowered = name.lower()
    bits = _NAMES.get(lowered, 0)
    if lowered.endswith(_ALL_ENDINGS):
        for bit, endings in _ENDINGS:
            if lowered.endswith(endings):
                bits |= bit
    stem, _, extension = name.rpartition(".")
    if lowered.startswith(rules.TEST_BEGINNINGS) or lowered[: len(stem)].endswith(rules.TEST_STEMS):
        bits |= _TEST
    extension = extension.lower()
    endings = rules.TEST_CLASSES.get(extension, ())
    if endings and (stem.endswith(endings) or stem.startswith("Test")) and _is_test_class(stem, extension, endings):
        bits |= _TEST
    if stem.endswith(rules.BENCHMARK_STEMS) and extension not in rules.SCRIPTS:
        bits |= _EXAMPLE
    if place & _IN_CERTAIN_ASSETS and extension in rules.SCRIPTS and rules.HASHED.match(name):
        bits |= _GENERATED
    if place & _IN_MAIN:
        bits &= ~_TEST
    return bits | _LIBRARY if _is_others(lowered, extension, place) else bits


def _is_others(name: str, extension: str, place: int) -> bool:
    """Whether the name is that of a library which somebody put here."""
    if extension in rules.SCRIPTS:
        return bool(place & _IN_LIBRARY) or (not place & _IN_SOURCES and _is_library(name))
    return extension in _NATIVE and bool(place & _BELOW_TOP and rules.COPIED.fullmatch(name))


def _is_test_class(stem: str, extension: str, endings: tuple[str, ...]) -> bool:
    """FooTest, not Contest and not Test alone; TestFoo where that is usual."""
    if extension in rules.TEST_FIRST and stem[4:5].isupper() and stem.startswith("Test"):
        return True
    before = next((stem[-len(ending) - 1 : -len(ending)] for ending in endings if stem.endswith(ending)), "")
    return before.isalnum() or before == "_"


def may_be_library(name: str) -> bool:
    """Whether a script is called like a well-known library, so that it matters who made it."""
    lowered = name.lower()
    return bool(rules.KNOWN_LIBRARY.fullmatch(lowered) or rules.COMMON_LIBRARY.fullmatch(lowered))


def _is_library(name: str) -> bool:
    if rules.KNOWN_LIBRARY.fullmatch(name):
        return True
    common = rules.COMMON_LIBRARY.fullmatch(name)
    return bool(common and common["version"])


def by_content(path: str, data: bytes, own: Collection[str] = ()) -> str | None:
    """vendored, generated or minified where the bytes give it away; None for what people wrote here."""
    extension = path.rpartition(".")[2].lower()
    if extension in rules.PROSE:
        return None
    head = data[:_GENERATED_HEAD].lower()
    if any(word in head for word in rules.GENERATED_WORDS) and rules.GENERATED_MARKS.search(head):
        return "generated"
    is_script = extension in rules.SCRIPTS
    if is_script and rules.COMPILED_SCRIPT.search(head):
        return "generated"
    if _is_minified(data, is_script):
        return "minified"
    return "vendored" if is_script and _is_others_library(path, data, own) else None


def _is_others_library(path: str, data: bytes, own: Collection[str]) -> bool:
    folder, _, name = path.rpartition("/")
    place = _folder(folder)
    comment = rules.FIRST_COMMENT.match(data, 0, 1000)
    if place & _IN_SOURCES or not comment or is_own(name, own, place):
        return False
    common = rules.COMMON_LIBRARY.fullmatch(name.lower())
    if common and common["name"].partition("-")[0].encode() in comment[0].lower() and rules.RELEASE.search(comment[0]):
        return True
    banner = rules.BANNER.search(comment[0]) if place & _IN_ASSETS else None
    # A licence is a sign only where nothing but a page's parts lie.
    return bool(banner and (banner["marked"] or banner["name"] or place & _IN_CERTAIN_ASSETS))


def _is_minified(data: bytes, is_script: bool) -> bool:
    """Most of it on lines that nobody writes: all in all, or in a few that hold the larger part."""
    average = len(data) / (data.count(b"\n") + 1)
    if is_script and len(data) > _SHORT and average > _LONG_SCRIPT_AVERAGE:
        return max(map(len, data.split(b"\n"))) > _LONG_SCRIPT_LINE
    return len(data) > _LONG_LINE and (average > _LONG_AVERAGE or 2 * _bytes_on_long_lines(data) > len(data))


def _bytes_on_long_lines(data: bytes) -> int:
    """Looks only where a long line could end, so that it costs nothing where there is none."""
    found = start = 0
    while start + _LONG_LINE < len(data):
        end = data.rfind(b"\n", start, start + _LONG_LINE + 1)
        if end < 0:
            end = data.find(b"\n", start + _LONG_LINE)
            end = len(data) if end < 0 else end
            found += end - start
        start = end + 1
    return found
