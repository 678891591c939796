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
    hashes, inverse = np.unique(own, return_inverse=True)
    if not hashes.size:
        return []
    index = np.minimum(np.searchsorted(hashes, texts.hashes), hashes.size - 1)
    hits = hashes[index] == texts.hashes
    shares = np.bincount(texts.owners[hits], minlength=len(texts.names)) / texts.counts
    candidates = []
    for licence in np.flatnonzero(shares >= ENOUGH).tolist():
        sampled = np.zeros(hashes.size, np.bool_)
        sampled[index[hits & (texts.owners == licence)]] = True
        share, match = _densest(licence, np.flatnonzero(sampled[inverse]), own)
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


def _densest(licence: int, places: NDArray[np.int64], own: Hashes) -> tuple[float, Match]:
    """The stretch of text, somewhat longer than the licence, that holds most of its triples, and their share."""
    texts = known()
    longest = int(texts.sizes[licence] * _STRETCH) + 40
    ends = np.searchsorted(places, places + longest)
    first = int(np.argmax(ends - np.arange(places.size)))
    inside = _once(places[first : ends[first]], own)
    share = np.unique(own[inside]).size / texts.counts[licence]
    return float(share), Match(texts.names[licence], int(inside[0]), int(inside[-1]) + 3)


def _once(places: NDArray[np.int64], own: Hashes) -> NDArray[np.int64]:
    """The places without those at either end whose triples stand nearer to the middle too: they are a neighbour's."""
    _, from_end = np.unique(own[places][::-1], return_index=True)
    places = places[places.size - 1 - int(from_end.max()) :]
    _, from_begin = np.unique(own[places], return_index=True)
    return places[: int(from_begin.max()) + 1]


@cache
def known() -> Known:
    """The texts that a file is compared with."""
    rows = json.loads(FILE.read_bytes())
    samples = [np.frombuffer(base64.b85decode(row["sample"]), "<u4") for row in rows]
    counts = np.array([sample.size for sample in samples], np.int64)
    return Known(
        names=tuple(row["name"] for row in rows),
        sizes=np.array([row["size"] for row in rows], np.float64),
        counts=counts,
        hashes=np.concatenate(samples).astype(np.uint32),
        owners=np.repeat(np.arange(len(rows)), counts),
    )
