"""Writes static/img/boxes: the boxes that stand where a PNG is not there yet. Needed when their drawing changes.

python -m scripts.boxes
"""

from __future__ import annotations

from repocat.cat.draw import placeholder_svg
from repocat.cat.png import png
from repocat.config import ROOT
from repocat.generations.renditions import PNG, Rendition

FOLDER = ROOT / "static" / "img" / "boxes"


def main() -> None:
    for box in ("unknown", "drawing", "failed"):
        for view, sizes in PNG.views.items():
            # Nobody's name: one file is for all.
            svg = placeholder_svg("", "", kind=box, view=view)
            for size in sizes:
                picture = png(svg, *Rendition(PNG, view, "light", size).pixels)
                (FOLDER / f"{box}-{size}.png").write_bytes(picture)


if __name__ == "__main__":
    main()
