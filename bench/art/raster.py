"""Pictures as arrays, and what differs between them."""

from __future__ import annotations

import io
import re

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Lab = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: CIE 1976 difference that is seen at a glance (cat.md, part 5).
SEEN = 10.0


def raster(text: str, width: int) -> Pixels:
    """A drawing as rows of red, green, blue, alpha."""
    data = bytes(resvg_py.svg_to_bytes(svg_string=text, width=width))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def lab(pixels: Pixels) -> Lab:
    """CIELAB (D65) of opaque sRGB pixels."""
    channels = pixels[..., :3].astype(np.float64) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    xyz = linear @ matrix.T / np.array([0.95047, 1.0, 1.08883])
    roots = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = roots[..., 0], roots[..., 1], roots[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def changed(first: Pixels, second: Pixels) -> Mask:
    """Where two pictures differ so that one sees it."""
    distance: Mask = np.linalg.norm(lab(first) - lab(second), axis=-1) > SEEN
    return distance


def rmse(first: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Root mean square difference of the channels (0-255) of one small picture and several."""
    found: NDArray[np.float64] = np.sqrt(((others - first) ** 2).mean(axis=tuple(range(1, others.ndim))))
    return found


def small(pixels: Pixels, side: int) -> NDArray[np.float64]:
    """The picture scaled down to a square without alpha."""
    scaled = Image.fromarray(pixels[..., :3]).resize((side, side), Image.Resampling.BOX)
    return np.asarray(scaled, np.float64)


def perceptual_hash(pixels: Pixels) -> int:
    """pHash: signs of the 64 lowest frequencies of a 32 x 32 grey picture against their median (Zauner 2010)."""
    grey = np.asarray(Image.fromarray(pixels[..., :3]).convert("L").resize((32, 32), Image.Resampling.LANCZOS), float)
    place = np.arange(32)
    cosine = np.cos(np.pi * (2 * place[None, :] + 1) * place[:, None] / 64)
    low = (cosine @ grey @ cosine.T)[:8, :8].flatten()
    bits = low > np.median(low)
    return int("".join("1" if bit else "0" for bit in bits), 2)


def sized(text: str, width: int, height: int) -> str:
    """The drawing with another outer size."""
    return re.sub(r'width="\d+" height="\d+"', f'width="{width}" height="{height}"', text, count=1)
