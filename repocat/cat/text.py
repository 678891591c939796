"""Text for pictures: cleaned of what breaks XML or turns reading order, capped, and fitted without a renderer."""

from __future__ import annotations

import unicodedata

MAX_LENGTH = 140

_BIDI = set(
    "\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

#: Thousandths of the font size, on the wide side of common sans-serif bold faces.
_NARROW = dict.fromkeys("ijlI.,:;'|!", 340) | dict.fromkeys('ftr()[]{}/\\- "', 430)
_WIDE = dict.fromkeys("mwMW@%", 1000) | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&_+=~<>#", 760)
_WIDTHS = _NARROW | _WIDE


def clean(text: str, limit: int = MAX_LENGTH) -> str:
    """Printable text of at most `limit` characters: no control, bidirectional, private or unpaired characters."""
    kept = "".join(character for character in text[: limit * 4] if _printable(character))
    return kept if len(kept) <= limit else kept[: limit - 1] + "\u2026"


def width(text: str, size: float) -> float:
    """An upper estimate of the width of `text` in pixels at a font size."""
    return sum(_advance(character) for character in text) * size / 1000


def fit(text: str, room: float, largest: float, smallest: float) -> tuple[str, float]:
    """The text and a font size that fit into `room` pixels: shrunk first, then shortened in the middle."""
    wanted = width(text, 1.0)
    size = min(largest, room / wanted) if wanted else largest
    if size >= smallest:
        return text, round(size, 1)
    keep = len(text)
    while keep > 1:
        keep -= 1
        head = (keep + 1) // 2
        tail = keep - head
        shorter = text[:head] + "\u2026" + (text[-tail:] if tail else "")
        if width(shorter, smallest) <= room:
            return shorter, smallest
    return "\u2026", smallest


def _printable(character: str) -> bool:
    if character in _BIDI:
        return False
    category = unicodedata.category(character)
    return category not in {"Cc", "Cs", "Co", "Cn"} and character not in "\ufffe\uffff"


def _advance(character: str) -> int:
    if character.isascii():
        return _WIDTHS.get(character, 620)
    return 1050 if unicodedata.east_asian_width(character) in "WF" else 800
