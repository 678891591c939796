"""Whatever the bytes, time stays linear. The bounds are generous for slow machines; quadratic ones miss them by far."""

from __future__ import annotations

import random
import time

import pytest

from repocat.analysis import languages
from repocat.analysis.scanner import scan

SIZE = 1 << 17
MEASURED = [language for language in languages.ALL if language.structure]
#: Per language at most this many seconds for all patterns together would already be a hundred times too slow.
SECONDS = 1.5

PIECES = [
    b"/* ", b"/", b"'", b'"', b"`", b"`${", b"${", b"{", b"}", b"(", b")", b"[", b"f'{", b"/[", b"(/[", b"<", b"<(",
    b"<a", b"#", b"\\", b"\\\n", b"\n", b"\n ", b"\n\t", b" ", b"a", b"a(", b"a(){", b"a(b,", b"(a){", b"=>",
    b"a=>", b"a=()=>", b"=(", b"a: (", b"function a(", b"function(", b"function a(){}", b"fn a(", b"fn a<",
    b"func a(", b"func (", b"fun a(", b"fun <", b"def a(", b"def a\n", b"if(", b"if a {", b"if a:\n ", b"else ",
    b"for(", b"a ? ", b"?", b"&&", b"||", b"case ", b"->", b"\n#if\n", b"\n#else\n{", b"#define a {\\\n", b"R\"x(",
    b"r#\"", b"@\"", b"\"\"\"", b"'''", b"<<<A\n", b"<<~A\n", b"?>", b"<?php ", b"operator", b"operator(",
    b"interface{", b"a<b,", b"a():b(", b"a():b{", b"a() throws ", b"a() where ", b"%w[", b"=begin\n", b"lambda",
    b"lambda x", b"\0", b"\xff", b"\x80(", b"begin\n", b"end\n", b"class A{", b"a():A{", b"\"\\(", b"\"${",
    b"const a=",
]  # fmt: skip


@pytest.mark.parametrize("language", MEASURED, ids=lambda language: language.name)
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_one_piece_repeated(language: languages.Language, piece: bytes) -> None:
    data = piece * (SIZE // len(piece))
    started = time.process_time()
    scan(data, language)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("language", MEASURED, ids=lambda language: language.name)
def test_pieces_in_any_order(language: languages.Language) -> None:
    chosen = random.Random(language.name)
    data = b"".join(chosen.choices(PIECES, k=SIZE // 4))
    started = time.process_time()
    found = scan(data, language)
    assert time.process_time() - started < SECONDS
    assert found.code + found.comment + found.blank == data.count(b"\n") + (not data.endswith(b"\n"))


@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)
def test_comments_and_strings_that_never_end(language: languages.Language) -> None:
    for opener in (*language.openers, b'"', b"'", b"`", b"{{!--", b"[["):
        data = (opener + b" ") * (SIZE // len(opener))
        started = time.process_time()
        scan(data, language)
        assert time.process_time() - started < SECONDS
