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
_TIES = ("plain", "striped", "dotted")
_SOCKS = {2: "front paws in socks of", 4: "all four paws in socks of"}
#: Hues of homes, in degrees; the last is where the circle closes.
_HUES = (
    (15.0, "pink"),
    (45.0, "terracotta"),
    (80.0, "ochre"),
    (115.0, "yellow"),
    (170.0, "green"),
    (215.0, "teal"),
    (280.0, "blue"),
    (325.0, "violet"),
    (999.0, "pink"),
)
_TAILS = ((0.2, "short"), (0.5, "medium"), (0.8, "long"), (9.0, "very long"))
_ROSETTES = {
    "bronze": "a bronze rosette",
    "silver": "a silver rosette",
    "gold": "a golden rosette",
    "faded": "a faded rosette",
}
_BRUSHES = {1: "a brush", 2: "a brush and a comb"}
_FEATHERS = {1: "a feather toy", 2: "a feather toy in full swing"}
_JARS = {"closed": "a closed jar of treats", "open": "an open jar of treats with crumbs"}
_SEASONS = {"winter": "snow", "spring": "blossom", "summer": "a bright sun", "autumn": "falling leaves"}


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
    parts = [f"{subject}, {pose}, in {SCENES[traits.scene].title}.", *_said(traits), STYLE]
    return " ".join(parts)


def _said(traits: Traits) -> list[str]:
    """What it wears, what is stuck in it, what lies around and what the window shows, a sentence each."""
    said = (
        ("It wears {}.", _worn(traits)),
        ("It has {}.", _body(traits)),
        ("Around it: {}.", _props(traits)),
        ("The window shows {}.", _window(traits)),
    )
    head = ["A mouse sits on its head."] if traits.mice == 0 else []
    return [*head, *(sentence.format(_listed(things)) for sentence, things in said if things)]


def _worn(traits: Traits) -> list[str]:
    worn = []
    if traits.licence in _COLLARS:
        charms = [
            *(["a silver bell"] if traits.ci == "set up" else []),
            *(["a shield charm"] if traits.shield else []),
        ]
        worn.append(_COLLARS[traits.licence] + (f" with {' and '.join(charms)}" if charms else ""))
    if traits.bow_tie in _TIES:
        worn.append(f"a {traits.bow_tie} bow tie")
    return worn


def _body(traits: Traits) -> list[str]:
    body = []
    if traits.socks in _SOCKS:
        body.append(f"{_SOCKS[traits.socks]} {_word(_HUES, SCENES[traits.socks_of].wall)}")
    if traits.tail is not None:
        body.append(f"a {_word(_TAILS, traits.tail)} tail")
    if traits.burrs:
        body.append(f"{_count(traits.burrs, 'burr')} stuck in its fur")
    return body


def _props(traits: Traits) -> list[str]:
    numbered = (
        (traits.mice, "caught toy mouse", "caught toy mice"),
        (traits.books, "stacked book", "stacked books"),
        (traits.copycats, "identical kitten peeping from behind", "identical kittens peeping from behind"),
        (traits.hairballs, "grey hairball", "grey hairballs"),
        (traits.paw_prints, "paw print on the rug", "paw prints on the rug"),
        (traits.boxes, "small box", "boxes stacked inside each other"),
    )
    props = [_count(number, one, many) for number, one, many in numbered if number]
    if traits.complexity is not None and traits.complexity > 8:
        props.append("a big tangled ball of yarn")
    named = (
        (_ROSETTES.get(traits.rosette), True),
        ("a human slipper", traits.slipper),
        ("a cardboard box to sit in", traits.cardboard),
        (_BRUSHES.get(traits.brushes), True),
        (_FEATHERS.get(traits.feathers), True),
        (_JARS.get(traits.jar), True),
    )
    return [*props, *(thing for thing, due in named if thing and due)]


def _window(traits: Traits) -> list[str]:
    sky = [traits.daypart] if traits.daypart in {"dusk", "night"} else []
    return [*sky, *([_SEASONS[traits.season]] if traits.season in _SEASONS else [])]


def _listed(things: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(things[:-1]), things[-1])))


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"one {one}" if number == 1 else f"{number} {many or one + 's'}"


def _word(steps: tuple[tuple[float, str], ...], value: float) -> str:
    return next((word for limit, word in steps if value < limit), steps[-1][1])
