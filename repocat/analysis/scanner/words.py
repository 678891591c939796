"""Words of a text and the part that keywords play, found without looking at one word at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.languages.grammar import Language, Structure
from repocat.analysis.scanner.text import Bytes, Flags, Ints, Text

DECISION, CONTROL, NOT_NAME, BARRIER = 1, 2, 4, 8

_MASKS = np.array([(1 << (8 * length)) - 1 for length in range(8)] + [2**64 - 1], dtype=np.uint64)
_EIGHT = np.arange(8)
_POINT, _HASH, _DASH, _ANGLE, _COLON = b".#->:"


@dataclass(slots=True)
class Words:
    """All words in order; `roles` holds bits.

    NOT_NAME words are no function's name before a bracket, BARRIER words do not stand before a function's name.
    """

    starts: Ints
    ends: Ints
    roles: NDArray[np.uint8]
    is_word: Flags
    #: The text's code that they are words of.
    code: Bytes

    def at_or_before(self, offsets: Ints) -> Ints:
        """Index of the last word that begins at or before each offset; -1 where there is none."""
        return np.searchsorted(self.starts, offsets, side="right") - 1

    def with_role(self, role: int) -> Ints:
        """Indexes of the words that have a role."""
        return np.flatnonzero(self.roles & role)

    def at_end_of(self, offsets: Ints, *chosen: bytes) -> Flags:
        """Whether each offset is the last byte of one of the chosen words, or at -1 of none."""
        found = np.zeros(offsets.shape, np.bool_)
        # The last byte alone rules nearly everything out.
        last = np.zeros(256, np.bool_)
        last[[word[-1] for word in chosen]] = True
        possible = np.flatnonzero(last[self.code[offsets]] & (offsets >= 0))
        for word in chosen:
            begins = offsets[possible] + 1 - len(word)
            same = (begins == 0) | ((begins > 0) & ~self.is_word[begins - 1])
            for place, letter in enumerate(word):
                same &= self.code[begins + place] == letter
            found[possible] |= same
        return found

    def begin_at(self, offsets: Ints, *chosen: bytes) -> Flags:
        """Whether one of the chosen words begins at each offset."""
        if not self.starts.size:
            return np.zeros(offsets.shape, np.bool_)
        index = self.at_or_before(offsets)
        begins: Flags = (index >= 0) & (self.starts[index] == offsets)
        return begins & self.at_end_of(self.ends[index] - 1, *chosen)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Keywords by their first eight bytes as one number, sorted."""

    codes: NDArray[np.uint64]
    lengths: Ints
    roles: NDArray[np.uint8]
    first_bytes: Flags


@cache
def _vocabulary(structure: Structure) -> _Vocabulary:
    roles: dict[bytes, int] = {}
    for role, keywords in (
        (DECISION, structure.decisions),
        (CONTROL | NOT_NAME, structure.controls),
        (NOT_NAME, structure.decisions | structure.not_names),
        (BARRIER, structure.decisions | structure.controls | (structure.not_names - structure.qualifiers)),
    ):
        for keyword in keywords:
            roles[keyword] = roles.get(keyword, 0) | role
    coded = sorted((int.from_bytes(word[:8], "little"), len(word), role) for word, role in roles.items())
    first_bytes = np.zeros(256, np.bool_)
    first_bytes[[word[0] for word in roles]] = True
    return _Vocabulary(
        np.array([code for code, _, _ in coded], np.uint64),
        np.array([length for _, length, _ in coded], np.int64),
        np.array([role for _, _, role in coded], np.uint8),
        first_bytes,
    )


@cache
def _word_bytes(language: Language) -> Flags:
    table = np.zeros(256, np.bool_)
    table[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_" + language.name_bytes)] = True
    table[128:] = True
    return table


def find(text: Text, language: Language, structure: Structure) -> Words:
    """Split the code into words and look the keywords up. Members (`x.catch`) are none."""
    is_word = _word_bytes(language)[text.code]
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    if is_word.size and is_word[0]:
        edges = np.append(0, edges)
    starts, ends = edges[0::2], edges[1::2]
    roles = np.zeros(starts.size, np.uint8)
    chosen = _candidates(text.code, starts, ends, _vocabulary(structure))
    if structure.labels:
        before = text.code[text.previous_significant(starts[chosen])]
        chosen = chosen[(before != ord("(")) & (before != ord(","))]
    if structure.symbols:
        before, after = text.code[starts[chosen] - 1], text.code[ends[chosen]]
        chosen = chosen[(before != _COLON) & ((after != _COLON) | (text.code[ends[chosen] + 1] == _COLON))]
    if chosen.size:
        roles[chosen] = _look_up(text.code, starts[chosen], ends[chosen], _vocabulary(structure))
    return Words(starts, ends, roles, is_word, text.code)


def _candidates(code: Bytes, starts: Ints, ends: Ints, vocabulary: _Vocabulary) -> Ints:
    lengths = ends - starts
    fits = vocabulary.first_bytes[code[starts]]
    fits &= (lengths >= vocabulary.lengths.min()) & (lengths <= vocabulary.lengths.max())
    before = code[starts - 1]
    # `#if` is for the preprocessor, `x.catch` a member.
    fits &= ((before != _POINT) & (before != _HASH)) | (starts == 0)
    chosen = np.flatnonzero(fits)
    # So are `x->match` and `x::match`.
    before, earlier = before[chosen], code[starts[chosen] - 2]
    member = ((before == _ANGLE) & (earlier == _DASH)) | ((before == _COLON) & (earlier == _COLON))
    kept: Ints = chosen[~member]
    return kept


def _look_up(code: Bytes, starts: Ints, ends: Ints, vocabulary: _Vocabulary) -> NDArray[np.uint8]:
    padded = np.append(code, np.zeros(8, np.uint8))
    lengths = ends - starts
    packed = np.ascontiguousarray(padded[starts[:, None] + _EIGHT]).view(np.uint64)[:, 0]
    packed &= _MASKS[np.minimum(lengths, 8)]
    at = np.minimum(np.searchsorted(vocabulary.codes, packed), vocabulary.codes.size - 1)
    same = (vocabulary.codes[at] == packed) & (vocabulary.lengths[at] == lengths)
    return np.where(same, vocabulary.roles[at], 0).astype(np.uint8)
