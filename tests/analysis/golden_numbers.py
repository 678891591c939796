"""What the analysis makes of the snippets in `golden/`, as one digest, and where that is recorded.

python -m tests.analysis.golden_numbers    record today's numbers for today's ANALYSER_VERSION
"""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from repocat.analysis import languages
from repocat.analysis.limits import Limits
from repocat.analysis.measure import measure
from repocat.analysis.report import ANALYSER_VERSION
from repocat.analysis.scanner import scan
from repocat.analysis.source import Folder

FOLDER = Path(__file__).with_name("golden")
RECORD = Path(__file__).with_name("golden.json")
COMMAND = "python -m tests.analysis.golden_numbers"


def numbers() -> dict[str, object]:
    """The report on the folder, and every function of every file, of which a report keeps only the worst."""
    report = asdict(measure(Folder(FOLDER, Limits()), None, "2026-01-01", Limits()))
    del report["analyser_version"]
    return {"report": report, "files": {path: _file(path) for path in _paths()}}


def measured_languages() -> set[str]:
    """Languages of the snippets in which functions were found."""
    return {str(found["language"]) for found in map(_file, _paths()) if found["functions"]}


def digest() -> str:
    """One name for all of it."""
    return sha256(json.dumps(numbers(), sort_keys=True).encode()).hexdigest()


def _paths() -> list[str]:
    return sorted(str(path.relative_to(FOLDER)) for path in (FOLDER / "src").iterdir())


def _file(path: str) -> dict[str, object]:
    data = (FOLDER / path).read_bytes()
    named = languages.by_path(path)
    if named is None:
        raise LookupError(f"no language has files like {path}")
    language = languages.refine(named, path, data)
    found = scan(data, language)
    return {
        "language": language.name,
        "lines": [found.code, found.comment, found.blank, found.todos],
        "functions": [list(function) for function in found.functions],
    }


def main() -> None:
    """Record the digest beside the version."""
    RECORD.write_text(json.dumps({"analyser_version": ANALYSER_VERSION, "digest": digest()}, indent=2) + "\n")


if __name__ == "__main__":
    main()
