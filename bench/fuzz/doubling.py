"""Hostile inputs of every language and every reader, twice as large: they may take 2.3 times as long, and no more."""

from __future__ import annotations

import importlib
import multiprocessing
import pkgutil
import re
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache, partial
from itertools import chain

from repocat.analysis import languages, scanner
from repocat.analysis.languages import Language, content
from repocat.analysis.limits import Limits
from repocat.analysis.scanner import scan
from tests.analysis.readers import PATHS, READERS, Pattern, patterns
from tests.analysis.scanner.attacks import attacks
from tests.analysis.scanner.hostile import growth, inputs, spent

MOST_GROWTH = 2.3
SIZE = 100_000
#: What readers are given is cut at about this size.
READ = 50_000
#: Seconds of one run after which nobody need wait to know.
TOO_LONG = 20
SHOWN = 15
_SCANNED = frozenset({"comments", "openers", "strings", "structure", "docstrings", "preamble", "name_bytes"})

Make = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Row:
    """The input of which something is slowest, by growth or by bytes."""

    what: str
    name: str
    growth: float
    #: Processor seconds for a megabyte of it.
    seconds: float


class _TooLongError(Exception):
    """Raised in place of waiting for ever: expressions look for signals while they run."""


def grammars(known: list[Language]) -> list[list[Language]]:
    """Languages by what the scanner knows of them; one of each kind stands for all."""
    groups: dict[str, list[Language]] = {}
    for language in known:
        key = repr([getattr(language, one.name) for one in fields(Language) if one.name in _SCANNED])
        groups.setdefault(key, []).append(language)
    return list(groups.values())


def measure(known: list[Language], processes: int) -> int:
    """Double everything, print what is slowest; how many grow too fast."""
    groups = grammars(known)
    # The longest tasks first.
    ordered = sorted(groups, key=lambda group: group[0].structure is None)
    tasks = [("scan", group[0].name) for group in ordered]
    if len(known) == len(languages.ALL):
        tasks += [("read", name) for name in READERS] + [("refine", extension) for extension in sorted(content.RULES)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        rows: list[Row] = []
        for done, (found, task) in enumerate(pool.imap_unordered(_task, tasks), 1):
            rows += found
            _say(done, len(tasks), task)
    print(f"{len(rows):,} hostile inputs doubled: {len(known)} languages of {len(groups)} grammars")
    _show("grows most", sorted(rows, key=lambda row: -row.growth)[:SHOWN])
    _show("takes longest", sorted(rows, key=lambda row: -row.seconds)[:SHOWN])
    return sum(row.growth > MOST_GROWTH for row in rows)


def _show(title: str, rows: list[Row]) -> None:
    print(f"\n{'growth':>8} {'s/MB':>7}  what {title}")
    for row in rows:
        bad = "TOO MUCH" if row.growth > MOST_GROWTH else ""
        print(f"{row.growth:8.2f} {row.seconds:7.2f}  {row.what}: {row.name[:90]} {bad}")


def _say(done: int, of: int, task: str) -> None:
    """Where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of}: {task:40}", end="", file=sys.stderr)


def _task(task: tuple[str, str]) -> tuple[list[Row], str]:
    signal.signal(signal.SIGALRM, _stop)
    return _measured(*task), task[1]


def _measured(kind: str, name: str) -> list[Row]:
    if kind == "scan":
        language = languages.BY_NAME[name]
        makers = chain(inputs(language), *map(attacks, _expressions(language)))
        return _rows(name, lambda data: scan(data, language), makers, SIZE)
    if kind == "refine":
        return _rows(f"refine {name}", partial(_refine, name), chain(*map(attacks, _rules(name))), READ)
    longest = Limits().path_bytes if name in PATHS else READ * 8
    module = importlib.import_module(f"repocat.analysis.{name.partition('.')[0]}")
    return _rows(name, lambda data: READERS[name](data[:longest]), chain(*map(attacks, patterns(module))), READ)


def _stop(_signal: int, _frame: object) -> None:
    raise _TooLongError


def _rows(what: str, work: Callable[[bytes], object], makers: Iterator[tuple[str, Make]], size: int) -> list[Row]:
    return [_row(what, name, work, make, size) for name, make in dict(makers).items()]


def _row(what: str, name: str, work: Callable[[bytes], object], make: Make, size: int) -> Row:
    signal.alarm(TOO_LONG)
    try:
        by = growth(make, work, size, MOST_GROWTH)
        return Row(what, name, by, spent(work, make(size)) * 1e6 / size)
    except _TooLongError:
        return Row(what, name, float("inf"), float("inf"))
    finally:
        signal.alarm(0)


def _expressions(language: Language) -> list[Pattern | bytes]:
    """What a file of a language is searched with."""
    found: list[Pattern | bytes] = [*language.comments, *language.strings]
    if structure := language.structure:
        found += [one for one in (structure.head, structure.tail, structure.typed, structure.smoothed) if one]
        found += _scanners()
    return found


@cache
def _scanners() -> list[Pattern]:
    names = (one.name for one in pkgutil.iter_modules(scanner.__path__))
    modules = [scanner, *(importlib.import_module(f"repocat.analysis.scanner.{name}") for name in names)]
    return list(dict.fromkeys(chain.from_iterable(map(patterns, modules))))


def _rules(extension: str) -> list[Pattern]:
    return [re.compile(pattern, re.MULTILINE) for _, _, pattern in content.RULES[extension]]


def _refine(extension: str, data: bytes) -> object:
    path = f"a{extension}"
    return languages.refine(languages.by_path(path) or languages.ALL[0], path, data)
