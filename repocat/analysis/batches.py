"""Files of one language that are used alike are measured together: most of the cost of a small file is not its text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from repocat.analysis import testing
from repocat.analysis.languages.grammar import Language
from repocat.analysis.measured import Measured
from repocat.analysis.scanner import count_lines, scan_all
from repocat.analysis.scanner.scans import nothing, only_lines

#: Bytes after which waiting files are measured: more costs memory and gains nothing.
_ENOUGH = 1 << 19


@dataclass(slots=True)
class _Batch:
    language: Language | None
    use: str
    paths: list[str] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    frameworks: list[int] = field(default_factory=list)
    waiting: int = 0

    def measured(self) -> Measured:
        if self.language is None:
            scans = nothing(len(self.paths))
        elif self.use == "production":
            scans = scan_all(self.files, self.language)
        else:
            scans = only_lines(count_lines(self.files, self.language))
        sizes, frameworks = np.array(self.sizes, np.int64), np.array(self.frameworks, np.int64)
        return Measured(self.language, self.use, self.paths, self.names, sizes, scans, frameworks)


@dataclass(slots=True)
class Batches:
    """Collects files and measures them."""

    _measured: list[Measured] = field(default_factory=list)
    #: Bytes of programming languages so far.
    _sizes: Counter[str] = field(default_factory=Counter)
    _waiting: dict[tuple[str, str], _Batch] = field(default_factory=dict)

    def add(self, path: str, name: bytes, data: bytes, language: Language, use: str) -> None:
        """One more file, or part of one; `use` is one of `measured.USES`."""
        batch = self._batch(path, name, len(data), language, use)
        batch.files.append(data)
        batch.frameworks.append(testing.signs(data, language.name) if use in ("test", "inline_test") else 0)
        batch.waiting += len(data)
        if language.kind == "programming":
            self._sizes[language.name] += len(data)
        if batch.waiting >= _ENOUGH:
            self._measured.append(self._waiting.pop((language.name, use)).measured())

    def exclude(self, path: str, name: bytes, size: int, reason: str) -> None:
        """A file that does not count for what it holds."""
        self._batch(path, name, size, None, reason).frameworks.append(0)

    def _batch(self, path: str, name: bytes, size: int, language: Language | None, use: str) -> _Batch:
        key = language.name if language else "", use
        batch = self._waiting.get(key)
        if batch is None:
            batch = self._waiting[key] = _Batch(language, use)
        batch.paths.append(path)
        batch.names.append(name)
        batch.sizes.append(size)
        return batch

    def leading_language(self) -> str | None:
        """The programming language of most bytes so far."""
        return max(self._sizes, key=lambda name: (self._sizes[name], name), default=None)

    def finish(self) -> list[Measured]:
        """Everything, measured."""
        self._measured += [batch.measured() for _, batch in sorted(self._waiting.items())]
        self._waiting.clear()
        return self._measured
