"""Striped and spotted coats; all of them wear the M on the forehead."""

from __future__ import annotations

from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.marks import Markings, Patch, Shares
from repocat.cat.geometry.paths import Cubic, Point, blob, path


def mackerel(points: Anchors, shares: Shares) -> Markings:
    width = 5 + 4 * shares[0]
    rows = [(-0.70, 0.36), (-0.56, 0.42), (-0.41, 0.44), (-0.26, 0.38), (-0.12, 0.30)]
    stripes = [
        _stripe(points, side, y, reach * (0.85 + 0.3 * shares[1]), width) for y, reach in rows for side in (-1, 1)
    ]
    return Markings(head=_tabby_head(points), body=tuple(Patch(d, "second") for d in stripes), tail_stripes=True)


def classic(points: Anchors, shares: Shares) -> Markings:
    girth, height = points.girth, points.height
    swirls = []
    for side in (-1, 1):
        x, y = side * girth * 0.86, -height * (0.36 + 0.1 * shares[0])
        radius = girth * (0.30 + 0.1 * shares[1])
        swirls.append(_ring((x, y), radius, 11))
        swirls.append(blob([(x - 9, y), (x, y - 9), (x + 9, y), (x, y + 9)]))
    return Markings(head=_tabby_head(points), body=tuple(Patch(d, "second") for d in swirls), tail_stripes=True)


def spotted(points: Anchors, shares: Shares) -> Markings:
    spots = [Patch(_spot(spot, 7 + 4 * shares[0]), "second") for spot in _flank(points)]
    return Markings(head=_tabby_head(points), body=tuple(spots), tail_stripes=True)


def rosettes(points: Anchors, shares: Shares) -> Markings:
    roses = [Patch(_ring(spot, 11 + 3 * shares[0], 5), "second") for spot in _flank(points)]
    return Markings(head=_tabby_head(points), body=tuple(roses), tail_stripes=True)


def _tabby_head(points: Anchors) -> tuple[Patch, ...]:
    width, height = points.head_width, points.head_height
    cheeks = []
    for side in (-1, 1):
        for y in (0.16, 0.38):
            x = side * width * 1.15
            tip: Point = (side * width * 0.76, height * (y + 0.06))
            cheeks.append(
                path(
                    (x, height * y - 6),
                    [
                        ((x * 0.85, height * y - 5), (x * 0.75, height * y), tip),
                        ((x * 0.75, height * y + 8), (x * 0.85, height * y + 7), (x, height * y + 6)),
                    ],
                    close=True,
                )
            )
    return tuple(Patch(d, "second") for d in [_forehead_m(width, height), *cheeks])


def _forehead_m(width: float, height: float) -> str:
    top = -height * 1.05
    strokes = ""
    for x, length, lean in ((-width * 0.25, 0.42, 5.0), (0.0, 0.54, 0.0), (width * 0.25, 0.42, -5.0)):
        end = top + height * length
        left: Cubic = ((x - 8, top + 14), (x + lean - 5, end - 12), (x + lean, end))
        right: Cubic = ((x + lean + 5, end - 12), (x + 8, top + 14), (x + 8, top))
        strokes += path((x - 8, top), [left, right], close=True)
    return strokes


def _stripe(points: Anchors, side: int, level: float, reach: float, width: float) -> str:
    x, y = side * points.girth * 1.06, points.height * level
    tip = (side * points.girth * (1 - reach), y + 16)
    bend = (x + tip[0]) / 2
    return path(
        (x, y - width),
        [((bend, y - width), (bend, y + 4), tip), ((bend, y + width + 8), (bend, y + width), (x, y + width))],
        close=True,
    )


def _ring(centre: Point, radius: float, width: float) -> str:
    """A ring as one path: the inner circle runs the other way round, so the usual fill rule leaves the hole."""
    x, y = centre
    outer = [(x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius)]
    small = radius - width
    inner = [(x + small, y), (x, y - small), (x - small, y), (x, y + small)]
    return blob(outer) + blob(inner)


def _flank(points: Anchors) -> list[Point]:
    girth, height = points.girth, points.height
    places = [(0.86, -0.58), (0.62, -0.50), (0.92, -0.38), (0.68, -0.28), (0.94, -0.18), (0.74, -0.10), (0.50, -0.68)]
    return [(side * girth * x, height * (y + (0.03 if side > 0 else -0.02))) for x, y in places for side in (-1, 1)]


def _spot(centre: Point, radius: float) -> str:
    x, y = centre
    return blob([(x + radius, y - 1), (x + 1, y + radius * 0.85), (x - radius, y + 1), (x - 1, y - radius * 0.85)])
