"""Code in strings is measured like any other; what only looks like it is not. Complexity is counted by hand."""

from __future__ import annotations

import pytest

from repocat.analysis.scanner import Function
from tests.analysis.scanner.measured import scanned

DECIDING = [
    ("JavaScript", "function f() { return `${a ? b : c} || ${d && `${e || g}`} ${x}`; }\n", 4),
    ("JavaScript", "function f() { return `${a.map((b) => { return b ? '}' : \"`\" })} ${c || d}`; }\n", 3),
    ("TypeScript", "const f = () => `a ${\n  b ??\n  c} d`;\n", 2),
    ("Kotlin", 'fun f() = "${a ?: "${b ?: c}"} ${if (d) e else "f"} $g"\n', 4),
    ("Kotlin", 'fun f() = """\n  ${a.map { b -> b ?: c }}\n"""\n', 2),
    ("Scala", 'def f = s"${if (a) b else c} $d ${e && g}" + s"""${h || i}"""\n', 4),
    ("C#", 'class A { string f() { return $"{a ?? b} {{c ?? d}} {(e ? g : h):x}" + $@"{i || j}"; } }\n', 4),
    ("Swift", 'func f() -> String { return "\\(a ?? b(c)) \\(d ? "e" : "f") \\(g)" }\n', 3),
    ("Python", 'def f(): return f\'{a if b else c} {{if}} {d!r:>{e or 3}}\' + rf"""{g and h}"""\n', 4),
    ("Ruby", 'def f; "#{a ? "b" : c} #{d["if"]} #{"#{e if g}"}"; end\n', 3),
    ("Ruby", "def f\n  a(<<~B, <<~C)\n    #{g || h}\n  B\n    or\n  C\n  i or j\nend\n", 3),
    ("Ruby", "def f\n  a <<-'B' if c || d # or e\n    #{g || h}\n  B\nend\n", 3),
    ("Shell", 'f() {\n  a "$(b || c "$(d && e)")" <<A && g\n$(h || i) && j\nA\n}\n', 5),
    ("Shell", "f() {\n  a <<A | while b; do c; done # && d\n  A\n  e || g\n}\n", 3),
]
PLAIN = [
    ("JavaScript", "function f() { return '${a ? b : c}' + \"${a || b}\" + `$ {a || b} \\${a || b}`; } // ${a || b}\n"),
    ("JavaScript", "function f() { return `${a /* || b */} ${'c || d'}`; }\n"),
    ("Kotlin", 'fun f() = "{a ?: b} $c ?: d"\n'),
    ("Scala", 'def f = "${if (a) b else c}" + s"if $b && c"\n'),
    ("C#", 'class A { string f() { return "{a ?? b}" + @"{a || b}" + $"{{a ?? b}}"; } }\n'),
    ("Swift", 'func f() -> String { return "(a ?? b) ? c : d" }\n'),
    ("Python", "def f(): return '{a if b else c}' + f'{{a or b}}' + f'{a[\"or b\"]}'\n"),
    ("Ruby", "def f; '#{a ? b : c}' + \"\\#{a || b}\" + %w[if or] + %q{#{a if b}}; end # #{a || b}\n"),
    ("Shell", "f() {\n  a '$(b || c)' \"b || c\" <<'A' # <<B || d\n$(h || i)\nA\n}\n"),
]


def only(language: str, text: str) -> Function:
    found = scanned(language, text).functions
    assert [function.name for function in found] == ["f"]
    return found[0]


@pytest.mark.parametrize(("language", "text", "complexity"), DECIDING)
def test_code_in_strings_decides(language: str, text: str, complexity: int) -> None:
    assert only(language, text).complexity == complexity


@pytest.mark.parametrize(("language", "text"), PLAIN)
def test_text_in_strings_decides_nothing(language: str, text: str) -> None:
    assert only(language, text).complexity == 1


@pytest.mark.parametrize(("language", "text", "_"), DECIDING)
def test_code_in_strings_changes_no_line(language: str, text: str, _: int) -> None:
    scan = scanned(language, text)
    assert (scan.code, scan.comment, scan.blank) == (text.count("\n"), 0, 0)
