"""Eyes, brows, nose, mouth and whiskers: one set per mood, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.expressions import Expression
from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.eyes import Eye, eye
from repocat.cat.geometry.paths import Cubic, Point, mirrored, path


@dataclass(frozen=True, slots=True)
class Face:
    eyes: tuple[Eye, ...]
    nose: str
    nose_y: float
    mouth: str
    tongue: str
    fang: str
    whiskers: tuple[str, ...]
    blush: tuple[Point, ...]
    drop: str
    #: White brows of a senior.
    brow_tufts: tuple[str, ...]
    muzzle: tuple[tuple[float, float, float, float], ...]


def face(breed: Breed, points: Anchors, look: Expression, night: bool) -> Face:
    """All of it around the head's centre; pupils are round at night and for kittens."""
    width, height = points.head_width, points.head_height
    nose_y = height * 0.47
    return Face(
        eyes=tuple(eye(breed, points, look, side, round_pupil=night or points.youth > 0.5) for side in (-1, 1)),
        nose=_nose(nose_y),
        nose_y=nose_y,
        mouth=_mouth(look.mouth, nose_y + 9),
        tongue=_tongue(nose_y + 9) if look.mouth == "open" else "",
        fang=path(
            (9, nose_y + 18),
            [
                ((10, nose_y + 23), (12, nose_y + 27), (13, nose_y + 28)),
                ((15, nose_y + 25), (17, nose_y + 21), (17, nose_y + 17)),
            ],
        )
        if look.mouth == "frown"
        else "",
        whiskers=_whiskers(width, nose_y, look.whiskers + 9 * points.seniority, 1 + 0.18 * points.seniority),
        blush=((-width * 0.66, height * 0.48), (width * 0.66, height * 0.48)) if look.blush else (),
        drop=_drop(width, height) if look.drop else "",
        brow_tufts=tuple(_brow_tuft(width, height, side) for side in (-1, 1)),
        muzzle=((-15, nose_y + 12, 25, 20), (15, nose_y + 12, 25, 20), (0, nose_y + 26, 20, 13)),
    )


def _nose(y: float) -> str:
    return path(
        (-11.5, y - 5),
        [
            ((-7, y - 9.5), (7, y - 9.5), (11.5, y - 5)),
            ((13.5, y - 1), (5, y + 8), (0, y + 8.5)),
            ((-5, y + 8), (-13.5, y - 1), (-11.5, y - 5)),
        ],
        close=True,
    )


def _mouth(kind: str, y: float) -> str:
    depth, reach = {"open": (11, 23), "smile": (12, 22), "flat": (7, 18), "sleep": (9, 17)}.get(kind, (0, 0))
    if depth:
        right: list[Cubic] = [((2, y + depth * 1.2), (reach * 0.72, y + depth * 1.4), (reach, y + depth * 0.25))]
        return path((0, y - 1), right) + path((0, y - 1), mirrored(right))
    if kind == "wavy":
        wave: list[Cubic] = [((-12, y + 4), (-8, y + 18), (0, y + 11)), ((8, y + 4), (12, y + 18), (19, y + 10))]
        return path((0, y - 1), [((0, y + 4), (0, y + 8), (0, y + 9))]) + path((-19, y + 13), wave)
    frown: list[Cubic] = [((-12, y + 6), (-6, y + 5), (0, y + 7)), ((6, y + 5), (12, y + 6), (19, y + 14))]
    return path((0, y - 1), [((0, y + 2), (0, y + 4), (0, y + 7))]) + path((-19, y + 14), frown)


def _tongue(y: float) -> str:
    """The open mouth's inside, below the two arcs."""
    return path(
        (-14, y + 10),
        [
            ((-12, y + 30), (12, y + 30), (14, y + 10)),
            ((9, y + 14), (3, y + 11), (0, y + 3)),
            ((-3, y + 11), (-9, y + 14), (-14, y + 10)),
        ],
        close=True,
    )


def _whiskers(width: float, nose_y: float, droop: float, length: float) -> tuple[str, ...]:
    lines = []
    for side in (-1, 1):
        for rank, (rise, reach) in enumerate(((-7, 0.66), (3, 0.72), (14, 0.62))):
            start: Point = (side * width * 0.36, nose_y + 6 + rank * 7)
            end: Point = (side * (width * 0.48 + width * reach * length), nose_y + rise * 2.0 + droop * 1.3)
            bend: Point = (start[0] + (end[0] - start[0]) * 0.5, min(start[1], end[1]) - 3)
            lines.append(path(start, [(bend, bend, end)]))
    return tuple(lines)


def _drop(width: float, height: float) -> str:
    x, y = width * 0.80, -height * 0.38
    return path(
        (x, y),
        [
            ((x + 3, y + 10), (x + 12, y + 16), (x + 9, y + 25)),
            ((x + 5, y + 33), (x - 7, y + 31), (x - 8, y + 22)),
            ((x - 8, y + 14), (x - 2, y + 8), (x, y)),
        ],
        close=True,
    )


def _brow_tuft(width: float, height: float, side: int) -> str:
    """Long hair over the eye that sweeps outwards and down."""
    x, y = side * width * 0.36, -height * 0.26
    far = x + side * 40
    cubics: list[Cubic] = [
        ((x + side * 12, y - 13), (far - side * 10, y - 12), (far, y + 5)),
        ((far - side * 8, y - 2), (far - side * 12, y - 2), (far - side * 14, y - 1)),
        ((x + side * 18, y + 3), (x + side * 10, y + 6), (x, y)),
    ]
    return path((x, y), cubics, close=True)
