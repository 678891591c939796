"""JavaScript's many ways to write a function. Only those with a name count; others belong to what is around them.

What stands before and after a bracket or an arrow is looked up for all of them at once, so that Python only loops over
what is almost certainly a function.
"""

from __future__ import annotations

import numpy as np

from repocat.analysis.scanner import bindings, types
from repocat.analysis.scanner.bindings import step_over
from repocat.analysis.scanner.outline import Code, Head
from repocat.analysis.scanner.text import Flags, Ints
from repocat.analysis.scanner.words import NOT_NAME

_BRACE, _COLON, _QUOTE, _SQUARE, _JSX = b'{:"]<'
_CALLED = np.zeros(256, np.bool_)
_CALLED[list(b"(.[")] = True
#: What may stand before a method's name; behind an operator it is a call.
_BEFORE_METHOD = np.zeros(256, np.bool_)
_BEFORE_METHOD[list(b"{};,*)#")] = True
_MODIFIERS = (
    b"async", b"get", b"set", b"static", b"public", b"private", b"protected", b"override", b"readonly", b"accessor",
)  # fmt: skip
_LONGEST_KEY = 400
#: What may stand before a parameter without brackets.
_BEFORE_PARAMETER = np.zeros(256, np.bool_)
_BEFORE_PARAMETER[list(b"=(,[{;?")] = True
#: What marks do to the depth of an expression; a comma or semicolon at its own depth ends it.
_STOP = 2
#: Marks that are looked at on the way to an expression's end.
_NEARBY = 100
_STEP = np.zeros(256, np.int8)
_STEP[list(b"([{")] = 1
_STEP[list(b")]}")] = -1
_STEP[list(b",;")] = _STOP


def heads(code: Code) -> list[Head]:
    """Functions, methods and arrow functions that have a name and a body, in order."""
    brackets, after = _followed(code)
    before = code.text.previous_significant(code.round.opens[brackets])
    found = [
        *_written_heads(code, brackets, before, after),
        *_keyed_heads(code, brackets, before, after),
        *_arrow_heads(code),
    ]
    return sorted(found, key=lambda head: head.start)


def _followed(code: Code) -> tuple[Ints, Ints]:
    """Round brackets that a body or a type follows, and what follows each."""
    text = code.text
    after = text.next_significant(np.minimum(code.round.closes + 1, text.size))
    follows = (text.code[after] == _BRACE) | (text.code[after] == _COLON)
    chosen = np.flatnonzero(follows & code.round.closed)
    return chosen, after[chosen]


def _written_heads(code: Code, chosen: Ints, before: Ints, after: Ints) -> list[Head]:
    """`function name(…) {`, `name = function (…) {` and methods `name(…) {`."""
    text, words = code.text, code.words
    generator = step_over(code, before, b"*")
    before = np.where(code.words.at_end_of(generator, b"function"), generator, before)
    named = (before >= 0) & words.is_word[before]
    chosen, after, word = chosen[named], after[named], words.at_or_before(before[named])
    possible = words.roles[word] & NOT_NAME == 0
    chosen, after, word = chosen[possible], after[possible], word[possible]
    starts = words.starts[word]
    expression = code.words.at_end_of(words.ends[word] - 1, b"function")
    declared, method = _declared(code, starts)
    method &= ~_begins_block(code, code.round.opens[chosen], code.round.closes[chosen], after)
    possible = (expression | declared | method).nonzero()[0]
    names = np.stack((starts, words.ends[word]), axis=1)
    names[expression] = bindings.find(code, starts[expression])
    found = []
    for index in possible.tolist():
        start, end = names[index].tolist()
        body = _body(code, int(after[index])) if start >= 0 else None
        if body and not (expression[index] and _CALLED[text.code[code.following(body[1])]]):
            found.append(_head(code, (start, end), int(chosen[index]), body))
    return found


def _head(code: Code, name: tuple[int, int], bracket: int, body: tuple[int, int]) -> Head:
    parameters = (int(code.round.opens[bracket]) + 1, int(code.round.closes[bracket]))
    # A type parameter is part of the word where it was smoothed.
    shown = _shown(code, name)
    return Head(shown.partition("<")[0] or shown, name[0], parameters, *body)


def _shown(code: Code, name: tuple[int, int]) -> str:
    """A name without the quotes of a key."""
    return code.text.raw[slice(*name)].decode("utf-8", "replace").strip("'\"`")


def _declared(code: Code, starts: Ints) -> tuple[Flags, Flags]:
    """Whether `function` stands before each name, and whether it may be a method's."""
    text = code.text
    before = step_over(code, text.previous_significant(starts), b"*")
    declared = code.words.at_end_of(before, b"function")
    word = (before >= 0) & code.words.is_word[before]
    byte = np.where(before >= 0, text.code[before], _BRACE)
    method = ~word & _BEFORE_METHOD[byte]
    method |= text.first[text.line_of(starts)] == starts
    method |= code.words.at_end_of(before, *_MODIFIERS)
    return declared, method


def _begins_block(code: Code, opens: Ints, closes: Ints, after: Ints) -> Flags:
    """Whether the brace on the next line is a block of its own: what is before it was called with a string or so."""
    text = code.text
    block: Flags = (text.code[after] == _BRACE) & (text.line_of(closes) != text.line_of(after))
    for place in np.flatnonzero(block).tolist():
        given = code.clean[int(opens[place]) + 1 : int(closes[place])][:_LONGEST_KEY]
        block[place] = b'"' in given or b"=>" in given or b"(" in given
    return block


def _keyed_heads(code: Code, chosen: Ints, before: Ints, after: Ints) -> list[Head]:
    """Methods under a string or a computed key: `'a b'(…) {` and `[a](…) {`."""
    text = code.text
    byte = np.where(before >= 0, text.code[before], 0)
    found = []
    for index in np.flatnonzero((byte == _QUOTE) | (byte == _SQUARE)).tolist():
        end = int(before[index]) + 1
        start = bindings.string_start(code, end) if byte[index] == _QUOTE else _square_start(code, end)
        at = code.preceding(start)
        if start < 0 or (at >= 0 and not _may_precede_key(code, at)):
            continue
        body = _body(code, int(after[index]))
        if body:
            found.append(_head(code, (start, end), int(chosen[index]), body))
    return found


def _may_precede_key(code: Code, at: int) -> bool:
    if _BEFORE_METHOD[code.text.code[at]]:
        return True
    return code.text.raw[slice(*code.word_around(at))] in _MODIFIERS


def _square_start(code: Code, end: int) -> int:
    """Where the square bracket begins that ends before an offset; -1 where that is not near."""
    depth = 0
    for at in range(end - 1, max(code.text.files.start_at(end) - 1, end - _LONGEST_KEY), -1):
        byte = code.clean[at]
        depth += (byte == _SQUARE) - (byte == ord("["))
        if not depth:
            return at
    return -1


def _body(code: Code, after: int) -> tuple[int, int] | None:
    """Beginning and end of the body; a type may stand before it (`): Type {`, `): { a: b } {`)."""
    if code.clean[after] == _COLON:
        after = types.brace_behind(code, after)
        if after < 0:
            return None
    return after, code.curly.end(after) + 1


def _arrow_heads(code: Code) -> list[Head]:
    text = code.text
    arrows = np.flatnonzero((text.code[:-1] == ord("=")) & (text.code[1:] == ord(">")))
    opened, closed, begins = _arrow_parameters(code, arrows)
    # Behind anything but = and : (or type parameters) an arrow function is nameless; most are.
    before = bindings.before_expression(code, begins)
    byte = np.where(before >= 0, text.code[before], 0)
    kept = np.flatnonzero((begins >= 0) & ((byte == ord("=")) | (byte == _COLON) | (byte == ord(">"))))
    names = bindings.find(code, begins[kept])
    kept, names = kept[names[:, 0] >= 0], names[names[:, 0] >= 0]
    following = text.next_significant(np.minimum(arrows[kept] + 2, text.size))
    ends = _expression_ends(code, arrows[kept])
    found = []
    for index, (start, end), body, last in zip(
        kept.tolist(), names.tolist(), following.tolist(), ends.tolist(), strict=True
    ):
        if types.is_type(code, int(begins[index]), body, last):
            continue
        span = body, code.curly.end(body) + 1
        if text.code[body] != _BRACE:
            longest = code.expression_end(start, int(arrows[index]))
            span = int(arrows[index]), longest if text.code[body] == _JSX else min(longest, last)
        found.append(Head(_shown(code, (start, end)), start, (int(opened[index]), int(closed[index])), *span))
    return found


def _arrow_parameters(code: Code, arrows: Ints) -> tuple[Ints, Ints, Ints]:
    """Beginning and end of each arrow's parameters, and where the function begins; -1 where that is not known."""
    text, words = code.text, code.words
    previous = text.previous_significant(arrows)
    word = words.at_or_before(previous)
    in_word = (previous >= 0) & words.is_word[previous]
    opened = np.where(in_word, words.starts[word], -1) if words.starts.size else np.full(arrows.shape, -1)
    closed = np.where(in_word, words.ends[word], -1) if words.starts.size else opened.copy()
    begins = opened.copy()
    is_closed = (previous >= 0) & (text.code[previous] == ord(")"))
    closes = np.where(is_closed, previous, -1)
    if code.structure.typed is not None:
        # A word may be the only parameter, or the last of the result's type.
        before = text.previous_significant(np.maximum(opened, 0))
        byte = np.where(before >= 0, text.code[before], _BRACE)
        earlier = text.previous_significant(np.maximum(before, 0))
        plain = in_word & (_BEFORE_PARAMETER[byte] | code.words.at_end_of(before, b"async"))
        plain |= in_word & (byte == _COLON) & (text.code[earlier] != ord(")"))
        for index in np.flatnonzero(~plain & ~is_closed).tolist():
            found = types.closed_before(code, int(arrows[index]))
            closes[index] = found if found >= 0 else -1
    at = np.minimum(np.searchsorted(code.round.sorted_closes, closes), max(0, code.round.opens.size - 1))
    if code.round.opens.size:
        paired = (closes >= 0) & (code.round.sorted_closes[at] == closes)
        begins = np.where(paired, code.round.sorted_opens[at], begins)
        opened = np.where(paired, begins + 1, opened)
        closed = np.where(paired, closes, closed)
    return opened, closed, begins


def _expression_ends(code: Code, arrows: Ints) -> Ints:
    """Where the expression behind each arrow ends: the next comma, semicolon or closing bracket that is not inside.

    The length of the file where that is far: then the indentation tells.
    """
    text = code.text
    step = _STEP[text.code]
    stops = np.flatnonzero(step)
    if not stops.size:
        return np.full(arrows.shape, text.size)
    step = step[stops]
    depth = np.cumsum(np.where(step == _STOP, 0, step), dtype=np.int64)
    at = np.searchsorted(stops, arrows)
    around = np.where(at > 0, depth[at - 1], 0)
    window = np.minimum(at[:, None] + np.arange(_NEARBY), stops.size - 1)
    # Behind a closing bracket the depth is that of what is around it.
    ends = (depth[window] < around[:, None]) | ((depth[window] == around[:, None]) & (step[window] == _STOP))
    first = ends.argmax(axis=1)
    rows = np.arange(arrows.size)
    found: Ints = np.where(ends[rows, first], stops[window[rows, first]], text.size)
    return np.where(found > arrows, found, text.size)
