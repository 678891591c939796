"""What the scanner must know of a language, as data.

Every pattern here runs over hostile bytes, so each is linear: once a comment or string has begun its pattern cannot
fail (the closing mark is optional: an open one runs to the end) and possessive repeats never give anything back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


def line_comment(marker: bytes) -> bytes:
    """From the marker to the end of the line."""
    return re.escape(marker) + rb"[^\n]*+"


def block_comment(opening: bytes, closing: bytes) -> bytes:
    """From the opening to the closing mark or, where it is missing, to the end of the file."""
    first, rest = re.escape(closing[:1]), re.escape(closing[1:])
    if not rest:
        return re.escape(opening) + rb"[^" + first + rb"]*+" + first + rb"?+"
    return (
        re.escape(opening) + rb"[^" + first + rb"]*+(?:" + first + rb"(?!" + rest + rb")[^" + first + rb"]*+)*+(?:"
        + re.escape(closing) + rb")?+"
    )  # fmt: skip


def nested_comment(opening: bytes, closing: bytes) -> bytes:
    """As a block comment, but comments lie in one another; that is followed for two levels."""
    return _nested(opening, closing, _nested(opening, closing, block_comment(opening, closing)))


def _nested(opening: bytes, closing: bytes, inner: bytes) -> bytes:
    (first, *more), (last, *rest) = opening, closing
    begin, end = re.escape(bytes([first])), re.escape(bytes([last]))
    plain = rb"[^" + begin + end + rb"]*+"
    not_begin = begin + rb"(?!" + re.escape(bytes(more)) + rb")"
    not_end = end + rb"(?!" + re.escape(bytes(rest)) + rb")"
    return (
        re.escape(opening) + plain + rb"(?:(?:" + not_end + rb"|" + not_begin + rb"|" + inner + rb")" + plain
        + rb")*+(?:" + re.escape(closing) + rb")?+"
    )  # fmt: skip


def quoted(quote: bytes, *, multiline: bool = False, escapes: bool = True) -> bytes:
    """A string between two equal one-byte quotes; one that may not span lines ends with its line."""
    plain = quote + (b"" if multiline else b"\\n")
    if escapes:
        # Windows' line end is one character to a backslash.
        escape = rb"\\." if multiline else rb"\\(?:\r\n|.)"
        return quote + rb"[^" + plain + rb"\\]*+(?:" + escape + rb"[^" + plain + rb"\\]*+)*+" + quote + rb"?+"
    return quote + rb"[^" + plain + rb"]*+" + quote + rb"?+"


def triple_quoted(quote: bytes) -> bytes:
    """A string between three equal quotes, with backslash escapes, over many lines."""
    plain = rb"[^" + quote + rb"\\]*+"
    lone = quote + rb"(?!" + quote * 2 + rb")"
    return quote * 3 + plain + rb"(?:(?:\\.|" + lone + rb")" + plain + rb")*+(?:" + quote * 3 + rb")?+"


DOUBLE = quoted(b'"')
SINGLE = quoted(b"'")
#: Code in a string between double quotes.
DOLLAR_BRACES = rb"\$\{(?![\w.()]*+\})((?:[^{}\"]|\"[^\"\n]*+\"?+|\{(?:[^{}]|\{[^{}]*+\}?+)*+\}?+)*+)\}?+"
C_COMMENTS = (line_comment(b"//"), block_comment(b"/*", b"*/"))
NESTED_COMMENTS = (line_comment(b"//"), nested_comment(b"/*", b"*/"))
C_OPENERS = (b"//", b"/*")


@dataclass(frozen=True, slots=True)
class Embedded:
    """Code that lies in a string, which is measured like any other code."""

    #: The bytes that it begins with.
    opening: bytes
    #: From there to its end; group 1 is the code. Need not match what can decide nothing, as a name.
    pattern: bytes
    #: Pattern of the beginnings of strings that may hold it; None where it follows the string's own opening.
    strings: bytes | None


@dataclass(frozen=True, slots=True)
class Structure:
    """How functions, decisions and blocks look. Keywords are matched as whole words outside comments and strings."""

    #: braces, indent (blocks by indentation), end (as indent, closed by the word `end`) or shell.
    shape: str
    #: Words that add a path through the function (McCabe's decision points).
    decisions: frozenset[bytes]
    #: Words that open a block which counts as a level of nesting.
    controls: frozenset[bytes]
    #: Keys of `scanner.operators.FINDERS`: operators that add a path.
    operators: frozenset[bytes] = frozenset()
    #: For braces: call (`type name(…) {`), keyword (`func name(…) {`) or script (JavaScript's many ways).
    heads: str = "keyword"
    #: For keyword heads: up to and including the parameters' bracket, group 1 is the name.
    head: bytes = b""
    #: What may stand between the parameters and the body, up to and including the body's first byte ({ or =).
    tail: bytes = rb"\s*+\{"
    #: Words that look like a function's name before a bracket, or stand before a call, but are no function's.
    not_names: frozenset[bytes] = frozenset()
    #: Of these, words that may stand before a function's name all the same.
    qualifiers: frozenset[bytes] = frozenset()
    #: Parameters that are not counted.
    receivers: frozenset[bytes] = frozenset()
    #: Found in `parameters + text up to the body` where a function is annotated; None if one cannot choose.
    typed: bytes | None = None
    #: Lines that begin with # are for the preprocessor.
    directives: bool = False
    #: Conditions go without brackets: the next brace that is not inside brackets begins the block.
    bare_conditions: bool = False
    #: A statement ends with its line, semicolon or not.
    line_statements: bool = False
    #: Code in strings.
    embedded: tuple[Embedded, ...] = ()
    #: Text that confuses the outline, blanked with underscores before it is read.
    smoothed: bytes | None = None
    #: Functions without a type before them whose name is all capitals are something else (enumeration constants).
    capitals_are_constants: bool = False
    #: Behind an opening bracket or a comma, keywords are names of arguments (`move(for: it)`).
    labels: bool = False
    #: Behind or before a colon, keywords are names (`:if`, `if: it`).
    symbols: bool = False
    #: `case` counts only as the first word of its line.
    leading_case: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language under GitHub Linguist's name for it."""

    name: str
    #: programming, markup, data or prose.
    kind: str
    #: systems, managed, dynamic, web, functional, apple, data, markup, hardware, shader, lisp, infrastructure, other.
    family: str
    extensions: tuple[str, ...]
    filenames: tuple[str, ...] = ()
    interpreters: tuple[str, ...] = ()
    comments: tuple[bytes, ...] = ()
    #: First bytes of every comment; what the lexer finds and does not begin so is a string.
    openers: tuple[bytes, ...] = ()
    strings: tuple[bytes, ...] = ()
    structure: Structure | None = None
    #: Strings that stand alone are documentation.
    docstrings: bool = False
    #: Put before the text so that the lexer begins in the right state.
    preamble: bytes = b""
    #: Bytes besides letters, digits and _ that can be part of a name.
    name_bytes: bytes = b""


@cache
def lexer(language: Language) -> re.Pattern[bytes] | None:
    """One pattern, one group, that finds every comment and string; None for languages without either."""
    patterns = (*language.comments, *language.strings)
    return re.compile(b"(" + b"|".join(patterns) + b")", re.DOTALL) if patterns else None
