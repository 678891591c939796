"""Texts as sets of hashed word triples, and which known licences such a set holds.

A licence is known by a sample of its triples: all of them where it is short. Only these numbers are kept here;
`scripts/licence_shingles.py` makes them from SPDX's texts.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("shingles.json")

#: Share of a licence's triples that a text must hold. Names in a warranty and changed clauses cost some.
ENOUGH = 0.78
_WORD = re.compile(r"[a-z0-9]++")
_TAG = re.compile(r"<[a-z/!][^<>\n]{0,200}+>")
#: Whose copyright it is makes no other licence.
_COPYRIGHT = re.compile(
    r"^[^\w\n]*+(?:copyright[^\S\n]*+(?:\(c\)|©|c\b|\d{4}|[<\[{]|by\b)|(?:\(c\)|©)|all rights reserved)[^\n]*+", re.M
)
_SPELLINGS = {"licence": "license", "licences": "licenses", "licenced": "licensed", "https": "http"}
#: How much longer a licence may be than its text, by what others put in between.
_STRETCH = 1.2
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Match:
    """A licence that a text holds, and from which of the text's words to before which it reaches."""

    spdx: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """Samples of all texts in one array."""

    names: tuple[str, ...]
    #: How many triples stand in each text; the sample is smaller for long ones.
    sizes: NDArray[np.float64]
    counts: NDArray[np.int64]
    #: Those of each text in order.
    hashes: Hashes
    #: Whose hash it is, as an index of `names`.
    owners: NDArray[np.int64]


def words(text: str) -> list[str]:
    """Words in lower case, without markup, copyright lines, and differences of spelling."""
    plain = _COPYRIGHT.sub(" ", _TAG.sub(" ", text.lower()))
    return [_SPELLINGS.get(word, word) for word in _WORD.findall(plain)]


def shingles(found: list[str]) -> Hashes:
    """The hash of every three words in a row."""
    single = np.array([zlib.crc32(word.encode()) for word in found], np.uint64)
    if single.size < 3:
        return np.zeros(0, np.uint32)
    mixed = np.zeros(single.size - 2, np.uint64)
    for offset in range(3):
        mixed = (mixed + single[offset : offset + mixed.size]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def matches(found: list[str]) -> list[Match]:
    """The licences that a text of these words holds, in the order in which they stand there.

    Of licences that share their place the one counts of which most is there and least is missing, so that a licence
    is not taken for the shorter one from which it was made, nor the other way round.
    """
    texts = known()
    own = shingles(found)
    if not own.size:
        return []
    hits = _among(np.sort(own), texts.hashes)
    shares = np.bincount(texts.owners[hits], minlength=len(texts.names)) / texts.counts
    candidates = []
    for licence in np.flatnonzero(shares >= ENOUGH).tolist():
        share, match = _densest(licence, own)
        if share >= ENOUGH:
            candidates.append((texts.sizes[licence] * (2 * share - 1), match))
    chosen: list[Match] = []
    for _, match in sorted(candidates, key=lambda candidate: -candidate[0]):
        if not any(_overlap(match, other) for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.begin)


def _overlap(one: Match, other: Match) -> bool:
    shared = min(one.end, other.end) - max(one.begin, other.begin)
    return shared * 5 > min(one.end - one.begin, other.end - other.begin)


def _among(ordered: Hashes, wanted: Hashes) -> NDArray[np.bool_]:
    """Which of the wanted are in a sorted array. `numpy.isin` and `unique` import much at their first call."""
    index = np.minimum(np.searchsorted(ordered, wanted), ordered.size - 1)
    return np.asarray(ordered[index] == wanted)


def _densest(licence: int, own: Hashes) -> tuple[float, Match]:
    """The stretch of text, somewhat longer than the licence, that holds most of its triples, and their share."""
    texts = known()
    places = np.flatnonzero(_among(texts.hashes[texts.owners == licence], own))
    longest = int(texts.sizes[licence] * _STRETCH) + 40
    ends = np.searchsorted(places, places + longest)
    first = int(np.argmax(ends - np.arange(places.size)))
    inside = places[first : ends[first]].tolist()
    inside = _once(inside, own[inside].tolist())
    share = len(set(own[inside].tolist())) / texts.counts[licence]
    return float(share), Match(texts.names[licence], inside[0], inside[-1] + 3)


def _once(places: list[int], hashes: list[int]) -> list[int]:
    """The places without those at either end whose triples stand nearer to the middle too: they are a neighbour's."""
    last = {found: index for index, found in enumerate(hashes)}
    begin = min(last.values())
    first: dict[int, int] = {}
    for index in range(begin, len(hashes)):
        first.setdefault(hashes[index], index)
    return places[begin : max(first.values()) + 1]


@cache
def known() -> Known:
    """The texts that a file is compared with."""
    rows = json.loads(FILE.read_bytes())
    samples = [np.frombuffer(base64.b64decode(row["sample"]), "<u4") for row in rows]
    counts = np.array([sample.size for sample in samples], np.int64)
    return Known(
        names=tuple(row["name"] for row in rows),
        sizes=np.array([row["size"] for row in rows], np.float64),
        counts=counts,
        hashes=np.concatenate(samples).astype(np.uint32),
        owners=np.repeat(np.arange(len(rows)), counts),
    )
