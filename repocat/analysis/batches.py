"""Files of one language that are used alike are measured together: most of the cost of a small file is not its text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from repocat.analysis.languages.grammar import Language
from repocat.analysis.scanner import count_lines, scan_all
from repocat.analysis.tally import Tally

#: Bytes after which waiting files are measured: more costs memory and gains nothing.
_ENOUGH = 1 << 19


@dataclass(slots=True)
class _Batch:
    language: Language
    paths: list[str] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    size: int = 0


@dataclass(slots=True)
class Batches:
    """Collects files and adds what is measured to a tally.

    A file's use is production (measured whole), test, inline_test (the part of a production file that holds tests) or
    other; of these only lines are counted.
    """

    tally: Tally
    #: Bytes of programming languages so far.
    _sizes: Counter[str] = field(default_factory=Counter)
    _waiting: dict[tuple[str, str], _Batch] = field(default_factory=dict)

    def add(self, path: str, data: bytes, language: Language, use: str) -> None:
        """One more file, or part of one."""
        batch = self._waiting.setdefault((language.name, use), _Batch(language))
        batch.paths.append(path)
        batch.files.append(data)
        batch.size += len(data)
        if language.kind == "programming":
            self._sizes[language.name] += len(data)
        if batch.size >= _ENOUGH:
            self._measure(self._waiting.pop((language.name, use)), use)

    def leading_language(self) -> str | None:
        """The programming language of most bytes so far."""
        return max(self._sizes, key=lambda name: (self._sizes[name], name), default=None)

    def finish(self) -> Tally:
        """The tally with everything that was still waiting."""
        for (_, use), batch in sorted(self._waiting.items()):
            self._measure(batch, use)
        self._waiting.clear()
        return self.tally

    def _measure(self, batch: _Batch, use: str) -> None:
        if use == "production":
            scans = scan_all(batch.files, batch.language)
            self.tally.add_production(batch.paths, batch.language, scans, batch.size)
            lines = scans.lines
        else:
            lines = count_lines(batch.files, batch.language)
        if use in ("test", "inline_test"):
            self.tally.add_tests(lines, batch.size)
        # The part with tests belongs to a file that has been counted.
        self.tally.add_language(batch.language, lines, batch.size, 0 if use == "inline_test" else len(batch.files))
