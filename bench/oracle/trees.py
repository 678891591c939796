"""Functions and their complexity as a full parser sees them."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from bench.oracle.grammars import GRAMMARS, Grammar, parser, takes_the_rest


@dataclass
class Expected:
    """One function of the tree; lines count from 1."""

    name: str
    #: From the node's first line to the name's.
    first_line: int
    line: int
    last_line: int
    complexity: int = 1


def functions(data: bytes, name: str) -> tuple[list[Expected], list[tuple[int, int]]] | None:
    """The functions of a file and the lines that the parser leaves as tokens; None where the tree holds an error."""
    tree = parser(name).parse(data)
    if tree.root_node.has_error:
        return None
    return _walk(tree.root_node, GRAMMARS[name])


def _walk(root: Node, grammar: Grammar) -> tuple[list[Expected], list[tuple[int, int]]]:
    """Never by recursion: a tree may be a million levels deep."""
    found: list[Expected] = []
    opaque: list[tuple[int, int]] = []
    waiting: list[tuple[Node, Expected | None, bool]] = [(root, None, True)]
    while waiting:
        node, owner, counts = waiting.pop()
        kind = node.type
        if not node.is_named:
            if owner and counts and kind in grammar.tokens and _is_decision(node, grammar):
                owner.complexity += 1
            continue
        if kind in grammar.opaque:
            opaque.append((node.start_point[0] + 1, node.end_point[0] + 1))
        if kind in grammar.skipped:
            continue
        if owner and counts and kind in grammar.arms and not takes_the_rest(node):
            owner.complexity += 1
        function = _function(node, grammar) if kind in grammar.functions else None
        if function:
            found.append(function)
            owner, counts = function, True
        parameters = node.child_by_field_name("parameters") if function else None
        condition = node.child_by_field_name("condition") if kind.startswith("preproc_") else None
        waiting.extend((child, owner, counts and child != parameters) for child in node.children if child != condition)
    return found, opaque


def _is_decision(node: Node, grammar: Grammar) -> bool:
    parent = node.parent
    if parent is None:
        return True
    only = grammar.only.get(node.type)
    return parent.type not in grammar.elsewhere.get(node.type, ()) and (only is None or parent.type in only)


def _function(node: Node, grammar: Grammar) -> Expected | None:
    named = grammar.name(node)
    body = node.child_by_field_name("body")
    if named is None or (body is None and not any(child.type in grammar.bodies for child in node.children)):
        return None
    text = (named.text or b"").decode("utf-8", "replace")
    return Expected(text, node.start_point[0] + 1, named.start_point[0] + 1, node.end_point[0] + 1)
