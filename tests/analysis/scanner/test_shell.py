"""What the shell's functions stumble over, counted by hand."""

from __future__ import annotations

import pytest

from tests.analysis.scanner.measured import functions


@pytest.mark.parametrize("head", ["f() {", "f ()\n{", "function f {", "function f() {", "f() (", "function f\n("])
def test_every_way_to_begin_a_function(head: str) -> None:
    closing = ")" if head.endswith("(") else "}"
    found = functions("Shell", f"{head}\n  a && b\n{closing}\ng() {{ c; }}\n")
    assert {name: numbers[1] for name, numbers in found.items()} == {"f": 2, "g": 1}


def test_commands_that_decide() -> None:
    found = functions(
        "Shell",
        """
f() {
  if a; then
    for x in "$@"; do
      until b || c; do d; done
    done
  elif e; then
    case $1 in
      if | for) g ;;
      (h) i ;;
      *) j ;;
    esac
  fi
}
""",
    )
    assert found == {"f": (1, 8, 13, 3, 0)}


def test_words_that_are_no_commands_decide_nothing() -> None:
    found = functions(
        "Shell",
        """
f() {
  echo if for while # if only
  x=${y#if}; z=${#x}
  echo "if it; if then" 'for
  if' \\
    while
  find . -exec rm {} \\;
  echo $((1 << 2)) ${v:-$(w)}
  for ((;;)); do break; done
}
""",
    )
    assert found == {"f": (1, 2, 10, 1, 0)}


def test_documents_are_text_but_the_line_they_begin_on_is_code() -> None:
    found = functions(
        "Shell",
        """
f() {
  cat <<-'EOF' | while read x; do
\tif it's so }
\tEOF
    y
  done
}
g() { a || b; }
""",
    )
    assert {name: numbers[1] for name, numbers in found.items()} == {"f": 2, "g": 2}


def test_a_command_in_a_string_is_code() -> None:
    found = functions("Shell", 'f() {\n  x="$(cd "$(dirname "$0")" && pwd || echo "a && b")"\n}\n')
    assert found == {"f": (1, 3, 3, 0, 0)}
