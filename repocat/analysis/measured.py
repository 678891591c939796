"""Files of one language that are used alike, measured: what shares of a repository are made of, and what is cached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from repocat.analysis.languages.grammar import Language
from repocat.analysis.scanner.scans import Mask, Scans
from repocat.analysis.scanner.text import Ints

#: Production files are measured whole, of the others only the lines are counted. The part of a production file that
#: holds its tests is measured as a file of its own.
USES = ("production", "test", "inline_test", "other")


@dataclass(frozen=True, slots=True)
class Measured:
    """Several files, in the order of `paths`."""

    #: None where the files do not count for what they hold; `use` is the reason then.
    language: Language | None
    use: str
    paths: list[str]
    #: Names by which the contents are known again (`blobs.name`); empty ones are not.
    names: list[bytes]
    #: In bytes.
    sizes: Ints
    scans: Scans
    #: Frameworks that tests use, as `testing.signs` gives them.
    frameworks: Ints

    def take(self, mask: Mask, paths: list[str]) -> Measured:
        """The files where the mask is true; those are their paths now."""
        names = [self.names[index] for index in np.flatnonzero(mask).tolist()]
        return Measured(
            self.language, self.use, paths, names, self.sizes[mask], self.scans.take(mask), self.frameworks[mask]
        )
