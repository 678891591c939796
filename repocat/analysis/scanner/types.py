"""TypeScript's types where they stand between a function's parameters and its body, or look like a function."""

from __future__ import annotations

import re

from repocat.analysis.scanner.outline import Code

_COLON, _OPENED, _BRACE, _NEWLINE = b":({\n"
_FARTHEST = 1200
_LOOK_BACK = 400
_TYPE = re.compile(
    rb"(?:string|number|boolean|any|unknown|never|asserts|object|bigint|symbol)\b(?!\s*[.(])|void[ \t]*+[;,\n}|&]"
    rb"|[A-Z][\w.]*+(?:<[^>\n;]*+>++)?(?:\[\])*+[ \t]*+[;,\n}|&]"
)
_STOP = re.compile(rb"[;{}\n=]")
_RETURNS = re.compile(rb"\)\s*+:")
#: Behind these a type is not complete: a brace begins a type, a new line goes on.
_INCOMPLETE = frozenset(b":|&<,([=?{")
#: The same at the beginning of a line.
_GOES_ON = frozenset(bytes([byte]) for byte in b"|&{.<>)],?:=")


def brace_behind(code: Code, colon: int) -> int:
    """The brace of the body behind a result's type; -1 where the type ends without one."""
    at, last = colon + 1, min(colon + _FARTHEST, code.text.files.end_at(colon))
    while found := _STOP.search(code.clean, at, last):
        at = found.start()
        byte = code.clean[at]
        before = code.preceding(at)
        complete = code.clean[before] not in _INCOMPLETE and code.clean[before - 1 : before + 1] != b"=>"
        if byte == _BRACE:
            if complete:
                return at
            at = code.curly.end(at) + 1
        elif byte == _NEWLINE:
            if complete and code.clean[code.following(at) : code.following(at) + 1] not in _GOES_ON:
                return -1
            at += 1
        elif byte == ord("=") and code.clean[at + 1 : at + 2] == b">":
            at += 2
        else:
            return -1
    return -1


def closed_before(code: Code, arrow: int) -> int:
    """The bracket that ends the parameters before a result's type and an arrow; -1 where there is none."""
    last = code.preceding(arrow)
    if last >= 0 and code.clean[last : last + 1] == b"}":
        arrow = max(0, code.curly.start(last))
    begin = max(0, arrow - _LOOK_BACK)
    before = code.clean[begin:arrow]
    at = before.rfind(b")")
    for _ in range(8):
        if at < 0 or b";" in before[at:]:
            return -1
        if _RETURNS.match(before, at):
            return begin + at
        at = before.rfind(b")", 0, at)
    return -1


def is_type(code: Code, opened: int, following: int, end: int) -> bool:
    """`name: (…) => Type`: behind a colon, in brackets or before the name of a type, TypeScript's arrow is a type.

    So is one before a semicolon: it ends the members of a type, never those of an object.
    """
    at = code.preceding(opened)
    if code.structure.typed is None or at < 0 or code.clean[at] != _COLON:
        return False
    if code.clean[end : end + 1] == b";":
        return True
    in_object = code.curly.around(at) > code.round.around(at)
    return not in_object or _TYPE.match(code.clean, following, following + _LOOK_BACK) is not None
