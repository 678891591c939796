"""What the score does to the fur: tangles, smudges and a plaster below, sparkles and a ribbon above."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.paths import Cubic, Point, path

#: Places of tangles as shares of girth and height; never on the face.
_TANGLES = (
    (-0.66, -0.30),
    (0.70, -0.46),
    (-0.84, -0.15),
    (0.62, -0.16),
    (-0.62, -0.56),
    (0.30, -0.36),
    (-0.28, -0.38),
    (0.46, -0.62),
)

#: Around the head, as shares of its width and height.
_SPARKLES = ((1.22, -0.72), (-1.26, -0.42), (1.28, 0.30))


@dataclass(frozen=True, slots=True)
class Grooming:
    """Points in the cat's coordinates, those of the head around its own centre."""

    tangles: tuple[Point, ...]
    #: x, y, half-width, half-height.
    smudges: tuple[tuple[float, float, float, float], ...]
    plaster: Point | None
    sparkles: tuple[Point, ...]
    ribbon: Point | None
    #: Opacity of the light on the fur, 0.0-0.62.
    gloss: float
    #: Light on the forehead, around the head's centre; it widens with the score.
    forehead: str
    #: 0.0 sleek, 1.0 tousled.
    disorder: float


def grooming(score: float | None, points: Anchors) -> Grooming:
    """An unknown score draws a cat that is neither tangled nor shining."""
    known = 7.5 if score is None else score
    tangles = min(len(_TANGLES), max(0, int(8 - known)))
    width, height = points.head_width, points.head_height
    return Grooming(
        tangles=tuple((x * points.girth, y * points.height) for x, y in _TANGLES[:tangles]),
        smudges=((width * 0.60, height * 0.56, 18, 10), (-width * 0.42, -height * 0.42, 15, 9)) if known < 4 else (),
        plaster=(-width * 0.60, height * 0.52) if known < 3 else None,
        sparkles=tuple((x * width, y * height) for x, y in _SPARKLES[: (known >= 8.5) + (known >= 9) + (known >= 9.5)]),
        ribbon=(width * 0.60, -height * 0.86) if known >= 9.5 else None,
        gloss=0.62 * min(1.0, max(0.0, known / 8)),
        forehead=_forehead(width, height, known / 10),
        disorder=max(0.0, (8.0 - known) / 8.0),
    )


def _forehead(width: float, height: float, share: float) -> str:
    half, top = width * (0.22 + 0.30 * share), -height * 0.88
    low = top + height * (0.06 + 0.12 * share)
    arc: list[Cubic] = [
        ((-half * 0.5, top - 5), (half * 0.5, top - 5), (half, top + 9)),
        ((half * 1.02, top + 14), (half * 0.55, low), (0.0, low)),
        ((-half * 0.55, low), (-half * 1.02, top + 14), (-half, top + 9)),
    ]
    return path((-half, top + 9), arc, close=True)
