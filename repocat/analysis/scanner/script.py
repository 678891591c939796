"""JavaScript's many ways to write a function. Only those with a name count; others belong to what is around them."""

from __future__ import annotations

import re

import numpy as np

from repocat.analysis.scanner.outline import MOST_FUNCTIONS, Code, Head
from repocat.analysis.scanner.words import NOT_NAME

_BRACE, _COLON, _STAR, _CLOSED = ord("{"), ord(":"), ord("*"), ord(")")
_LOOK_BACK = 240

#: `name = `, `name: Type = `, `name: ` and so on, up to where the function begins.
_DECLARED = re.compile(
    rb"\b(?:const|let|var)\s++([\w$]++)\s*+(?::[^=]*+(?:=>[^=]*+)*+)?=\s*+(?:async\b\s*+)?(?:<[^<>()]*+>\s*+)?\Z"
)
_BOUND = re.compile(rb"(?:([\w$]++)|(\"{2,}+))\s*+[=:]\s*+(?:async\b\s*+)?(?:<[^<>()]*+>\s*+)?\Z")
_TYPE = re.compile(
    rb"(?:void|string|number|boolean|any|unknown|never|asserts|null|undefined|object|bigint|symbol)\b(?!\s*[.(])"
    rb"|[A-Z][\w.]*+(?:<[^>\n;]*+>++)?(?:\[\])*+[ \t]*+[;,\n}|&]"
)
_RETURN_TYPE = re.compile(rb"\)\s*+:[^;{}]{1,200}\Z")


def heads(code: Code) -> list[Head]:
    """Functions, methods and arrow functions that have a name and a body, in order."""
    found = [*_written_heads(code), *_arrow_heads(code)]
    return sorted(found, key=lambda head: head.start)


def _written_heads(code: Code) -> list[Head]:
    """`function name(…) {`, `name = function (…) {` and methods `name(…) {`."""
    text, words = code.text, code.words
    before = text.previous_significant(code.round.opens)
    word = words.at_or_before(before)
    after = text.next_significant(np.minimum(code.round.closes + 1, text.size))
    named = words.is_word[before] & (before >= 0) & code.round.closed
    named &= (text.code[after] == _BRACE) | (text.code[after] == _COLON)
    if words.roles.size:
        named &= words.roles[word] & NOT_NAME == 0
    found = []
    for bracket in np.flatnonzero(named)[:MOST_FUNCTIONS]:
        head = _written_head(code, int(bracket), int(word[bracket]), int(after[bracket]))
        if head:
            found.append(head)
    return found


def _written_head(code: Code, bracket: int, word: int, after: int) -> Head | None:
    text, words = code.text, code.words
    start, end = int(words.starts[word]), int(words.ends[word])
    name = text.raw[start:end]
    previous = _word_before(code, start)
    if name == b"function":
        binding = binding_before(code, start)
        if binding is None:
            return None
        name, start = binding
    elif previous != b"function" and not _may_be_method(code, start, previous):
        return None
    body = _body(code, after)
    if body is None:
        return None
    parameters = (int(code.round.opens[bracket]) + 1, int(code.round.closes[bracket]))
    return Head(name.decode("utf-8", "replace").partition("<")[0], start, parameters, *body)


def _word_before(code: Code, start: int) -> bytes:
    """The word that ends right before an offset, b"" where something else stands there."""
    previous = code.preceding(start)
    if previous >= 0 and code.clean[previous] == _STAR:
        previous = code.preceding(previous)
    return code.text.raw[slice(*code.word_around(previous))]


_BEFORE_METHOD = {
    b"async", b"get", b"set", b"static", b"public", b"private", b"protected", b"override", b"readonly", b"abstract",
    b"declare", b"",
}  # fmt: skip


def _may_be_method(code: Code, start: int, previous: bytes) -> bool:
    """Inside a class or an object a name with brackets and a body is a method; behind an operator it is a call."""
    if previous not in _BEFORE_METHOD:
        return bool(code.text.first[code.line(start)] == start)
    at = code.preceding(start)
    return at < 0 or code.clean[at] in b"{};,*)#" or bool(previous)


def _body(code: Code, after: int) -> tuple[int, int] | None:
    """Beginning and end of the body; a type may stand before it (`): Type {`, `): { a: b } {`)."""
    if code.clean[after] == _COLON:
        semicolon = code.clean.find(b";", after, after + 600)
        after = code.clean.find(b"{", after, after + 600)
        if after < 0 or 0 <= semicolon < after:
            return None
        following = code.following(code.curly.end(after) + 1)
        if code.text.code[following] == _BRACE:
            after = following
    return after, code.curly.end(after) + 1


def binding_before(code: Code, offset: int) -> tuple[bytes, int] | None:
    """The name that a function expression at the offset is given, and where it stands; None for nameless ones."""
    at = code.preceding(offset)
    if at >= 4 and code.clean[at - 4 : at + 1] == b"async":
        at = code.preceding(at - 4)
    if at < 0 or code.clean[at] not in b"=:>" or code.clean[max(0, at - 1) : at + 1] in (b"==", b"=>"):
        return None
    begin = max(code.text.files.start_at(offset), offset - _LOOK_BACK)
    before = code.clean[begin:offset]
    declared = None
    for keyword in (b"const ", b"let ", b"var "):
        place = before.rfind(keyword)
        declared = declared or (_DECLARED.match(before, place) if place >= 0 else None)
    if declared:
        return declared[1], begin + declared.start(1)
    line = before.rstrip(b" \t\r\n").rfind(b"\n") + 1
    bound = _BOUND.search(before, line)
    if not bound:
        return None
    if bound[1]:
        return bound[1], begin + bound.start(1)
    return code.text.raw[begin + bound.start(2) : begin + bound.end(2)].strip(b"'\"`"), begin + bound.start(2)


def _arrow_heads(code: Code) -> list[Head]:
    text = code.text
    arrows = np.flatnonzero((text.code[:-1] == ord("=")) & (text.code[1:] == ord(">")))[:MOST_FUNCTIONS]
    found = []
    for arrow, previous in zip(arrows.tolist(), text.previous_significant(arrows).tolist(), strict=True):
        head = _arrow_head(code, arrow, previous) if previous >= 0 else None
        if head:
            found.append(head)
    return found


def _arrow_head(code: Code, arrow: int, previous: int) -> Head | None:
    parameters = _arrow_parameters(code, arrow, previous)
    if parameters is None:
        return None
    bracketed = code.clean[parameters[0] - 1 : parameters[0]] == b"("
    binding = binding_before(code, parameters[0] - 1 if bracketed else parameters[0])
    following = code.following(arrow + 2)
    if binding is None or _is_type(code, parameters[0] - 1, following):
        return None
    name, start = binding
    if code.text.code[following] == _BRACE:
        body = following, code.curly.end(following) + 1
    else:
        body = arrow, code.expression_end(start, arrow)
    return Head(name.decode("utf-8", "replace"), start, parameters, *body)


def _is_type(code: Code, opened: int, following: int) -> bool:
    """`name: (…) => Type`: behind a colon, in brackets or before the name of a type, TypeScript's arrow is a type."""
    at = code.preceding(opened)
    if code.structure.typed is None or at < 0 or code.clean[at] != _COLON:
        return False
    in_object = code.curly.around(at) > code.round.around(at)
    return not in_object or _TYPE.match(code.clean, following, following + _LOOK_BACK) is not None


def _arrow_parameters(code: Code, arrow: int, previous: int) -> tuple[int, int] | None:
    closed = previous
    if code.clean[closed] != _CLOSED:
        typed = _RETURN_TYPE.search(code.clean, max(0, arrow - _LOOK_BACK), arrow)
        if not typed:
            start, end = code.word_around(previous)
            return (start, end) if end > start else None
        closed = typed.start()
    opened = code.round.start(closed)
    return (opened + 1, closed) if opened >= 0 else None
