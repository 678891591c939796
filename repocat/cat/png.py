"""SVG -> PNG, by resvg. A program of its own, as a rendering holds the interpreter's lock from beginning to end.

    python -m repocat.cat.png 64 512 < picture.svg

writes a JSON object of size -> base64. Text is set in the fonts that come with Repocat: it looks the same everywhere.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from pathlib import Path

import resvg_py
from PIL import Image

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
_FAMILY = "Bricolage Grotesque"
_FONT_FILES = [str(FONTS / f"bricolage-grotesque-{weight}.ttf") for weight in ("regular", "bold")]
COLOURS = 256


def png(svg: str, width: int, height: int) -> bytes:
    """The picture in a palette of 256 colours: about a third of the size, and no eye sees it."""
    full: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        height=height,
        skip_system_fonts=True,
        font_files=_FONT_FILES,
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
        serif_family=_FAMILY,
    )
    with Image.open(io.BytesIO(full)) as image:
        image.load()
        if image.size != (width, height):
            raise ValueError(f"asked for {width}x{height}, the picture is {image.width}x{image.height}")
        is_opaque = min(image.getchannel("A").tobytes()) == 255
        # Median cut gives the better colours, but knows no transparency.
        method = Image.Quantize.MEDIANCUT if is_opaque else Image.Quantize.FASTOCTREE
        flat = image.convert("RGB") if is_opaque else image
        small = io.BytesIO()
        flat.quantize(COLOURS, method=method, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> None:
    svg = sys.stdin.buffer.read().decode()
    made = {}
    for size in sys.argv[1:]:
        width, _, height = size.partition("x")
        made[size] = base64.b64encode(png(svg, int(width), int(height or width))).decode()
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main()
