"""One cat in its room: everything the templates need, computed once."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import BREEDS, Breed
from repocat.cat.expressions import Expression, expression_of
from repocat.cat.geometry.anchors import Anchors, anchors
from repocat.cat.geometry.body import Body, body
from repocat.cat.geometry.face import Face, face
from repocat.cat.geometry.grooming import Grooming, grooming
from repocat.cat.geometry.head import CEILING, Head, head
from repocat.cat.geometry.markings import markings
from repocat.cat.geometry.marks import Markings
from repocat.cat.geometry.props import Props, props
from repocat.cat.geometry.tail import Tail, tail
from repocat.cat.identity import Identity, identity, pattern_of
from repocat.cat.model import Traits

FLOOR_Y = CEILING
CENTRE_X = 600.0
#: Half of the safe square, less its margin.
ROOM = 264.0


@dataclass(frozen=True, slots=True)
class Picture:
    identity: Identity
    breed: Breed
    pattern: str
    points: Anchors
    body: Body
    head: Head
    face: Face
    look: Expression
    tail: Tail
    markings: Markings
    props: Props
    x: float
    y: float
    grooming: Grooming


def compose(traits: Traits) -> Picture:
    """The geometry of a cat."""
    chosen, breed = identity(traits.owner, traits.name), BREEDS[traits.breed]
    points = anchors(traits, chosen.facing)
    look = expression_of(traits.mood, traits.idle)
    pattern = pattern_of(traits.breed, chosen, polyglot=traits.polyglot)
    groomed = grooming(traits.score, points)
    free = max(0.0, ROOM - (points.girth + 84) * points.scale)
    x = CENTRE_X + chosen.offset * min(30.0, free)
    return Picture(
        identity=chosen,
        breed=breed,
        pattern=pattern,
        points=points,
        body=body(breed, points, traits.size or 0.0),
        head=head(breed, points, look.ears, chosen.ear_notch, groomed.disorder),
        face=face(breed, points, look, night=traits.daypart == "night"),
        look=look,
        tail=tail(breed, points, look.tail, chosen.facing, traits.tail),
        markings=markings(pattern, points, chosen.markings, striped=traits.breed == "tabby"),
        props=props(traits, points, x, chosen),
        x=x,
        y=FLOOR_Y,
        grooming=groomed,
    )
