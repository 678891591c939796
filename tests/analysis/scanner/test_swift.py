"""What Swift's functions stumble over, counted by hand."""

from __future__ import annotations

from tests.analysis.scanner.measured import functions


def test_keywords_that_name_arguments_are_no_decisions() -> None:
    found = functions(
        "Swift",
        """
func move(for item: Item, while busy: Bool) {
  other.move(for: item, while: busy)
  nested.call(1, for: item)
  for one in items {
    use(one)
  }
}
""",
    )
    assert found == {"move": (1, 2, 7, 1, 2)}


def test_directives_are_no_decisions() -> None:
    found = functions(
        "Swift",
        """
func start() {
#if os(iOS)
  if ready { go() }
#else
  wait()
#endif
}
""",
    )
    assert found["start"][1] == 2


def test_subscripts_and_accessors_are_no_functions() -> None:
    found = functions(
        "Swift",
        """
struct A {
  subscript(index: Int) -> Int { index > 0 ? 1 : 2 }
  var size: Int { 3 }
  init(_ x: Int) { self.x = x ?? 1 }
  func get() -> Int? { self?.x?.y }
}
""",
    )
    assert {name: numbers[1] for name, numbers in found.items()} == {"init": 2, "get": 1}


def test_only_the_question_mark_of_a_choice_counts() -> None:
    found = functions(
        "Swift",
        """
func call(_ handler: ((Int) -> Void)?) {
  handler?(1)
  let x = try? read(a as? B)
  let y = x == nil ? 1 : 2
}
""",
    )
    assert found["call"][1] == 2
