"""Go, Rust, PHP, Kotlin and Swift: a function begins with a word of its own and has its body in braces."""

from __future__ import annotations

from repocat.analysis.languages.grammar import (
    C_COMMENTS,
    C_OPENERS,
    DOLLAR_BRACES,
    DOUBLE,
    NESTED_COMMENTS,
    SINGLE,
    Embedded,
    Language,
    Structure,
    line_comment,
    quoted,
    triple_quoted,
)

_LOGIC = frozenset({b"&&", b"||"})
_GENERICS = rb"(?:<(?:[^<>(){};]|->|<(?:[^<>(){};]|<[^<>(){};]{0,100}+>){0,200}+>|\([^(){};]{0,100}+\)){0,300}+>\s*+)?+"
_TYPE_PARAMETERS = rb"(?:\[(?:[^\[\](){};]|\[[^\[\](){};]{0,100}+\]){0,300}+\]\s*+)?+"

GO = Language(
    name="Go",
    kind="programming",
    family="systems",
    extensions=(".go",),
    comments=C_COMMENTS,
    openers=C_OPENERS,
    strings=(DOUBLE, SINGLE, quoted(b"`", multiline=True, escapes=False)),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"case"}),
        controls=frozenset({b"if", b"else", b"for", b"switch", b"select"}),
        operators=_LOGIC,
        head=rb"func\s++(?:\([^()]{0,300}+\)\s*+)?+(\w++)\s*+" + _TYPE_PARAMETERS + rb"\(",
        tail=rb"[^\n{}(;]*+(?:\((?:[^(){}]|\((?:[^(){}]|\([^(){}]*+\))*+\)){0,500}+\))?+[^\n{};]*+\{",
        smoothed=rb"(?:interface|struct)\s*+\{\s*+\}",
        bare_conditions=True,
    ),
)

RUST = Language(
    name="Rust",
    kind="programming",
    family="systems",
    extensions=(".rs",),
    comments=NESTED_COMMENTS,
    openers=C_OPENERS,
    strings=(
        rb'r(?=#{1,8}")(?P<hash>#++)"(?:[^"]|"(?!(?P=hash)))*+(?:"(?P=hash))?+',
        rb'r(?<![\w]r)"[^"]*+"?+',
        quoted(b'"', multiline=True),
        # A quote that closes nothing is the name of a lifetime.
        rb"'(?:\\[^\n][^'\n]{0,10}+|[^\\'\n]{1,4}?)'",
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while", b"loop"}),
        controls=frozenset({b"if", b"else", b"for", b"while", b"loop", b"match"}),
        operators=_LOGIC | {b"=>"},
        head=rb"fn\s++(\w++)\s*+" + _GENERICS + rb"\(",
        tail=rb"(?:[^{};\[]|\[[^\[\]{}]{0,100}+\]){0,600}+\{",
        receivers=frozenset({b"self", b"mut"}),
        bare_conditions=True,
    ),
)

PHP = Language(
    name="PHP",
    kind="programming",
    family="dynamic",
    extensions=(".php", ".phtml", ".php5", ".inc"),
    interpreters=("php",),
    comments=(
        rb"//(?:[^\n?]|\?(?!>))*+",
        C_COMMENTS[1],
        rb"#(?!\[)(?:[^\n?]|\?(?!>))*+",
    ),
    openers=(*C_OPENERS, b"#"),
    strings=(
        quoted(b'"', multiline=True),
        quoted(b"'", multiline=True),
        rb"<<<[ \t]*+(?P<mark>[\"']?)(?P<word>[A-Za-z_]\w{0,60})(?P=mark)[^\n]*+"
        rb"(?:\n(?![ \t]{0,80}(?P=word)\b)[^\n]*+)*+(?:\n[ \t]*+(?P=word))?+",
        # What lies between the end of one block of code and the beginning of the next is not PHP.
        rb"\?>[^<]*+(?:<(?!\?)[^<]*+)*+(?:<\?(?:php\b|=)?+)?+",
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"elseif", b"for", b"foreach", b"while", b"case", b"catch", b"and", b"or"}),
        controls=frozenset(
            {b"if", b"else", b"elseif", b"for", b"foreach", b"while", b"do", b"switch", b"match", b"try", b"catch",
             b"finally"}
        ),
        operators=_LOGIC | {b"?", b"??", b"?:"},
        head=rb"function\s++&?+(\w++)\s*+\(",
        tail=rb"\s*+(?::\s*+[?\w\\|&\s()]{1,200}+)?+\{",
        typed=rb"(?:^|,)\s*(?:(?:public|protected|private|readonly)\s+)*\??[A-Za-z_\\][\w\\|]*\s+[&.]*\$|\)\s*:",
    ),
    preamble=b"?>",
    name_bytes=b"$",
)  # fmt: skip

KOTLIN = Language(
    name="Kotlin",
    kind="programming",
    family="managed",
    extensions=(".kt", ".kts"),
    comments=NESTED_COMMENTS,
    openers=C_OPENERS,
    strings=(
        triple_quoted(b'"'),
        rb'"(?:[^"\\\n$]|\\.|\$(?!\{)|\$\{(?:[^{}"\n]|"[^"\n]*+"?+|\{[^{}\n]*+\}?+)*+\}?+)*+"?+',
        SINGLE,
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"for", b"while", b"catch"}),
        controls=frozenset({b"if", b"else", b"for", b"while", b"do", b"when", b"try", b"catch", b"finally"}),
        operators=_LOGIC | {b"?:", b"->"},
        line_statements=True,
        embedded=(Embedded(b"${", DOLLAR_BRACES, rb'"'),),
        head=rb"fun\s++" + _GENERICS + rb"(?:[\w.<>?*, ]{0,200}\.)?+([\w`]++)\s*+\(",
        tail=rb"\s*+(?::[^={};\n]{1,300}+)?+(?:\s*+where\b[^{=]{0,300}+)?+\s*+[{=]",
    ),
)

SWIFT = Language(
    name="Swift",
    kind="programming",
    family="apple",
    extensions=(".swift",),
    comments=NESTED_COMMENTS,
    openers=C_OPENERS,
    strings=(
        triple_quoted(b'"'),
        rb'#"(?:[^"\n]|"(?!#))*+(?:"#)?+',
        rb'"(?:[^"\\\n]|\\(?!\()[^\n]?+|\\\((?:[^()"\n]|"[^"\n]*+"?+|\([^()\n]*+\)?+)*+\)?+)*+"?+',
    ),
    structure=Structure(
        shape="braces",
        decisions=frozenset({b"if", b"guard", b"for", b"while", b"case", b"catch"}),
        controls=frozenset({b"if", b"else", b"for", b"while", b"repeat", b"switch", b"do", b"catch"}),
        operators=_LOGIC | {b" ?", b"??"},
        embedded=(
            Embedded(
                b"\\(",
                rb"\\\((?![\w.:, +*-]*+\))((?:[^()\"]|\"[^\"\n]*+\"?+|\((?:[^()]|\([^()]*+\)?+)*+\)?+)*+)\)?+",
                rb'"',
            ),
        ),
        head=rb"(?:func\s++|(?=init\b))([^\s(<?!]{1,100}+)[?!]?+\s*+" + _GENERICS + rb"\(",
        tail=rb"(?:\s*+(?:async|throws|rethrows|mutating)\b)*+(?:\s*+->[^{};=]{1,300}?)?(?:\s*+where\b[^{};]{0,300}+)?+\s*+\{",
        labels=True,
        leading_case=True,
        bare_conditions=True,
    ),
)


def _bracketed(opening: bytes, closing: bytes) -> bytes:
    """Text in brackets that may hold three levels more of them."""
    plain = rb"[^\\" + opening + closing + rb"]|\\."
    found = opening + rb"(?:" + plain + rb")*+" + closing + rb"?+"
    for _ in range(3):
        found = opening + rb"(?:" + plain + rb"|" + found + rb")*+" + closing + rb"?+"
    return found


#: What stands in `#{…}`, strings and further braces included.
_RUBY_CODE = (
    rb"(?:[^{}\"'`\\]|\\.|" + quoted(b'"', multiline=True) + rb"|" + quoted(b"'", multiline=True) + rb"|`[^`]*+`?+"
    rb"|\{(?:[^{}\"']|\"[^\"]*+\"?+|'[^']*+'?+|\{[^{}]*+\}?+)*+\}?+)*+"
)  # fmt: skip
_RUBY_ESCAPE = rb"\\.|#(?:\{" + _RUBY_CODE + rb"\}?+)?+"
_RUBY_DOUBLE = rb'"[^"\\#]*+(?:(?:' + _RUBY_ESCAPE + rb')[^"\\#]*+)*+"?+'
_RUBY_REGEX = rb"[^/\\\n#]*+(?:(?:" + _RUBY_ESCAPE + rb")[^/\\\n#]*+)*+/?+"

RUBY = Language(
    name="Ruby",
    kind="programming",
    family="dynamic",
    extensions=(".rb", ".rake", ".gemspec", ".ru", ".rbw", ".podspec"),
    filenames=("Rakefile", "Gemfile", "Guardfile", "Podfile", "Vagrantfile", "Brewfile", "Capfile", "Fastfile"),
    interpreters=("ruby", "jruby", "rake"),
    comments=(line_comment(b"#"), rb"=(?<=\n=)begin\b(?:[^\n]|\n(?!=end))*+(?:\n=end[^\n]*+)?+"),
    openers=(b"#", b"=begin"),
    strings=(
        _RUBY_DOUBLE,
        quoted(b"'", multiline=True),
        quoted(b"`"),
        # A word alone behind `<<` is a mark only in capital letters; a second document may begin on the same line.
        rb"<<(?:[~-]|(?<=[\s(,=]<<)(?=[A-Z]{2}|[\"'`][A-Z]))(?P<mark>[\"'`]?)(?P<word>[A-Z_a-z]\w{0,60})(?P=mark)"
        rb"(?:[^\n<]|<(?!<[~-]))*+(?:<<[~-][\"'`]?(?P<second>[A-Z_a-z]\w{0,60})[^\n]*+)?+"
        rb"(?:\n(?![ \t]{0,80}(?P=word)\b)[^\n]*+)*+(?:\n[ \t]*+(?P=word))?+"
        rb"(?(second)[^\n]*+(?:\n(?![ \t]{0,80}(?P=second)\b)[^\n]*+)*+(?:\n[ \t]*+(?P=second))?+)",
        # A slash begins a regular expression where an operand may stand, or a call without brackets its first argument.
        rb"/(?:(?<=[(,=~!|&?{\[:;\n]/)|(?<=[(,=~!|&?{\[:;] /)|(?<=[a-z_?!] /)(?=[^\s=/][^/\n]*+/))" + _RUBY_REGEX,
        rb"\n[ \t]++/(?=[^\s/][^/\n]*+/)" + _RUBY_REGEX,
        rb"/(?<=\bwhen /)[^/\\\n]*+(?:\\.[^/\\\n]*+)*+/?+",
        # Behind an operand it is the remainder of a division.
        rb"%(?<![\w)\]}]%)[wWiIqQrxs]?+(?:"
        + b"|".join(_bracketed(*pair) for pair in ((rb"\{", rb"\}"), (rb"\(", rb"\)"), (rb"\[", rb"\]")))
        + rb")",
        rb"%(?<![\w)\]}]%)[wWiIqQrxs](?:\|[^|\n]*+\|?+|![^!\n]*+!?+)",
    ),
    structure=Structure(
        shape="end",
        decisions=frozenset(
            {b"if", b"elsif", b"unless", b"while", b"until", b"for", b"when", b"rescue", b"and", b"or"}
        ),
        controls=frozenset({b"if", b"unless", b"while", b"until", b"for", b"case", b"begin"}),
        operators=_LOGIC | {b" ?"},
        symbols=True,
        embedded=(
            Embedded(b"#{", rb"#\{(?![\w.@()\[\]]*+\})(" + _RUBY_CODE + rb")\}?+", rb"[\"`/\n]|%[^wiq]|<<[~-]?[^~'-]"),
            Embedded(b"<<", rb"<<[~-]?+[\"'`]?+\w++[\"'`]?+([^\n]*+)", None),
        ),
        head=rb"def\s++((?:\w++\.(?=[\w<=>+*\[!~-]))?+(?:\w++[?!=]?+|[^\w\s(]{1,3}+))",
    ),
)  # fmt: skip

LANGUAGES = (GO, RUST, PHP, KOTLIN, SWIFT, RUBY)
