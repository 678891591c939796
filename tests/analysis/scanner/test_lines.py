"""Lines of code, comments and blank ones; the numbers are counted by hand."""

from __future__ import annotations

import pytest

from tests.analysis.scanner.measured import scanned

CASES = {
    "nothing": ("Python", "", (0, 0, 0)),
    "only newlines": ("Python", "\n\n\n", (0, 0, 3)),
    "no newline at the end": ("Python", "x = 1", (1, 0, 0)),
    "windows line ends": ("Python", "x = 1\r\n\r\n# c\r\n", (1, 1, 1)),
    "code beats comment": ("Python", "x = 1  # why\n", (1, 0, 0)),
    "docstrings are comments": (
        "Python",
        '"""Module.\n\nMore.\n"""\ndef f():\n    """Doc."""\n    return "#"\n',
        (2, 5, 0),
    ),
    "other long strings are code": ("Python", 'x = """\n# no comment\n\n"""\n', (4, 0, 0)),
    "a string in a call is code": ("Python", 'f(\n    """text\n    more"""\n)\n', (4, 0, 0)),
    "a hash in a string": ("Python", 'x = \'a # b\'\ny = "\\" # c"\n# d\n', (2, 1, 0)),
    "block comments": ("C", "/* a\n\n b */\nint x; /* c */\n// d\n", (1, 4, 0)),
    "marks in strings": ("C", 'char *s = "/*";\nint y;\nchar c = \'"\'; // "\n/* e */\n', (3, 1, 0)),
    "an open comment runs to the end": ("C", "int x;\n/* a\nint y;\n", (1, 2, 0)),
    "regular expressions": ("JavaScript", "var a = /\\/*'/;\nvar b = x / y; // c\nvar c = [/[/*]/];\n", (3, 0, 0)),
    "templates": ("JavaScript", "x = `// a\n${f(`b`, {c: '}'})}\n/* d`;\n// e\n", (3, 1, 0)),
    "raw strings": ("Rust", 'let a = r#"// "quoted" "#;\nlet b = r"\\";\n// c\n', (2, 1, 0)),
    "lifetimes are no strings": ("Rust", "fn f<'a>(x: &'a str) {} // c\nlet c = '\"'; // d\n", (2, 0, 0)),
    "raw delimiters": ("C++", 'auto a = R"x(// )" )x";\nint b = 1\'000\'000; // c\n/* d */\n', (2, 1, 0)),
    "verbatim strings": ("C#", 'var a = @"\\";\nvar b = $@"// ""x"" ";\n// c\n', (2, 1, 0)),
    "text blocks": ("Java", 'String a = """\n  // "x"\n  """;\n// b\n', (3, 1, 0)),
    "backquotes": ("Go", "x := `// a\n\\`\n// b\n", (2, 1, 0)),
    "text outside PHP is code": ("PHP", "<html># a</html>\n<?php # b\n// c\n?>\n<p>// d</p>\n", (4, 1, 0)),
    "heredocs": ("PHP", "<?php\n$a = <<<EOT\n// b\nEOT;\n// c\n", (4, 1, 0)),
    "attributes are no comments": ("PHP", "<?php\n#[Pure]\n# c\n", (2, 1, 0)),
    "interpolation": ("Kotlin", 'val a = "${if (x) "//" else "b"}"\n// c\n', (1, 1, 0)),
    "Swift interpolation": ("Swift", 'let a = "\\(f("//"))"\n// c\n', (1, 1, 0)),
    "Ruby": ("Ruby", "# a\n=begin\nb\n=end\nx = <<~SQL\n  # c\nSQL\ny = /#/\n", (4, 4, 0)),
    "shell": ("Shell", "#!/bin/sh\n# a\necho $# ${x#y} '#' # b\n", (1, 2, 0)),
    "HTML": ("HTML", "<!-- a\nb -->\n<p># c</p>\n", (1, 2, 0)),
    "Lua": ("Lua", "--[[ a\nb ]]\n-- c\nx = [[ -- d ]]\n", (1, 3, 0)),
    "SQL": ("SQL", "-- a\nselect '--' /* b */\n", (1, 1, 0)),
    "Haskell": ("Haskell", "{- a\n-}\nx = 1 -- b\n", (1, 2, 0)),
    "Lisp": ("Common Lisp", '; a\n(x ";") #| b\n|#\n', (1, 2, 0)),
    "OCaml": ("OCaml", "(* a *)\nlet x = 1\n", (1, 1, 0)),
    "Pascal": ("Pascal", "{ a }\nx := '{'; // b\n", (1, 1, 0)),
    "CSS": ("CSS", "/* a */\np { color: red }\n", (1, 1, 0)),
    "TeX": ("TeX", "% a\n50\\% of\n", (1, 1, 0)),
    "YAML": ("YAML", "# a\nb: c#d\n", (1, 1, 0)),
    "batch": ("Batchfile", "REM a\n:: b\necho rem c\n", (1, 2, 0)),
    "JSON has no comments": ("JSON", '{\n"a": "// b"\n}\n', (3, 0, 0)),
    "a byte order mark is no code": ("C#", b"\xef\xbb\xbf// a\r\nint b;\r\n", (1, 1, 0)),
    "a byte order mark alone": ("CSS", b"\xef\xbb\xbf\na {}\n", (1, 0, 1)),
    "a byte order mark before the first word": ("Batchfile", b"\xef\xbb\xbfrem a\r\n", (0, 1, 0)),
    "an operator is no comment": ("F#", "let f = (*) 1 2\n(* a *)\nlet g = (*) 3 4\n", (2, 1, 0)),
    "a lone REM": ("Batchfile", "rem a\nrem\n  REM\nremove b\n", (1, 3, 0)),
    "escapes outside strings": ("CMake", 'add(-DA=\\"b\\")\n# c\n\nset(d "e")\n', (2, 1, 1)),
    "number signs in assembly": ("Assembly", "# a\n# b\n mov r0, #1\n#include <c>\n", (2, 2, 0)),
    "interpolation in ERB": ("HTML+ERB", "<% a(%r{#{b}}) %>\n<p></p>\n<%# c %>\n", (2, 1, 0)),
    "comments of HEEx": ("HTML+EEX", "<%!-- a\nb --%>\n<p></p>\n", (1, 2, 0)),
    "comments of Jinja": ("Jinja", "{# a\nb #}\n<p>{{ c }}</p>\n", (1, 2, 0)),
    "comments of Edge": ("Edge", "{{-- a --}}\n{{# b\n#}}\n", (2, 1, 0)),
    "values in three quotes": ("GraphQL", '"""\na\n"""\ntype B {\n  c(d: """\n  e\n  """): F\n}\n', (5, 3, 0)),
    "three deep": ("Rust", "/* a /* b /* c */ d */\ne */\nlet f = 1;\n", (1, 2, 0)),
    "backquotes in D": ("D", 'auto a = `C:\\`;\n// b\nauto c = r"\\";\n\n/+ d /+ e +/\n+/\n', (2, 3, 1)),
    "raw strings of Dart": ("Dart", 'var a = r\'\\\'; /* b\n*/\nvar c = r"""\n// d\n""";\n', (4, 1, 0)),
    "PowerShell": ("PowerShell", '$a = "b `" # c"\n# d\n$e = @"\n# "f"\n\n"@\n$g = "C:\\"\n# h\n', (6, 2, 0)),
    "escapes in fish": ("fish", "set a 'it\\'s'\n\n# b\nset c 'd'\n", (2, 1, 1)),
    "brackets in Ruby's strings": (
        "Ruby",
        'a = %("#{b(c(d), e)}")\n# f\ng = %w[h [i] #]\n\nj = %r!"!\n# k\nl %(\n# m\n)\nn = o%(p)\n# q\n',
        (7, 3, 1),
    ),
    "not UTF-8": ("Python", b"x = '\xff\xfe'\n# \xe9\n", (1, 1, 0)),
}


NESTED = {
    "Kotlin": ("/*", "*/"), "Rust": ("/*", "*/"), "Swift": ("/*", "*/"), "Scala": ("/*", "*/"), "Dart": ("/*", "*/"),
    "D": ("/+", "+/"), "OCaml": ("(*", "*)"), "F#": ("(*", "*)"), "Standard ML": ("(*", "*)"), "Haskell": ("{-", "-}"),
    "Lean": ("/-", "-/"), "Julia": ("#=", "=#"), "Nim": ("#[", "]#"), "Common Lisp": ("#|", "|#"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_lines(case: str) -> None:
    language, text, expected = CASES[case]
    found = scanned(language, text if isinstance(text, bytes) else text.encode())
    assert (found.code, found.comment, found.blank) == expected


@pytest.mark.parametrize("language", NESTED)
def test_a_comment_ends_where_the_outer_one_does(language: str) -> None:
    opening, closing = NESTED[language]
    found = scanned(language, f"{opening} a\n{opening} b {closing}\nc\n{closing}\nx\n{opening}{closing} y\n")
    assert (found.code, found.comment) == (2, 4)


@pytest.mark.parametrize("language", ["C", "Java", "Go", "JavaScript"])
def test_other_comments_end_at_the_first_mark(language: str) -> None:
    found = scanned(language, "/* a\n/* b */\nc();\n/* d */\n")
    assert (found.code, found.comment) == (1, 3)


def test_lengths_are_those_of_lines_with_code() -> None:
    assert scanned("Python", "x = 1\n\n# comment\nlong = 22\n").line_lengths.tolist() == [6, 10]


def test_todos_are_whole_words() -> None:
    assert scanned("Python", "# TODO: a\n# FIXME b XXX\n# todo TODOS HACKER\nx = 'HACK'\n").todos == 4


def test_fingerprints_ignore_white_space_comments_and_lone_brackets() -> None:
    one = scanned("C", "int f() {\n  return 1; // a\n}\n")
    two = scanned("C", "int f() {\n\n\treturn 1;\n  }\n")
    assert one.fingerprints.tolist() == two.fingerprints.tolist()
    assert two.fingerprint_lines.tolist() == [1, 3]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("Python", "import os, sys\nfrom a.b import (c, d)\nx = 1\n"),
        ("C", '#include <a.h>\n# include "b.h"\nint x;\n'),
        ("Java", "package a;\nimport b.C;\nint x;\n"),
        ("C#", "using System;\nusing A.B;\nusing (var x = y()) { }\n"),
        ("JavaScript", "import { a } from 'b';\nimport 'c';\nimported = 1;\n"),
    ],
)
def test_imports_are_no_copies(language: str, text: str) -> None:
    assert scanned(language, text).fingerprint_lines.tolist() == [3]


def test_fingerprints_tell_strings_apart() -> None:
    one, two = (scanned("C", f'char *a = "{text}";\n').fingerprints.tolist() for text in ("x", "y"))
    assert one != two


@pytest.mark.parametrize(("language", "comment"), [("C", "//"), ("JavaScript", "//"), ("Python", "#")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_string_goes_on_behind_a_backslash_at_the_end_of_its_line(language: str, comment: str, end: str) -> None:
    found = scanned(language, f'x = "a\\{end}{comment} b"{end}'.encode())
    assert (found.code, found.comment) == (2, 0)


def test_a_docstring_with_a_prefix_is_a_comment_from_its_first_line() -> None:
    found = scanned("Python", 'def f():\n    r"""Say \\d.\n\n    More.\n    """\n    return 1\n')
    assert (found.code, found.comment, found.blank) == (2, 4, 0)
