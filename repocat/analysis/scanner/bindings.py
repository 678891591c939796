"""The names that `=` and `:` give to JavaScript's function expressions."""

from __future__ import annotations

import re

import numpy as np

from repocat.analysis.scanner.outline import Code
from repocat.analysis.scanner.text import Flags, Ints

_LOOK_BACK = 240
_LONGEST_KEY = 400
#: Before `=` these make it another operator.
_OPERATORS = np.zeros(256, np.bool_)
_OPERATORS[list(b"=!<>+-*/%&|^?")] = True
#: Before a name that is assigned to these show a plain target.
_BEFORE_TARGET = np.zeros(256, np.bool_)
_BEFORE_TARGET[list(b"{}();,.#=[\0")] = True
_BEFORE_KEY = np.zeros(256, np.bool_)
_BEFORE_KEY[list(b"{,")] = True

#: `const name: Type =`, up to where the function begins.
_DECLARED = re.compile(rb"\b(?:const|let|var)\s++([\w$]++)\s*+(?::[^=]*+(?:=>[^=]*+)*+)?=\s*+\Z")
#: The same for a field of a class or a parameter on its own line.
_FIELD = re.compile(
    rb"\s*+(?:(?:public|private|protected|static|readonly|override|declare|accessor)\s++)*+#?([\w$]++)\s*+[?!]?\s*+"
    rb":[^=]*+(?:=>[^=]*+)*+=\s*+\Z"
)
_PARAMETERS_OF_TYPE = re.compile(rb"<[^()]{1,200}>\s*\Z")


def step_over(code: Code, offsets: Ints, mark: bytes) -> Ints:
    """The offsets, or what stands before them where they are at that mark."""
    marked = (offsets >= 0) & (code.text.code[offsets] == mark[0])
    stepped: Ints = np.where(marked, code.text.previous_significant(np.maximum(offsets, 0)), offsets)
    return stepped


def before_expression(code: Code, begins: Ints) -> Ints:
    """What stands before each function expression and its `async`."""
    before = code.text.previous_significant(np.maximum(begins, 0))
    index = code.words.at_or_before(before)
    behind = code.words.at_end_of(before, b"async")
    starts = code.words.starts[index] if code.words.starts.size else before
    earlier: Ints = np.where(behind, code.text.previous_significant(np.maximum(starts, 0)), before)
    return earlier


def find(code: Code, begins: Ints) -> Ints:
    """Beginning and end of the name of each function expression, -1 for nameless ones."""
    text, words = code.text, code.words
    found = np.full((begins.size, 2), -1)
    if not words.starts.size:
        return found
    before = _without_type_parameters(code, before_expression(code, begins))
    byte = np.where(before >= 0, text.code[before], 0)
    assigned = (byte == ord("=")) & ~_OPERATORS[text.code[before - 1]]
    target = text.previous_significant(np.maximum(before, 0))
    index = words.at_or_before(target)
    named = (target >= 0) & words.is_word[target]
    start, end = words.starts[index], words.ends[index]
    earlier = text.previous_significant(np.maximum(start, 0))
    leading = np.where(earlier >= 0, text.code[earlier], 0)
    spaced = (earlier >= 0) & words.is_word[earlier]
    new_line = text.first[text.line_of(start)] == start
    plain = named & (_BEFORE_TARGET[leading] | spaced | new_line) & ~code.words.at_end_of(earlier, b"type")
    taken = assigned & plain & ~_goes_on(leading)
    taken |= (byte == ord(":")) & named & _BEFORE_KEY[leading]
    found[taken] = np.stack((start, end), axis=1)[taken]
    quoted = (byte == ord(":")) & (target >= 0) & (text.code[target] == ord('"'))
    for place in np.flatnonzero(quoted).tolist():
        found[place] = string_start(code, int(target[place]) + 1), int(target[place]) + 1
    if code.structure.typed is not None:
        typed = assigned & ~taken & ~code.words.at_end_of(earlier, b"type")
        typed |= assigned & taken & (leading == ord("."))
        for place in np.flatnonzero(typed).tolist():
            annotated = _annotated(code, int(before[place]) + 1)
            found[place] = annotated if annotated[0] >= 0 else found[place]
    return found


def _goes_on(leading: Ints) -> Flags:
    """Marks that go on with a type: what stands behind them is not the name."""
    going: Flags = (leading == ord(":")) | (leading == ord("|")) | (leading == ord("&"))
    return going


def _without_type_parameters(code: Code, before: Ints) -> Ints:
    """Where `<T>` stands before the bracket, what stands before it."""
    text = code.text
    angled = (before > 0) & (text.code[before] == ord(">")) & (text.code[before - 1] != ord("="))
    if not angled.any():
        return before
    stepped = before.copy()
    for place in np.flatnonzero(angled).tolist():
        end = int(before[place]) + 1
        begin = max(code.text.files.start_at(end - 1), end - _LOOK_BACK)
        parameters = code.clean.rfind(b"=", begin, end)
        while parameters > begin and code.clean[parameters + 1 : end].lstrip()[:1] not in (b"<", b"a"):
            parameters = code.clean.rfind(b"=", begin, parameters)
        stepped[place] = parameters if parameters > begin else -1
    return stepped


def string_start(code: Code, end: int) -> int:
    """Where the string begins that ends before an offset."""
    begin = max(code.text.files.start_at(end - 1), end - _LONGEST_KEY)
    return begin + len(code.clean[begin:end].rstrip(b'"'))


def _annotated(code: Code, end: int) -> tuple[int, int]:
    """The name before a type and `=`; -1 where there is none."""
    begin = max(code.text.files.start_at(end - 1), end - _LOOK_BACK)
    before = code.clean[begin:end]
    place = max(before.rfind(keyword) for keyword in (b"const ", b"let ", b"var "))
    found = _DECLARED.match(before, place) if place >= 0 else None
    found = found or _FIELD.match(before, before.rfind(b"\n", 0, end - begin) + 1)
    return (begin + found.start(1), begin + found.end(1)) if found else (-1, -1)
