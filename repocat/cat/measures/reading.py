"""One measure read: the trait that shows it, and how its sentence is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from repocat.cat.model import UNKNOWN, Trait


@dataclass(frozen=True, slots=True)
class Reading:
    """A trait with the number that the drawing uses (its unit depends on the trait; None when unknown)."""

    trait: Trait
    number: float | None


def band(value: float, steps: Sequence[tuple[float, str]], last: str) -> str:
    """The name of the first step that `value` stays below, else `last`."""
    return next((name for limit, name in steps if value < limit), last)


def rank(value: float, steps: Sequence[float]) -> int:
    """How many of the steps `value` has reached."""
    return sum(value >= step for step in steps)


def unknown(key: str, title: str, reason: str, tier: int) -> Reading:
    """What could not be measured, and why."""
    return Reading(Trait(key, title, UNKNOWN, "not measured", f"unknown: {reason}", tier), None)


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 line", "2,000 lines"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def short(number: float) -> str:
    """A number in at most four characters: 950, 1.2k, 48k, 1.3M."""
    for limit, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= limit:
            scaled = number / limit
            return f"{scaled:.1f}{unit}" if scaled < 9.95 else f"{scaled:.0f}{unit}"
    return f"{number:.0f}"


def day(text: str) -> date:
    """The day of an ISO 8601 moment."""
    return date.fromisoformat(text[:10])
