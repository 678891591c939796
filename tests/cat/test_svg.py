"""The drawing: safe, sound, inside its frame, and the same everywhere."""

from __future__ import annotations

import itertools
import os
import re
import statistics
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bench.art.bounds import ink
from bench.art.subset import ATTRIBUTES, ELEMENTS
from repocat.cat.breeds import BREEDS
from repocat.cat.draw import placeholder_svg, svg
from repocat.cat.scenes import SCENES
from repocat.cat.traits import Traits, traits
from tests.cat import reports

NAMESPACE = "{http://www.w3.org/2000/svg}"

VIEWS = ("full", "square", "bust", "head")

HOSTILE = [
    "</text><script>alert(1)</script>",
    '"><image href="https://example.org/x"/>',
    "\x00\x01\x08\x0b\x1f\x7f\x85",
    "\ufffe\uffff\ud800",
    "\u202eevil\u2066\u200b\ufeff",
    "\U0001f408\u200d\u2b1b \u732b \u0642\u0637\u0629",
    "x" * 300,
    "\u732b" * 300,
    "&amp;&lt;]]><!--",
    "{{ 7*7 }}{% raw %}",
    "",
]

PLAIN = traits(reports.report(), owner="pallets", name="flask")

#: Everything there is to draw at once.
LADEN = replace(
    PLAIN,
    score=2.0,
    mice=5,
    books=4,
    complexity=30.0,
    copycats=3,
    licence="public-domain",
    idle="fast asleep",
    socks=4,
    bow_tie="dotted",
    brushes=2,
    rosette="gold",
    feathers=2,
    paw_prints=4,
    slipper=True,
    hairballs=3,
    boxes=3,
    burrs=3,
    tail=1.0,
    jar="open",
    cardboard=True,
    shield=True,
    season="autumn",
)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def gallery() -> list[Traits]:
    """Each breed in another home, every mood, size and level among them."""
    moods = itertools.cycle(["beaming", "content", "neutral", "concerned", "grumpy", "unknown"])
    idles = itertools.cycle(["awake", "yawning", "loafing", "asleep", "fast asleep", "unknown", "awake"])
    licences = itertools.cycle(
        ["none", "permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom", "unknown"]
    )
    breeds = itertools.cycle(BREEDS)
    return [
        Traits(
            owner=f"owner{number}",
            name=f"name{number}",
            size=number % 5 / 4,
            age=(0.1, 1.0, 4.0, 8.0, 20.0, None)[number % 6],
            breed=next(breeds),
            scene=scene,
            score=(0.0, 2.5, 4.5, 7.0, 8.8, 10.0, None)[number % 7],
            mood=next(moods),
            idle=next(idles),
            mice=number % 6,
            ci=("none", "set up", "unknown")[number % 3],
            licence=next(licences),
            books=number % 5,
            complexity=(1.0, 6.0, 12.0, 18.0, 40.0)[number % 5],
            copycats=number % 4,
            daypart=("day", "dusk", "night", "unknown")[number % 4],
            socks=number % 3 * 2,
            polyglot=number % 11 == 0,
            bow_tie=("none", "plain", "striped", "dotted", "unknown")[number % 5],
            brushes=number % 3,
            rosette=("none", "bronze", "silver", "gold", "faded", "unknown")[number % 6],
            feathers=number % 3,
            paw_prints=number % 5,
            slipper=number % 2 == 0,
            hairballs=number % 4,
            boxes=number % 4,
            burrs=number % 4,
            tail=(0.0, 0.4, 1.0, None)[number % 4],
            jar=("closed", "open", "unknown")[number % 3],
            cardboard=number % 2 == 1,
            shield=number % 3 == 1,
            season=("winter", "spring", "summer", "autumn", "unknown")[number % 5],
        )
        for number, scene in enumerate([*SCENES, *SCENES, *SCENES])
    ]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_only_known_elements_and_attributes(view: str, theme: str) -> None:
    for cat in (PLAIN, LADEN, *gallery()[::5]):
        for element in parsed(svg(cat, view=view, theme=theme, prefix="pic7")).iter():
            assert element.tag.removeprefix(NAMESPACE) in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES
            assert element.get("href", "#").startswith("#")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_and_nothing_else(name: str) -> None:
    for view in VIEWS:
        tree = parsed(svg(replace(PLAIN, owner=name, name=name), view=view))
        assert {element.tag.removeprefix(NAMESPACE) for element in tree.iter()} <= ELEMENTS - {"style"}
    for kind in ("unknown", "drawing", "failed"):
        parsed(placeholder_svg(name, name, kind=kind))


def test_control_and_bidirectional_characters_are_gone() -> None:
    text = svg(replace(PLAIN, owner="a\u202eb\x07c", name="d\u2067e"))
    assert "abc/de" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_long_names_fit_the_caption() -> None:
    tree = parsed(svg(replace(PLAIN, owner="W" * 39, name="M" * 100)))
    name = tree.findall(f"{NAMESPACE}text")[0]
    assert float(name.attrib["font-size"]) >= 20
    assert "\u2026" in (name.text or "")


def test_a_sleeping_cat_is_called_asleep_whatever_its_mood() -> None:
    assert "tabby \u2013 beaming<" in svg(PLAIN)
    assert "tabby \u2013 asleep<" in svg(replace(PLAIN, idle="asleep"))


@pytest.mark.parametrize("view", VIEWS)
def test_ids_are_unique_prefixed_and_resolved(view: str) -> None:
    for cat in (PLAIN, LADEN):
        text = svg(cat, view=view, prefix="k12")
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert all(found.startswith("k12-") for found in ids)
        used = re.findall(r"url\(#([^)]+)\)", text) + re.findall(r'href="#([^"]+)"', text)
        assert set(used) <= set(ids)


@pytest.mark.parametrize("prefix", ["", "A", "1a", "a b", 'a"', "a" * 60])
def test_odd_prefixes_are_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        svg(PLAIN, prefix=prefix)


@pytest.mark.parametrize("wrong", [{"view": "back"}, {"theme": "sepia"}])
def test_unknown_views_and_themes_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="view is one of"):
        svg(PLAIN, **wrong)


def test_it_says_what_it_shows() -> None:
    tree = parsed(svg(PLAIN, prefix="q"))
    assert tree.attrib["role"] == "img"
    assert tree.attrib["aria-labelledby"] == "q-title q-desc"
    assert tree.findtext(f"{NAMESPACE}title") == "pallets/flask"
    assert "10,234 lines of code" in (tree.findtext(f"{NAMESPACE}desc") or "")


@pytest.mark.parametrize(("view", "box"), [("full", "0 0 1200 630"), ("square", "330 0 540 540")])
def test_fixed_views_have_fixed_frames(view: str, box: str) -> None:
    tree = parsed(svg(PLAIN, view=view))
    assert tree.attrib["viewBox"] == box
    assert [tree.attrib["width"], tree.attrib["height"]] == box.split()[2:]


def test_only_the_automatic_theme_carries_rules_and_only_for_the_room() -> None:
    assert "<style" not in svg(PLAIN) + svg(PLAIN, theme="dark")
    rules = parsed(svg(PLAIN, theme="auto", prefix="z")).findtext(f"{NAMESPACE}style") or ""
    assert re.fullmatch(
        r"@media \(prefers-color-scheme:dark\)\{(\.z-[a-z_]+(\{fill|-line\{stroke):#[0-9a-f]{6}\})+\}", rules
    )


def test_the_dark_room_is_darker_and_the_cat_is_the_same() -> None:
    light, dark = (parsed(svg(PLAIN, theme=theme, marked=True)) for theme in ("light", "dark"))
    assert _wall(light) > _wall(dark)
    assert _cat(light) == _cat(dark)


def _wall(tree: ElementTree.Element) -> int:
    return int(tree.findall(f"{NAMESPACE}rect")[0].attrib["fill"][1:3], 16)


def _cat(tree: ElementTree.Element) -> bytes:
    return ElementTree.tostring(next(group for group in tree.iter() if group.get("class") == "c-cat"))


@pytest.mark.parametrize("breed", BREEDS)
def test_the_cat_stays_inside_the_safe_square(breed: str) -> None:
    extremes = itertools.product(
        (0.0, 0.45, 1.0),
        (0.0, 4.0, 30.0),
        ("beaming", "content", "grumpy"),
        ("awake", "loafing", "asleep"),
    )
    for size, age, mood, idle in extremes:
        for name in ("left", "tilted"):
            cat = Traits(
                "o",
                name,
                size=size,
                age=age,
                breed=breed,
                mood=mood,
                idle=idle,
                score=5,
                copycats=3,
                burrs=3,
                bow_tie="plain",
            )
            tree = parsed(svg(cat, view="square", marked=True))
            group = next(found for found in tree.iter() if found.get("class") == "c-cat")
            left, top, right, bottom = ink(group)
            assert left >= 330, (size, age, mood, idle, name, left)
            assert right <= 870, (size, age, mood, idle, name, right)
            assert top >= 0, (size, age, mood, idle, name, top)
            assert bottom <= 540, (size, age, mood, idle, name, bottom)


def test_a_picture_is_small() -> None:
    sizes = [len(svg(cat).encode()) for cat in gallery()]
    assert statistics.median(sizes) <= 24_000
    assert max(sizes) <= 36_000


def test_numbers_have_one_decimal_at_most() -> None:
    drawn = "".join(re.findall(r' d="([^"]+)"', svg(LADEN)))
    assert not re.search(r"\d\.\d\d", drawn)
    assert "e-" not in drawn


def test_the_same_in_every_process() -> None:
    program = (
        "import hashlib; from tests.cat.test_svg import gallery, svg;"
        "print(hashlib.sha256(''.join(svg(cat, theme='auto') for cat in gallery()[::6]).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("4242", "America/Lima"))
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"size": 0.9},
        {"age": 0.1},
        {"age": 20.0},
        {"breed": "persian"},
        {"scene": "forge"},
        {"score": 2.0},
        {"mood": "grumpy"},
        {"idle": "asleep"},
        {"mice": 1},
        {"ci": "none"},
        {"licence": "strong-copyleft"},
        {"books": 1},
        {"complexity": 20.0},
        {"copycats": 2},
        {"daypart": "night"},
        {"socks": 2},
        {"polyglot": True},
        {"bow_tie": "plain"},
        {"rosette": "gold"},
        {"paw_prints": 4},
        {"hairballs": 1},
        {"burrs": 3},
        {"tail": 1.0},
        {"shield": True},
        {"season": "winter"},
        {"name": "werkzeug"},
    ],
)
def test_every_trait_changes_the_square(change: dict[str, object]) -> None:
    assert svg(replace(PLAIN, **change), view="square") != svg(PLAIN, view="square")


@pytest.mark.parametrize(
    "change",
    [{"brushes": 2}, {"feathers": 2}, {"slipper": True}, {"boxes": 1}, {"jar": "closed"}, {"cardboard": True}],
)
def test_small_things_stand_in_the_wings(change: dict[str, object]) -> None:
    assert svg(replace(PLAIN, **change)) != svg(PLAIN)
    assert svg(replace(PLAIN, **change), view="square") == svg(PLAIN, view="square")


def test_the_name_in_capitals_is_the_same_cat() -> None:
    shouted = replace(PLAIN, owner="PALLETS", name="Flask")
    assert _cat(parsed(svg(shouted, marked=True))) == _cat(parsed(svg(PLAIN, marked=True)))


def test_placeholders_differ_and_refuse_other_kinds() -> None:
    kinds = ("unknown", "drawing", "failed")
    assert len({placeholder_svg("a", "b", kind=kind) for kind in kinds}) == 3
    with pytest.raises(KeyError):
        placeholder_svg("a", "b", kind="other")
