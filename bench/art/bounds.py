"""Where a drawing's ink lies: walks an SVG tree, applies transforms, samples the curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
_COMMAND = re.compile(r"([MLHVCZcz])([^MLHVCZcz]*)")


def groups(tree: ElementTree.Element) -> dict[str, Box]:
    """For every class of the drawing, without its prefix, the box of everything that is drawn in its elements."""
    found: dict[str, Box] = {}
    named = {element.attrib["id"]: element for element in tree.iter() if "id" in element.attrib}

    def walk(element: ElementTree.Element, matrix: Matrix, stroke: float) -> None:
        if element.get("class"):
            points = list(_points(element, matrix, stroke, named))
            if points:
                key = element.attrib["class"].partition("-")[2]
                found[key] = _around(_box(points), found.get(key))
        matrix = _multiply(matrix, _transform(element.get("transform", "")))
        stroke = float(element.get("stroke-width", stroke))
        for child in element:
            walk(child, matrix, stroke)

    walk(tree, (1, 0, 0, 1, 0, 0), 0.0)
    return found


def ink(element: ElementTree.Element, matrix: Matrix = (1, 0, 0, 1, 0, 0), stroke: float = 0.0) -> Box:
    """Left, top, right and bottom of everything drawn in an element; what is clipped lies inside its clip anyway."""
    named = {found.attrib["id"]: found for found in element.iter() if "id" in found.attrib}
    return _box(list(_points(element, matrix, stroke, named)))


def _box(points: list[tuple[float, float, float]]) -> Box:
    return (
        min(x - pad for x, _, pad in points),
        min(y - pad for _, y, pad in points),
        max(x + pad for x, _, pad in points),
        max(y + pad for _, y, pad in points),
    )


def _around(first: Box, second: Box | None) -> Box:
    """A box that holds both."""
    if second is None:
        return first
    return (*map(min, first[:2], second[:2]), *map(max, first[2:], second[2:]))


def _points(
    element: ElementTree.Element, matrix: Matrix, stroke: float, named: dict[str, ElementTree.Element]
) -> Iterator[tuple[float, float, float]]:
    if element.tag.endswith("clipPath") or "clip-path" in element.attrib:
        return
    matrix = _multiply(matrix, _transform(element.get("transform", "")))
    if "stroke-width" in element.attrib:
        stroke = float(element.attrib["stroke-width"])
    pad = stroke / 2 * math.hypot(matrix[0], matrix[1])
    for x, y in _outline(element):
        yield matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5], pad
    if element.tag.endswith("use"):
        yield from _points(named[element.attrib["href"][1:]], matrix, stroke, named)
    for child in element:
        yield from _points(child, matrix, stroke, named)


def _outline(element: ElementTree.Element) -> Iterator[tuple[float, float]]:
    tag = element.tag.rpartition("}")[2]
    value = {key: float(text) for key, text in element.attrib.items() if re.fullmatch(_NUMBER, text)}
    if tag == "path":
        yield from _path(element.attrib["d"])
    elif tag in {"circle", "ellipse"}:
        rx, ry = value.get("rx", value.get("r", 0.0)), value.get("ry", value.get("r", 0.0))
        for step in range(24):
            angle = math.tau * step / 24
            yield value.get("cx", 0.0) + rx * math.cos(angle), value.get("cy", 0.0) + ry * math.sin(angle)
    elif tag == "rect":
        x, y = value.get("x", 0.0), value.get("y", 0.0)
        yield from ((x, y), (x + value["width"], y + value["height"]))


def _path(data: str) -> Iterator[tuple[float, float]]:
    assert not re.search(r"[abdf-y]", data), f"of relative commands only curves are understood: {data}"
    here = (0.0, 0.0)
    for command, text in _COMMAND.findall(data):
        numbers = [float(number) for number in _NUMBER.findall(text)]
        if command == "H":
            here = (numbers[-1], here[1])
            yield here
        elif command == "V":
            here = (here[0], numbers[-1])
            yield here
        elif command in {"M", "L"}:
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                here = (x, y)
                yield here
        elif command in {"C", "c"}:
            for start in range(0, len(numbers), 6):
                x1, y1, x2, y2, x, y = numbers[start : start + 6]
                if command == "c":
                    x1, x2, x, y1, y2, y = (
                        *(here[0] + value for value in (x1, x2, x)),
                        *(here[1] + value for value in (y1, y2, y)),
                    )
                for step in range(1, 9):
                    t = step / 8
                    u = 1 - t
                    a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
                    yield a * here[0] + b * x1 + c * x2 + d * x, a * here[1] + b * y1 + c * y2 + d * y
                here = (x, y)


def _transform(text: str) -> Matrix:
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    for name, arguments in re.findall(r"(\w+)\(([^)]*)\)", text):
        numbers = [float(number) for number in arguments.split()]
        if name == "translate":
            step: Matrix = (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
        elif name == "scale":
            step = (numbers[0], 0, 0, numbers[-1], 0, 0)
        else:
            angle = math.radians(numbers[0])
            step = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
        matrix = _multiply(matrix, step)
    return matrix


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )
