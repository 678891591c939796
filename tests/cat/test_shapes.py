"""Numbers under the picture: colours, text widths, paths, anchors."""

from __future__ import annotations

import math

import pytest

from repocat.cat.breeds import BREEDS
from repocat.cat.coats import COATS, PATTERNS
from repocat.cat.colour import Colour, mix
from repocat.cat.geometry.anchors import REACH, anchors
from repocat.cat.geometry.grooming import grooming
from repocat.cat.geometry.paths import at, bow, number, path, smooth, symmetric
from repocat.cat.geometry.picture import compose
from repocat.cat.identity import identity, pattern_of
from repocat.cat.model import Traits
from repocat.cat.palette import CONTRAST, cat_colours, coat_lightness, room_colours
from repocat.cat.scenes import SCENES
from repocat.cat.text import clean, fit, width


@pytest.mark.parametrize(
    ("colour", "text"),
    [
        (Colour(0, 0, 0), "#000000"),
        (Colour(1, 0, 0), "#ffffff"),
        (Colour(0.627955, 0.257683, 29.2339), "#ff0000"),
        (Colour(0.519752, 0.176858, 142.4953), "#008000"),
        (Colour(0.452014, 0.313214, 264.0520), "#0000ff"),
    ],
)
def test_oklch_gives_the_published_hex(colour: Colour, text: str) -> None:
    assert colour.hex == text


def test_colours_beyond_the_screen_lose_chroma_and_keep_their_hue() -> None:
    assert Colour(0.7, 0.4, 145).hex == pytest.approx(Colour(0.7, 0.4, 145).hex)
    red, green, blue = (int(Colour(0.7, 0.4, 145).hex[start : start + 2], 16) for start in (1, 3, 5))
    assert green > red
    assert green > blue


def test_mixing_ends_at_its_ends() -> None:
    first, second = Colour(0.5, 0.1, 350), Colour(0.7, 0.1, 10)
    assert mix(first, second, 0).hex == first.hex
    assert mix(first, second, 1).hex == second.hex
    assert math.cos(math.radians(mix(first, second, 0.5).hue)) > 0.99


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (-0.04, "0"), (1.25, "1.2"), (-3.0, "-3"), (10.06, "10.1")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_a_symmetric_outline_mirrors_its_right_half() -> None:
    assert symmetric((0, 0), [((1, 0), (2, 1), (2, 2)), ((2, 3), (1, 4), (0, 4))]) == (
        "M0 0c1 0 2 1 2 2c0 1-1 2-2 2c-1 0-2-1-2-2c0-1 1-2 2-2z"
    )


def test_curves_pass_through_their_points() -> None:
    points = [(0.0, 0.0), (10.0, 5.0), (20.0, 0.0)]
    cubics = smooth(points)
    assert [cubic[2] for cubic in cubics] == points[1:]
    assert at(points[0], cubics, 0.5)[0] == pytest.approx((10, 5))
    assert path(points[0], []) == "M0 0"


def test_a_part_of_a_bow_lies_on_the_bow() -> None:
    start, (_, _, end) = bow((0, 0), (10, 20), (20, 0), 0.5, 1.0)
    assert start == pytest.approx((10, 10))
    assert end == (20, 0)


@pytest.mark.parametrize("text", ["a", "W" * 200, "\u732b" * 99, "i" * 400, ""])
def test_fitted_text_fits(text: str) -> None:
    fitted, size = fit(text, 640, 34, 20)
    assert width(fitted, size) <= 641
    assert 20 <= size <= 34


def test_cleaning_caps_and_strips() -> None:
    assert clean("a\u0000b\u202ec\ud800d\ue000e") == "abcde"
    assert clean("x" * 300) == "x" * 139 + "\u2026"


def test_size_widens_and_never_touches_the_head() -> None:
    cats = [anchors(Traits("a", "b", size=step / 20, age=5), 1) for step in range(21)]
    assert [cat.girth for cat in cats] == sorted({cat.girth for cat in cats})
    assert [cat.scale for cat in cats] == sorted({cat.scale for cat in cats})
    assert len({(cat.head_width, cat.head_height) for cat in cats}) == 1


def test_youth_is_proportion() -> None:
    cats = [anchors(Traits("a", "b", size=0.5, age=years), 1) for years in (0, 0.5, 1, 2, 4, 8, 12)]
    ratios = [cat.head_width / cat.height for cat in cats]
    assert ratios == sorted(ratios, reverse=True)
    assert len({cat.girth for cat in cats}) == 1


def test_no_cat_outgrows_its_reach() -> None:
    for idle in ("awake", "loafing", "asleep"):
        assert anchors(Traits("a", "b", size=1.0, idle=idle), 1).girth <= REACH


def test_grooming_moves_one_way() -> None:
    points = anchors(Traits("a", "b"), 1)
    steps = [grooming(score / 2, points) for score in range(21)]
    assert [len(step.tangles) for step in steps] == sorted((len(step.tangles) for step in steps), reverse=True)
    assert [step.gloss for step in steps] == sorted(step.gloss for step in steps)
    assert [step.disorder for step in steps] == sorted((step.disorder for step in steps), reverse=True)
    assert [len(step.sparkles) for step in steps[-4:]] == [1, 2, 3, 3]
    assert grooming(2.9, points).plaster is not None
    assert grooming(3.0, points).plaster is None
    assert grooming(9.5, points).ribbon is not None


def test_walls_keep_away_from_coats() -> None:
    for coat in COATS:
        name = next(f"n{number}" for number in range(999) if identity("o", f"n{number}").coat == coat)
        chosen = identity("o", name)
        lightness = coat_lightness(chosen, "solid")
        for dark in (False, True):
            wall = room_colours(SCENES["den"], chosen, lightness, dark=dark).wall
            assert abs(_lightness(wall) - lightness) >= CONTRAST - 0.01, (coat, dark)


def _lightness(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short


def test_a_low_score_dulls_the_coat() -> None:
    chosen, breed = identity("o", "n3"), BREEDS["tabby"]
    pattern = pattern_of("tabby", chosen)
    colours = [cat_colours(breed, chosen, pattern, Traits("o", "n3", score=score)).base for score in (1.0, 5.0, 9.0)]
    assert len(set(colours)) == 3


def test_the_household_belongs_to_the_owner() -> None:
    rooms = {(found.wall_pattern, found.rug) for found in (identity("pallets", name) for name in "abcdefgh")}
    coats = {identity("pallets", name).coat for name in "abcdefgh"}
    assert len(rooms) == 1
    assert len(coats) > 3


def test_names_spread_over_all_choices() -> None:
    cats = [identity("o", f"n{number}") for number in range(400)]
    assert len({cat.coat for cat in cats}) == len(COATS)
    assert {cat.pattern for cat in cats} == set(PATTERNS)
    assert {cat.facing for cat in cats} == {-1, 1}
    assert all(-4 <= cat.tilt <= 4 and -7 <= cat.hue_jitter <= 7 for cat in cats)


def test_moods_come_as_sets() -> None:
    tails = {mood: compose(Traits("a", "b", mood=mood)).look for mood in ("beaming", "content", "concerned", "grumpy")}
    assert len({(look.tail, look.mouth) for look in tails.values()}) == 4
    assert compose(Traits("a", "b", mood="grumpy", idle="asleep")).look.mouth == "sleep"
