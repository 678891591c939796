"""The part of SVG that browsers, librsvg and resvg draw alike, and nothing that could run or load something."""

from __future__ import annotations

ELEMENTS = {"svg", "title", "desc", "style", "g", "path", "rect", "ellipse", "circle", "text"}
ELEMENTS |= {"clipPath", "pattern", "use"}
ATTRIBUTES = {
    "aria-labelledby", "class", "clip-path", "cx", "cy", "d", "fill", "fill-opacity", "font-family", "font-size",
    "font-weight", "height", "href", "id", "paint-order", "patternUnits", "r", "role", "rx", "ry", "stroke",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
    "transform", "viewBox", "width", "x", "y",
}  # fmt: skip
