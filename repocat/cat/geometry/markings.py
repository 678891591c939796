"""Coat patterns by name; the template clips their shapes to the silhouettes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from repocat.cat.geometry import patches, stripes
from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.marks import Markings, Shares

_PATTERNS: dict[str, Callable[[Anchors, Shares], Markings]] = {
    "solid": patches.solid,
    "mackerel": stripes.mackerel,
    "classic": stripes.classic,
    "spotted": stripes.spotted,
    "rosettes": stripes.rosettes,
    "tuxedo": patches.tuxedo,
    "bicolour": patches.bicolour,
    "van": patches.van,
    "tortoise": patches.tortoise,
    "calico": patches.calico,
    "patch": patches.eye_patch,
    "points": patches.dark_points,
    "mitted": patches.mitted,
    "bare": patches.bare,
}


def markings(pattern: str, points: Anchors, shares: Shares, *, striped: bool = False) -> Markings:
    """The shapes of a pattern; `shares` (six numbers 0.0-1.0) place and size them, `striped` lays a tabby's below."""
    found = _PATTERNS[pattern](points, shares)
    if not striped or found.tail_stripes:
        return found
    under = stripes.mackerel(points, shares)
    white = pattern in {"tuxedo", "bicolour"}
    return replace(
        found,
        head=under.head + found.head,
        body=under.body + found.body,
        tail_stripes=True,
        muzzle=not white,
        belly=not white,
    )
