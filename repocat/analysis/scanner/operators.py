"""Operators that add a path through a function, told apart from everything else their characters are used for."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from repocat.analysis.scanner.text import Ints, Text
from repocat.analysis.scanner.words import Words

_CASE = re.compile(rb"(?<![\w.$])case(?![\w$])(?!\s{1,80}(?:class|object)\b)(?!\s{0,80}_\s{0,80}=>)")
_BLANK = np.zeros(256, np.bool_)
_BLANK[list(b" \t\r\n\0")] = True
#: After a ? these show that it is a type, an optional call, or the first half of another operator.
_NO_TERNARY_AFTER = np.zeros(256, np.bool_)
_NO_TERNARY_AFTER[list(b"?.:;,)>=]-}&[")] = True
#: Before a ? these show that it is a wildcard or an optional type.
_NO_TERNARY_BEFORE = np.zeros(256, np.bool_)
_NO_TERNARY_BEFORE[list(b"<,(:|&=")] = True
#: Lines that begin so and hold an arrow declare something of a function's type.
_DECLARATIONS = (b"val", b"var", b"fun", b"typealias", b"private", b"internal", b"override")
#: Before || these show a closure without parameters, before && a reference to a reference.
_NO_OPERAND = np.zeros(256, np.bool_)
_NO_OPERAND[list(b"(,={;<>&|:\0")] = True


def doubled(text: Text, byte: int) -> Ints:
    """Where a byte stands twice, wherever that is."""
    code = text.code
    hit = (code[:-1] == byte) & (code[1:] == byte)
    hit[1:] &= code[:-2] != byte
    return np.flatnonzero(hit)


def _before(text: Text, offsets: Ints) -> Ints:
    """The last significant byte before each offset, 0 at the beginning."""
    previous = text.previous_significant(offsets)
    bytes_before: Ints = np.where(previous >= 0, text.code[previous], 0)
    return bytes_before


def _logical_and(text: Text, words: Words) -> Ints:
    found = doubled(text, ord("&"))
    # `T&& x` and `T &&x` are C++ references: a logical operator has the same space on both sides, or a bracket before.
    space_before, space_after = _BLANK[text.code[found - 1]], _BLANK[text.code[found + 2]]
    logical = (space_before == space_after) | (text.code[found - 1] == ord(")")) | (text.code[found + 2] == ord("!"))
    logical |= text.code[found + 2] == ord("=")
    kept: Ints = found[logical & ~_NO_OPERAND[_before(text, found)]]
    return kept


def _logical_or(text: Text, words: Words) -> Ints:
    found = doubled(text, ord("|"))
    before = _before(text, found)
    closure = _NO_OPERAND[before] | words.at_end_of(text.previous_significant(found), b"move", b"return")
    return found[~closure]


def _coalescing(text: Text, words: Words) -> Ints:
    return doubled(text, ord("?"))


def _elvis(text: Text, words: Words) -> Ints:
    return np.flatnonzero((text.code[:-1] == ord("?")) & (text.code[1:] == ord(":")))


def _ternary(text: Text, words: Words) -> Ints:
    found = _conditional(text)
    kept: Ints = found[_before(text, found) != ord("?")]
    return kept


def _conditional(text: Text) -> Ints:
    """Question marks that may be operators by what stands around them."""
    found = np.flatnonzero(text.code == ord("?"))
    after = text.code[found + 1]
    chained = (after == ord(".")) & (text.code[found + 2] >= ord("0")) & (text.code[found + 2] <= ord("9"))
    wrong = (_NO_TERNARY_AFTER[after] & ~chained) | _NO_TERNARY_BEFORE[_before(text, found)]
    kept: Ints = found[~wrong]
    return kept


def _spaced_ternary(text: Text, words: Words) -> Ints:
    """Where types and names may end in ?, only one with a space before it is an operator."""
    found = _conditional(text)
    kept: Ints = found[_BLANK[text.code[found - 1]]]
    return kept


def _arrow(text: Text, words: Words) -> Ints:
    """Arms of a match or when, without the one that takes the rest."""
    found = np.flatnonzero((text.code[:-1] == ord("=")) & (text.code[1:] == ord(">")))
    previous = text.previous_significant(found)
    kept: Ints = found[~((text.code[previous] == ord("_")) & ~words.is_word[previous - 1])]
    return kept


def _arm(text: Text, words: Words) -> Ints:
    """Arms of Kotlin's `when`: arrows that stand before the first brace of their line, without the `else` arm."""
    found = np.flatnonzero((text.code[:-1] == ord("-")) & (text.code[1:] == ord(">")))
    line_starts = text.line_starts[text.line_of(found)]
    braces = np.flatnonzero(text.code == ord("{"))
    in_lambda = np.searchsorted(braces, found) > np.searchsorted(braces, line_starts)
    firsts = text.first[text.line_of(found)]
    declared = words.begin_at(firsts, *_DECLARATIONS) | (text.code[firsts] == ord("}"))
    arms: Ints = found[~in_lambda & ~declared & ~words.at_end_of(text.previous_significant(found), b"else")]
    return arms


def _case(text: Text, words: Words) -> Ints:
    """Arms of Scala's `match`, without `case _ =>`; `case class` and `case object` are none."""
    return np.array([found.start() for found in _CASE.finditer(text.clean)], np.int64)


FINDERS: dict[bytes, Callable[[Text, Words], Ints]] = {
    b"&&": _logical_and,
    b"||": _logical_or,
    b"??": _coalescing,
    b"?:": _elvis,
    b"?": _ternary,
    b" ?": _spaced_ternary,
    b"case": _case,
    b"=>": _arrow,
    b"->": _arm,
}
