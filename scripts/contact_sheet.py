"""Writes contact sheets of the cat, for looking: every trait x level, breeds x moods, random repositories.

    python scripts/contact_sheet.py FOLDER [--cell 270] [--theme light] [--view square]

Each sheet is one SVG and one PNG (resvg-py, a development requirement).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from dataclasses import replace
from pathlib import Path

import resvg_py

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from repocat.cat.breeds import BREEDS
from repocat.cat.draw import placeholder_svg, svg
from repocat.cat.expressions import EXPRESSIONS
from repocat.cat.scenes import SCENES
from repocat.cat.traits import Traits

MOODS = [mood for mood in EXPRESSIONS if mood != "asleep"]
PLAIN = Traits("pallets", "flask", 0.5, 5.0, "tabby", "den", 7.6, "content", "awake", 3, "set up", "permissive", 2)

LEVELS: dict[str, list[object]] = {
    "size": [0.0, 0.25, 0.45, 0.6, 0.8, 1.0],
    "age": [0.1, 1.0, 4.0, 8.0, 14.0, None],
    "score": [1.0, 2.9, 4.5, 6.5, 8.6, 9.6],
    "mood": [*MOODS, "unknown"],
    "idle": ["awake", "yawning", "loafing", "asleep", "fast asleep", "unknown"],
    "mice": [0, 1, 2, 3, 4, 5],
    "ci": ["none", "set up", "unknown"],
    "licence": ["none", "permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom"],
    "books": [0, 1, 2, 3, 4],
    "complexity": [3.0, 5.0, 9.0, 14.0, 19.0, 26.0],
    "copycats": [0, 1, 2, 3],
    "daypart": ["day", "dusk", "night", "unknown"],
}


def random_cats(count: int) -> list[Traits]:
    """Repositories that nobody has, the same in every run."""
    dice = random.Random(7)  # noqa: S311
    return [
        Traits(
            owner=f"owner{number // 2}",
            name=f"project{number}",
            size=dice.betavariate(2, 2),
            age=dice.expovariate(1 / 5),
            breed=dice.choice(list(BREEDS)),
            scene=dice.choice(list(SCENES)),
            score=round(dice.uniform(2, 9.8), 1),
            mood=dice.choice(MOODS),
            idle=dice.choice(["awake", "awake", "awake", "yawning", "loafing", "asleep"]),
            mice=dice.randrange(6),
            ci=dice.choice(["set up", "none"]),
            licence=dice.choice([str(level) for level in LEVELS["licence"]]),
            books=dice.randrange(5),
            complexity=dice.uniform(1, 20),
            copycats=dice.choice([0, 0, 1, 2, 3]),
            daypart=dice.choice(["day", "day", "dusk", "night"]),
        )
        for number in range(count)
    ]


def sheet(pictures: list[list[str]], cell: int) -> str:
    """One SVG of rows of SVGs."""
    width = max(len(row) for row in pictures) * cell
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{len(pictures) * cell}">']
    for down, row in enumerate(pictures):
        for across, picture in enumerate(row):
            place = f'x="{across * cell}" y="{down * cell}" width="{cell}" height="{cell}"'
            parts.append(re.sub(r'width="\d+" height="\d+"', place, picture, count=1))
    return "".join([*parts, "</svg>"])


def sheets(view: str, theme: str) -> dict[str, list[list[str]]]:
    number = iter(range(10_000))

    def drawn(cat: Traits) -> str:
        return svg(cat, view=view, theme=theme, prefix=f"s{next(number)}")

    cats = random_cats(40)
    return {
        "traits": [[drawn(replace(PLAIN, **{key: level})) for level in levels] for key, levels in LEVELS.items()],
        "breeds": [[drawn(replace(PLAIN, breed=breed, name=breed, mood=mood)) for mood in MOODS] for breed in BREEDS],
        "scenes": [
            [drawn(replace(PLAIN, scene=scene, owner=scene)) for scene in list(SCENES)[start : start + 5]]
            for start in range(0, len(SCENES), 5)
        ],
        "names": [[drawn(replace(PLAIN, name=f"n{row}{column}")) for column in range(8)] for row in range(5)],
        "random": [[drawn(cat) for cat in cats[start : start + 8]] for start in range(0, 40, 8)],
        "boxes": [[placeholder_svg("pallets", "flask", kind=kind) for kind in ("unknown", "drawing", "failed")]],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cell", type=int, default=270, help="pixels of one picture")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--view", default="square")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name, pictures in sheets(chosen.view, chosen.theme).items():
        text = sheet(pictures, chosen.cell)
        (chosen.folder / f"{name}.svg").write_text(text, encoding="utf-8")
        (chosen.folder / f"{name}.png").write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=text)))


if __name__ == "__main__":
    main()
