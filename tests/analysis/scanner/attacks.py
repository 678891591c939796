"""The inputs that a regular expression would take longest for, read off the expression itself.

An expression is slow where it repeats something, gives up, and begins again a byte later. So for every repeat in it:
what leads up to the repeat, and what is repeated, over and over and without the end that the expression waits for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Shorter repeats cost nothing.
_WORTH = 8
_MOST_PUMPS = 6
_CATEGORIES = {"SPACE": b" ", "NOT_SPACE": b"a", "WORD": b"a", "NOT_WORD": b"-", "DIGIT": b"1", "NOT_DIGIT": b"a"}
_TRIED = b"a x1(.-\n\"'<{["
_REPEATS = (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT)
_BYTES = (signs.LITERAL, signs.NOT_LITERAL, signs.IN, signs.ANY)

Parsed = Iterable[tuple[Any, Any]]


def attacks(pattern: re.Pattern[bytes] | re.Pattern[str] | bytes) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """Name and maker of every input; the maker is told about how large."""
    plain, flags = (pattern, 0) if isinstance(pattern, bytes) else (pattern.pattern, pattern.flags)
    found: dict[tuple[bytes, bytes], None] = {}
    _walk(parser.parse(plain, flags), b"", found)
    for lead, pump in found:
        yield f"{lead!r} and {pump!r} again and again", lambda size, a=lead, b=pump: a + _filled(b, size)
        yield f"{lead + pump!r} again and again", lambda size, a=lead, b=pump: _filled(a + b, size)
        yield f"{lead!r} and 20 {pump!r} again and again", lambda size, a=lead, b=pump: _filled(a + b * 20, size)


def _filled(piece: bytes, size: int) -> bytes:
    return piece * (size // max(1, len(piece)))


def _walk(parsed: Parsed, lead: bytes, found: dict[tuple[bytes, bytes], None]) -> None:
    for sign, value in parsed:
        for inner in _insides(sign, value):
            if sign in _REPEATS and value[1] >= _WORTH:
                found.update(dict.fromkeys((lead, pump) for pump in _pumps(inner) if pump))
            _walk(inner, lead, found)
        lead = _append(lead, sign, value)


def _insides(sign: Any, value: Any) -> list[Parsed]:
    """The expressions inside one part of an expression."""
    if sign in _REPEATS:
        return [value[2]]
    if sign is signs.BRANCH:
        return list(value[1])
    if sign is signs.SUBPATTERN:
        return [value[3]]
    return [value] if sign is signs.ATOMIC_GROUP else []


def _pumps(parsed: Parsed) -> list[bytes]:
    """What a repeat may repeat: one text for each of its alternatives."""
    parts = list(parsed)
    if len(parts) == 1:
        inner = _insides(*parts[0])
        if len(inner) > 1:
            return [pump for one in inner[:_MOST_PUMPS] for pump in _pumps(one)][:_MOST_PUMPS]
        if inner and parts[0][0] is signs.SUBPATTERN:
            return _pumps(inner[0])
    return [_sample(parts)]


def _sample(parsed: Parsed) -> bytes:
    """A short text that the expression finds, or nearly."""
    text = b""
    for sign, value in parsed:
        text = _append(text, sign, value)
    return text


def _append(text: bytes, sign: Any, value: Any) -> bytes:
    if sign in _BYTES:
        return text + _byte(sign, value)
    if sign in _REPEATS:
        return text + _sample(value[2]) * min(value[0] or int(value[1] == 1), _WORTH)
    if sign is signs.ASSERT and value[0] < 0:
        # It looks back over what has just been found, too.
        before = _sample(value[1])
        return text[: -1 if text[-1:] == before[-1:] else None] + before
    inner = _insides(sign, value)
    return text + _sample(inner[0]) if inner else text


def _byte(sign: Any, value: Any) -> bytes:
    if sign is signs.ANY:
        return b"a"
    if sign is signs.IN:
        return _one_of(value)
    return _one_of(
        [(signs.LITERAL, value)] if sign is signs.LITERAL else [(signs.NEGATE, None), (signs.LITERAL, value)]
    )


def _one_of(members: list[tuple[Any, Any]]) -> bytes:
    """A byte of a set."""
    if members[0][0] is not signs.NEGATE:
        return _first(members[0])
    forbidden = re.compile(b"[" + b"".join(map(_source, members[1:])) + b"]", re.DOTALL)
    return next((bytes([byte]) for byte in _TRIED if not forbidden.match(bytes([byte]))), b"~")


def _first(member: tuple[Any, Any]) -> bytes:
    sign, value = member
    if sign is signs.CATEGORY:
        return _CATEGORIES[str(value).removeprefix("CATEGORY_")]
    return bytes([(value[0] if sign is signs.RANGE else value) & 255])


def _source(member: tuple[Any, Any]) -> bytes:
    sign, value = member
    if sign is signs.CATEGORY:
        short = str(value).removeprefix("CATEGORY_")
        letter = short.removeprefix("NOT_")[0]
        return b"\\" + (letter if short.startswith("NOT_") else letter.lower()).encode()
    first, last = value if sign is signs.RANGE else (value, value)
    return re.escape(bytes([min(first, 255)])) + b"-" + re.escape(bytes([min(last, 255)]))
