"""The counting rules of docs/analysis.md in the terms of tree-sitter's grammars, written without the scanner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_bash
import tree_sitter_c
import tree_sitter_c_sharp
import tree_sitter_cpp
import tree_sitter_go
import tree_sitter_java
import tree_sitter_javascript
import tree_sitter_kotlin
import tree_sitter_php
import tree_sitter_python
import tree_sitter_ruby
import tree_sitter_rust
import tree_sitter_scala
import tree_sitter_swift
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

Name = Callable[[Node], Node | None]
_NAMES = ("identifier", "field_identifier", "operator_name", "destructor_name", "type_identifier", "operator_cast")


@dataclass(frozen=True)
class Grammar:
    """What is a function and what adds a path. Tokens are grammar leaves without a name of their own."""

    grammar: Callable[[], object]
    #: Types of nodes that are functions if they have a name and a body.
    functions: frozenset[str]
    tokens: frozenset[str]
    name: Name
    #: Parents under which a token is something else.
    elsewhere: dict[str, frozenset[str]] = field(default_factory=dict)
    #: Parents under which alone a token counts.
    only: dict[str, frozenset[str]] = field(default_factory=dict)
    #: Nodes that add a path unless the node says that it takes the rest.
    arms: frozenset[str] = frozenset()
    #: Types of nodes whose insides do not count: conditions of the preprocessor.
    skipped: frozenset[str] = frozenset()
    #: Types of nodes that are bodies where the grammar has no field of that name.
    bodies: frozenset[str] = frozenset()
    #: Types of nodes whose insides the parser leaves as tokens.
    opaque: frozenset[str] = frozenset()


def _named(node: Node) -> Node | None:
    return node.child_by_field_name("name")


def _declared(node: Node) -> Node | None:
    """C and C++: the name is at the heart of the declarator."""
    found = node.child_by_field_name("declarator")
    while found is not None and found.type not in _NAMES:
        inner = found.child_by_field_name("declarator") or found.child_by_field_name("name")
        if inner is None:
            named = (child for child in found.named_children if child.type.endswith(("declarator", *_NAMES)))
            inner = next(named, None)
        found = inner
    return found


_PLAIN = (
    "identifier", "property_identifier", "private_property_identifier", "shorthand_property_identifier_pattern",
    "string", "number",
)  # fmt: skip


def _bound(node: Node) -> Node | None:
    """JavaScript: a function's own name, or the one that `=` or `:` gives it."""
    own = _named(node)
    if own is not None or node.type not in ("arrow_function", "function_expression", "generator_function"):
        return own
    parent = node.parent
    if parent is None:
        return None
    keys = {
        "variable_declarator": "name", "assignment_expression": "left", "assignment_pattern": "left", "pair": "key",
        "public_field_definition": "name", "field_definition": "property",
        # A default names its function as any other `=` does, in a pattern and among parameters.
        "object_assignment_pattern": "left", "required_parameter": "pattern", "optional_parameter": "pattern",
    }  # fmt: skip
    key = parent.child_by_field_name(keys.get(parent.type, "none"))
    if key is not None and key.type == "member_expression":
        key = key.child_by_field_name("property")
    return key if key is not None and key.type in _PLAIN else None


def _word(*words: str) -> Name:
    def find(node: Node) -> Node | None:
        return _named(node) or next((child for child in node.children if child.type in words), None)

    return find


_SCRIPT = Grammar(
    tree_sitter_javascript.language,
    frozenset({"function_declaration", "generator_function_declaration", "function_expression", "generator_function",
               "arrow_function", "method_definition"}),
    frozenset({"if", "for", "while", "case", "catch", "&&", "||", "??", "&&=", "||=", "??=", "?"}),
    _bound,
    {"?": frozenset({"optional_parameter", "conditional_type", "property_signature", "method_signature",
                     "public_field_definition", "optional_type", "method_definition", "abstract_method_signature",
                     "mapped_type_clause", "index_signature", "tuple_parameter",
                     "optional_tuple_parameter", "rest_type", "function_signature"})},
)  # fmt: skip
_C_TOKENS = frozenset({"if", "for", "while", "case", "&&", "||", "?"})
_C_SKIPPED = frozenset({"preproc_def", "preproc_function_def"})

GRAMMARS = {
    "Python": Grammar(
        tree_sitter_python.language,
        frozenset({"function_definition"}),
        frozenset({"if", "elif", "for", "while", "except", "except*", "and", "or", "case"}),
        _named,
    ),
    "JavaScript": _SCRIPT,
    "TypeScript": Grammar(
        tree_sitter_typescript.language_typescript, _SCRIPT.functions, _SCRIPT.tokens, _bound, _SCRIPT.elsewhere
    ),
    "TSX": Grammar(tree_sitter_typescript.language_tsx, _SCRIPT.functions, _SCRIPT.tokens, _bound, _SCRIPT.elsewhere),
    "Java": Grammar(
        tree_sitter_java.language,
        frozenset({"method_declaration", "constructor_declaration", "compact_constructor_declaration"}),
        _C_TOKENS | {"catch"},
        _named,
        {"?": frozenset({"wildcard"})},
    ),
    "C": Grammar(tree_sitter_c.language, frozenset({"function_definition"}), _C_TOKENS, _declared, skipped=_C_SKIPPED),
    "C++": Grammar(
        tree_sitter_cpp.language,
        frozenset({"function_definition"}),
        _C_TOKENS | {"catch"},
        _declared,
        {"&&": frozenset({"reference_declarator", "abstract_reference_declarator", "ref_qualifier"})},
        skipped=_C_SKIPPED,
        bodies=frozenset({"try_statement", "constructor_try_statement"}),
    ),
    "Go": Grammar(
        tree_sitter_go.language,
        frozenset({"function_declaration", "method_declaration"}),
        frozenset({"if", "for", "case", "&&", "||"}),
        _named,
    ),
    "Rust": Grammar(
        tree_sitter_rust.language,
        frozenset({"function_item"}),
        frozenset({"if", "for", "while", "loop", "&&", "||", "=>"}),
        _named,
        {"for": frozenset({"impl_item", "for_lifetimes", "higher_ranked_trait_bound"}), "=>": frozenset({"match_arm"}),
         "||": frozenset({"closure_parameters"})},
        arms=frozenset({"match_arm"}),
        opaque=frozenset({"token_tree", "macro_definition"}),
    ),
    "PHP": Grammar(
        tree_sitter_php.language_php,
        frozenset({"function_definition", "method_declaration"}),
        frozenset({"if", "elseif", "for", "foreach", "while", "case", "catch", "&&", "||", "and", "or", "?", "??",
                   "??="}),
        _named,
        {"?": frozenset({"optional_type"}), "case": frozenset({"enum_case"})},
    ),
    "C#": Grammar(
        tree_sitter_c_sharp.language,
        frozenset({"method_declaration", "constructor_declaration", "destructor_declaration", "operator_declaration",
                   "conversion_operator_declaration", "local_function_statement"}),
        _C_TOKENS | {"foreach", "catch", "??", "??="},
        _word("operator"),
        {"?": frozenset({"nullable_type", "conditional_access_expression"})},
    ),
    "Ruby": Grammar(
        tree_sitter_ruby.language,
        frozenset({"method", "singleton_method"}),
        frozenset({"if", "elsif", "unless", "while", "until", "for", "when", "rescue", "and", "or", "&&", "||", "?",
                   "&&=", "||="}),
        _named,
        # A method without statements has no node for its body, only the word that ends it.
        bodies=frozenset({"end"}),
    ),
    "Kotlin": Grammar(
        tree_sitter_kotlin.language,
        frozenset({"function_declaration"}),
        frozenset({"if", "for", "while", "catch", "&&", "||", "?:"}),
        _word("identifier", "simple_identifier"),
        arms=frozenset({"when_entry"}),
        bodies=frozenset({"function_body"}),
    ),
    "Swift": Grammar(
        tree_sitter_swift.language,
        frozenset({"function_declaration", "init_declaration"}),
        frozenset({"if", "guard", "for", "while", "case", "catch", "&&", "||", "?", "??"}),
        _word("init"),
        {"case": frozenset({"enum_entry", "if_statement", "guard_statement", "for_statement", "while_statement"})},
        arms=frozenset({"catch_block"}),
        # The grammar gives the marks of types, optional calls and chains the same name.
        only={"?": frozenset({"ternary_expression"})},
    ),
    "Scala": Grammar(
        tree_sitter_scala.language,
        frozenset({"function_definition"}),
        frozenset({"if", "for", "while"}),
        _named,
        # An operator is a name to the grammar: `&&` and `||` are told by their text.
        arms=frozenset({"case_clause", "infix_expression"}),
    ),
    "Shell": Grammar(
        tree_sitter_bash.language,
        frozenset({"function_definition"}),
        frozenset({"if", "elif", "for", "while", "until", "select", "&&", "||"}),
        _named,
        arms=frozenset({"case_item"}),
    ),
}  # fmt: skip

_CATCH_ALL = (b"_", b"else", b"*")


def takes_the_rest(node: Node) -> bool:
    """Whether an arm is the one for everything else, which adds no path."""
    text = node.text or b""
    if node.type == "infix_expression":
        operator = node.child_by_field_name("operator")
        return operator is None or operator.text not in (b"&&", b"||")
    head = text.removeprefix(b"case").lstrip(b" (")
    if node.type == "case_item":
        return head.startswith(b"*)")
    word = next((mark for mark in _CATCH_ALL if head.startswith(mark)), b"?")
    return head.removeprefix(word).lstrip()[:2] in (b"=>", b"->")


@cache
def parser(name: str) -> Parser:
    """The parser of a language."""
    return Parser(Language(GRAMMARS[name].grammar()))
