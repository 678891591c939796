"""What JavaScript and TypeScript write in so many ways: every snippet was once counted wrongly."""

from __future__ import annotations

import pytest

from tests.analysis.scanner.measured import scanned

JAVASCRIPT = {
    "quoted method": ("x = { 'a:exit'(node) { if (node) { } } };\n", {"a:exit": 2}),
    "computed method": ("class A { [Symbol.iterator]() { if (a) { } } async *[b]() { } }\n",
                        {"[Symbol.iterator]": 2, "[b]": 1}),
    "private method": ("class A { #a(b) { return b && c; } static #d() { } }\n", {"a": 2, "d": 1}),
    "keyword method": ("class A { delete(b) { return b || c; } }\n", {"delete": 2}),
    "getter and setter": ("class A { get a() { return 1; } set a(b) { if (b) { } } }\n", {"a": 2}),
    "field": ("class A { a = (b) => b ?? c; static d = async () => { }; #e = f => f; }\n", {"a": 2, "d": 1, "e": 1}),
    "generator expression": ("const a = function* () { yield b || c; };\n", {"a": 2}),
    "called at once": ("const a = function () { if (b) { } }();\nthis.c = function () { }.bind(this);\n", {}),
    "compound assignment": ("a.b ||= function () { };\n", {}),
    "default of a pattern": ("const { a = () => true } = b;\n", {"a": 1}),
    "member": ("a.b.c = (d) => { if (d) { } };\n", {"c": 2}),
    "one line, several": ("x = { a: b => b && c, d: e ? f : g, h: () => 1 };\n", {"a": 2, "h": 1}),
    "expression up to its bracket": ("f({ a: () => 1 }, b ? c : d);\n", {"a": 1}),
    "argument": ("f(a => a, function () { }, async () => { });\n", {}),
    "ternary": ("const a = b ? c(d) : e;\nconst f = g ? (h) => 1 : (i) => 2;\n", {}),
    "call before a block": ("describe('a', () => { if (b) { } })\n{\n  const c = () => 1\n}\n", {"c": 1}),
    "regular expressions": ("const a = (b) => { return b.replace(/[/'\"{]/g, '') || /\\/{/.test(b); };\n", {"a": 2}),
    "templates in templates": ("const a = (b) => { f(`{${b.map(c => `'${c}{`)}`); if (b) { } };\n", {"a": 2}),
    "quote in a template's regular expression": (
        "const a = (b) => JSON.parse(`\"${b.replace(/\"/g, '')}\"`);\nconst c = (d) => d && e;\n", {"a": 1, "c": 2}),
    "apostrophe in JSX": ("const A = () => { return <p>don't {b && <i>can't</i>}</p>; };\nconst c = () => 1;\n",
                          {"A": 2, "c": 1}),
    "address in JSX": ("const A = () => { return <p>http://a.b {c && d}</p>; };\n", {"A": 2}),
}  # fmt: skip

TYPESCRIPT = {
    "type of a function": ("export type A = (b: string) => void;\ntype B = (c) => Promise<D>;\n", {}),
    "members of a type": ("interface A { b: (c: D) => true; e(): F; g?: () => void }\n", {}),
    "overloads": ("function a(b: c): d\nfunction a(b: e): f\nfunction a(b: any): any { return b && c }\n", {"a": 2}),
    "declared": ("declare function a(): { b: c };\ndeclare function d(): E;\n", {}),
    "abstract": ("abstract class A { abstract b(): { c: d }; e(): { f: g } { return h || i; } }\n", {"e": 2}),
    "type predicate": ("const a = (b: any): b is string => !!b && c;\n", {"a": 2}),
    "union result": ("const a = (\n  b: C | null,\n): C['d'] | null => {\n  return b || d;\n}\n", {"a": 2}),
    "object result": ("const a = (b: string): { c: boolean; d?: e } => { return b ? f : g; };\n", {"a": 2}),
    "generic arrow": ("const a = <T extends B>(c: T) => { if (c) { } };\n", {"a": 2}),
    "generics over lines": ("function a<\n  B = {},\n  C extends D = {},\n>(b: B) { return b && c }\n", {"a": 2}),
    "function in generics": ("function a<F extends (...b: any[]) => any>(c: F): F { return c || d; }\n", {"a": 2}),
    "typed field": ("class A {\n  private a: B<C> = (d) => d ?? e;\n}\n", {"a": 2}),
    "typed variable": ("const a: (b: C) => D = (b) => { if (b) { } };\n", {"a": 2}),
    "conditional type": ("type A<T> = T extends (b: infer C) => any ? C : never;\n", {}),
    "optional": ("function a(b?: C, d?: () => void): void { e?.f?.(); }\n", {"a": 1}),
    "decorator": ("class A { @B() c(@D() e: F) { if (e) { } } }\n", {"c": 2}),
    "satisfies and const": ("const a = { b: (c) => c && d } satisfies E;\nconst f = { g: () => 1 } as const;\n",
                            {"b": 2, "g": 1}),
    "object without brackets": ("const a: B = c({ $d: e => e.f, $g: h => i(h) });\n", {"$d": 1, "$g": 1}),
    "void expression": ("const a = { b: () => void c(), d: () => null };\n", {"b": 1, "d": 1}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "complexities"), JAVASCRIPT.values(), ids=JAVASCRIPT)
def test_javascript(text: str, complexities: dict[str, int]) -> None:
    for language in ("JavaScript", "TypeScript"):
        assert {found.name: found.complexity for found in scanned(language, text).functions} == complexities


@pytest.mark.parametrize(("text", "complexities"), TYPESCRIPT.values(), ids=TYPESCRIPT)
def test_typescript(text: str, complexities: dict[str, int]) -> None:
    assert {found.name: found.complexity for found in scanned("TypeScript", text).functions} == complexities
