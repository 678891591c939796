"""Whatever the bytes, nothing raises and time stays linear. A sample of what `make fuzz` does at length."""

from __future__ import annotations

import random

import pytest

from repocat.analysis import languages
from repocat.analysis.scanner import scan
from tests.analysis.scanner.hostile import growth, inputs, pieces, repeated, seconds, shapes

SIZE = 1 << 17
MEASURED = [language for language in languages.ALL if language.structure]
#: A scan that would take more than this is a hundred times too slow.
SECONDS = 1.5
MOST_GROWTH = 2.3
DOUBLED = 6


@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)
def test_every_piece_repeated(language: languages.Language) -> None:
    for piece in pieces(language):
        data = repeated(piece, 2000)
        assert sum(scan(data, language)[:3]) == data.count(b"\n") + (not data.endswith(b"\n"))


@pytest.mark.parametrize("language", MEASURED, ids=lambda language: language.name)
def test_twice_as_much_takes_twice_as_long(language: languages.Language) -> None:
    chosen = random.Random(language.name).sample(sorted(inputs(language), key=lambda pair: pair[0]), DOUBLED)
    for name, make in chosen:
        by = growth(make, lambda data: scan(data, language), SIZE, MOST_GROWTH)
        assert by <= MOST_GROWTH, f"{name} twice as large takes {by:.1f} times as long"


@pytest.mark.parametrize("shape", shapes(1))
@pytest.mark.parametrize("language", MEASURED, ids=lambda language: language.name)
def test_hostile_shapes(language: languages.Language, shape: str) -> None:
    assert seconds(shapes(SIZE)[shape](), language) < SECONDS


@pytest.mark.parametrize("language", MEASURED, ids=lambda language: language.name)
def test_pieces_in_any_order(language: languages.Language) -> None:
    data = b"".join(random.Random(language.name).choices(pieces(language), k=SIZE // 4))
    assert seconds(data, language) < SECONDS


@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)
def test_comments_and_strings_that_never_end(language: languages.Language) -> None:
    for opener in (*language.openers, b'"', b"'", b"`", b"{{!--", b"[["):
        assert seconds(repeated(opener + b" ", SIZE), language) < SECONDS
