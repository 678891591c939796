"""Hostile inputs, made out of the languages' own tables, so that a new language is covered by itself."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from repocat.analysis.languages import Language
from repocat.analysis.scanner import scan

#: Pieces that have hurt scanners of all kinds, whatever the language.
PIECES = [
    b"/* ", b"/", b"'", b'"', b"`", b"`${", b"${", b"{", b"}", b"(", b")", b"[", b"f'{", b"/[", b"(/[", b"<", b"<(",
    b"<a", b"#", b"\\", b"\\\n", b"\n", b"\n ", b"\n\t", b" ", b"a", b"a(", b"a(){", b"a(b,", b"(a){", b"=>",
    b"a=>", b"a=()=>", b"=(", b"a: (", b"function a(", b"function(", b"function a(){}", b"fn a(", b"fn a<",
    b"func a(", b"func (", b"fun a(", b"fun <", b"def a(", b"def a\n", b"if(", b"if a {", b"if a:\n ", b"else ",
    b"for(", b"a ? ", b"?", b"&&", b"||", b"case ", b"->", b"\n#if\n", b"\n#else\n{", b"#define a {\\\n", b"R\"x(",
    b"r#\"", b"@\"", b"\"\"\"", b"'''", b"<<<A\n", b"<<~A\n", b"?>", b"<?php ", b"operator", b"operator(",
    b"interface{", b"a<b,", b"a():b(", b"a():b{", b"a() throws ", b"a() where ", b"%w[", b"=begin\n", b"lambda",
    b"lambda x", b"\0", b"\xff", b"\x80(", b"begin\n", b"end\n", b"class A{", b"a():A{", b"\"\\(", b"\"${",
    b'"#{', b'"#{a if b}', b'"$(a ', b"<<~A, <<~B\n",
    b"f'{a or b}'", b" /a", b"const a=", b"a.", b"? :", b"a\n", b"a() {}\n", b"def a():\n  a\n",
    b"\r", b"\r\n", b"{{!--", b"[[",
]  # fmt: skip
#: What a word of a table is put in front of, to reach the patterns that begin with it.
_BEHIND = (b"", b" ", b"\n", b"(", b" a(", b" {", b" a ")
#: Words and marks in the source of a regular expression, its own signs left out.
_LITERAL = re.compile(rb"[A-Za-z_]{2,}|(?:\\[^\w\s]|[-<>=!#@%&'\"`/:;,~])+")
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)


_LEAST = 0.01


def marks(language: Language) -> list[bytes]:
    """Every word, bracket, quote and operator that the tables of a language name."""
    patterns = [*language.comments, *language.strings]
    found = {*language.openers, language.preamble, *(bytes([byte]) for byte in language.name_bytes)}
    if (structure := language.structure) is not None:
        for words in (structure.decisions, structure.controls, structure.operators, structure.not_names,
                      structure.qualifiers, structure.receivers):  # fmt: skip
            found |= words
        patterns += [structure.head, structure.tail, structure.typed or b"", structure.smoothed or b""]
    for pattern in patterns:
        found |= {_ESCAPE.sub(rb"\1", literal) for literal in _LITERAL.findall(pattern)}
    return sorted(found - {b""})


def pieces(language: Language) -> list[bytes]:
    """What is worth repeating to hurt this language's scanner."""
    own = {mark + behind for mark in marks(language) for behind in _BEHIND}
    return sorted(own.union(PIECES))


def repeated(piece: bytes, size: int) -> bytes:
    """About `size` bytes of one piece."""
    return piece * max(1, size // len(piece))


def shapes(size: int) -> dict[str, Callable[[], bytes]]:
    """Whole files of a shape that no single piece repeated has."""
    half = size // 2
    return {
        "one line": lambda: b"x = 1; " * (size // 7),
        "lines of one byte": lambda: b"a\n" * half,
        "many functions": lambda: b"".join(b"int f%d(a) { if (a) { return 1; } }\n" % n for n in range(size // 40)),
        "many indented functions": lambda: b"".join(b"def f%d(a):\n    return a\n" % n for n in range(size // 30)),
        "deep": lambda: b"(" * half + b")" * half,
        "deep braces": lambda: b"f(){" * (size // 8) + b"}" * (size // 8),
        "deep angles": lambda: b"a<" * (size // 4) + b">" * (size // 4) + b"(",
        "stairs": lambda: b"".join(b" " * (n % 500) + b"if a:\n" for n in range(size // 250)),
        "stairs of functions": lambda: b"".join(b" " * (n % 500) + b"def a():\n" for n in range(size // 250)),
        "conditions": lambda: b"\n#if A\n{" * (size // 16) + b"\n#endif\n" * (size // 16),
        "here documents": lambda: b"".join(b"<<A%d\n" % n for n in range(size // 8)),
        "raw strings": lambda: b"".join(b'R"%d(' % n for n in range(size // 8)),
        "growing quotes": lambda: b"".join(b'r' + b"#" * (n % 300) + b'"' for n in range(size // 150)),
        "headings": lambda: b"f(" * half,
        "nested templates": lambda: b"`${" * (size // 6) + b"}`" * (size // 6),
        "nested comments": lambda: b"/*" * (size // 4) + b"*/" * (size // 4),
        "conditions inside each other": lambda: b"#if A\n" * (size // 16) + b"#else\n{\n#endif\n" * (size // 24),
        "one deep line": lambda: b" " * half + b"if a: b" * (half // 7),
        "deep blocks": lambda: b"".join(b"\t" * (n % 200) + b"begin\n" for n in range(size // 106)),
        "one string": lambda: b'"' + b"\\" * size,
        "one long line": lambda: b"a" * size,
    }  # fmt: skip


def inputs(language: Language) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """Name and maker of every hostile input; the maker is told about how large."""
    for piece in pieces(language):
        yield repr(piece), lambda size, piece=piece: repeated(piece, size)
    for name in shapes(1):
        yield name, lambda size, name=name: shapes(size)[name]()


def seconds(data: bytes, language: Language, times: int = 1) -> float:
    """Processor seconds of a scan, the best of several."""
    return spent(lambda given: scan(given, language), data, times)


def spent(work: Callable[[bytes], object], data: bytes, times: int = 1) -> float:
    """Processor seconds of any work on bytes, the best of several."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        work(data)
        best = min(best, time.process_time() - started)
    return best


def growth(make: Callable[[int], bytes], work: Callable[[bytes], object], size: int, most: float) -> float:
    """By how much the time grows when the input doubles; below `most` as soon as one doubling is.

    Where arrays outgrow a cache one doubling costs more than double, but not the next as well.
    """
    best = float("inf")
    for factor, times in ((1, 1), (2, 2), (1, 4), (4, 3)):
        large = spent(work, make(2 * factor * size), times)
        # What takes no time cannot be told from noise: 20 ms is the least that counts.
        small = _LEAST if large <= most * _LEAST else spent(work, make(factor * size), times)
        best = min(best, large / max(small, _LEAST))
        if best <= most:
            break
    return best
