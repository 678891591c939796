"""Plain coats, white markings, coloured patches, points and bare skin."""

from __future__ import annotations

from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.marks import Markings, Patch, Shares
from repocat.cat.geometry.paths import Cubic, blob, path, symmetric


def solid(_: Anchors, __: Shares) -> Markings:
    return Markings(muzzle=False, belly=False)


def tuxedo(points: Anchors, _: Shares) -> Markings:
    return Markings(
        head=(Patch(_blaze(points, 0.10), "white"),), body=(Patch(_bib(points, 0.62), "white"),), paws="white"
    )


def bicolour(points: Anchors, shares: Shares) -> Markings:
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


def van(points: Anchors, shares: Shares) -> Markings:
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


def tortoise(points: Anchors, shares: Shares) -> Markings:
    return Markings(
        head=_patches_head(points, shares, ("warm", "second")),
        body=_patches_body(points, shares, ("warm", "second", "warm")),
        tail="second",
        muzzle=False,
        belly=False,
    )


def calico(points: Anchors, shares: Shares) -> Markings:
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


def eye_patch(points: Anchors, shares: Shares) -> Markings:
    """One eye patch and one on the flank."""
    width, height = points.head_width, points.head_height
    side = 1 if shares[0] < 0.5 else -1
    x, y = side * width * 0.5, height * 0.06
    eye = blob([(x + 46, y - 6), (x + 14, y + 42), (x - 34, y + 26), (x - 40, y - 30), (x + 10, y - 52)])
    return Markings(
        head=(Patch(eye, "second"),), body=_patches_body(points, shares, ("second", "second", "second"))[:1]
    )


def dark_points(points: Anchors, shares: Shares) -> Markings:
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


def mitted(points: Anchors, shares: Shares) -> Markings:
    """Points with a white blaze, bib and mittens."""
    dark = dark_points(points, shares)
    return Markings(
        head=(*dark.head, Patch(_blaze(points, 0.14), "white")),
        body=(Patch(_bib(points, 0.85), "white"),),
        ears="second",
        paws="white",
        tail="second",
    )


def bare(points: Anchors, _: Shares) -> Markings:
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
