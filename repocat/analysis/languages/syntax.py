"""Comment and string syntax that many languages share, under short names.

Where only lines are counted, what begins a comment inside a line of code does not matter; what begins a line does.
"""

from __future__ import annotations

from repocat.analysis.languages.grammar import (
    C_COMMENTS,
    C_OPENERS,
    DOUBLE,
    NESTED_COMMENTS,
    SINGLE,
    block_comment,
    line_comment,
    nested_comment,
    quoted,
    triple_quoted,
)

Syntax = tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]

_XML = block_comment(b"<!--", b"-->")
_ASP = block_comment(b"<%--", b"--%>")
_HASH = line_comment(b"#")
_DASHES = line_comment(b"--")
_SEMICOLON = line_comment(b";")
_PERCENT = line_comment(b"%")
#: `(*)` is an operator.
_ML = rb"(?!\(\*\))" + nested_comment(b"(*", b"*)")
_TICK = quoted(b"`", multiline=True)
_RAW_TICK = quoted(b"`", multiline=True, escapes=False)
_LONG_DOUBLE = quoted(b'"', multiline=True)
_LONG_SINGLE = quoted(b"'", multiline=True)
_TRIPLES = (triple_quoted(b'"'), triple_quoted(b"'"))
_WORD_HASH = rb"#(?<![^\s;|&(]#)[^\n]*+"
_SHELL_SINGLE = quoted(b"'", multiline=True, escapes=False)
#: One character in quotes; a quote that closes nothing is a prime in a name or a transposition.
_CHARACTER = rb"'(?:\\[^\n][^'\n]{0,6}+|[^\\'\n])'"
_LISP_CHARACTER = rb"\\[^\n]"
#: A word of Dart that ends in r is followed by no string.
_DART_RAW = (
    rb"r(?<!\wr)(?:'''(?:[^']|'(?!''))*+(?:''')?+|'[^'\n]*+'?+)",
    rb'r(?<!\wr)(?:"""(?:[^"]|"(?!""))*+(?:""")?+|"[^"\n]*+"?+)',
)
#: In PowerShell a backquote escapes, within strings and outside.
_POWERSHELL = (
    rb"`[^\n]",
    rb"@\"[ \t\r]*+\n(?:[^\n]|\n(?!\"@))*+(?:\n\"@)?+",
    rb"@'[ \t\r]*+\n(?:[^\n]|\n(?!'@))*+(?:\n'@)?+",
    rb'"(?:[^"`]|`.)*+"?+',
    quoted(b"'", multiline=True, escapes=False),
)
_VB_REM = rb"[Rr][Ee][Mm](?<![^\n\s:]...)(?=\s)[^\n]*+"
#: The slashes of an address are no comment.
_SLASHES_IN_TEXT = rb"//(?<!://)[^\n]*+"
_LUA_BLOCK = rb"--\[(?P<mark>=*+)\[[^\]]*+(?:\](?!(?P=mark)\])[^\]]*+)*+(?:\](?P=mark)\])?+"
_POD = rb"=(?<![^\n]=)[a-z](?:[^\n]|\n(?!=cut))*+(?:\n=cut[^\n]*+)?+"
_PREPROCESSOR = rb"(?:include|define|if|ifdef|ifndef|else|elif|endif|undef|error|warning|pragma|line)\b"

#: Comments, first bytes of comments, strings.
SYNTAX: dict[str, Syntax] = {
    "none": ((), (), ()),
    # Slashes and stars.
    "c": (C_COMMENTS, C_OPENERS, (DOUBLE, SINGLE)),
    "c-comments": (C_COMMENTS, C_OPENERS, (DOUBLE,)),
    "c-quotes": (C_COMMENTS, C_OPENERS, (*_TRIPLES, DOUBLE, SINGLE)),
    "c-double": (C_COMMENTS, C_OPENERS, (_TRIPLES[0], DOUBLE)),
    "verilog": (C_COMMENTS, C_OPENERS, (DOUBLE,)),
    "css": ((C_COMMENTS[1],), (b"/*",), (DOUBLE, SINGLE)),
    "slashes": ((C_COMMENTS[0],), (b"//",), (DOUBLE,)),
    "gleam": ((C_COMMENTS[0],), (b"//",), (_LONG_DOUBLE,)),
    "zig": ((C_COMMENTS[0],), (b"//",), (rb"\\\\[^\n]*+", DOUBLE, SINGLE)),
    "d": (
        (*C_COMMENTS, nested_comment(b"/+", b"+/")),
        (*C_OPENERS, b"/+"),
        (rb'r"(?<!\wr")[^"]*+"?+', _LONG_DOUBLE, _CHARACTER, _RAW_TICK),
    ),
    "dart": (NESTED_COMMENTS, C_OPENERS, (*_DART_RAW, *_TRIPLES, DOUBLE, SINGLE)),
    "php-like": ((*C_COMMENTS, _HASH), (*C_OPENERS, b"#"), (_LONG_DOUBLE, _LONG_SINGLE)),
    "hcl": ((_HASH, *C_COMMENTS), (b"#", *C_OPENERS), (DOUBLE,)),
    "hash-c": ((_HASH, *C_COMMENTS), (b"#", *C_OPENERS), (DOUBLE, SINGLE)),
    "livescript": ((_HASH, C_COMMENTS[1]), (b"#", b"/*"), (*_TRIPLES, DOUBLE, SINGLE)),
    "alloy": ((_DASHES, *C_COMMENTS), (b"--", *C_OPENERS), (DOUBLE,)),
    "stata": ((*C_COMMENTS, rb"\*(?<=\n\*)[^\n]*+"), (*C_OPENERS, b"*"), (DOUBLE,)),
    "sas": ((C_COMMENTS[1], rb"\*(?<=[\n;]\*)[^;]*+;?+"), (b"/*", b"*"), (DOUBLE, SINGLE)),
    "factor": ((rb"!(?<![^\s]!)(?=\s)[^\n]*+", C_COMMENTS[1]), (b"!", b"/*"), (DOUBLE,)),
    # Number signs.
    "hash": ((_HASH,), (b"#",), (DOUBLE, SINGLE)),
    "hash-any": ((_HASH,), (b"#",), (_LONG_DOUBLE, _LONG_SINGLE)),
    "hash-line": ((_HASH,), (b"#",), ()),
    "hash-quotes": ((_HASH,), (b"#",), (*_TRIPLES, DOUBLE, SINGLE)),
    # A string in three quotes describes what follows, unless it is a value.
    "hash-described": ((_HASH, _TRIPLES[0]), (b"#", b'"""'), (rb"[:=][ \t]*+" + _TRIPLES[0], DOUBLE)),
    "shell": ((_WORD_HASH,), (b"#",), (rb"\\[^\n]", _LONG_DOUBLE, _SHELL_SINGLE)),
    "fish": ((_WORD_HASH,), (b"#",), (rb"\\[^\n]", _LONG_DOUBLE, _LONG_SINGLE)),
    "word-hash": ((_WORD_HASH,), (b"#",), (DOUBLE,)),
    "cmake": ((block_comment(b"#[[", b"]]"), _HASH), (b"#",), (rb"\\[^\n]", _LONG_DOUBLE)),
    "meson": ((_HASH,), (b"#",), (_TRIPLES[1], SINGLE)),
    "nim": ((nested_comment(b"#[", b"]#"), _HASH), (b"#",), (_TRIPLES[0], DOUBLE, _CHARACTER)),
    "nix": ((_HASH, C_COMMENTS[1]), (b"#", b"/*"), (DOUBLE,)),
    "perl": ((rb"#(?<![^\s;{}(),]#)[^\n]*+", _POD), (b"#", b"="), (DOUBLE, SINGLE)),
    "raku": ((_HASH, _POD.replace(b"cut", b"end")), (b"#", b"="), (DOUBLE, SINGLE)),
    "powershell": ((block_comment(b"<#", b"#>"), _HASH), (b"<#", b"#"), _POWERSHELL),
    "julia": (
        (nested_comment(b"#=", b"=#"), _HASH),
        (b"#=", b"#"),
        (_TRIPLES[0], _CHARACTER, _LONG_DOUBLE),
    ),
    "coffee": ((block_comment(b"###", b"###"), _HASH), (b"#",), (*_TRIPLES, DOUBLE, SINGLE)),
    "m4": ((_HASH, rb"dnl(?<!\wdnl)\b[^\n]*+"), (b"#", b"dnl"), ()),
    "org": ((rb"#(?=[ \t])[^\n]*+",), (b"#",), ()),
    "properties": ((_HASH, rb"!(?<![^\n]!)[^\n]*+"), (b"#", b"!"), ()),
    # Semicolons.
    "lisp": (
        (_SEMICOLON, nested_comment(b"#|", b"|#")),
        (b";", b"#|"),
        (_LISP_CHARACTER, _LONG_DOUBLE),
    ),
    "clojure": ((_SEMICOLON,), (b";",), (_LISP_CHARACTER, _LONG_DOUBLE)),
    "semicolon": ((_SEMICOLON,), (b";",), (_LISP_CHARACTER, rb"\?[\";](?<=[\s(\[]\?.)", _LONG_DOUBLE)),
    "semicolon-any": ((_SEMICOLON,), (b";",), (DOUBLE, SINGLE)),
    "semicolon-ini": ((_SEMICOLON, _HASH), (b";", b"#"), ()),
    "assembly": (
        (_SEMICOLON, *C_COMMENTS, rb"#(?<!\S#)(?![ \t]*+" + _PREPROCESSOR + rb")[^\n]*+"),
        (b";", *C_OPENERS, b"#"),
        (DOUBLE,),
    ),
    "autohotkey": ((rb";(?<![^\s];)[^\n]*+", C_COMMENTS[1]), (b";", b"/*"), (DOUBLE,)),
    "nsis": ((_SEMICOLON, _HASH, C_COMMENTS[1]), (b";", b"#", b"/*"), (DOUBLE, SINGLE, quoted(b"`"))),
    # Dashes, per cent signs, stars in brackets.
    "ada": ((_DASHES,), (b"--",), (quoted(b'"', escapes=False),)),
    "sql": ((_DASHES, C_COMMENTS[1]), (b"--", b"/*"), (_SHELL_SINGLE,)),
    "haskell": ((nested_comment(b"{-", b"-}"), _DASHES), (b"{-", b"--"), (_CHARACTER, DOUBLE)),
    "lean": ((nested_comment(b"/-", b"-/"), _DASHES), (b"/-", b"--"), (DOUBLE,)),
    "lua": ((_LUA_BLOCK, _DASHES), (b"--",), (DOUBLE, SINGLE, block_comment(b"[[", b"]]"))),
    "applescript": ((_ML, _DASHES, _HASH), (b"(*", b"--", b"#"), (DOUBLE,)),
    "percent": ((_PERCENT,), (b"%",), (rb"\$\\?+[\"'%]", DOUBLE)),
    "tex": ((rb"%(?<!\\%)[^\n]*+",), (b"%",), ()),
    "prolog": ((_PERCENT, C_COMMENTS[1]), (b"%", b"/*"), (DOUBLE, SINGLE)),
    "matlab": (
        (rb"%\{(?=[ \t\r]*+\n)[^%]*+(?:%(?!\})[^%]*+)*+(?:%\})?+", _PERCENT),
        (b"%",),
        (DOUBLE, rb"'(?<![\w\])}.']')[^'\n]*+'?+"),
    ),
    "ocaml": ((_ML,), (b"(*",), (_CHARACTER, _LONG_DOUBLE)),
    "fsharp": (
        (_ML, C_COMMENTS[0]),
        (b"(*", b"//"),
        (_TRIPLES[0], rb'@"(?:[^"]|"")*+"?+', _CHARACTER, _LONG_DOUBLE),
    ),
    "pascal": (
        (block_comment(b"{", b"}"), block_comment(b"(*", b"*)"), C_COMMENTS[0]),
        (b"{", b"(*", b"//"),
        (quoted(b"'", escapes=False),),
    ),
    "xquery": ((block_comment(b"(:", b":)"),), (b"(:",), (_LONG_DOUBLE,)),
    # Marks with a meaning of their own in one language.
    "basic": ((line_comment(b"'"), _VB_REM), (b"'", b"R", b"r"), (quoted(b'"', escapes=False),)),
    "fortran": ((line_comment(b"!"),), (b"!",), (quoted(b'"', escapes=False), quoted(b"'", escapes=False))),
    "fortran-fixed": (
        (rb"[cC*](?<![^\n].)[^\n]*+", line_comment(b"!")),
        (b"c", b"C", b"*", b"!"),
        (quoted(b'"', escapes=False), quoted(b"'", escapes=False)),
    ),
    "cobol": ((rb"\*(?<=\n[^\n]{6}\*)[^\n]*+", line_comment(b"*>")), (b"*",), (DOUBLE, SINGLE)),
    "abap": ((rb"\*(?<![^\n]\*)[^\n]*+", line_comment(b'"')), (b"*", b'"'), (quoted(b"'"),)),
    "forth": (
        (rb"\\(?<!\S\\)(?=[ \t])[^\n]*+", rb"\((?<!\S\()(?=\s)[^)]*+\)?+"),
        (b"\\", b"("),
        (),
    ),
    "batch": ((rb"[Rr][Ee][Mm](?<![^\n\s@]...)(?=\s)[^\n]*+", rb"::(?<![^\n\s]::)[^\n]*+"), (b"r", b"R", b"::"), ()),
    "vim": ((rb'"(?<!\S")[^\n]*+',), (b'"',), ()),
    "roff": ((rb"[.']\\[\"#](?<![^\n]...)[^\n]*+",), (b".", b"'"), ()),
    "smalltalk": ((quoted(b'"', multiline=True, escapes=False),), (b'"',), (_SHELL_SINGLE,)),
    "haml": ((line_comment(b"-#"),), (b"-#",), ()),
    # Markup and templates.
    "xml": ((_XML,), (b"<!--",), ()),
    "template": ((_XML, block_comment(b"{#", b"#}")), (b"<!--", b"{#"), ()),
    "embedded": (
        (_XML, block_comment(b"<%#", b"%>"), _ASP, block_comment(b"<%!--", b"--%>")),
        (b"<!--", b"<%#", b"<%--", b"<%!--"),
        (),
    ),
    "blade": ((_XML, block_comment(b"{{--", b"--}}")), (b"<!--", b"{{--"), ()),
    "mustache": (
        (_XML, block_comment(b"{{!--", b"--}}"), block_comment(b"{{!", b"}}")),
        (b"<!--", b"{{!"),
        (),
    ),
    "liquid": (
        (
            _XML,
            rb"\{%-?+[ \t]{0,9}+comment\b[^{]*+(?:\{(?!%-?+[ \t]{0,9}+endcomment)[^{]*+)*+(?:\{%[^}]*+\}?+)?+",
        ),
        (b"<!--", b"{%"),
        (),
    ),
    "go-template": ((_XML, block_comment(b"{{/*", b"*/}}")), (b"<!--", b"{{/*"), ()),
    "component": ((_XML, *C_COMMENTS), (b"<!--", *C_OPENERS), (DOUBLE, SINGLE, _TICK)),
    "jsp": (
        (_XML, _ASP, _SLASHES_IN_TEXT, C_COMMENTS[1]),
        (b"<!--", b"<%--", *C_OPENERS),
        (DOUBLE,),
    ),
    "razor": (
        (_XML, block_comment(b"@*", b"*@"), _SLASHES_IN_TEXT, C_COMMENTS[1]),
        (b"<!--", b"@*", *C_OPENERS),
        (DOUBLE,),
    ),
    "aspx": ((_XML, _ASP), (b"<!--", b"<%--"), ()),
    "coldfusion": ((block_comment(b"<!---", b"--->"), _XML), (b"<!--",), ()),
    "freemarker": ((block_comment(b"<#--", b"-->"), _XML), (b"<#--", b"<!--"), ()),
    "smarty": ((block_comment(b"{*", b"*}"), _XML), (b"{*", b"<!--"), ()),
    "velocity": ((block_comment(b"#*", b"*#"), line_comment(b"##"), _XML), (b"#*", b"##", b"<!--"), ()),
    "mako": ((block_comment(b"<%doc>", b"</%doc>"), line_comment(b"##"), _XML), (b"<%doc>", b"##", b"<!--"), ()),
}
