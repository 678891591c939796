"""What Scala's functions stumble over, counted by hand."""

from __future__ import annotations

from tests.analysis.scanner.measured import functions


def test_bodies_in_braces_as_expressions_and_indented() -> None:
    found = functions(
        "Scala",
        """
trait A {
  def f[T](a: Int, b: T)(implicit c: C): Int = a match {
    case 1 if a > 0 && b => 2
    case 2 => 3
    case _ => 4
  }
  def g = if (x) 1 else 2
  def h: Int
  def i(x: Int => Unit) {
    for (y <- x) y
  }
  def j(x: Int): Int =
    while x do
      y
    z
  def +(other: A): A = other || this
}
""",
    )
    complexities = {name: numbers[1] for name, numbers in found.items()}
    assert complexities == {"f": 5, "g": 2, "i": 2, "j": 2, "+": 2}
    assert (found["f"][4], found["g"][4], found["j"][2]) == (2, 0, 4)


def test_classes_and_names_are_no_arms() -> None:
    found = functions("Scala", 'def f = {\n  case class A(a: Int)\n  `if` + \'if\n  """if {"""\n}\n')
    assert found["f"][:3] == (1, 2, 5)
