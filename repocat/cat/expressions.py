"""Moods as sets: eyes, brows, mouth, ears, whiskers and tail always come together. Data only."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
    "content": Expression("up", "smile", whiskers=-4, blush=True),
    "neutral": Expression("around", "flat", ears=2, lid=0.20),
    "concerned": Expression("low", "wavy", ears=15, lid=0.12, slant=-0.30, brow=-16, whiskers=5, drop=True),
    "grumpy": Expression("lash", "frown", ears=30, lid=0.30, slant=0.42, brow=17, whiskers=9),
    "asleep": Expression("curl", "sleep", ears=6, closed="sleep", blush=True, whiskers=5),
}


def expression_of(mood: str, idle: str) -> Expression:
    """The mood's set, with heavy lids while it loafs; sleep has a set of its own."""
    if idle in {"asleep", "fast asleep"}:
        return EXPRESSIONS["asleep"]
    look = EXPRESSIONS.get(mood, EXPRESSIONS["neutral"])
    return replace(look, tail="curl", lid=max(look.lid, 0.42)) if idle == "loafing" else look
