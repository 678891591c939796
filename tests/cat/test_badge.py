"""The badge: says the score, stays readable, and never runs over its edge."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from repocat.cat.badge import CARD, VIEWS, badge_svg, contrast, empty_badge_svg, layout, readable_on
from repocat.cat.breeds import BREEDS
from repocat.cat.draw import THEMES
from repocat.cat.expressions import EXPRESSIONS
from repocat.cat.model import Traits
from repocat.cat.palette import SCORE_COLOURS
from repocat.cat.text import width

NS = "{http://www.w3.org/2000/svg}"
CAT = Traits("pallets", "flask", size=0.4, age=5.0, breed="tabby", score=7.6, mood="content")
ELEMENTS = {"svg", "title", "style", "clipPath", "g", "rect", "path", "circle", "ellipse", "text"}


def _texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{NS}text"))


def _words(svg: str) -> list[str]:
    return [text.text or "" for text in _texts(svg)]


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (0.0, "scruffy"),
        (2.9, "scruffy"),
        (3.0, "untidy"),
        (5.0, "presentable"),
        (7.6, "well kept"),
        (10.0, "immaculate"),
    ],
)
def test_says_score_and_word(score: float, word: str) -> None:
    svg = badge_svg(replace(CAT, score=score))
    assert _words(svg) == [word, f"{score:.1f}"]
    assert ET.fromstring(svg).findtext(f"{NS}title") == f"pallets/flask: {word}, {score:.1f} of 10"


def test_no_score_is_a_state_of_its_own() -> None:
    svg = badge_svg(replace(CAT, score=None))
    assert _words(svg) == ["no score", "–"]
    assert all(tone not in svg for _, tone in SCORE_COLOURS)
    assert _words(badge_svg(replace(CAT, score=None), view="card")) == ["flask", "–", "no score"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("box", ["unknown", "drawing", "failed"])
def test_boxes_for_those_without_a_cat(view: str, theme: str, box: str) -> None:
    root = ET.fromstring(empty_badge_svg(box, view=view, theme=theme))
    assert root.get("height") == {"pill": "28", "card": "80"}[view]
    assert ("prefers-color-scheme" in ET.tostring(root, "unicode")) is (theme == "auto")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("breed", BREEDS)
def test_every_cat_fits_in_and_uses_plain_svg(view: str, theme: str, breed: str) -> None:
    for mood in EXPRESSIONS:
        svg = badge_svg(replace(CAT, breed=breed, mood=mood), view=view, theme=theme, prefix="b7")
        elements = {element.tag.removeprefix(NS) for element in ET.fromstring(svg).iter()}
        assert elements <= ELEMENTS
        assert len(svg) < 12_000
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids))
        assert all(each.startswith("b7-") for each in ids)


@pytest.mark.parametrize(
    "word", ["scruffy", "untidy", "presentable", "well kept", "immaculate", "no score", "being drawn"]
)
@pytest.mark.parametrize("score", ["0.0", "10.0", "–", "?"])
def test_the_pill_is_as_wide_as_its_words(word: str, score: str) -> None:
    look = layout("pill", word, score, "#000000", "")
    half = width(word, look.word_size) / 2
    assert look.word_x - half >= 34
    assert look.word_x + half <= look.split
    half = width(score, 14) / 2
    assert look.split <= look.score_x - half
    assert look.score_x + half <= look.width


@pytest.mark.parametrize(
    "name",
    ["a", "flask", "W" * 100, "a-very-long-name-of-a-repository", "\u202eevil\x00", "<&\"'>", "\U0001f408" * 30, ""],
)
def test_the_card_holds_any_name(name: str) -> None:
    svg = badge_svg(replace(CAT, name=name), view="card")
    for text in _texts(svg):
        assert text.text
        right = float(text.get("x", 0)) + width(text.text, float(text.get("font-size", 0)))
        assert right <= CARD[0] - 2, text.text
    assert "\u202e" not in svg


@pytest.mark.parametrize("tone", [tone for _, tone in SCORE_COLOURS] + ["#6f6876"])
def test_numbers_stand_out_from_their_colour(tone: str) -> None:
    assert contrast(readable_on(tone), tone) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_there_are_no_other_views() -> None:
    with pytest.raises(ValueError, match="pill, card"):
        badge_svg(CAT, view="square")
