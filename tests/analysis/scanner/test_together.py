"""Files are measured together, yet nothing that one leaves open reaches the next."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from repocat.analysis import languages
from repocat.analysis.scanner import Function, count_lines, scan, scan_all

SNIPPETS = {
    "Python": b'def f(a, b=(1, 2)):\n    """Say."""\n    if a and b:\n        return [x for x in a if x]\n'
    b"\n# end\n\nclass C:\n"
    b"    def g(self, x: int) -> int:\n        while x: x = '''\n        '''\n        return x\n",
    "C": b'#if A\nint f(int a) {\n#else\nint f(char *b) {\n#endif\n  if (a && b) { return "}"; }\n  for (;;) x();\n}\n'
    b"/* open */ static void g(void)\n{\n}\n#define X(a) \\\n  if (a) {\n",
    "Java": b"class A<T> {\n  @B int f(Map<String, T> m) throws E {\n    return m == null ? 1 : 2;\n  }\n  // c\n}\n",
    "Rust": b"fn f<T: A>(x: &'a T) -> u8 {\n    match x { 1 => 2, _ => 3 }\n}\nimpl A { fn g(&self) { loop {} } }\n",
    "Go": b"func (a *A) f(x int, y string) error {\n\tif x > 1 && y != `}` {\n\t\tswitch { case true: }\n\t}\n}\n",
    "Kotlin": b"fun f(a: Int?): Int = a ?: 1\nfun g() {\n    "
    b"when (x) {\n        1 -> a()\n        else -> b()\n    }\n}\n",
    "TypeScript": b"const f = (a: string): void => {\n  if (a) { return }\n}\n"
    b"class A { g<T>(x?: T): x is T { return x ? `${y}` : /}/ } }\n",
    "Ruby": b"def f(a, b)\n  return 1 if a && b\n  [1].each do |x|\n    x\n  end\nrescue E\n  2\nend\n",
    "PHP": b"<html>\n<?php\nfunction f($a, ?int $b): int {\n  return $a ? 1 : 2; // c\n}\n?>\n<p>\n",
    "Swift": b"func f(a: Int) -> Int {\n  guard a > 1 else { return 0 }\n"
    b'  switch a {\n  case 1: return 2\n  default: return "\\(a)"\n  }\n}\n',
    "Scala": b"class A {\n  def f[T](a: Int, b: T)(implicit c: C): Int = a match {\n    case 1 if a > 0 && b => 2\n"
    b"    case _ => 3\n  }\n  /* { */ def g = 1\n  def h: Int\n  def i(x: Int => Unit) {\n    for (y <- x) y\n  }\n}\n",
    "Shell": b'f() {\n  if a "$(b || c)" && ! d; then\n    for x in "${y#z}"; do x; done\n  fi\n'
    b"  case $1 in\n    a | b) c ;;\n"
    b"    *) cat <<-EOF | while read x; do y; done ;;\n\tif it's\n\tEOF\n  esac\n}\n"
    b"function g\n(\n  h # }\n)\n",
    "JSON": b'{\n  "a": 1\n}\n',
}


def pieces(text: bytes, seed: int) -> list[bytes]:
    """The text, cut anywhere: comments, strings and brackets stay open."""
    chance = random.Random(seed)
    cuts = sorted({0, len(text), *(chance.randrange(len(text)) for _ in range(6))})
    found = [text[begin:end] for begin, end in pairwise(cuts)] + [text, b"", text[: cuts[-2]]]
    chance.shuffle(found)
    return found


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("name", SNIPPETS)
def test_a_file_measures_the_same_alone_and_among_others(name: str, seed: int) -> None:
    language, files = languages.BY_NAME[name], pieces(SNIPPETS[name], seed)
    together = scan_all(files, language)
    functions: list[list[Function]] = [[] for _ in files]
    for index, file in enumerate(together.functions.files.tolist()):
        functions[file].append(together.functions.row(index))
    prints = together.fingerprint_counts.cumsum()
    lines = count_lines(files, language)
    for index, data in enumerate(files):
        alone = scan(data, language)
        assert alone.functions == functions[index]
        counted = [int(column[index]) for column in (lines.code, lines.comment, lines.blank)]
        assert list(alone[:3]) == counted
        begin = int(prints[index] - together.fingerprint_counts[index])
        assert alone.fingerprints.tolist() == together.fingerprints[begin : prints[index]].tolist()
        assert alone.fingerprint_lines.tolist() == together.fingerprint_lines[begin : prints[index]].tolist()
