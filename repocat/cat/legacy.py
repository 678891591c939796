"""A cat for rows of the earlier system, whose JSON may be anything at all."""

from __future__ import annotations

import math

from repocat.cat.breeds import BREEDS, breed_of
from repocat.cat.model import UNKNOWN, Trait, Traits
from repocat.cat.scenes import SCENES, scene_of

#: Words of the earlier system's sizes and ages, and where they lie on our scales.
_SIZES = {"tiny": 0.1, "small": 0.3, "medium": 0.5, "large": 0.7, "huge": 0.9, "chonky": 0.9}
_AGES = {"kitten": 0.3, "young": 1.5, "adult": 4.0, "mature": 8.0, "senior": 12.0, "old": 12.0}
_MOODS = {
    "happy": "beaming",
    "beaming": "beaming",
    "playful": "beaming",
    "content": "content",
    "relaxed": "content",
    "neutral": "neutral",
    "concerned": "concerned",
    "worried": "concerned",
    "sad": "concerned",
    "grumpy": "grumpy",
    "angry": "grumpy",
}


def from_legacy(attributes: object, *, owner: str, name: str, language: object = None) -> Traits:
    """What can be understood of an imported row, everything else neutral; never raises."""
    found = attributes if isinstance(attributes, dict) else {}
    size, age = _word(found.get("size")), _word(found.get("age"))
    mood = _MOODS.get(_word(found.get("expression")), UNKNOWN)
    score = _score(found.get("beauty_score"))
    family = language if isinstance(language, str) else None
    breed, scene = breed_of(family), scene_of(family)
    levels = (
        ("size", "Body size", size if size in _SIZES else UNKNOWN),
        ("age", "Age", age if age in _AGES else UNKNOWN),
        ("breed", "Breed", BREEDS[breed].title),
        ("grooming", "Grooming", UNKNOWN if score is None else f"{score:.1f}"),
        ("mood", "Mood", mood),
        ("scene", "Home", SCENES[scene].title),
    )
    return Traits(
        owner=owner,
        name=name,
        size=_SIZES.get(size),
        age=_AGES.get(age),
        breed=breed,
        scene=scene,
        score=score,
        mood=mood,
        legend=tuple(_row(key, title, level) for key, title, level in levels),
    )


def _row(key: str, title: str, level: str) -> Trait:
    if level == UNKNOWN:
        return Trait(key, title, UNKNOWN, "not recorded", "unknown: the earlier system did not record it", 1)
    return Trait(key, title, level, "earlier system", f"{level}: as the earlier system recorded it", 1)


def _word(value: object) -> str:
    return value.strip().lower()[:40] if isinstance(value, str) else ""


def _score(value: object) -> float | None:
    """A number from 0 to 10; anything outside says nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        score = float(value)
    except (ValueError, OverflowError):
        return None
    return score if math.isfinite(score) and 0 <= score <= 10 else None
