"""Writes what the analysis knows of licence texts: samples of their hashed word triples, no text.

    npm pack spdx-license-list@6.12.0 && tar -xzf spdx-license-list-*.tgz
    python scripts/licence_shingles.py package/licenses

The folder holds one JSON file for each licence, with its text under "licenseText".
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from repocat.analysis.licence_names import CLASSES, GNU_NOTICE
from repocat.analysis.shingles import FILE, shingles, words

#: Of texts with more triples than this only a sample is kept; short licences differ in single words.
SHORT, SAMPLE = 256, 96
#: Texts in which another one follows: where theirs ends.
ENDS = {"LGPL-3.0": "gnu general public license version 3"}
#: The notices that some licences ask for in every file; where a project's licence file is nothing else, they will do.
#: Name, text in which the notice stands, its first and its last words.
NOTICES = (
    ("Apache-2.0", "Apache-2.0", "licensed under the apache license version 2 0 the license", "under the license"),
    ("MPL-2.0", "MPL-2.0", "this source code form is subject to the terms", "mozilla org mpl 2 0"),
    (GNU_NOTICE, "GPL-3.0", "is free software you can redistribute it", "for more details"),
    (GNU_NOTICE, "LGPL-2.1", "is free software you can redistribute it", "for more details"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    texts = {name: words(_text(folder, name)) for name in CLASSES}
    for name, end in ENDS.items():
        texts[name] = _before(texts[name], end.split())
    rows = [_row(name, text) for name, text in texts.items()]
    rows += [_row(name, _between(texts[of], begin.split(), end.split())) for name, of, begin, end in NOTICES]
    FILE.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    sys.stdout.write(f"{len(rows)} texts, {FILE.stat().st_size:,} bytes\n")


def _text(folder: Path, name: str) -> str:
    text: str = json.loads((folder / f"{name}.json").read_text())["licenseText"]
    return text


def _row(name: str, text: list[str]) -> dict[str, object]:
    found = shingles(text)
    unique = np.unique(found)
    sample = unique[: SHORT if unique.size <= SHORT else SAMPLE].astype("<u4")
    return {"name": name, "size": int(found.size), "sample": base64.b64encode(sample.tobytes()).decode("ascii")}


def _find(text: list[str], phrase: list[str], begin: int = 0) -> int:
    for index in range(begin, len(text)):
        if text[index : index + len(phrase)] == phrase:
            return index
    raise SystemExit(f"not in the text: {' '.join(phrase)}")


def _before(text: list[str], phrase: list[str]) -> list[str]:
    return text[: _find(text, phrase, len(phrase))]


def _between(text: list[str], begin: list[str], end: list[str]) -> list[str]:
    first = _find(text, begin)
    return text[first : _find(text, end, first) + len(end)]


if __name__ == "__main__":
    main()
