"""Eyes, brows, nose, mouth and whiskers: one set per mood, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.paths import Cubic, Point, mirrored, path


@dataclass(frozen=True, slots=True)
class Expression:
    """ears in degrees outwards; lid is the covered share of the eye, slant tilts it (positive: angry)."""

    tail: str
    mouth: str
    ears: float = 0.0
    lid: float = 0.0
    slant: float = 0.0
    closed: str = ""
    brow: float | None = None
    blush: bool = False
    whiskers: float = 0.0
    drop: bool = False


EXPRESSIONS: dict[str, Expression] = {
    "beaming": Expression("hook", "open", ears=-3, closed="happy", blush=True, whiskers=-9),
    "content": Expression("up", "smile", lid=0.10, whiskers=-4, blush=True),
    "neutral": Expression("around", "flat", ears=2, lid=0.16),
    "concerned": Expression("low", "wavy", ears=15, lid=0.12, slant=-0.30, brow=-16, whiskers=5, drop=True),
    "grumpy": Expression("lash", "frown", ears=30, lid=0.30, slant=0.42, brow=17, whiskers=9),
    "drowsy": Expression("curl", "flat", ears=4, lid=0.52, whiskers=4),
    "asleep": Expression("curl", "sleep", ears=6, closed="sleep", blush=True, whiskers=5),
}


@dataclass(frozen=True, slots=True)
class Eye:
    x: float
    y: float
    rx: float
    ry: float
    pupil_rx: float
    pupil_ry: float
    lid: str
    lash: str
    closed: str
    brow: str


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
    muzzle: tuple[tuple[float, float, float, float], ...]
    forehead: str


def expression_of(mood: str, idle: str) -> Expression:
    """The mood's set, unless the cat is half or fully asleep."""
    if idle in {"asleep", "fast asleep"}:
        return EXPRESSIONS["asleep"]
    if idle == "loafing":
        return EXPRESSIONS["drowsy"]
    return EXPRESSIONS.get(mood, EXPRESSIONS["neutral"])


def face(breed: Breed, points: Anchors, look: Expression, night: bool) -> Face:
    """All of it around the head's centre; pupils are round at night and for kittens."""
    width, height = points.head_width, points.head_height
    nose_y = height * 0.47
    return Face(
        eyes=tuple(_eye(breed, points, look, side, round_pupil=night or points.youth > 0.5) for side in (-1, 1)),
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
        muzzle=((-15, nose_y + 12, 25, 20), (15, nose_y + 12, 25, 20), (0, nose_y + 26, 20, 13)),
        forehead=_forehead(width, height),
    )


def _eye(breed: Breed, points: Anchors, look: Expression, side: int, *, round_pupil: bool) -> Eye:
    radius = 26.5 * breed.eye * (1 + 0.20 * points.youth)
    rx, ry = radius * (1 + 0.10 * breed.almond), radius * 1.10 * (1 - 0.16 * breed.almond)
    x, y = side * points.head_width * 0.475, points.head_height * 0.15
    if look.closed:
        return Eye(x, y, rx, ry, 0, 0, "", "", _closed(x, y, rx, look.closed), "")
    top = y - ry * 1.15
    cover = y - ry + 2 * ry * look.lid
    lean = side * look.slant * ry
    inner, outer = (x - rx * 1.12, cover + lean), (x + rx * 1.12, cover - lean)
    edge: list[Cubic] = [((x - rx * 0.5, cover + lean - ry * 0.20), (x + rx * 0.5, cover - lean - ry * 0.20), outer)]
    roof: list[Cubic] = [((outer[0], top), (outer[0], top), (x, top)), ((inner[0], top), (inner[0], top), inner)]
    wing = _lash(x, y, rx, ry, side)
    return Eye(
        x,
        y,
        rx,
        ry,
        rx * (0.70 if round_pupil else 0.50),
        ry * (0.74 if round_pupil else 0.78),
        path(inner, [*edge, *roof], close=True) if look.lid or look.slant else "",
        path(inner, edge) if look.lid or look.slant else wing,
        "",
        _brow(x, y, rx, ry, side, look.brow),
    )


def _lash(x: float, y: float, rx: float, ry: float, side: int) -> str:
    """The upper edge of a wide open eye, with a little flick at its outer corner."""
    return path(
        (x - side * rx, y - ry * 0.10),
        [
            ((x - side * rx * 0.92, y - ry * 0.72), (x - side * rx * 0.5, y - ry * 1.02), (x, y - ry * 1.02)),
            (
                (x + side * rx * 0.55, y - ry * 1.02),
                (x + side * rx * 0.95, y - ry * 0.66),
                (x + side * rx * 1.12, y - ry * 0.22),
            ),
        ],
    )


def _closed(x: float, y: float, rx: float, kind: str) -> str:
    bend = -rx * 0.80 if kind == "happy" else rx * 0.62
    base = y + (rx * 0.30 if kind == "happy" else -rx * 0.05)
    return path(
        (x - rx * 0.92, base), [((x - rx * 0.5, base + bend), (x + rx * 0.5, base + bend), (x + rx * 0.92, base))]
    )


def _brow(x: float, y: float, rx: float, ry: float, side: int, slope: float | None) -> str:
    if slope is None:
        return ""
    base = y - ry * 1.32
    return path(
        (x - side * rx * 0.62, base + slope * 0.55),
        [
            (
                (x, base + slope * 0.1 - 4),
                (x + side * rx * 0.4, base - slope * 0.4 - 3),
                (x + side * rx * 0.78, base - slope * 0.45),
            )
        ],
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


def _forehead(width: float, height: float) -> str:
    """The M of a tabby's forehead."""
    top = -height * 0.98
    strokes = ""
    for x, length in ((-width * 0.22, 0.40), (0.0, 0.50), (width * 0.22, 0.40)):
        end = top + height * length
        strokes += path(
            (x - 6, top),
            [
                ((x - 7, top + 12), (x * 0.8 - 2, end - 10), (x * 0.78, end)),
                ((x * 0.8 + 3, end - 10), (x + 7, top + 12), (x + 6, top)),
            ],
            close=True,
        )
    return strokes
