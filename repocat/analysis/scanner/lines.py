"""Lines as numbers, by which copies are found."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from repocat.analysis.scanner.text import Flags, Ints, Text

_QUOTE = ord('"')
_WORD = np.zeros(256, np.bool_)
_WORD[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] = True
_WORD[128:] = True
#: Imports say nothing about being copied.
_IMPORT = re.compile(
    rb"(?:import|from)\b[^=\n]{0,300}+$|#[ \t]*+include\b"
    rb"|(?:package|use|using|require|require_relative|include|@import)[ \t(\"'][^={\n]{0,300}+$",
    re.MULTILINE,
)
#: First four bytes of lines that may be imports.
_IMPORT_BEGINS = np.array(
    [int.from_bytes(word, "little") for word in (b"impo", b"from", b"pack", b"use ", b"usin", b"requ", b"incl", b"@imp",
                                                 b"#inc", b"# in", b"#  i")],
    np.uint32,
)  # fmt: skip
_MASKS = np.array([2**64 - 1] + [(1 << (8 * length)) - 1 for length in range(1, 8)], dtype=np.uint64)
#: Multipliers for the eight-byte pieces of a line, odd numbers without a pattern (splitmix64's increments).
_FACTORS = (np.arange(1, 513, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF, _THIRD = np.uint64(32), np.uint64(29)


def fingerprints(text: Text) -> tuple[NDArray[np.uint32], Ints]:
    """Numbers of all lines of code that say something, and which lines of the text they are.

    White space around a line and comments in it do not count. Lines without a letter or digit (braces, brackets) and
    imports are left out.
    """
    code = text.code[:-2]
    kept = np.where(code == _QUOTE, np.frombuffer(text.raw, np.uint8), code)
    lines = np.flatnonzero(text.has_code & (text.first < text.line_starts[1:]))
    starts = text.first[lines]
    ends = text.previous_significant(text.line_starts[lines + 1]) + 1
    telling = _telling(kept, starts, ends)
    lines, starts, ends = lines[telling], starts[telling], ends[telling]
    return _hashes(kept, starts, ends), lines


def _telling(kept: NDArray[np.uint8], starts: Ints, ends: Ints) -> Flags:
    if not starts.size:
        return np.zeros(0, np.bool_)
    # Between two lines of code there are only white space and comments, which are spaces here, and separators.
    telling: Flags = np.logical_or.reduceat(_WORD[kept], starts)
    padded = np.append(kept, np.zeros(4, np.uint8))
    begins = np.ndarray((kept.size,), "<u4", padded.tobytes(), strides=(1,))[starts]
    clean = None
    for index in np.flatnonzero(np.isin(begins, _IMPORT_BEGINS)).tolist():
        clean = clean or kept.tobytes()
        telling[index] &= _IMPORT.match(clean, int(starts[index]), int(ends[index])) is None
    return telling


def _hashes(kept: NDArray[np.uint8], starts: Ints, ends: Ints) -> NDArray[np.uint32]:
    if not starts.size:
        return np.zeros(0, np.uint32)
    lengths = ends - starts
    pieces = (lengths + 7) // 8
    firsts = np.append(0, np.cumsum(pieces)[:-1])
    place = np.arange(int(pieces.sum())) - np.repeat(firsts, pieces)
    words = np.ndarray((kept.size,), "<u8", kept.tobytes() + b"\0" * 8, strides=(1,))
    piece = words[np.repeat(starts, pieces) + 8 * place]
    piece[firsts + pieces - 1] &= _MASKS[lengths % 8]
    piece = (piece ^ (piece >> _HALF)) * _FACTORS[place % _FACTORS.size]
    sums = np.add.reduceat((piece ^ (piece >> _THIRD)) * _MIX, firsts) + lengths.astype(np.uint64)
    sums = (sums ^ (sums >> _HALF)) * _MIX
    hashes: NDArray[np.uint32] = (sums >> _HALF).astype(np.uint32)
    return hashes
