"""Everything besides the scanner that looks at a repository's bytes, and the expressions that it looks with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from repocat.analysis import (
    attributes,
    classify,
    docs,
    history,
    languages,
    licences,
    measure,
    practice,
    source,
    testing,
)
from repocat.analysis.limits import Limits

_LONGEST_PATH = Limits().path_bytes
PATTERNS = attributes.parse({
    "": b"*a*b*[!c]*z linguist-vendored\na/**/b/**/*c*d linguist-generated\n**/?*/[a-z]*.js linguist-language=C\n"
})  # fmt: skip
READERS: dict[str, Callable[[bytes], object]] = {
    "classify.by_content js": lambda data: classify.by_content("static/a.js", data),
    "classify.by_path": lambda data: classify.by_path(data.decode("utf-8", "surrogateescape")),
    "classify.by_content c": lambda data: classify.by_content("a.c", data),
    "attributes.of": lambda data: PATTERNS.of(data[:_LONGEST_PATH].decode("utf-8", "surrogateescape")),
    "attributes.parse": lambda data: attributes.parse({"": data, "a": data}).of("a/b.js"),
    "docs.readme_quality": docs.readme_quality,
    "docs.readme_path": lambda data: docs.readme_path([data.decode("utf-8", "surrogateescape")]),
    "licences.identify": licences.identify,
    "licences.is_licence_file": lambda data: licences.is_licence_file(data.decode("utf-8", "surrogateescape")),
    "licences.of_repository": lambda data: licences.of_repository(
        names := ["LICENSE", "x.gemspec", "pom.xml", "setup.py", "Cargo.toml"], dict.fromkeys(names, data)
    ),
    "practice.measure": lambda data: practice.measure(
        [data[:_LONGEST_PATH].decode("utf-8", "surrogateescape"), "pyproject.toml", "package.json"],
        {"pyproject.toml": data, "package.json": data, "LICENSE": data},
    ),
    "testing.signs": lambda data: [testing.signs(data, one) for one in ("Python", "JavaScript", "Java", "C++")],
    "testing.split_inline_tests": lambda data: testing.split_inline_tests(data, "Rust"),
    "history.parse_commit": history.parse_commit,
    "source.committer_time": source.committer_time,
    "languages.by_head": languages.by_head,
    "measure.printable": measure.printable,
}
#: Of these no more than the longest path is ever read.
PATHS = frozenset({"classify.by_path", "docs.readme_path", "licences.is_licence_file"})

Pattern = re.Pattern[bytes] | re.Pattern[str]


def patterns(module: ModuleType) -> Iterator[Pattern]:
    """The expressions in the tables of a module."""
    for value in vars(module).values():
        yield from _inside(value)


def _inside(value: Any) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, dict):
        yield from _inside(tuple(value.values()))
