"""Twelve breeds and the house cat: how a language family changes ears, cheeks, fur and tail. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breed:
    """Factors are relative to the house cat; ear_turn in degrees, positive turns the tips outwards."""

    title: str
    ear_height: float = 1.0
    ear_width: float = 1.0
    ear_turn: float = 0.0
    folded: bool = False
    lynx: bool = False
    head_width: float = 1.0
    head_height: float = 1.0
    chin: float = 1.0
    cheek: float = 0.7
    ruff: float = 0.0
    fur: float = 0.4
    curls: bool = False
    tail_width: float = 1.0
    tail_shape: str = "even"
    eye: float = 1.0
    almond: float = 0.0
    pattern: str | None = None
    iris: str | None = None


BREEDS: dict[str, Breed] = {
    "tabby": Breed(
        "tabby", ear_height=1.26, ear_width=1.16, ear_turn=-3, head_width=1.02, cheek=1.05, fur=0.3, tail_width=1.2
    ),
    "siamese": Breed(
        "siamese",
        ear_height=1.34,
        ear_width=1.16,
        ear_turn=1,
        head_width=0.90,
        head_height=1.04,
        chin=0.66,
        cheek=0.0,
        fur=0.0,
        tail_width=0.74,
        almond=0.6,
        pattern="points",
        iris="blue",
    ),
    "persian": Breed(
        "persian",
        ear_height=0.64,
        ear_width=0.85,
        ear_turn=10,
        head_width=1.14,
        head_height=0.96,
        chin=1.18,
        cheek=1.25,
        ruff=1.0,
        fur=1.0,
        tail_width=1.65,
        tail_shape="brush",
    ),
    "maine-coon": Breed(
        "maine coon",
        ear_height=1.26,
        ear_width=1.0,
        ear_turn=-7,
        lynx=True,
        head_height=1.06,
        cheek=1.2,
        ruff=0.95,
        fur=0.8,
        tail_width=1.75,
        tail_shape="brush",
    ),
    "scottish-fold": Breed(
        "scottish fold", ear_height=0.62, folded=True, head_width=1.12, chin=1.15, cheek=0.0, fur=0.1, eye=1.08
    ),
    "british-shorthair": Breed(
        "british shorthair",
        ear_height=0.72,
        ear_width=0.92,
        ear_turn=16,
        head_width=1.16,
        head_height=0.95,
        chin=1.3,
        cheek=0.0,
        fur=0.1,
        tail_width=1.35,
        iris="copper",
    ),
    "ragdoll": Breed(
        "ragdoll",
        ear_height=0.82,
        ear_turn=15,
        head_width=1.07,
        cheek=0.9,
        ruff=0.7,
        fur=0.7,
        tail_width=1.5,
        tail_shape="brush",
        pattern="mitted",
        iris="blue",
    ),
    "turkish-angora": Breed(
        "turkish angora",
        ear_height=1.22,
        ear_width=0.84,
        ear_turn=-9,
        head_width=0.90,
        chin=0.78,
        cheek=0.5,
        ruff=0.55,
        fur=0.5,
        tail_width=1.95,
        tail_shape="plume",
        almond=0.3,
    ),
    "sphynx": Breed(
        "sphynx",
        ear_height=1.24,
        ear_width=1.34,
        ear_turn=22,
        head_width=0.88,
        head_height=0.98,
        chin=0.80,
        cheek=0.0,
        fur=0.0,
        tail_width=0.5,
        tail_shape="whip",
        eye=1.06,
        pattern="bare",
    ),
    "bengal": Breed(
        "bengal",
        ear_height=0.82,
        ear_width=0.9,
        ear_turn=4,
        head_width=0.90,
        head_height=0.98,
        cheek=0.3,
        fur=0.0,
        tail_width=1.4,
        pattern="rosettes",
    ),
    "laperm": Breed(
        "laperm",
        ear_height=1.04,
        ear_turn=5,
        cheek=1.2,
        ruff=0.6,
        fur=0.9,
        curls=True,
        tail_width=1.7,
        tail_shape="plume",
    ),
    "manx": Breed(
        "manx",
        ear_height=0.92,
        ear_turn=5,
        head_width=1.08,
        chin=1.1,
        cheek=0.5,
        tail_shape="stub",
        tail_width=1.5,
    ),
    "domestic-shorthair": Breed("domestic shorthair", ear_height=0.96, head_width=0.98, cheek=0.3, tail_width=0.95),
}

DEFAULT_BREED = "domestic-shorthair"

_FAMILIES: dict[str, str] = {
    "tabby": "Python Cython Ruby PHP Perl Lua Shell Bash Zsh Fish PowerShell Tcl Raku",
    "siamese": "JavaScript TypeScript JSX TSX Dart CoffeeScript",
    "persian": "Java C# Kotlin Scala F# Groovy",
    "maine-coon": "C C++ Rust Go Zig D Nim",
    "scottish-fold": "Haskell Elixir Clojure Erlang OCaml Elm PureScript",
    "british-shorthair": "Swift Objective-C",
    "ragdoll": "R Julia MATLAB",
    "turkish-angora": "HTML CSS SCSS Sass Less Vue Svelte",
    "sphynx": "Assembly Verilog VHDL SystemVerilog",
    "bengal": "CUDA GLSL HLSL WGSL Metal",
    "laperm": "Lisp Scheme Prolog Racket",
    "manx": "Nix HCL YAML Dockerfile Terraform Makefile CMake",
}

#: Names of languages that hold a blank, which the table above cannot.
_NAMES_WITH_BLANKS: dict[str, str] = {
    "jupyter notebook": "ragdoll",
    "common lisp": "laperm",
    "emacs lisp": "laperm",
    "visual basic .net": "persian",
    "objective-c++": "british-shorthair",
}

_BREED_OF_LANGUAGE: dict[str, str] = {
    language.lower(): breed for breed, languages in _FAMILIES.items() for language in languages.split()
} | _NAMES_WITH_BLANKS


def breed_of(language: str | None) -> str:
    """The breed of a language's family; the house cat for unknown ones."""
    return _BREED_OF_LANGUAGE.get((language or "").lower(), DEFAULT_BREED)
