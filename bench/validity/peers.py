"""Do others' tools put repositories in the same order? Per language, over the reference list.

python -m bench.validity.peers --lizard PROGRAM --jscpd PROGRAM

Both programs look at the same files as ours: production code in a repository's main language, written to a temporary
folder. Compared are our complexity excess per 1,000 lines with lizard's warnings per 1,000 lines, and our share of
copied lines with jscpd's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from bench.validity import repositories
from bench.validity.ranks import spearman
from repocat.analysis import claims, languages, reference
from repocat.analysis import measure as analysis
from repocat.analysis.source import BareRepository, Folder

#: With fewer repositories a rank correlation says nothing.
FEWEST = 5
#: jscpd holds every token in memory.
MOST_LINES = 150_000


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the others' tools are."""

    lizard: str
    jscpd: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What we and they say of one repository."""

    repository: str
    language: str
    complexity: float
    warnings: float
    copied: float
    clones: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lizard", default="lizard")
    parser.add_argument("--jscpd", default="jscpd")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    rows = json.loads(reference.FILE.read_bytes())["repositories"]
    rows = [row for row in rows if row["functions"] > 0.5 and row["code"] <= MOST_LINES]
    rows.sort(key=lambda row: -row["code"])
    with Pool(chosen.processes) as pool:
        pairs = list(filter(None, pool.imap(partial(_pair, Programs(chosen.lizard, chosen.jscpd)), rows, chunksize=1)))
    _print(pairs)


def _print(pairs: list[Pair]) -> None:
    by_language: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_language[pair.language].append(pair)
    print(f"{'language':<14}{'repositories':>13}{'lizard':>9}{'jscpd':>9}   rank correlation")
    for language, own in [*sorted(by_language.items()), ("all", pairs)]:
        if len(own) >= FEWEST:
            complexity = spearman([pair.complexity for pair in own], [pair.warnings for pair in own])
            copies = spearman([pair.copied for pair in own], [pair.clones for pair in own])
            print(f"{language:<14}{len(own):>13}{complexity:>9.2f}{copies:>9.2f}")


def _pair(programs: Programs, row: dict[str, Any]) -> Pair | None:
    """Both opinions on one repository; None where its main language is not measured."""
    language = languages.BY_NAME[row["language"]]
    if language.structure is None:
        return None
    git_dir = repositories.git_dir(row["repository"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in _files(BareRepository(git_dir, row["commit"], repositories.LIMITS), language.name):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        report = analysis.measure(Folder(folder, repositories.LIMITS), None, "2026-01-01", repositories.LIMITS)
        if report.functions is None or report.duplication is None:
            return None
        return Pair(
            row["repository"],
            language.name,
            1000 * report.functions.complexity.excess / report.functions.measured_code,
            1000 * _warnings(programs.lizard, folder) / report.functions.measured_code,
            report.duplication.share,
            _clones(programs.jscpd, folder),
        )


def _files(source: BareRepository, language: str) -> Iterator[tuple[str, bytes]]:
    entries = [entry for entry in source.entries() if entry.kind == "file"]
    said = claims.read(source, entries)
    for entry, data in source.contents(entries):
        path = entry.path.decode("utf-8", "replace")
        kind = languages.by_path(path)
        if kind is None or said.purpose(path) != "production" or said.by_content(path, data):
            continue
        if languages.refine(kind, path, data).name == language:
            yield path, data


def _warnings(program: str, folder: Path) -> int:
    """Functions that lizard warns of: by its own defaults, which is a complexity above 15."""
    printed = subprocess.run([program, "-w", str(folder)], capture_output=True, check=False).stdout
    return printed.count(b": warning: ")


def _clones(program: str, folder: Path) -> float:
    """Per cent of lines that jscpd finds copied in blocks of at least six lines."""
    with tempfile.TemporaryDirectory() as output:
        options = ["--reporters", "json", "--silent", "--min-lines", "6", "--max-lines", "100000", "--max-size", "1mb"]
        options += ["--mode", "weak"]  # Comments are no copies: a licence in every file would count as some.
        subprocess.run([program, *options, "--output", output, str(folder)], capture_output=True, check=False)
        found = json.loads((Path(output) / "jscpd-report.json").read_bytes())
    return float(found["statistics"]["total"]["percentage"])


if __name__ == "__main__":
    main()
