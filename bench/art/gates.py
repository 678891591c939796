"""The automatic gates of the art: each gives rows of a figure and whether it holds. Thresholds: cat.md, part 5."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

import numpy as np

from bench.art.bounds import Box, groups, ink
from bench.art.models import CHANNELS, PLAIN, Channel, namesakes, random_cats
from bench.art.raster import Mask, Pixels, changed, lab, perceptual_hash, raster, rmse, small
from repocat.cat.breeds import BREEDS
from repocat.cat.draw import svg
from repocat.cat.traits import Traits

#: Width at which each tier must be read; the last one is that of the whole picture.
WIDTHS = {1: 128, 2: 128, 3: 600}
#: Changed pixels from the least to the most, and from one level to the next.
LEAST_SPAN = {1: 400, 2: 150, 3: 150}
LEAST_STEP = {1: 100, 2: 60, 3: 60}
SAFE: Box = (330.0, 0.0, 870.0, 540.0)


@dataclass(frozen=True, slots=True)
class Row:
    gate: str
    subject: str
    figure: str
    holds: bool


def variety() -> Iterator[Row]:
    """Random models, and one model under many names: equal hashes and nearest neighbours."""
    for subject, cats, most, nearest, least in (
        ("1,000 random cats", random_cats(1000), 0.005, 20.0, 6.0),
        ("1,000 names", list(namesakes(1000)), 0.10, 18.0, 0.0),
    ):
        pictures = [raster(svg(cat, view="square"), 128) for cat in cats]
        hashes = np.array([perceptual_hash(picture) for picture in pictures], np.uint64)
        _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        identical = float((counts[inverse] > 1).mean())
        neighbours = _nearest([small(picture, 64) for picture in pictures])
        median, closest = float(np.median(neighbours)), float(neighbours.min())
        yield Row("variety", f"{subject}: identical pHash", f"{identical:.1%} (<= {most:.1%})", identical <= most)
        yield Row("variety", f"{subject}: nearest, median", f"{median:.1f} (>= {nearest:.0f})", median >= nearest)
        yield Row("variety", f"{subject}: nearest, least", f"{closest:.1f} (>= {least:.0f})", closest >= least)


def _nearest(pictures: Sequence[np.ndarray]) -> np.ndarray:
    together = np.stack(pictures).astype(np.float32)
    found = np.empty(len(pictures))
    for index, picture in enumerate(together):
        distances = rmse(picture, together)
        distances[index] = np.inf
        found[index] = distances.min()
    return found


def legibility() -> Iterator[Row]:
    """Every trait from its first to its last level, and every step between, where its tier must be read."""
    for channel in CHANNELS:
        pictures = _levels(channel, PLAIN)
        span = max(int(changed(pictures[0], other).sum()) for other in pictures[1:])
        least = LEAST_SPAN[channel.tier]
        yield Row("legibility", f"{channel.field}: span", f"{span:,} px (>= {least})", span >= least)
        if channel.ordered:
            steps = [int(changed(*pair).sum()) for pair in itertools.pairwise(pictures)]
        else:
            steps = [int(changed(*pair).sum()) for pair in itertools.combinations(pictures, 2)]
        least = LEAST_STEP[channel.tier]
        yield Row("legibility", f"{channel.field}: least step", f"{min(steps):,} px (>= {least})", min(steps) >= least)


def _levels(channel: Channel, start: Traits) -> list[Pixels]:
    view = "full" if channel.tier == 3 else "square"
    return [raster(svg(cat, view=view), WIDTHS[channel.tier]) for cat in channel.cats(start)]


def monotone() -> Iterator[Row]:
    """Of an ordered trait, no level looks less different from the first than the one before."""
    for channel in CHANNELS:
        if channel.ordered and len(channel.levels) > 2:
            first, *others = _levels(channel, PLAIN)
            distances = [int(changed(first, other).sum()) for other in others]
            holds = all(later >= earlier for earlier, later in itertools.pairwise(distances))
            yield Row("monotone", channel.field, " ".join(map(str, distances)), holds)


def places() -> Iterator[Row]:
    """What a trait changes lies where the trait is drawn, and nowhere in another trait's place."""
    for channel in CHANNELS:
        if "room" in channel.places:
            continue
        inside, stray, total = 0, 0, 0
        for start in (PLAIN, replace(PLAIN, name="werkzeug")):
            for first, second in itertools.pairwise(channel.cats(start)):
                view, width = ("full", 600) if channel.tier == 3 else ("square", 270)
                texts = [svg(cat, view=view, marked=True) for cat in (first, second)]
                seen = changed(*(raster(text, width) for text in texts))
                own, others = _place(channel, texts, view, seen)
                inside, total = inside + int((seen & own).sum()), total + int(seen.sum())
                stray += int((seen & ~own & others).sum())
        share, crosstalk = inside / total, stray / total
        yield Row("right place", channel.field, f"{share:.1%} (>= 85 %)", share >= 0.85)
        yield Row("crosstalk", channel.field, f"{crosstalk:.1%} (<= 5 %)", crosstalk <= 0.05)


def _place(channel: Channel, texts: list[str], view: str, like: Mask) -> tuple[Mask, Mask]:
    """Where the trait is drawn at either level, and where other traits are."""
    own, others = np.zeros_like(like), np.zeros_like(like)
    for text in texts:
        for name, box in groups(ElementTree.fromstring(text)).items():
            if name in channel.places:
                _fill(own, box, view)
            elif name.startswith("t-"):
                _fill(others, box, view)
    return own, others


def _fill(mask: Mask, box: Box, view: str) -> None:
    left, top, right = (330.0, 0.0, 870.0) if view == "square" else (0.0, 0.0, 1200.0)
    scale = mask.shape[1] / (right - left)
    columns = slice(max(0, int((box[0] - left) * scale)), max(0, int((box[2] - left) * scale) + 1))
    rows = slice(max(0, int((box[1] - top) * scale)), max(0, int((box[3] - top) * scale) + 1))
    mask[rows, columns] = True


def frame() -> Iterator[Row]:
    """The cat alone stays within the safe square, whatever the extremes."""
    worst, count = 0.0, 0
    for values in itertools.product(
        (0.0, 0.5, 1.0), (0.0, 5.0, 20.0), tuple(BREEDS), ("beaming", "content", "concerned", "grumpy"),
        ("awake", "loafing", "asleep"), ("left", "tilted"),
    ):  # fmt: skip
        size, age, breed, mood, idle, name = values
        cat = Traits("o", name, size=size, age=age, breed=breed, mood=mood, idle=idle, score=0.0, copycats=3, burrs=3,
                     bow_tie="dotted", shield=True, mice=0, ci="set up", licence="public-domain")  # fmt: skip
        tree = ElementTree.fromstring(svg(cat, view="square", marked=True))
        box = ink(next(found for found in tree.iter() if found.get("class") == "c-cat"))
        over = max(SAFE[0] - box[0], SAFE[1] - box[1], box[2] - SAFE[2], box[3] - SAFE[3])
        worst, count = max(worst, over), count + 1
    yield Row("frame", f"{count:,} extremes: overshoot", f"{worst:.1f} px (0)", worst <= 0)


def contrast() -> Iterator[Row]:
    """The coat beside the wall around it in mean lightness, or else the outline beside both."""
    coats, outlined = [], []
    for drawn in random_cats(200, seed=11):
        cat = replace(drawn, idle="awake")
        shape = _silhouette(cat)
        inner = _grown(shape, -3)
        for theme in ("light", "dark"):
            light = lab(raster(svg(cat, view="square", theme=theme), 128))[..., 0] / 100
            ring = _grown(shape, 5) & ~_grown(shape, 1)
            ring[92:] = False
            coat, wall, line = (float(light[part].mean()) for part in (inner, ring, shape & ~_grown(shape, -1)))
            coats.append(abs(coat - wall))
            outlined.append(max(abs(coat - wall), min(abs(line - wall), abs(line - coat))))
    share = float(np.mean(np.array(coats) >= 0.12))
    least = min(outlined)
    subject = f"400 pictures: coat apart ({share:.0%}), or the outline is"
    yield Row("contrast", subject, f"{least:.3f} (>= 0.12)", least >= 0.12)


def _grown(shape: Mask, steps: int) -> Mask:
    """The shape, wider by some pixels, or narrower."""
    grown = shape if steps >= 0 else ~shape
    for _ in range(abs(steps)):
        grown = grown | np.roll(grown, 1, 0) | np.roll(grown, -1, 0) | np.roll(grown, 1, 1) | np.roll(grown, -1, 1)
    return grown if steps >= 0 else ~grown


def _silhouette(cat: Traits) -> Mask:
    """Where the cat alone is drawn."""
    plain = replace(cat, copycats=0, mice=1, burrs=0)
    tree = ElementTree.fromstring(svg(plain, view="square", marked=True))
    keep = next(found for found in tree if found.get("class") == "c-cat")
    for child in list(tree):
        if child is not keep:
            tree.remove(child)
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    shape: Mask = raster(ElementTree.tostring(tree, encoding="unicode"), 128)[..., 3] > 127
    return shape


def silhouettes() -> Iterator[Row]:
    """Breeds are told apart in solid black."""
    shapes = {breed: _silhouette(replace(PLAIN, breed=breed)) for breed in BREEDS}
    overlaps = {
        (first, second): float((shapes[first] & shapes[second]).sum() / (shapes[first] | shapes[second]).sum())
        for first, second in itertools.combinations(shapes, 2)
    }
    (first, second), worst = max(overlaps.items(), key=lambda item: item[1])
    yield Row(
        "silhouettes",
        f"{len(overlaps)} pairs of breeds, most: {first}, {second}",
        f"{worst:.3f} (<= 0.93)",
        worst <= 0.93,
    )


GATES: tuple[Callable[[], Iterator[Row]], ...] = (
    variety,
    legibility,
    monotone,
    places,
    frame,
    contrast,
    silhouettes,
)
