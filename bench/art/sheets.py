"""Contact sheets to look at: every trait at every level, breeds and moods, homes, names, repositories at random.

`python -m bench.art.sheets FOLDER [--cell 200] [--theme light] [--view square]` writes each as WebP.
"""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import resvg_py
from PIL import Image

from bench.art.models import CHANNELS, MOODS, PLAIN, random_cats
from repocat.cat.breeds import BREEDS
from repocat.cat.draw import placeholder_svg, svg
from repocat.cat.scenes import SCENES
from repocat.cat.traits import Traits

Rows = list[list[Traits]]


def sheets() -> Iterator[tuple[str, str, Rows]]:
    """Name, view that it needs (empty: the asked one) and rows of cats."""
    for tier, view in ((1, ""), (2, ""), (3, "full")):
        channels = (channel for channel in CHANNELS if channel.tier == tier)
        yield f"traits-{tier}", view, [row for channel in channels for row in _rows(channel.cats(), 6)]
    yield "breeds", "", [[replace(PLAIN, breed=breed, name=breed, mood=mood) for mood in MOODS] for breed in BREEDS]
    yield "scenes", "full", _rows((replace(PLAIN, scene=scene, owner=scene) for scene in SCENES), 3)
    yield "names", "", _rows((replace(PLAIN, name=f"n{number}") for number in range(40)), 8)
    yield "random", "", _rows(random_cats(48), 8)
    yield "random-full", "full", _rows(random_cats(12, seed=3), 3)


def _rows(cats: Iterable[Traits], width: int) -> Rows:
    found = list(cats)
    return [found[start : start + width] for start in range(0, len(found), width)]


def drawn(rows: list[list[str]], cell: tuple[int, int]) -> str:
    """One SVG of rows of SVGs."""
    width, height = cell
    across = max(len(row) for row in rows) * width
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{len(rows) * height}">']
    for down, row in enumerate(rows):
        for column, picture in enumerate(row):
            place = f'x="{column * width}" y="{down * height}" width="{width}" height="{height}"'
            parts.append(re.sub(r'width="\d+" height="\d+"', place, picture, count=1))
    return "".join([*parts, "</svg>"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.art.sheets", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cell", type=int, default=200, help="pixels of one square picture")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--view", default="square")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name, needed, rows in sheets():
        view = needed or asked.view
        cell = (asked.cell * 40 // 21 // 2 * 2, asked.cell) if view == "full" else (asked.cell, asked.cell)
        number = iter(range(10_000))
        pictures = [[svg(cat, view=view, theme=asked.theme, prefix=f"s{next(number)}") for cat in row] for row in rows]
        _write(asked.folder / name, drawn(pictures, cell))
    boxes = [[placeholder_svg("pallets", "flask", kind=kind) for kind in ("unknown", "drawing", "failed")]]
    _write(asked.folder / "boxes", drawn(boxes, (asked.cell * 2, asked.cell)))


def _write(path: Path, text: str) -> None:
    """As WebP, which keeps the sheets small enough for the repository."""
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=text))))
    picture.convert("RGB").save(path.with_suffix(".webp"), quality=82, method=6)


if __name__ == "__main__":
    main()
