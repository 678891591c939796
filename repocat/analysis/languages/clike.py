"""C, C++, C# and Java: a function is a name, parameters in round brackets, and a body in braces."""

from __future__ import annotations

from repocat.analysis.languages.grammar import (
    C_COMMENTS,
    C_OPENERS,
    DOUBLE,
    SINGLE,
    Embedded,
    Language,
    Structure,
    triple_quoted,
)

_OPERATORS = frozenset({b"&&", b"||", b"?"})
_ATTRIBUTES = rb"(?:\s*+(?:__\w++|[A-Z_][A-Z0-9_]*+)(?:\s*+\((?:[^()]|\([^()]*+\)){0,200}+\))?+)*+"

C = Language(
    name="C",
    kind="programming",
    family="systems",
    extensions=(".c", ".h"),
    comments=C_COMMENTS,
    openers=C_OPENERS,
    strings=(DOUBLE, SINGLE),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while", b"case"}),
        controls=frozenset({b"if", b"else", b"for", b"while", b"do", b"switch"}),
        operators=_OPERATORS,
        heads="call",
        tail=_ATTRIBUTES + rb"\s*+\{",
        not_names=frozenset(
            {b"return", b"sizeof", b"goto", b"defined", b"typeof", b"struct", b"union", b"enum", b"__attribute__",
             b"__declspec"}
        ),
        directives=True,
    ),
)  # fmt: skip

_CPP_QUALIFIERS = (
    rb"(?:\s*+(?:const|volatile|override|final|noexcept|throw|try|mutable|&&?|__\w++|[A-Z_][A-Z0-9_]*+)"
    rb"(?:\s*+\((?:[^()]|\([^()]*+\)){0,200}+\))?+)*+(?:\s*+->[^{};]{1,300}+)?+(?:\s*+requires\b[^{};]{1,300}+)?+"
)

CPP = Language(
    name="C++",
    kind="programming",
    family="systems",
    extensions=(".cpp", ".cc", ".cxx", ".c++", ".hpp", ".hh", ".hxx", ".h++", ".ipp", ".tpp", ".inl", ".ino"),
    comments=C_COMMENTS,
    openers=C_OPENERS,
    strings=(
        rb'R"(?P<raw>[^()\\\s"]{0,16})\((?:[^)]|\)(?!(?P=raw)"))*+(?:\)(?P=raw)")?+',
        DOUBLE,
        # Digits are grouped by quotes: 1'000'000.
        rb"'(?<![0-9a-fA-F]')(?:\\.|[^'\\\n])*+'?+",
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while", b"case", b"catch"}),
        controls=frozenset({b"if", b"else", b"for", b"while", b"do", b"switch", b"try", b"catch"}),
        operators=_OPERATORS,
        heads="call",
        tail=_CPP_QUALIFIERS + rb"\s*+(?:\{|:(?!:))",
        not_names=frozenset(
            {b"return", b"sizeof", b"goto", b"decltype", b"alignas", b"new", b"delete", b"throw", b"constexpr",
             b"static_assert", b"noexcept", b"__attribute__", b"__declspec", b"struct", b"class", b"union", b"enum",
             b"namespace", b"co_return", b"requires"}
        ),
        qualifiers=frozenset({b"constexpr"}),
        directives=True,
        smoothed=rb"operator\s*+(?:\(\s*+\)|\[\s*+\]|[^\w\s()]{1,3}+)",
    ),
)  # fmt: skip

JAVA = Language(
    name="Java",
    kind="programming",
    family="managed",
    extensions=(".java",),
    comments=C_COMMENTS,
    openers=C_OPENERS,
    strings=(triple_quoted(b'"'), DOUBLE, SINGLE),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while", b"case", b"catch"}),
        controls=frozenset(
            {b"if", b"else", b"for", b"while", b"do", b"switch", b"try", b"catch", b"finally", b"synchronized"}
        ),
        operators=_OPERATORS,
        heads="call",
        tail=rb"\s*+(?:throws\b[\w\s.,<>@]{1,300}+)?+\{",
        not_names=frozenset({b"return", b"new", b"throw", b"assert", b"super", b"this", b"record", b"yield", b"enum"}),
        capitals_are_constants=True,
    ),
)

CSHARP = Language(
    name="C#",
    kind="programming",
    family="managed",
    extensions=(".cs", ".csx"),
    comments=C_COMMENTS,
    openers=C_OPENERS,
    strings=(triple_quoted(b'"'), rb'@\$?+"(?:[^"]|"")*+"?+', rb'\$@"(?:[^"]|"")*+"?+', DOUBLE, SINGLE),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"foreach", b"while", b"case", b"catch"}),
        controls=frozenset(
            {b"if", b"else", b"for", b"foreach", b"while", b"do", b"switch", b"try", b"catch", b"finally", b"lock",
             b"using", b"fixed", b"unsafe", b"checked"}
        ),
        operators=frozenset({b"&&", b"||", b"??", b" ?"}),
        embedded=(
            Embedded(
                b"{",
                rb"\{(?<!\{\{)(?!\{|[\w.()\[\], +-]*+[,:}])((?:[^{}\"]|\"[^\"\n]*+\"?+|\{[^{}]*+\}?+)*+)\}?+",
                rb'(?<=\$)"|@?+\$@?+"',
            ),
        ),
        heads="call",
        tail=rb"\s*+(?::\s*+(?:base|this)\s*+\((?:[^()]|\((?:[^()]|\([^()]*+\))*+\)){0,500}+\))?+"
        rb"(?:\s*+where\b[^{};=]{1,300}+)?+\s*+(?:\{|=(?=>))",
        not_names=frozenset(
            {b"return", b"new", b"throw", b"typeof", b"nameof", b"sizeof", b"default", b"base", b"this", b"when",
             b"record", b"await", b"in", b"is", b"and", b"or", b"not", b"struct", b"class", b"stackalloc"}
        ),
        directives=True,
        # Type parameters between the name and the bracket become part of the name.
        smoothed=rb"<(?<=\w<)(?:[\w\s,.?\[\]]|<(?:[\w\s,.?\[\]]|<[\w\s,.?\[\]]{1,100}+>){1,100}+>){1,200}+>(?=\()",
    ),
)  # fmt: skip

LANGUAGES = (C, CPP, JAVA, CSHARP)
