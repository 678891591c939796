"""Short way to measure a text in the tests."""

from __future__ import annotations

from repocat.analysis import languages
from repocat.analysis.scanner import Scan, scan


def scanned(language: str, text: str | bytes) -> Scan:
    """The scan of a text that may be indented as a whole by its first newline."""
    data = text if isinstance(text, bytes) else text.removeprefix("\n").encode()
    return scan(data, languages.BY_NAME[language])


def functions(language: str, text: str | bytes) -> dict[str, tuple[int, int, int, int, int]]:
    """Name -> line, complexity, lines, nesting, parameters."""
    return {
        function.name: (function.line, function.complexity, function.lines, function.nesting, function.parameters)
        for function in scanned(language, text).functions
    }
