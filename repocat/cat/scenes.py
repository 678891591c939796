"""Eighteen homes and the sitting room: the surroundings of a language family. Data only, no trademarks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """Hues in degrees; `emblem` hangs in the square, `left` and `right` stand in the wings."""

    title: str
    wall: float
    floor: float
    emblem: str
    left: str
    right: str
    chroma: float = 0.042


SCENES: dict[str, Scene] = {
    "den": Scene("a warm den with a plush snake", 152, 75, "snake", "plant", "bookcase"),
    "cafe": Scene("a café shelf with a mug", 35, 55, "mug", "cube", "plant", 0.055),
    "office": Scene("an office above a skyline", 245, 60, "skyline", "tin", "plant"),
    "studio": Scene("a blue studio", 275, 60, "panes", "easel", "lamp"),
    "bench": Scene("a workbench with a circuit board", 165, 65, "circuit", "lamp", "crate"),
    "forge": Scene("a forge with gears", 20, 50, "gears", "crab", "crate"),
    "hills": Scene("a burrow in the hills", 205, 130, "hills", "mole", "plant"),
    "fair": Scene("a fair with a toy elephant", 300, 70, "bunting", "elephant", "cube"),
    "jeweller": Scene("a jeweller's bench", 350, 45, "gem", "lamp", "tin"),
    "loft": Scene("a bright loft with a bird", 40, 75, "bird", "plant", "lamp"),
    "climbing": Scene("a climbing wall", 320, 70, "holds", "crate", "plant"),
    "lecture": Scene("a lecture room with a blackboard", 295, 60, "lambda", "bookcase", "lamp"),
    "apothecary": Scene("an apothecary's shelf", 310, 45, "bottles", "telephone", "plant"),
    "charts": Scene("a wall of charts", 230, 70, "charts", "bookcase", "plant"),
    "terminal": Scene("a dim terminal room", 180, 60, "terminal", "lamp", "crate"),
    "atelier": Scene("a painter's atelier", 5, 75, "palette", "easel", "plant"),
    "laboratory": Scene("a laboratory bench", 190, 60, "wave", "lamp", "tin"),
    "harbour": Scene("a harbour with boxes", 225, 75, "ship", "crate", "crate"),
    "sitting-room": Scene("a plain sitting room", 195, 65, "frame", "bookcase", "plant"),
}

DEFAULT_SCENE = "sitting-room"

_FAMILIES: dict[str, str] = {
    "den": "Python Cython",
    "cafe": "JavaScript TypeScript JSX TSX CoffeeScript Dart",
    "office": "Java Groovy Scala",
    "studio": "C# F#",
    "bench": "C C++ D Zig Nim",
    "forge": "Rust",
    "hills": "Go",
    "fair": "PHP",
    "jeweller": "Ruby",
    "loft": "Swift Objective-C Objective-C++",
    "climbing": "Kotlin",
    "lecture": "Haskell OCaml Elm PureScript Clojure Lisp Scheme Prolog Racket",
    "apothecary": "Elixir Erlang",
    "charts": "R Julia MATLAB",
    "terminal": "Shell Bash Zsh Fish PowerShell Perl Lua Tcl",
    "atelier": "HTML CSS SCSS Sass Less Vue Svelte",
    "laboratory": "Assembly Verilog VHDL SystemVerilog CUDA GLSL HLSL WGSL",
    "harbour": "Nix HCL YAML Dockerfile Terraform Makefile CMake",
}

_NAMES_WITH_BLANKS = {
    "jupyter notebook": "charts",
    "common lisp": "lecture",
    "emacs lisp": "lecture",
    "visual basic .net": "studio",
}

_SCENE_OF_LANGUAGE: dict[str, str] = {
    language.lower(): scene for scene, languages in _FAMILIES.items() for language in languages.split()
} | _NAMES_WITH_BLANKS


def scene_of(language: str | None) -> str:
    """The home of a language's family; the sitting room for unknown ones."""
    return _SCENE_OF_LANGUAGE.get((language or "").lower(), DEFAULT_SCENE)
