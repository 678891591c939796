"""What a file is for: the project's own code, its tests, or something that must not count."""

from __future__ import annotations

import re
from collections.abc import Collection

from repocat.analysis import places
from repocat.analysis import purposes as rules

#: Purposes whose files are not counted at all.
EXCLUDED = frozenset({"vendored", "generated", "minified", "fixture"})

_NAMES = places.by_word(rules.NAMES)
_ENDINGS = tuple((places.BITS[purpose], endings) for purpose, endings in rules.NAME_ENDINGS.items())
_ALL_ENDINGS = tuple(ending for endings in rules.NAME_ENDINGS.values() for ending in endings)
_NATIVE = frozenset({"h", "c", "cpp"})
_OWN_NAME = re.compile(r"(?:.*/)?(?P<name>[^/]+?)(?:[._-]?(?:js|css|org))?\Z", re.DOTALL)

_LONG_LINE = 10_000
_LONG_AVERAGE = 300
#: For scripts and styles: Linguist's limit, but tables of data with equal lines are people's.
_LONG_SCRIPT_AVERAGE, _LONG_SCRIPT_LINE = 110, 500
_GENERATED_HEAD = 1000
_SHORT = 2000
#: Tables of numbers: from this size on, and with no more than this share of other characters.
_TABLE, _NOT_NUMBERS = 5000, 0.2


def by_path(path: str, own: Collection[str] = (), ignored: Collection[str] = ()) -> str:
    """vendored, generated, minified, fixture, test, docs, example or production, from the path alone.

    `own` are names of libraries that the repository itself makes, `ignored` purposes that are known to be wrong.
    """
    folder, _, name = path.rpartition("/")
    place = places.place(folder)
    bits = place & places.PURPOSES
    # Longer names than systems allow follow no habit.
    if len(name) <= places.LONGEST_NAME:
        bits |= _name(name, place)
    if bits & places.LIBRARY and own and is_own(name, own, place):
        bits &= ~places.LIBRARY
    for purpose in ignored:
        bits &= ~places.BITS[purpose] & (~places.LIBRARY if purpose == "vendored" else ~0)
    if not bits:
        return "production"
    return _FIRST[bits]


_FIRST = {
    bits: "vendored" if (bits & -bits) == places.LIBRARY else rules.ORDER[(bits & -bits).bit_length() - 1]
    for bits in range(1, places.PURPOSES + 1)
}


def library_name(package: str) -> str:
    """What the files of a package are called: `htmx` for htmx.org, `chart` for chart.js."""
    found = _OWN_NAME.fullmatch(package.lower())
    return found["name"] if found else package


def is_own(name: str, own: Collection[str], place: int = 0) -> bool:
    """Whether a script is what the repository itself makes. A copy where pages load from is a release of it."""
    lowered = name.lower()
    return not place & places.IN_CERTAIN_ASSETS and any(lowered.startswith((one + ".", one + "-")) for one in own)


def _name(name: str, place: int) -> int:
    lowered = name.lower()
    bits = _NAMES.get(lowered, 0)
    if lowered.endswith(_ALL_ENDINGS):
        for bit, endings in _ENDINGS:
            if lowered.endswith(endings):
                bits |= bit
    stem, _, extension = name.rpartition(".")
    if lowered.startswith(rules.TEST_BEGINNINGS) or lowered[: len(stem)].endswith(rules.TEST_STEMS):
        bits |= places.TEST
    extension = extension.lower()
    endings = rules.TEST_CLASSES.get(extension, ())
    if endings and (stem.endswith(endings) or stem.startswith("Test")) and _is_test_class(stem, extension, endings):
        bits |= places.TEST
    if stem.endswith(rules.BENCHMARK_STEMS) and extension not in rules.SCRIPTS:
        bits |= places.EXAMPLE
    if place & places.IN_CERTAIN_ASSETS and extension in rules.SCRIPTS and rules.HASHED.search(name):
        bits |= places.GENERATED
    if place & places.IN_MAIN:
        bits &= ~places.TEST
    return bits | places.LIBRARY if _is_others(lowered, extension, place) else bits


def _is_others(name: str, extension: str, place: int) -> bool:
    """Whether the name is that of a library which somebody put here."""
    if extension in rules.SCRIPTS:
        # Own sources have no version in their names.
        may_be = not place & places.IN_SOURCES or rules.DOTTED_VERSION.search(name)
        return bool(place & places.IN_LIBRARY or (may_be and _is_library(name)))
    return extension in _NATIVE and bool(place & places.BELOW_TOP and rules.COPIED.fullmatch(name))


def _is_test_class(stem: str, extension: str, endings: tuple[str, ...]) -> bool:
    """FooTest, not Contest and not Test alone; TestFoo where that is usual."""
    if extension in rules.TEST_FIRST and stem[4:5].isupper() and stem.startswith("Test"):
        return True
    before = next((stem[-len(ending) - 1 : -len(ending)] for ending in endings if stem.endswith(ending)), "")
    return before.isalnum() or before == "_"


def may_be_library(name: str) -> bool:
    """Whether a script is called like a well-known library, so that it matters who made it."""
    lowered = name.lower() if len(name) <= places.LONGEST_NAME else ""
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
    if extension not in rules.DATA and _is_table(data):
        return "generated"
    return "vendored" if is_script and _is_others_library(path, data, own) else None


def _is_others_library(path: str, data: bytes, own: Collection[str]) -> bool:
    folder, _, name = path.rpartition("/")
    place = places.place(folder)
    comment = rules.FIRST_COMMENT.match(data, 0, 1000)
    if place & places.IN_SOURCES or not comment or is_own(name, own, place):
        return False
    common = rules.COMMON_LIBRARY.fullmatch(name.lower()) if len(name) <= places.LONGEST_NAME else None
    if common and common["name"].partition("-")[0].encode() in comment[0].lower() and rules.RELEASE.search(comment[0]):
        return True
    banner = rules.BANNER.search(comment[0]) if place & places.IN_ASSETS else None
    # A licence is a sign only where nothing but a page's parts lie.
    return bool(banner and (banner["marked"] or banner["name"] or place & places.IN_CERTAIN_ASSETS))


def _is_table(data: bytes) -> bool:
    middle = len(data) // 2
    return len(data) > _TABLE and _is_numbers(data[middle : middle + _SHORT]) and _is_numbers(data)


def _is_numbers(data: bytes) -> bool:
    visible = data.translate(None, b" \t\r\n")
    others = len(visible.translate(None, b"0123456789,.-")) - visible.count(b"0x")
    return others < _NOT_NUMBERS * len(visible)


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
