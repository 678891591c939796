"""Functions per language: line, complexity, lines, nesting, parameters. The numbers are counted by hand."""

from __future__ import annotations

import pytest

from tests.analysis.scanner.measured import functions, scanned


def test_python() -> None:
    assert functions(
        "Python",
        '''
def plain():
    """Docstring if and or."""
    return 1


class A:
    async def method(self, a, *, b: int = 2, **rest) -> dict[str, int]:
        if a and b or rest:  # 3
            for x in [y for y in a if y]:  # 3
                while x:  # 1
                    x -= 1
        elif b:  # 1
            pass
        else:
            x = 1 if a else 2  # 1
        try:
            pass
        except (KeyError, ValueError):  # 1
            assert a
        finally:
            pass

    def outer(self, key=lambda a, b: (a, b)):
        def inner(x, y):
            if x:
                return y
        with open(key) as a, open(key) as b:
            return inner


def one_line(a, b): return a or b


def continued(
    a: dict[str, int],
    b=(1, 2),
):
    match a:
        case {"x": 1}:
            case = 1
        case _ if b:
            case(b)
    return (
        1
)


def last(): pass
''',
    ) == {
        "plain": (1, 1, 2, 0, 0),
        "method": (7, 11, 15, 3, 3),
        "outer": (23, 1, 3, 1, 1),
        "inner": (24, 2, 3, 1, 2),
        "one_line": (31, 2, 1, 0, 2),
        "continued": (34, 4, 12, 1, 2),
        "last": (48, 1, 1, 0, 0),
    }


def test_c() -> None:
    assert functions(
        "C",
        r"""
#include <stdio.h>
#define LOOP(x) for (;;) { if (x) break; }
int prototype(int a);
static inline int
on_next_line(const char *s, int (*callback)(int, int), int n[2])
{
    if (s && n || !callback) return 1;
    else if (*s) return s ? 1:2;
    for (int i = 0; i < 1; i++)
        while (i) { do { i--; } while (i); }
    switch (*s) {
    case 'a': case '{':
        break;
    default:
        list_for_each(entry, head) {
            entry = sizeof(int);
        }
    }
    return 0;
}
#ifdef A
void first(void) {
#else
void second(int a) {
#endif
}
struct s { int (*f)(int); };
int table[] = { 1, 2 };
void attributed(int a) __attribute__((noreturn)) { exit(a? 1 : 2); }
""",
    ) == {
        "on_next_line": (5, 11, 16, 3, 3),
        "first": (22, 1, 5, 0, 0),
        "attributed": (29, 2, 1, 0, 1),
    }


def test_cpp() -> None:
    assert functions(
        "C++",
        r"""
namespace n {
class A : public B {
 public:
  constexpr A(int a, int b = f(1, 2)) noexcept : a_(a), b_{b} { if (a) throw 1; }
  ~A() override = default;
  bool operator==(const A& o) const { return a_ == o.a_ && b_ == o.b_; }
  int get() const noexcept { return a_; }
  auto moved(T&& x, U &&y) -> int { return 1'000; }
};
template <typename T, typename U>
std::map<T, U> A::build(std::map<T, U> in, T first)
try {
  if constexpr (true) { for (auto x : in) { } }
  auto f = [&](int q) { return q ? 1 : 2; };
  return in;
} catch (const E& e) {
  return {};
}
}  // namespace n
""",
    ) == {
        "A": (4, 2, 1, 1, 2),
        "operator==": (6, 2, 1, 0, 1),
        "get": (7, 1, 1, 0, 0),
        "moved": (8, 1, 1, 0, 2),
        "build": (11, 4, 6, 2, 2),
    }


def test_java() -> None:
    assert functions(
        "Java",
        """
interface I { void none(int a); }
@Name(value = {1})
enum Colour {
    RED(1) { @Override int code() { return 2; } };
    Colour(int c) { }
    int code() { return 1; }
}
class A<T extends Comparable<? super T>> {
    @Override
    public <K, V> Map<K, V> map(Map<K, V> a, final int... b) throws IOException, Other {
        for (K k : a.keySet()) {
            try { synchronized (this) { if (k != null && b.length > 0) { } } }
            catch (RuntimeException e) { assert b != null; }
        }
        Runnable r = new Runnable() {
            public void run() { while (true) { } }
        };
        list.forEach(x -> { if (x) { } });
        return b == null ? null : switch (b) { case 1, 2 -> 3; case 4 -> 5; default -> 6; };
    }
}
""",
    ) == {
        "code": (6, 1, 1, 0, 0),
        "Colour": (5, 1, 1, 0, 1),
        "map": (10, 9, 10, 4, 2),
        "run": (16, 2, 1, 1, 0),
    }


def test_csharp() -> None:
    assert functions(
        "C#",
        """
#if DEBUG
using System;
#endif
public class A : B
{
    public int Count { get; set; }
    public A(int? a, string b) : base(a, b) { }
    public async Task<T> Get<T, U>(Dictionary<T, U> d, int n = 1) where T : class
    {
        foreach (var x in d)
        {
            if (x is null || n > 0) { lock (this) { n = x?.Y ?? 2; } }
        }
        var q = n > 0 ? 1 : 2;
        int? nullable = null;
        int Local(int a) { return a; }
        return new T { };
    }
    public int Twice(int a) => a * 2;
    public override string ToString() =>
        Count > 0 && true
            ? "a" : "b";
    abstract void None(int a);
}
""",
    ) == {
        "A": (7, 1, 1, 0, 2),
        "Get": (8, 6, 10, 3, 2),
        "Local": (16, 1, 1, 0, 1),
        "Twice": (19, 1, 1, 0, 1),
        "ToString": (20, 3, 3, 0, 0),
    }


def test_go() -> None:
    assert functions(
        "Go",
        """
package main

func plain() {}

func (s *Server) Handle(w http.ResponseWriter, r *http.Request) (n int, err error) {
	if err := s.run(func() error { return nil }); err != nil || n > 0 {
		for i := range s.items {
			switch i {
			case 1, 2:
			case 3:
			default:
			}
		}
	}
	select {
	case <-s.done:
	}
	return func() int { if n > 1 { return 1 }; return 2 }(), nil
}

func Generic[K comparable, V any](m map[K]V, f func(K, V) interface{}) map[K]interface{} {
	return nil
}

func declared(x int) int

func after() struct{} { return struct{}{} }
""",
    ) == {
        "plain": (3, 1, 1, 0, 0),
        "Handle": (5, 8, 15, 3, 2),
        "Generic": (21, 1, 3, 0, 2),
        "after": (27, 1, 1, 0, 0),
    }


def test_rust() -> None:
    assert functions(
        "Rust",
        """
trait T { fn none(&self) -> u8; fn given(&self) {} }
impl<'a, T: Into<String>> A<'a, T> {
    pub async fn run<F, E>(&mut self, f: F, mut n: [u8; 4]) -> Result<Vec<u8>, E>
    where
        F: Fn(u8) -> bool,
    {
        if let Some(x) = self.x() && n.len() > 0 {
            loop {
                while true || false { }
            }
        }
        let y = match n[0] {
            1 | 2 => 'a',
            b'{' => 'b',
            _ => 'c',
        };
        let f = || n.iter().map(|x| x + 1);
        for i in 0..2 { f(i)?; }
        Ok(vec![])
    }
}
fn last(x: &'static str) -> &str { x }
""",
    ) == {
        "given": (1, 1, 1, 0, 0),
        "run": (3, 9, 18, 3, 2),
        "last": (22, 1, 1, 0, 1),
    }


def test_php() -> None:
    assert functions(
        "PHP",
        """
<p><?php echo 1 ?></p>
<?php
interface I { public function none(array $a): ?int; }
function plain() { return fn($x) => $x ? 1 : 2; }
class A {
    public function __construct(private readonly ?int $a = null, protected array|string &...$b) {}
    private static function &run(?Foo $a, $b): ?array
    {
        foreach ($a as $k => $v) {
            if ($k && $v or $b) { continue; }
            elseif ($v) { switch ($v) { case 1: break; default: } }
        }
        try { $x = $a?->b ?? 1; } catch (E $e) { }
        $f = function ($y) use ($x): int { return $y ?: 2; };
        return $x === 1 ? [] : null;
    }
}
""",
    ) == {
        "plain": (4, 2, 1, 0, 0),
        "__construct": (6, 1, 1, 0, 2),
        "run": (7, 11, 10, 3, 2),
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("Python", "def f(a):\n    x = '''\nb\n  c'''\n    if a: pass\n"),
        ("Python", "def f(a):\n    x = 'a \\\n  b'\n    if a: pass\n\n"),
        ("Ruby", "def f(a)\n  x = <<~B\n    b\nc\n  B\n  b if a\nend\n"),
        ("Ruby", "def f(a)\n  x = 'a\nb\nc\n'\n  b if a\nend\n"),
    ],
)
def test_the_lines_of_a_string_end_no_function(language: str, text: str) -> None:
    assert functions(language, text) == {"f": (1, 2, text.strip().count("\n") + 1, int(language == "Python"), 1)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("PHP", "<?php function f() {\n  if ($a) return 1;\n  foreach ($a as $b) { $b(); }\n}\n"),
        ("Kotlin", "fun f() {\n  if (a) return 1\n  for (b in a) { b() }\n}\n"),
        ("Kotlin", "fun f() {\n  val b =\n    if (a) 1\n    else 2\n  a.let { b() }\n}\n"),
        ("Scala", "def f = {\n  if (a)\n    b()\n  for (b <- a) { b() }\n}\n"),
        ("Go", "func f() {\n  if a == (b{}) && c {\n    b()\n  }\n  for { b() }\n}\n"),
        ("Rust", "fn f() {\n  if let Some(b) = a(|x| x) { b() }\n  loop { b() }\n}\n"),
    ],
)
def test_a_statement_without_braces_nests_nothing_that_follows_it(language: str, text: str) -> None:
    assert functions(language, text)["f"][3] == 1


def test_ruby() -> None:
    assert functions(
        "Ruby",
        """
class A
  def initialize(a, b = {}, *rest, key:, &block)
    @a = a if a && b
  end

  def empty?; @a.nil? || false; end

  def self.build name, other
    items.each do |item|
      unless item
        while true
          break
        end
      end
    end
    case name
    when 1, 2 then 3
    when 4 then 5
    else 6
    end
  rescue Error => e
    e ? 1 : 2
  ensure
    close
  end

  def ==(other) = other.is_a?(A)
end
""",
    ) == {
        "initialize": (2, 3, 3, 0, 5),
        "empty?": (6, 2, 1, 0, 0),
        "self.build": (8, 7, 18, 2, 2),
        "==": (27, 1, 1, 0, 1),
    }


@pytest.mark.parametrize(
    ("line", "complexity"),
    [
        ("validates :if, unless: :and, or: b::C", 1),
        ("a? ? b? : c", 2),
        ("a &&= b; c ||= d", 3),
        ("assert_match /if || '/, a if b", 2),
        ("a unless /or '/ =~ b and c", 3),
        ("a = b / c; d / e if g", 2),
        ("split(/ or '/).map { |a| a or b }", 2),
        ("x = <<SQL.strip if a\n  b or c\nSQL", 2),
        ("x <<y if a", 2),
    ],
)
def test_what_ruby_leaves_to_the_reader(line: str, complexity: int) -> None:
    found = functions("Ruby", f"def f\n  {line}\nend\n")
    assert found == {"f": (1, complexity, line.count("\n") + 3, 0, 0)}


def test_parameters_on_lines_of_their_own_end_no_method_of_ruby() -> None:
    found = functions("Ruby", "def f(\n  a: 1,\n  b: c || 2\n)\n  if a\n    [\n      b\n    ]\n  end\n  a && b\nend\n")
    assert found == {"f": (1, 3, 11, 1, 2)}


@pytest.mark.parametrize(
    ("language", "text", "nesting"),
    [
        ("Python", "async def f():\n  async with a:\n    async for b in a:\n      if b: pass\n", 3),
        ("Python", "async def f():\n  return [\n    a async for a in b]\n", 0),
        ("Python", "def f():\n\tif a:\n\t    if b:\n\t\tif c: d\n", 3),
        ("Ruby", "def f\n  a ||= if b\n    case c\n    when 1 then 2 if d\n    end\n  end\nend\n", 2),
        ("PHP", "<?php function f() { if ($a->match($b) || C::match($b)) { $b->for(); } }\n", 1),
    ],
)
def test_nesting(language: str, text: str, nesting: int) -> None:
    assert functions(language, text)["f"][3] == nesting


def test_kotlin() -> None:
    assert functions(
        "Kotlin",
        """
interface I { fun none(a: Int): Int }
class A(val x: Int) {
    fun <T : Any> List<T>.second(a: Map<String, T>, b: (Int, Int) -> Unit = { _, _ -> }): T? {
        for (i in a) {
            if (i.key == "${x}" && b != null || x > 1) {
                when (x) {
                    1, 2 -> println("a")
                    3 -> { }
                    else -> { }
                }
            }
        }
        return a["x"]?.let { y -> y } ?: null
    }
    private fun short(a: Int) = a + 1
    fun chained() =
        listOf(1)
            .map { it }
    fun last() {}
}
""",
    ) == {
        "second": (3, 8, 12, 3, 2),
        "short": (15, 1, 1, 0, 1),
        "chained": (16, 1, 3, 0, 0),
        "last": (19, 1, 1, 0, 0),
    }


def test_swift() -> None:
    assert functions(
        "Swift",
        r"""
protocol P { func none(a: Int) -> Int }
enum E { case a, b }
class A {
    init?(a: Int, b: String = "\(x ? 1 : 2)") { guard a > 0 else { return nil } }
    func run<T: P>(_ a: [String: Int], then: @escaping (Int, Int) -> Void) async throws -> T? where T: Q {
        for x in a where x.value > 0 {
            if case .a = x, x?.y != nil && true {
                switch x {
                case .a: break
                case .b, .c: break
                default: break
                }
            }
        }
        let y = a.isEmpty ? 1 : z ?? 2
        do { try f() } catch { }
        while y > 0 { }
        return nil
    }
    func last() {}
}
""",
    ) == {
        "init": (4, 2, 1, 1, 2),
        "run": (5, 10, 15, 3, 2),
        "last": (20, 1, 1, 0, 0),
    }


JAVASCRIPT = """
function plain(a, {b, c} = {}, ...rest) {
  if (a && b || c ?? rest) { for (;;) { while (1) { do { } while (0); } } }
  else if (a?.b) { return a ? 1 : 2; }
}
const arrow = async (a, b) => {
  list.map(x => { if (x) { } });
  try { } catch (e) { }
};
const short = x => x + 1;
var old = function () { switch (x) { case 1: case 2: default: } };
exports.handler = function named(req) { return `${req ? 1 : 2}`; };
class A extends B {
  static async *gen(a) { yield a.catch(b); }
  get value() { return /[/]{/.test(this.x); }
  field = (e) => { };
  ['computed'](x) { }
}
const object = {
  method(a) { return function (b) { return b || a; }; },
  'quoted key': function (a, b) { },
  arrow: () => ({ a: 1 }),
};
describe('x', function () { it('y', () => { if (1) { } }); });
promise.then(function () { }).catch(() => { });
"""


def test_javascript() -> None:
    assert functions("JavaScript", JAVASCRIPT) == {
        "plain": (1, 10, 4, 4, 3),
        "arrow": (21, 1, 1, 0, 0),
        "short": (9, 1, 1, 0, 1),
        "old": (10, 3, 1, 1, 0),
        "named": (11, 2, 1, 0, 1),
        "gen": (13, 1, 1, 0, 1),
        "value": (14, 1, 1, 0, 0),
        "field": (15, 1, 1, 0, 1),
        "['computed']": (16, 1, 1, 0, 1),
        "method": (19, 2, 1, 0, 1),
        "quoted key": (20, 1, 1, 0, 2),
    }


def test_typescript() -> None:
    assert functions(
        "TypeScript",
        """
interface I { none(a: number): void; }
function over(a: string): void;
function over(a: string | number, b?: Map<string, number>): { x: number } {
  return a as unknown as { x: number };
}
export const typed: Handler<A, B> = async <T,>(a: T, b: () => void): Promise<T> => {
  if (a) { return a!; }
};
class A {
  constructor(private readonly a: string, public b?: number) { super(); }
  private async run<T extends object>(a: T): Promise<T | null> { return a ?? null; }
  abstract none(): void;
}
type F<T> = T extends string ? 'a' : 'b';
""",
    ) == {
        "over": (3, 1, 3, 0, 2),
        "typed": (6, 2, 3, 1, 2),
        "constructor": (10, 1, 1, 0, 2),
        "run": (11, 2, 1, 0, 1),
    }


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("Python", "def f(a): pass\n", False),
        ("Python", "def f(a: int): pass\n", True),
        ("Python", "def f() -> None: pass\n", True),
        ("Python", "def f(a={1: 2}, b='x: y'): pass\n", False),
        ("TypeScript", "function f(a) { }\n", False),
        ("TypeScript", "function f(a: string) { }\n", True),
        ("TypeScript", "function f(): void { }\n", True),
        ("TypeScript", "function f(a = {x: 1}) { }\n", False),
        ("PHP", "<?php function f($a) { }\n", False),
        ("PHP", "<?php function f(?int $a) { }\n", True),
        ("PHP", "<?php function f(): void { }\n", True),
        ("JavaScript", "function f(a) { }\n", None),
        ("Go", "func f(a int) { }\n", None),
    ],
)
def test_annotations_count_where_one_can_choose(language: str, text: str, typed: bool | None) -> None:
    assert [function.typed for function in scanned(language, text).functions] == [typed]
