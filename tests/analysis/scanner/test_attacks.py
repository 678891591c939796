"""What the regular expressions themselves say would hurt them does not. A sample of what `make fuzz` does at length."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain

import pytest

from repocat.analysis import classify, docs, languages, licences, practice
from repocat.analysis.languages import content
from repocat.analysis.scanner import scan
from tests.analysis.readers import PATHS, READERS, patterns
from tests.analysis.scanner.attacks import attacks

SIZE = 1 << 16
#: A hundred times what it takes.
SECONDS = 1.5
SAMPLE = 6


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Ends what would never end: expressions look for signals while they run."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def slowest(
    work: Callable[[bytes], object], given: list[tuple[str, Callable[[int], bytes]]], size: int, most: float = SECONDS
) -> float:
    found = [0.0]
    with bounded(20 * most):
        for _, make in given:
            data = make(size)
            started = time.process_time()
            work(data)
            found.append(time.process_time() - started)
    return max(found)


@pytest.mark.parametrize("slow", [rb"(?:a|a)*b", rb"(?:\d[\w.]*|[.-])*x", rb"/\*.*?\*/", rb"import[ \t]+[\w ]++;"])
def test_slow_expressions_are_found_out(slow: bytes) -> None:
    search = re.compile(slow, re.DOTALL).search
    with pytest.raises(TimeoutError):
        slowest(search, list(attacks(slow)), SIZE, most=0.02)


@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)
def test_comments_and_strings(language: languages.Language) -> None:
    known = list(chain(*map(attacks, (*language.comments, *language.strings))))
    given = random.Random(language.name).sample(known, min(SAMPLE, len(known)))
    assert slowest(lambda data: scan(data, language), given, SIZE) < SECONDS


@pytest.mark.parametrize("extension", content.RULES)
def test_rules_that_tell_languages_apart(extension: str) -> None:
    path = f"a{extension}"
    language = languages.by_path(path)
    assert language
    given = list(chain(*(attacks(pattern) for _, _, pattern in content.RULES[extension])))
    assert slowest(lambda data: languages.refine(language, path, data), given, SIZE) < SECONDS


@pytest.mark.parametrize("name", sorted(PATHS))
def test_rules_for_paths(name: str) -> None:
    given = list(chain(*(attacks(one) for module in (classify, docs, licences, practice) for one in patterns(module))))
    assert slowest(READERS[name], given, 1024) < SECONDS
