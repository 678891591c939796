"""A prompt for an image model that asks for the same cat; made of our own words only, never of repository text."""

from __future__ import annotations

from repocat.cat.breeds import BREEDS
from repocat.cat.coats import COATS
from repocat.cat.identity import identity, pattern_of
from repocat.cat.model import Traits
from repocat.cat.scenes import SCENES

STYLE = (
    "Flat vector illustration, soft rounded shapes, outlines tinted in the colour of the coat, "
    "large low-set eyes with two highlights, calm pastel background, seen from the front, no text."
)

_SIZES = ((0.25, "tiny"), (0.5, "slim"), (0.7, "sturdy"), (0.9, "round"), (2.0, "enormously chubby"))
_AGES = ((0.5, "kitten"), (2.0, "young cat"), (6.0, "adult cat"), (10.0, "mature cat"), (9e9, "elderly cat"))
_FUR = ((3.0, "scruffy, tangled"), (5.0, "untidy"), (7.0, "tidy"), (8.5, "well kept"), (99.0, "immaculate, glossy"))
_MOODS = {
    "beaming": "beaming with closed happy eyes",
    "content": "content, with a soft smile",
    "neutral": "calm",
    "concerned": "concerned, with one drop of sweat",
    "grumpy": "grumpy, ears laid out, one small fang",
}
_POSES = {
    "loafing": "lying like a loaf with half-shut eyes",
    "asleep": "curled up asleep",
    "fast asleep": "curled up fast asleep",
}
_COLLARS = {
    "permissive": "a blue collar",
    "weak-copyleft": "a green collar",
    "strong-copyleft": "a red collar",
    "public-domain": "a bandana",
    "custom": "a grey collar",
}


def image_prompt(traits: Traits) -> str:
    """One paragraph; equal traits give equal prompts."""
    chosen = identity(traits.owner, traits.name)
    size = _word(_SIZES, 0.45 if traits.size is None else traits.size)
    age = _word(_AGES, 4.0 if traits.age is None else traits.age)
    fur = _word(_FUR, 7.5 if traits.score is None else traits.score)
    pattern = pattern_of(traits.breed, chosen, polyglot=traits.polyglot)
    coat = f"{chosen.coat} {pattern} coat" if chosen.coat in COATS else "plain coat"
    subject = f"A {size} {BREEDS[traits.breed].title} {age} with a {fur} {coat} and {chosen.iris} eyes"
    pose = _POSES.get(traits.idle, f"sitting, {_MOODS.get(traits.mood, 'calm')}")
    parts = [f"{subject}, {pose}, in {SCENES[traits.scene].title}.", *_things(traits), STYLE]
    return " ".join(parts)


def _things(traits: Traits) -> list[str]:
    things = []
    if traits.licence in _COLLARS:
        bell = " with a silver bell" if traits.ci == "set up" else ""
        things.append(f"It wears {_COLLARS[traits.licence]}{bell}.")
    if traits.mice:
        things.append(f"Toy mice caught: {traits.mice}.")
    if traits.mice == 0:
        things.append("A mouse sits on its head.")
    if traits.complexity is not None and traits.complexity > 8:
        things.append("A big tangled ball of yarn lies beside it.")
    if traits.books:
        things.append(f"Books stacked beside it: {traits.books}.")
    if traits.copycats:
        things.append(f"Small identical cats peeping from behind: {traits.copycats}.")
    if traits.daypart in {"dusk", "night"}:
        things.append(f"The window shows {traits.daypart}.")
    return things


def _word(steps: tuple[tuple[float, str], ...], value: float) -> str:
    return next((word for limit, word in steps if value < limit), steps[-1][1])
