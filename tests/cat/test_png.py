"""SVG -> PNG: sizes, palette, transparency, and text in our own fonts."""

from __future__ import annotations

import base64
import io
import json
import sys

import pytest
from PIL import Image

from repocat.cat.draw import svg
from repocat.cat.model import Traits
from repocat.cat.png import main, png

CAT = Traits("pallets", "flask", size=0.4, age=5.0, breed="tabby", score=7.6, mood="content")


def _image(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def test_the_social_card_has_a_palette_and_is_small() -> None:
    for theme in ("light", "dark"):
        content = png(svg(CAT, theme=theme), 1200, 630)
        image = _image(content)
        assert (image.size, image.mode) == ((1200, 630), "P")
        assert len(content) < 60_000


@pytest.mark.parametrize("view", ["square", "bust", "head"])
@pytest.mark.parametrize("size", [64, 512])
def test_squares(view: str, size: int) -> None:
    image = _image(png(svg(CAT, view=view), size, size))
    assert image.size == (size, size)
    corner = image.convert("RGBA").getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] == (0 if view == "head" else 255)


def test_is_the_same_every_time() -> None:
    assert png(svg(CAT, view="square"), 128, 128) == png(svg(CAT, view="square"), 128, 128)


@pytest.mark.parametrize("family", ["system-ui,Helvetica,Arial,sans-serif", "DejaVu Sans,sans-serif", "serif"])
def test_text_is_set_in_our_own_font(family: str) -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#fff"/>'
    text += '<text x="5" y="35" font-size="30" font-family="{}" font-weight="{}">Repocat</text></svg>'
    ours = png(text.format("Bricolage Grotesque", 400), 200, 50)
    assert png(text.format(family, 400), 200, 50) == ours
    assert png(text.format(family, 700), 200, 50) != ours
    assert len(_image(ours).convert("L").getcolors() or []) > 2


def test_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="64x65"):
        png(svg(CAT, view="square"), 64, 65)


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(ValueError, match="root node"):
        png("<svg", 64, 64)


def test_the_program_makes_several_sizes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["png", "64", "1200x630"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(svg(CAT).encode())))
    with pytest.raises(ValueError, match="64x64"):
        main()
    monkeypatch.setattr(sys, "argv", ["png", "64", "128"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(svg(CAT, view="bust").encode())))
    main()
    made = json.loads(capsys.readouterr().out)
    assert {size: _image(base64.b64decode(content)).width for size, content in made.items()} == {"64": 64, "128": 128}
