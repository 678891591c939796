"""Scala: `def`, type parameters, lists of parameters, and a body in braces, as one expression or indented."""

from __future__ import annotations

from repocat.analysis.languages.grammar import (
    C_OPENERS,
    DOLLAR_BRACES,
    DOUBLE,
    NESTED_COMMENTS,
    Embedded,
    Language,
    Structure,
)

_ROUND = rb"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]{0,200}+\)){0,300}+\)){0,500}+\)){0,1000}+\)"
_SQUARE = rb"\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]{0,100}+\]){0,200}+\]){0,500}+\]"

SCALA = Language(
    name="Scala",
    kind="programming",
    family="managed",
    extensions=(".scala", ".sbt", ".kojo", ".sc"),
    interpreters=("scala",),
    comments=NESTED_COMMENTS,
    openers=C_OPENERS,
    strings=(
        rb'"""[^"]*+(?:"(?!"")[^"]*+)*+(?:""""*+)?+',
        DOUBLE,
        # A quote that is not closed after one character begins a symbol or a piece of quoted code.
        rb"'(?:\\u[0-9a-fA-F]{4}|\\[^\n]|[^\\'\n])'",
        rb"`[^`\n]*+`?+",
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while"}),
        controls=frozenset({b"if", b"else", b"for", b"while", b"do", b"match", b"try", b"catch", b"finally"}),
        operators=frozenset({b"&&", b"||", b"case"}),
        line_statements=True,
        embedded=(Embedded(b"${", DOLLAR_BRACES, rb'(?<=\w)"'),),
        head=rb"def\s++([\w$]++(?:(?<=_)[^\w\s()\[\]{}:;=,.\"]++)?+|\"++|[^\w\s()\[\]{};,.\"]++)"
        rb"\s*+(?:" + _SQUARE + rb"\s*+)?+(?=[(:={])",
        tail=rb"(?:\s*+"
        + _ROUND
        + rb")*+\s*+(?::\s*+(?:[^={}\n;]|=>)*+(?:\{[^{}]*+\}\s*+)?+\s*+)?+(?:=(?!>)(?:\s*+\{)?+|\{)",
    ),
)

LANGUAGES = (SCALA,)
