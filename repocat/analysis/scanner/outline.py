"""The outline of a file: its functions, decisions and nesting blocks as offsets, whatever the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from repocat.analysis.languages.grammar import Language, Structure
from repocat.analysis.scanner.brackets import Pairs, match
from repocat.analysis.scanner.operators import FINDERS
from repocat.analysis.scanner.text import Flags, Ints, Text
from repocat.analysis.scanner.words import DECISION, Words

#: Lines that a function made of one expression may have.
_LONGEST_EXPRESSION = 200


class Head(NamedTuple):
    """A function that has a body: its name, and offsets of its beginning, parameters, body and end."""

    name: str
    start: int
    #: The text between the parameters' brackets.
    parameters: tuple[int, int]
    body: int
    end: int


@dataclass(slots=True)
class Code:
    """A file ready to be outlined."""

    text: Text
    #: The code as bytes for regular expressions.
    clean: bytes
    words: Words
    round: Pairs
    curly: Pairs
    language: Language
    structure: Structure

    def following(self, offset: int) -> int:
        """The first significant offset at or after one offset; the file's length where there is none."""
        significant = self.text.significant
        return int(significant[min(int(significant.searchsorted(offset)), significant.size - 1)])

    def preceding(self, offset: int) -> int:
        """The last significant offset before one offset; -1 where there is none."""
        index = int(self.text.significant.searchsorted(offset)) - 1
        return int(self.text.significant[index]) if index >= 0 else -1

    def line(self, offset: int) -> int:
        """The line, from 0, of one offset."""
        return int(self.text.line_starts[:-1].searchsorted(offset, side="right")) - 1

    def word_around(self, offset: int) -> tuple[int, int]:
        """Beginning and end of the word that an offset is in; an empty span where it is in none."""
        if offset < 0 or not self.words.is_word[offset]:
            return offset, offset
        index = int(self.words.starts.searchsorted(offset, side="right")) - 1
        return int(self.words.starts[index]), int(self.words.ends[index])

    def expression_end(self, start: int, at: int) -> int:
        """Where an expression that begins behind `at` ends: the next line not indented deeper than `start`'s."""
        text = self.text
        line, last = self.line(start), self.line(at)
        column = text.first[line] - text.line_starts[line]
        most = min(last + _LONGEST_EXPRESSION, text.has_code.size)
        for later in range(last + 1, most):
            if (
                text.has_code[later]
                and not text.in_string[later]
                and text.first[later] - text.line_starts[later] <= column
            ):
                return int(text.line_starts[later])
        return int(text.line_starts[most])


@dataclass(frozen=True, slots=True)
class Outline:
    """Blocks are spans [start, end); decisions are offsets, each adds a path."""

    heads: list[Head]
    decisions: Ints
    block_starts: Ints
    block_ends: Ints


@cache
def head_pattern(structure: Structure) -> re.Pattern[bytes]:
    """What begins a function."""
    return re.compile(structure.head, re.DOTALL)


def prepare(text: Text, words: Words, language: Language, structure: Structure) -> Code:
    """Pair the brackets once for everybody."""
    ends = text.files.ends
    around, curly = match(text.code, ord("("), ord(")"), ends), match(text.code, ord("{"), ord("}"), ends)
    return Code(text, text.clean, words, around, curly, language, structure)


def decisions(code: Code) -> Ints:
    """Offsets of keywords and operators that add a path."""
    words = code.words
    chosen = words.with_role(DECISION)
    if code.structure.leading_case:
        chosen = chosen[~_is_inner_case(code, chosen)]
    found = [words.starts[chosen]]
    found += [FINDERS[operator](code.text, words) for operator in sorted(code.structure.operators)]
    return np.sort(np.concatenate(found))


def _is_inner_case(code: Code, chosen: Ints) -> Flags:
    """Where `case` is an ordinary word or part of another condition: it does not begin its line."""
    text = code.text
    starts, ends = code.words.starts[chosen], code.words.ends[chosen]
    is_case = (ends - starts == 4) & (text.code[starts] == ord("c"))
    leads = text.first[text.line_of(starts)] == starts
    if code.language.docstrings:
        # Python's soft keyword is followed by a pattern; an assignment, a call or a member is a name.
        after = text.code[text.next_significant(ends)]
        leads &= (text.code[ends] == ord(" ")) & ~np.isin(after, np.frombuffer(b"=.,", np.uint8))
    inner: Flags = is_case & ~leads
    return inner
