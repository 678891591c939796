"""Functions and blocks of languages that put them in braces."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from repocat.analysis.languages.grammar import Structure
from repocat.analysis.scanner import script
from repocat.analysis.scanner.outline import Code, Head, Outline, decisions, head_pattern
from repocat.analysis.scanner.spans import innermost
from repocat.analysis.scanner.text import Bytes, Flags, Ints
from repocat.analysis.scanner.words import BARRIER, CONTROL, NOT_NAME

_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
#: What may follow the parameters of a function that has a body.
_AFTER_PARAMETERS = np.zeros(256, np.bool_)
_AFTER_PARAMETERS[list(b"{:-&=" + _LETTERS)] = True
#: What stands before a function's name where its type is written before it.
_TYPE_END = np.zeros(256, np.bool_)
_TYPE_END[list(b">*&]~?" + _LETTERS + b"0123456789")] = True
_BRACE, _ROUND, _CLOSED, _POINT, _COMMA, _COLON, _SEMICOLON, _MINUS = b"{().,:;-"
_FARTHEST_TAIL = 1200
#: One member initialiser of C++, up to its bracket.
_INITIALISER = re.compile(rb"\s*+[\w:]++\s*+(?:<[^;{}()]{0,200}+>\s*+)?+([({])")
#: Statements without braces inside each other.
_LONGEST_CHAIN = 4


@cache
def _tail(structure: Structure) -> re.Pattern[bytes]:
    """What may stand between parameters and body."""
    return re.compile(structure.tail, re.DOTALL)


def outline(code: Code) -> Outline:
    """Everything that is measured in a file of such a language."""
    find = {"call": _call_heads, "keyword": _keyword_heads, "script": script.heads}[code.structure.heads]
    starts, ends = _blocks(code)
    return Outline(find(code), decisions(code), starts, ends)


def _keyword_heads(code: Code) -> list[Head]:
    """`func name(…) {`: found by the word that begins them."""
    heads = []
    for found in head_pattern(code.structure).finditer(code.clean):
        start = found.start()
        if start and code.words.is_word[start - 1]:
            continue
        opened = found.end() - 1
        if code.clean[opened] == _ROUND:
            closed = code.round.end(opened)
            body = _body(code, closed + 1) if code.clean[closed] == _CLOSED else None
        else:
            # Parameters are optional: the tail begins with their bracket, or goes without.
            following = code.following(found.end())
            opened = following if code.clean[following] == _ROUND else found.end() - 1
            closed = code.round.end(opened) if opened == following else found.end()
            body = _body(code, found.end())
        if body is not None:
            name = code.text.raw[slice(*found.span(1))].decode("utf-8", "replace")
            heads.append(Head(name, start, (opened + 1, closed), *body))
    return heads


def _body(code: Code, at: int) -> tuple[int, int] | None:
    """Where the body begins and ends of a function whose head goes up to an offset; None where it has none."""
    found = _tail(code.structure).match(code.clean, at, min(at + _FARTHEST_TAIL, code.text.files.end_at(at)))
    if not found:
        return None
    at = found.end() - 1
    if code.clean[at] == _COLON:
        at = _after_initialisers(code, at + 1)
        return (at, code.curly.end(at) + 1) if at >= 0 else None
    return (at, code.curly.end(at) + 1) if code.clean[at] == _BRACE else (at, code.expression_end(at, at))


def _after_initialisers(code: Code, at: int) -> int:
    """Offset of the body's brace behind C++ member initialisers; -1 where they are none."""
    while found := _INITIALISER.match(code.clean, at, at + _FARTHEST_TAIL):
        pairs = code.round if found[1] == b"(" else code.curly
        at = pairs.end(found.end() - 1) + 1
        following = code.following(at)
        if code.text.code[following] == _BRACE:
            return following
        if code.text.code[following] != ord(","):
            return -1
        at = following + 1
    return -1


def _call_heads(code: Code) -> list[Head]:
    """`type name(…) {`: every bracket behind a name that is followed by a body."""
    text, words = code.text, code.words
    before = text.previous_significant(code.round.opens)
    word = words.at_or_before(before)
    named = words.is_word[before] & (before >= 0) & code.round.closed
    named &= (words.roles[word] & NOT_NAME == 0) if words.roles.size else False
    named &= _AFTER_PARAMETERS[text.code[text.next_significant(np.minimum(code.round.closes + 1, text.size))]]
    chosen = np.flatnonzero(named)
    names = word[chosen]
    typed, possible = _preceded(code, words.starts[names])
    heads, weak = [], []
    for bracket, name, is_typed in zip(chosen[possible], names[possible], typed[possible], strict=True):
        closed = int(code.round.closes[bracket])
        body = _body(code, closed + 1)
        if body is None:
            continue
        start, end = int(words.starts[name]), int(words.ends[name])
        parameters = (int(code.round.opens[bracket]) + 1, closed)
        heads.append(Head(_shown(text.raw[start:end]), start, parameters, *body))
        weak.append(not is_typed)
    return _without_macros(heads, np.array(weak, np.bool_))


def _shown(name: bytes) -> str:
    """A function's name without type parameters."""
    text = name.decode("utf-8", "replace")
    return text if text.startswith("operator") else text.partition("<")[0]


def _preceded(code: Code, starts: Ints) -> tuple[Flags, Flags]:
    """Whether a type stands before each name, and whether a function's name may stand there at all."""
    text, words = code.text, code.words
    previous = text.previous_significant(starts)
    byte = np.where(previous >= 0, text.code[previous], 0)
    is_word = words.is_word[previous] & (previous >= 0)
    barred = is_word & (words.roles[words.at_or_before(previous)] & BARRIER != 0)
    barred |= (byte == _POINT) | (byte == _COMMA)
    # `Type() : member(x) {`: one colon behind a bracket begins C++'s member initialisers.
    earlier = text.previous_significant(np.maximum(previous, 0))
    barred |= (byte == _COLON) & ((text.code[earlier] == _CLOSED) | words.at_end_of(earlier, b"noexcept"))
    typed = _TYPE_END[byte] & (previous >= 0)
    if code.structure.capitals_are_constants:
        barred |= ~typed & ~_is_lower(text.code[np.minimum(starts + 1, text.size)])
    return typed, ~barred


def _is_lower(bytes_: Bytes) -> Flags:
    lower: Flags = (bytes_ >= ord("a")) & (bytes_ <= ord("z"))
    return lower


def _without_macros(heads: list[Head], weak: Flags) -> list[Head]:
    """A name without a type inside a function is a macro that looks like a loop (`for_each(x) {`)."""
    if not weak.any():
        return heads
    strong = [head for head, is_weak in zip(heads, weak, strict=True) if not is_weak]
    outer = [head for head, is_weak in zip(heads, weak, strict=True) if is_weak]
    bodies = sorted((head.body, head.end) for head in strong)
    limits = np.array(bodies, np.int64).reshape(-1, 2)
    inside = innermost(limits[:, 0], limits[:, 1], np.array([head.start for head in outer]))
    free = [head for head, around in zip(outer, inside, strict=True) if around < 0]
    last_end = -1
    for head in free:
        if head.start >= last_end:
            strong.append(head)
            last_end = head.end
    return sorted(strong, key=lambda head: head.start)


def _blocks(code: Code) -> tuple[Ints, Ints]:
    """Spans of control statements, from the keyword to the closing brace, or to the end of a lone condition."""
    text, words = code.text, code.words
    chosen = words.with_role(CONTROL)
    starts, ends = words.starts[chosen], words.ends[chosen]
    following = text.next_significant(np.minimum(ends, text.size))
    is_round = text.code[following] == _ROUND
    closed = np.where(is_round, code.round.close_of(following), following - 1)
    after = text.next_significant(np.minimum(closed + 1, text.size))
    brace = np.where(text.code[after] == _BRACE, after, -1)
    if code.structure.bare_conditions:
        brace = np.where(brace >= 0, brace, _brace_at_depth(code, starts, np.minimum(after, text.size)))
    block_ends = np.where(brace >= 0, code.curly.close_of(brace) + 1, _statement_ends(code, after))
    real = _opens_block(code, ends, brace)
    starts, block_ends, after = starts[real], np.maximum(block_ends, ends)[real], after[real]
    return starts, _with_inner_statements(starts, block_ends, after, brace[real] < 0)


def _statement_ends(code: Code, offsets: Ints) -> Ints:
    """The next semicolon, or the end of the line where that is enough."""
    text = code.text
    semicolons = np.append(np.flatnonzero(text.code == _SEMICOLON), text.size)
    ends = semicolons[np.searchsorted(semicolons[:-1], offsets)]
    return np.minimum(ends, text.line_starts[text.line_of(offsets) + 1]) if code.structure.line_statements else ends


def _with_inner_statements(starts: Ints, ends: Ints, after: Ints, without_braces: Flags) -> Ints:
    """A statement without braces ends where the statement ends that it consists of (`for (…) while (…) { }`)."""
    inner = np.searchsorted(starts, after)
    consists = without_braces & (np.append(starts, -1)[inner] == after)
    for _ in range(_LONGEST_CHAIN):
        ends = np.where(consists, np.append(ends, 0)[inner], ends)
    return ends


def _opens_block(code: Code, ends: Ints, brace: Ints) -> Flags:
    """`else if` is one level, and a word whose braces do not follow (`do` in a string of macros) is none."""
    following = code.text.next_significant(np.minimum(ends, code.text.size))
    is_word = code.words.is_word[following]
    next_word = code.words.at_or_before(following)
    chained = is_word & (code.words.roles[next_word] & CONTROL != 0)
    # `else ->` is an arm of Kotlin's `when`.
    chained |= code.text.code[following] == _MINUS
    opens: Flags = ~chained & ((brace >= 0) | (code.text.code[following] == _ROUND))
    return opens


def _brace_at_depth(code: Code, starts: Ints, offsets: Ints) -> Ints:
    """The first brace behind each offset that is not inside further round brackets; -1 where the file ends first."""
    depth = code.round.depth(starts)
    found = np.full(starts.shape, -1)
    candidate = code.curly.next_open(offsets)
    files = code.text.files
    ends = files.ends[np.minimum(files.of(starts), files.ends.size - 1)]
    for _ in range(4):
        fits = (found < 0) & (candidate < ends) & (code.round.depth(candidate) == depth)
        found = np.where(fits, candidate, found)
        candidate = code.curly.next_open(np.minimum(candidate + 1, code.text.size))
    return found
