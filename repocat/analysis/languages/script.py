"""Python, JavaScript and TypeScript."""

from __future__ import annotations

from dataclasses import replace

from repocat.analysis.languages.grammar import (
    C_COMMENTS,
    C_OPENERS,
    DOUBLE,
    SINGLE,
    Embedded,
    Language,
    Structure,
    line_comment,
    triple_quoted,
)

PYTHON = Language(
    name="Python",
    kind="programming",
    family="dynamic",
    extensions=(".py", ".pyi", ".pyw", ".pyx", ".pxd", ".wsgi"),
    filenames=("SConstruct", "SConscript", "wscript"),
    interpreters=("python", "python2", "python3", "pypy", "pypy3"),
    comments=(line_comment(b"#"),),
    openers=(b"#",),
    strings=(triple_quoted(b'"'), triple_quoted(b"'"), DOUBLE, SINGLE),
    docstrings=True,
    structure=Structure(
        shape="indent",
        decisions=frozenset({b"if", b"elif", b"for", b"while", b"except", b"and", b"or", b"case"}),
        controls=frozenset(
            {b"if", b"elif", b"else", b"for", b"while", b"try", b"except", b"finally", b"with", b"match"}
        ),
        head=rb"def\s++(\w++)\s*+(?:\[(?:[^\[\]()]|\[[^\[\]()]{0,100}+\]){0,300}+\]\s*+)?+\(",
        receivers=frozenset({b"self", b"cls", b"mcs", b"*", b"/"}),
        typed=rb"->|(?:^|[(,])\s*\*{0,2}\w+\s*:",
        leading_case=True,
        embedded=(
            Embedded(
                b"{",
                rb"\{(?<!\{\{)(?!\{|[\w.()\[\],]*+[!:}])((?:[^{}\"']|\"[^\"]*+\"?+|'[^']*+'?+|\{[^{}]*+\}?+)*+)\}?+",
                rb"(?:(?<=[fF])|(?<=[fF][rR]))[\"']",
            ),
        ),
    ),
)

_REGEX_BODY = rb"(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*+\]?+)++/?+[a-z]{0,8}+"
#: Inside a template a regular expression only matters where it could hold a quote: as an argument.
_ARGUMENT = rb"/(?<=\(/)(?![/*])" + _REGEX_BODY + rb"|"
_IN_TEMPLATE = (
    rb"(?:" + _ARGUMENT + rb"[^{}`'\"]|" + SINGLE + b"|" + DOUBLE + rb"|`(?:[^`\\]|\\.)*+`?+|\{(?:" + _ARGUMENT +
    rb"[^{}`'\"]|" + SINGLE + b"|" + DOUBLE + rb"|`(?:[^`\\]|\\.)*+`?+|\{[^{}]*+\}?+)*+\}?+)*+"
)  # fmt: skip
_TEMPLATE = rb"`(?:[^`\\$]|\\.|\$(?!\{)|\$\{" + _IN_TEMPLATE + rb"\}?+)*+`?+"

#: Parts of type parameters: arrows, parameters of function types, object types.
_IN_TYPE = rb"[^<>(){};=]|=>?+|\([^()<>{};]{0,100}+\)|\{[^(){}<>]{0,100}+\}"
_TYPE_PARAMETERS = (
    rb"<(?<=[\w$]<)(?:" + _IN_TYPE + rb"|<(?:" + _IN_TYPE + rb"|<[^<>(){};]{0,100}+>){0,100}+>){0,200}+>(?=\()"
)
#: In the text of JSX an apostrophe stands in the midst of a word, and two slashes in an address.
_SINGLE = rb"'(?:(?<![a-zA-Z]')|(?<=case')|(?<=return')|(?<=typeof'))" + SINGLE[1:]
_LINE_COMMENT = rb"//(?<!http://)(?<!https://)[^\n]*+"

JAVASCRIPT = Language(
    name="JavaScript",
    kind="programming",
    family="web",
    extensions=(".js", ".mjs", ".cjs", ".jsx", ".es6", ".es"),
    filenames=("Jakefile",),
    interpreters=("node", "nodejs", "deno", "bun"),
    comments=(_LINE_COMMENT, C_COMMENTS[1]),
    openers=C_OPENERS,
    strings=(
        DOUBLE,
        _SINGLE,
        _TEMPLATE,
        # A slash begins a regular expression only where an operand may stand.
        rb"/(?:(?<=[(,=:\[!&|?{};~+%^*-]/)|(?<=[(,=:\[!&|?{};~+%^*-] /)|(?<=return /)|(?<=typeof /)|(?<=case /))"
        rb"(?![/*])" + _REGEX_BODY,
        rb"\n[ \t]*+/(?![/*])" + _REGEX_BODY,
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while", b"case", b"catch"}),
        controls=frozenset(
            {b"if", b"else", b"for", b"while", b"do", b"switch", b"try", b"catch", b"finally", b"with"}
        ),
        operators=frozenset({b"&&", b"||", b"??", b"?"}),
        heads="script",
        embedded=(Embedded(b"${", rb"\$\{(?![\w$.()\[\], +*-]*+\})(" + _IN_TEMPLATE + rb")\}?+", rb"`"),),
        tail=rb"\s*+\{",
        not_names=frozenset(
            {b"return", b"new", b"throw", b"typeof", b"await", b"yield", b"void", b"in", b"of", b"super",
             b"import", b"class", b"extends", b"instanceof"}
        ),
    ),
    name_bytes=b"$",
)  # fmt: skip

assert JAVASCRIPT.structure is not None  # noqa: S101 - given six lines above
TYPESCRIPT = replace(
    JAVASCRIPT,
    name="TypeScript",
    extensions=(".ts", ".mts", ".cts", ".tsx"),
    filenames=(),
    interpreters=("ts-node", "tsx"),
    structure=replace(
        JAVASCRIPT.structure,
        typed=rb"\)\s*:|(?:^|[(,])\s*(?:\.\.\.)?[\w$]+\??\s*:",
        # Type parameters between the name and the bracket become part of the name.
        smoothed=_TYPE_PARAMETERS,
    ),
)

LANGUAGES = (PYTHON, JAVASCRIPT, TYPESCRIPT)
