"""The gates that are not about looks: the same everywhere, safe, cheap, readable for every kind of colour vision."""

from __future__ import annotations

import gzip
import hashlib
import io
import itertools
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench.art.gates import Row
from bench.art.models import PLAIN, random_cats
from bench.art.raster import Pixels, changed, lab, raster
from bench.art.subset import ATTRIBUTES, ELEMENTS
from repocat.cat.draw import THEMES, VIEWS, placeholder_svg, svg
from repocat.cat.palette import SCORE_COLOURS
from repocat.cat.traits import Traits

_SVG = "{http://www.w3.org/2000/svg}"
_CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")

#: Linear light as people without red, green or blue cones see it (Machado, Oliveira, Fernandes 2009, severity 1.0).
VISION = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip

_DIGEST = """
import hashlib
from bench.art.models import random_cats
from repocat.cat.draw import svg
print(hashlib.sha256("".join(svg(cat, theme="auto") for cat in random_cats(40)).encode()).hexdigest())
"""


def determinism() -> Iterator[Row]:
    """Byte for byte the same in other processes, whatever their hash seed, time zone and language."""
    here = hashlib.sha256("".join(svg(cat, theme="auto") for cat in random_cats(40)).encode()).hexdigest()
    found = {here}
    for seed, zone, language in (("0", "UTC", "C"), ("1", "Asia/Tokyo", "C.UTF-8"), ("4242", "America/Lima", "de_DE")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        done = subprocess.run([sys.executable, "-c", _DIGEST], env=environment, capture_output=True, check=True)
        found.add(done.stdout.decode().strip())
    yield Row("determinism", "40 cats in 4 processes: different digests", f"{len(found)} (1)", len(found) == 1)


def safety() -> Iterator[Row]:
    """Well-formed for any name, of known elements and attributes only, ids unique and with their prefix."""
    dice = random.Random(3)
    alphabet = [
        *map(chr, range(0x20)),
        *"<>&\"'/ a-{}%#;]",
        "\x7f",
        "\ufffe",
        "\ud800",
        "\u202e",
        "\u200b",
        "\u732b",
        "\U0001f408",
    ]
    wrong, pictures = 0, 0
    for _ in range(300):
        owner, name = ("".join(dice.choices(alphabet, k=dice.randrange(60))) for _ in range(2))
        texts = [svg(replace(PLAIN, owner=owner, name=name), view=view) for view in VIEWS]
        texts += [placeholder_svg(owner, name, kind=kind) for kind in ("unknown", "drawing", "failed")]
        pictures += len(texts)
        wrong += sum(not _is_sound(text) for text in texts)
    for cat, theme in itertools.product(random_cats(60), THEMES):
        pictures += 1
        wrong += not _is_sound(svg(cat, theme=theme))
    yield Row("safety", f"{pictures:,} pictures, odd names among them: unsound", f"{wrong} (0)", wrong == 0)


def _is_sound(text: str) -> bool:
    try:
        tree = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return False
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    used = set(re.findall(r"url\(#([^)]+)\)", text)) | set(re.findall(r'href="#([^"]+)"', text))
    return (
        all(element.tag.removeprefix(_SVG) in ELEMENTS and set(element.attrib) <= ATTRIBUTES for element in tree.iter())
        and len(ids) == len(set(ids))
        and all(one.startswith("c-") for one in ids)
        and used <= set(ids)
    )


def colour_vision() -> Iterator[Row]:
    """The bell and the weather, and the colours of the score, for people without one kind of cones."""
    pictures = [raster(svg(replace(PLAIN, ci=ci), view="square"), 128) for ci in ("none", "set up")]
    colours = np.array([[int(text[at : at + 2], 16) for at in (1, 3, 5)] for _, text in SCORE_COLOURS], np.uint8)
    for name, matrix in VISION.items():
        seen = int(changed(*(_simulated(picture, matrix) for picture in pictures)).sum())
        yield Row("colour vision", f"{name}: continuous integration", f"{seen:,} px (>= 100)", seen >= 100)
        tones = lab(_simulated(colours[None], matrix))[0]
        least = min(float(np.linalg.norm(first - second)) for first, second in itertools.combinations(tones, 2))
        yield Row("colour vision", f"{name}: colours of the score", f"{least:.0f} (>= 20)", least >= 20)


def _simulated(pixels: Pixels, matrix: tuple[tuple[float, ...], ...]) -> Pixels:
    channels = pixels[..., :3].astype(np.float64) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(matrix).T, 0, 1)
    back = np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)
    return np.round(back * 255).astype(np.uint8)


def renderers() -> Iterator[Row]:
    """The picture that Chromium draws beside the one that resvg draws, at 512 pixels."""
    program = shutil.which("chromium")
    if program is None:
        yield Row("renderers", "Chromium is not installed", "not measured", holds=False)
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_CHROMIUM))
        differences = []
        for cat in random_cats(24, seed=5):
            text = svg(cat, view="square")
            mine, theirs = raster(text, 512)[..., :3].astype(float), _in_browser(browser, text)[..., :3].astype(float)
            differences.append(float(np.sqrt(((mine - theirs) ** 2).mean())))
        browser.close()
    median, worst = statistics.median(differences), max(differences)
    yield Row("renderers", "24 cats, Chromium beside resvg, median", f"{median:.2f} (<= 3)", median <= 3)
    yield Row("renderers", "24 cats, Chromium beside resvg, worst", f"{worst:.2f} (<= 5)", worst <= 5)


def _in_browser(browser: Browser, text: str) -> Pixels:
    page = browser.new_page(viewport={"width": 512, "height": 512})
    drawn = re.sub(r'width="\d+" height="\d+"', 'width="512" height="512"', text, count=1)
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawn}")
    data = page.screenshot()
    page.close()
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def cost() -> Iterator[Row]:
    """Processor time and bytes of a drawing: the median of the files that are made of a cat, and of each view."""
    cats = random_cats(120, seed=13)
    for cat in cats[:20]:
        svg(cat)
    everything: list[tuple[float, float, float]] = []
    for view in VIEWS:
        figures = [_cost(cat, view) for cat in cats]
        everything += figures
        spent, size, packed = (statistics.median(column) for column in zip(*figures, strict=True))
        yield Row(
            "cost", f"{view}: CPU, size, gzipped", f"{spent:.2f} ms, {size:.1f} kB, {packed:.2f} kB", holds=size <= 24
        )
    spent, size, packed = (statistics.median(column) for column in zip(*everything, strict=True))
    yield Row("cost", "all views: CPU, median", f"{spent:.2f} ms (<= 3)", spent <= 3)
    yield Row("cost", "all views: size, median", f"{size:.1f} kB (<= 24)", size <= 24)
    yield Row("cost", "all views: gzipped, median", f"{packed:.2f} kB (<= 5)", packed <= 5)


def _cost(cat: Traits, view: str) -> tuple[float, float, float]:
    """Milliseconds of processor time, and kilobytes as they are and gzipped."""
    before = time.process_time()
    text = svg(cat, view=view, theme="auto").encode()
    spent = time.process_time() - before
    return spent * 1000, len(text) / 1000, len(gzip.compress(text, 6)) / 1000


GATES = (determinism, safety, colour_vision, renderers, cost)
