"""Coat patterns as shapes on head and body; the template clips them to the silhouettes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.paths import Cubic, Point, blob, path, symmetric

Shares = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """role: second, belly, white, warm, dark: which colour of the coat fills it."""

    d: str
    role: str


@dataclass(frozen=True, slots=True)
class Markings:
    head: tuple[Patch, ...] = ()
    body: tuple[Patch, ...] = ()
    #: Colour role of the ears, paws and tail, where the pattern decides it.
    ears: str = "base"
    paws: str = "base"
    tail: str = "base"
    tail_stripes: bool = False
    muzzle: bool = True
    belly: bool = True
    extras: tuple[str, ...] = field(default=())


def markings(pattern: str, points: Anchors, shares: Shares, *, striped: bool = False) -> Markings:
    """The shapes of a pattern; `shares` (six numbers 0.0-1.0) place and size them, `striped` lays a tabby's below."""
    found = _PATTERNS.get(pattern, _solid)(points, shares)
    if not striped or found.tail_stripes:
        return found
    under = _mackerel(points, shares)
    white = pattern in {"tuxedo", "bicolour"}
    return replace(
        found,
        head=under.head + found.head,
        body=under.body + found.body,
        tail_stripes=True,
        muzzle=not white,
        belly=not white,
    )


def _solid(_: Anchors, __: Shares) -> Markings:
    return Markings(muzzle=False, belly=False)


def _mackerel(points: Anchors, shares: Shares) -> Markings:
    width = 5 + 4 * shares[0]
    rows = [(-0.70, 0.36), (-0.56, 0.42), (-0.41, 0.44), (-0.26, 0.38), (-0.12, 0.30)]
    stripes = [
        _stripe(points, side, y, reach * (0.85 + 0.3 * shares[1]), width) for y, reach in rows for side in (-1, 1)
    ]
    return Markings(head=_tabby_head(points), body=tuple(Patch(d, "second") for d in stripes), tail_stripes=True)


def _stripe(points: Anchors, side: int, level: float, reach: float, width: float) -> str:
    x, y = side * points.girth * 1.06, points.height * level
    tip = (side * points.girth * (1 - reach), y + 16)
    bend = (x + tip[0]) / 2
    return path(
        (x, y - width),
        [((bend, y - width), (bend, y + 4), tip), ((bend, y + width + 8), (bend, y + width), (x, y + width))],
        close=True,
    )


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


def _classic(points: Anchors, shares: Shares) -> Markings:
    girth, height = points.girth, points.height
    swirls = []
    for side in (-1, 1):
        x, y = side * girth * 0.86, -height * (0.36 + 0.1 * shares[0])
        radius = girth * (0.30 + 0.1 * shares[1])
        swirls.append(_ring((x, y), radius, 11))
        swirls.append(blob([(x - 9, y), (x, y - 9), (x + 9, y), (x, y + 9)]))
    return Markings(head=_tabby_head(points), body=tuple(Patch(d, "second") for d in swirls), tail_stripes=True)


def _ring(centre: Point, radius: float, width: float) -> str:
    """A ring as one path: the inner circle runs the other way round, so the usual fill rule leaves the hole."""
    x, y = centre
    outer = [(x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius)]
    small = radius - width
    inner = [(x + small, y), (x, y - small), (x - small, y), (x, y + small)]
    return blob(outer) + blob(inner)


def _spotted(points: Anchors, shares: Shares) -> Markings:
    spots = [Patch(_spot(spot, 7 + 4 * shares[0]), "second") for spot in _flank(points)]
    return Markings(head=_tabby_head(points), body=tuple(spots), tail_stripes=True)


def _rosettes(points: Anchors, shares: Shares) -> Markings:
    roses = [Patch(_ring(spot, 11 + 3 * shares[0], 5), "second") for spot in _flank(points)]
    return Markings(head=_tabby_head(points), body=tuple(roses), tail_stripes=True)


def _flank(points: Anchors) -> list[Point]:
    girth, height = points.girth, points.height
    places = [(0.86, -0.58), (0.62, -0.50), (0.92, -0.38), (0.68, -0.28), (0.94, -0.18), (0.74, -0.10), (0.50, -0.68)]
    return [(side * girth * x, height * (y + (0.03 if side > 0 else -0.02))) for x, y in places for side in (-1, 1)]


def _spot(centre: Point, radius: float) -> str:
    x, y = centre
    return blob([(x + radius, y - 1), (x + 1, y + radius * 0.85), (x - radius, y + 1), (x - 1, y - radius * 0.85)])


def _tuxedo(points: Anchors, _: Shares) -> Markings:
    return Markings(
        head=(Patch(_blaze(points, 0.10), "white"),), body=(Patch(_bib(points, 0.62), "white"),), paws="white"
    )


def _bicolour(points: Anchors, shares: Shares) -> Markings:
    lower = symmetric(
        (0.0, -points.height * 1.05),
        [
            (
                (points.girth * 0.5, -points.height),
                (points.girth * 0.55, -points.height * 0.5),
                (points.girth * 0.7, -points.height * 0.3),
            ),
            (
                (points.girth * 0.9, -points.height * 0.2),
                (points.girth * 1.2, -points.height * 0.2),
                (points.girth * 1.2, 10),
            ),
            ((0, 20), (0, 20), (0, 20)),
        ],
    )
    return Markings(
        head=(Patch(_blaze(points, 0.26 + 0.14 * shares[0]), "white"),), body=(Patch(lower, "white"),), paws="white"
    )


def _blaze(points: Anchors, spread: float) -> str:
    """White from the forehead down over muzzle and chin."""
    width, height = points.head_width, points.head_height
    return symmetric(
        (0.0, -height * (0.35 + spread)),
        [
            ((width * 0.05, -height * 0.1), (width * spread * 0.5, height * 0.06), (width * 0.14, height * 0.26)),
            (
                (width * 0.34, height * 0.36),
                (width * (0.5 + spread * 0.5), height * 0.62),
                (width * (0.44 + spread * 0.5), height * 1.06),
            ),
            ((width * 0.2, height * 1.1), (width * 0.1, height * 1.1), (0.0, height * 1.1)),
        ],
    )


def _bib(points: Anchors, share: float) -> str:
    width = points.shoulder * share
    top, bottom = points.chin_y - 30, -points.height * 0.20
    return symmetric(
        (0.0, top),
        [
            ((width * 1.3, top), (width * 1.25, top + 40), (width * 0.9, (top + bottom) * 0.5)),
            ((width * 0.65, bottom - 14), (width * 0.3, bottom), (0.0, bottom)),
        ],
    )


def _van(points: Anchors, shares: Shares) -> Markings:
    width, height = points.head_width, points.head_height
    caps = tuple(
        Patch(
            blob(
                [
                    (side * width * 0.16, -height * 1.1),
                    (side * width * (0.22 + 0.1 * shares[0]), -height * 0.42),
                    (side * width * 0.7, -height * 0.16),
                    (side * width * 1.2, -height * 0.3),
                    (side * width * 0.9, -height * 1.8),
                ]
            ),
            "second",
        )
        for side in (-1, 1)
    )
    return Markings(head=caps, ears="second", tail="second", muzzle=False, belly=False)


def _tortoise(points: Anchors, shares: Shares) -> Markings:
    return Markings(
        head=_patches_head(points, shares, ("warm", "second")),
        body=_patches_body(points, shares, ("warm", "second", "warm")),
        tail="second",
        muzzle=False,
        belly=False,
    )


def _calico(points: Anchors, shares: Shares) -> Markings:
    return Markings(
        head=_patches_head(points, shares, ("warm", "dark")),
        body=_patches_body(points, shares, ("dark", "warm", "dark")),
        tail="warm",
        muzzle=False,
        belly=False,
    )


def _patches_head(points: Anchors, shares: Shares, roles: tuple[str, str]) -> tuple[Patch, ...]:
    width, height = points.head_width, points.head_height
    side = 1 if shares[2] < 0.5 else -1
    big = blob(
        [
            (0.06 * side * width, -height * 1.1),
            (side * width * (0.10 + 0.12 * shares[0]), -height * 0.25),
            (side * width * 0.56, height * (0.16 + 0.3 * shares[1])),
            (side * width * 1.2, height * 0.12),
            (side * width * 1.1, -height * 1.9),
        ]
    )
    small = blob(
        [
            (-side * width * 0.34, -height * 1.05),
            (-side * width * 0.48, -height * 0.38),
            (-side * width * 0.86, -height * 0.22),
            (-side * width * 1.3, -height * 0.6),
            (-side * width * 1.0, -height * 1.9),
        ]
    )
    return (Patch(big, roles[0]), Patch(small, roles[1]))


def _patches_body(points: Anchors, shares: Shares, roles: tuple[str, str, str]) -> tuple[Patch, ...]:
    girth, height = points.girth, points.height
    side = -1 if shares[3] < 0.5 else 1
    centres = ((side * 0.86, -0.46, 0.46), (-side * 0.92, -0.24, 0.40), (-side * 0.62, -0.80, 0.30))
    return tuple(
        Patch(
            blob(
                [
                    (girth * x + girth * r, height * y),
                    (girth * x + girth * r * 0.3, height * (y + r * 0.55)),
                    (girth * x - girth * r * 0.8, height * (y + r * 0.3 * (0.5 + shares[4]))),
                    (girth * x - girth * r * 0.5, height * (y - r * 0.5)),
                ]
            ),
            role,
        )
        for (x, y, r), role in zip(centres, roles, strict=True)
    )


def _patch(points: Anchors, shares: Shares) -> Markings:
    """One eye patch and one on the flank."""
    width, height = points.head_width, points.head_height
    side = 1 if shares[0] < 0.5 else -1
    x, y = side * width * 0.5, height * 0.06
    eye = blob([(x + 46, y - 6), (x + 14, y + 42), (x - 34, y + 26), (x - 40, y - 30), (x + 10, y - 52)])
    return Markings(
        head=(Patch(eye, "second"),), body=_patches_body(points, shares, ("second", "second", "second"))[:1]
    )


def _points(points: Anchors, shares: Shares) -> Markings:
    """Dark face, ears, paws and tail."""
    width, height = points.head_width, points.head_height
    reach = 0.44 + 0.14 * shares[0]
    half: list[Cubic] = [
        ((width * 0.10, -height * 0.10), (width * reach * 0.55, height * 0.14), (width * reach * 0.92, height * 0.36)),
        ((width * reach * 1.1, height * 0.60), (width * reach * 0.8, height * 0.98), (0.0, height * 0.98)),
    ]
    mask = symmetric((0.0, -height * 0.16), half)
    return Markings(
        head=(Patch(mask, "second"),), ears="second", paws="second", tail="second", muzzle=False, belly=True
    )


def _mitted(points: Anchors, shares: Shares) -> Markings:
    """Points with a white blaze, bib and mittens."""
    dark = _points(points, shares)
    return Markings(
        head=(*dark.head, Patch(_blaze(points, 0.14), "white")),
        body=(Patch(_bib(points, 0.85), "white"),),
        ears="second",
        paws="white",
        tail="second",
    )


def _bare(points: Anchors, _: Shares) -> Markings:
    """No fur: a few wrinkles, drawn by the template as lines."""
    width, height = points.head_width, points.head_height
    wrinkles = tuple(
        path(
            (-width * reach, -height * y),
            [
                (
                    (-width * reach * 0.4, -height * (y + 0.07)),
                    (width * reach * 0.4, -height * (y + 0.07)),
                    (width * reach, -height * y),
                )
            ],
        )
        for y, reach in ((0.74, 0.20), (0.62, 0.28), (0.50, 0.20))
    )
    return Markings(muzzle=False, belly=False, extras=wrinkles)


_PATTERNS: dict[str, Callable[[Anchors, Shares], Markings]] = {
    "solid": _solid,
    "mackerel": _mackerel,
    "classic": _classic,
    "spotted": _spotted,
    "rosettes": _rosettes,
    "tuxedo": _tuxedo,
    "bicolour": _bicolour,
    "van": _van,
    "tortoise": _tortoise,
    "calico": _calico,
    "patch": _patch,
    "points": _points,
    "mitted": _mitted,
    "bare": _bare,
}
