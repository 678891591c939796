"""Languages whose lines are counted but whose functions are not measured, one row each."""

from __future__ import annotations

from repocat.analysis.languages.grammar import (
    C_COMMENTS,
    C_OPENERS,
    DOUBLE,
    SINGLE,
    Language,
    block_comment,
    line_comment,
    quoted,
    triple_quoted,
)

_XML = block_comment(b"<!--", b"-->")
_HASH = line_comment(b"#")
_TICK = quoted(b"`", multiline=True)
_WORD_HASH = rb"#(?<![^\s;|&(]#)[^\n]*+"
_SHELL_DOUBLE = quoted(b'"', multiline=True)
_SHELL_SINGLE = quoted(b"'", multiline=True, escapes=False)

#: Comment and string syntax shared by many languages: comments, first bytes of comments, strings.
_SYNTAX: dict[str, tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]] = {
    "c": (C_COMMENTS, C_OPENERS, (DOUBLE, SINGLE)),
    "c-quotes": (C_COMMENTS, C_OPENERS, (triple_quoted(b'"'), triple_quoted(b"'"), DOUBLE, SINGLE)),
    "c-double": (C_COMMENTS, C_OPENERS, (triple_quoted(b'"'), DOUBLE)),
    "css": ((C_COMMENTS[1],), (b"/*",), (DOUBLE, SINGLE)),
    "hash": ((_HASH,), (b"#",), (DOUBLE, SINGLE)),
    "hash-quotes": ((_HASH,), (b"#",), (triple_quoted(b'"'), triple_quoted(b"'"), DOUBLE, SINGLE)),
    "shell": ((_WORD_HASH,), (b"#",), (_SHELL_DOUBLE, _SHELL_SINGLE)),
    "word-hash": ((_WORD_HASH,), (b"#",), (DOUBLE,)),
    "powershell": ((block_comment(b"<#", b"#>"), _HASH), (b"<#", b"#"), (DOUBLE, quoted(b"'", escapes=False))),
    "hcl": ((_HASH, *C_COMMENTS), (b"#", *C_OPENERS), (DOUBLE,)),
    "nix": ((_HASH, C_COMMENTS[1]), (b"#", b"/*"), (DOUBLE,)),
    "xml": ((_XML,), (b"<!--",), ()),
    "template": (
        (_XML, block_comment(b"{#", b"#}"), block_comment(b"{{!--", b"--}}"), block_comment(b"<%#", b"%>")),
        (b"<!--", b"{#", b"{{!--", b"<%#"),
        (),
    ),
    "component": ((_XML, *C_COMMENTS), (b"<!--", *C_OPENERS), (DOUBLE, SINGLE, _TICK)),
    "sql": ((line_comment(b"--"), C_COMMENTS[1]), (b"--", b"/*"), (quoted(b"'", multiline=True, escapes=False),)),
    "haskell": ((block_comment(b"{-", b"-}"), line_comment(b"--")), (b"{-", b"--"), (DOUBLE,)),
    "ada": ((line_comment(b"--"),), (b"--",), (quoted(b'"', escapes=False),)),
    "lua": (
        (block_comment(b"--[[", b"]]"), line_comment(b"--")),
        (b"--",),
        (DOUBLE, SINGLE, block_comment(b"[[", b"]]")),
    ),
    "lisp": ((line_comment(b";"), block_comment(b"#|", b"|#")), (b";", b"#|"), (quoted(b'"', multiline=True),)),
    "assembly": ((line_comment(b";"), *C_COMMENTS, rb"#(?<=[\s]#)[^\n]*+"), (b";", *C_OPENERS, b"#"), (DOUBLE,)),
    "percent": ((line_comment(b"%"),), (b"%",), (DOUBLE,)),
    "tex": ((rb"%(?<!\\%)[^\n]*+",), (b"%",), ()),
    "ocaml": ((block_comment(b"(*", b"*)"),), (b"(*",), (quoted(b'"', multiline=True),)),
    "fsharp": (
        (block_comment(b"(*", b"*)"), line_comment(b"//")),
        (b"(*", b"//"),
        (triple_quoted(b'"'), quoted(b'"', multiline=True)),
    ),
    "pascal": (
        (block_comment(b"{", b"}"), block_comment(b"(*", b"*)"), line_comment(b"//")),
        (b"{", b"(*", b"//"),
        (quoted(b"'", escapes=False),),
    ),
    "basic": ((line_comment(b"'"),), (b"'",), (quoted(b'"', escapes=False),)),
    "fortran": ((line_comment(b"!"),), (b"!",), (quoted(b'"', escapes=False), quoted(b"'", escapes=False))),
    "julia": (
        (block_comment(b"#=", b"=#"), _HASH),
        (b"#=", b"#"),
        (triple_quoted(b'"'), quoted(b'"', multiline=True)),
    ),
    "semicolon-ini": ((line_comment(b";"), _HASH), (b";", b"#"), ()),
    "batch": ((rb"[Rr][Ee][Mm](?<![^\n\s@]...)[ \t][^\n]*+", rb"::(?<![^\n\s]::)[^\n]*+"), (b"r", b"R", b"::"), ()),
    "prolog": ((line_comment(b"%"), C_COMMENTS[1]), (b"%", b"/*"), (DOUBLE, SINGLE)),
    "vim": ((rb'"(?<=\n")[^\n]*+', rb'"(?<=[ \t]")(?=[ \t])[^\n]*+'), (b'"',), ()),
    "coffee": (
        (block_comment(b"###", b"###"), _HASH),
        (b"#",),
        (triple_quoted(b'"'), triple_quoted(b"'"), DOUBLE, SINGLE),
    ),
    "none": ((), (), ()),
}

#: Name | kind | family | syntax | .extensions =names-of-files !interpreters
_ROWS = """
Ada|programming|systems|ada|.adb .ads
Apex|programming|managed|c|.cls .trigger
Assembly|programming|hardware|assembly|.asm .s .S .nasm
Astro|markup|web|component|.astro
Awk|programming|dynamic|hash|.awk !awk !gawk
Batchfile|programming|dynamic|batch|.bat .cmd
Bicep|programming|infrastructure|c|.bicep
Blade|markup|web|template|.blade.php
CMake|programming|infrastructure|word-hash|.cmake =CMakeLists.txt
CSS|markup|markup|css|.css
CUE|programming|infrastructure|c-double|.cue
Clojure|programming|functional|lisp|.clj .cljs .cljc .edn
CoffeeScript|programming|web|coffee|.coffee =Cakefile
Common Lisp|programming|lisp|lisp|.lisp .lsp .asd
Crystal|programming|dynamic|hash|.cr
Cuda|programming|shader|c|.cu .cuh
D|programming|systems|c|.d .di
Dart|programming|web|c-quotes|.dart
Dockerfile|programming|infrastructure|hash|.dockerfile =Dockerfile =Containerfile
EJS|markup|web|template|.ejs
Elixir|programming|functional|hash-quotes|.ex .exs !elixir
Elm|programming|functional|haskell|.elm
Emacs Lisp|programming|lisp|lisp|.el =Cask
Erlang|programming|functional|percent|.erl .hrl !escript
F#|programming|managed|fsharp|.fs .fsi .fsx
Fish|programming|dynamic|shell|.fish !fish
Fortran|programming|systems|fortran|.f90 .f95 .f03 .f08 .f .for
GDScript|programming|dynamic|hash-quotes|.gd
GLSL|programming|shader|c|.glsl .vert .frag .geom .comp .tesc .tese
GraphQL|data|data|hash-quotes|.graphql .gql
Groovy|programming|managed|c-quotes|.groovy .gradle .gvy =Jenkinsfile
HCL|programming|infrastructure|hcl|.hcl .tf .tfvars .nomad
HLSL|programming|shader|c|.hlsl .fx .hlsli
HTML|markup|markup|xml|.html .htm .xhtml
Haml|markup|web|none|.haml
Handlebars|markup|web|template|.hbs .handlebars .mustache
Haskell|programming|functional|haskell|.hs .lhs .hsc
INI|data|data|semicolon-ini|.ini .cfg .conf .properties .editorconfig
Inno Setup|programming|infrastructure|semicolon-ini|.iss
JSON|data|data|none|.json .geojson .webmanifest =composer.lock
JSON5|data|data|c|.json5 .jsonc
Jinja|markup|web|template|.jinja .jinja2 .j2 .njk
Julia|programming|data|julia|.jl !julia
Jupyter Notebook|markup|data|none|.ipynb
Just|programming|infrastructure|hash|.just =Justfile =justfile
Less|markup|markup|c|.less
Liquid|markup|web|template|.liquid
Lua|programming|dynamic|lua|.lua .rockspec !lua !luajit
M4|programming|infrastructure|hash|.m4 .ac =configure.in
MATLAB|programming|data|percent|.matlab .mlx
MDX|markup|web|xml|.mdx
Makefile|programming|infrastructure|word-hash|.mk .mak =Makefile =makefile =GNUmakefile !make
Markdown|prose|markup|xml|.md .markdown .mdown .mkd
Meson|programming|infrastructure|hash|=meson.build =meson_options.txt
Metal|programming|shader|c|.metal
Mojo|programming|dynamic|hash-quotes|.mojo
Nim|programming|systems|hash-quotes|.nim .nims
Nix|programming|infrastructure|nix|.nix
OCaml|programming|functional|ocaml|.ml .mli .mll .mly
Objective-C|programming|apple|c|.m
Objective-C++|programming|apple|c|.mm
OpenSCAD|programming|other|c|.scad
Pascal|programming|systems|pascal|.pas .pp .dpr .lpr
Perl|programming|dynamic|hash|.pl .pm .t .psgi !perl
PowerShell|programming|dynamic|powershell|.ps1 .psm1 .psd1 !pwsh
Processing|programming|other|c|.pde
Prolog|programming|lisp|prolog|.pro .prolog !swipl
Protocol Buffer|data|data|c|.proto
Pug|markup|web|none|.pug .jade
Puppet|programming|infrastructure|hash|=Puppetfile
PureScript|programming|functional|haskell|.purs
QML|programming|web|c|.qml
R|programming|data|hash|.r .R .rmd !Rscript
Racket|programming|lisp|lisp|.rkt
ReScript|programming|web|c|.res .resi
Reason|programming|functional|c|.re .rei
reStructuredText|prose|markup|none|.rst .rest
SCSS|markup|markup|c|.scss
SQL|data|data|sql|.sql .ddl .pgsql
SVG|data|data|xml|.svg
Sass|markup|markup|c|.sass
Scala|programming|managed|c-double|.scala .sc .sbt
Scheme|programming|lisp|lisp|.scm .ss .sld
Shell|programming|dynamic|shell|.sh .bash .zsh .ksh .bats .ebuild =PKGBUILD =.bashrc !sh !bash !zsh !dash !ksh !bats
Slim|markup|web|none|.slim
Smalltalk|programming|other|none|.st
Solidity|programming|other|c|.sol
Standard ML|programming|functional|ocaml|.sml .sig .fun
Starlark|programming|infrastructure|hash-quotes|.bzl .star .bazel =BUILD =WORKSPACE
Stylus|markup|markup|c|.styl
Svelte|programming|web|component|.svelte
SystemVerilog|programming|hardware|c|.sv .svh
TOML|data|data|hash-quotes|.toml =Cargo.lock =poetry.lock =Pipfile =uv.lock
Tcl|programming|dynamic|word-hash|.tcl .exp !tclsh !wish !expect
TeX|markup|markup|tex|.tex .sty .cls .ltx .dtx .bib
Text|prose|markup|none|.txt
Thrift|data|data|c|.thrift
Twig|markup|web|template|.twig
VBA|programming|managed|basic|.bas .vba .frm
VHDL|programming|hardware|ada|.vhd .vhdl
Vala|programming|managed|c|.vala .vapi
Verilog|programming|hardware|c|.vh
Vim Script|programming|dynamic|vim|.vim .vimrc
Visual Basic .NET|programming|managed|basic|.vb
Vue|programming|web|component|.vue
WebAssembly|programming|hardware|lisp|.wat .wast
WGSL|programming|shader|c|.wgsl
XML|data|data|xml|.xml .xsd .xsl .xslt .plist .csproj .vcxproj .props .targets .resx .xaml .wsdl =pom.xml
YAML|data|data|word-hash|.yml .yaml .clang-format .clang-tidy
Zig|programming|systems|c|.zig .zon
"""


def _language(row: str) -> Language:
    name, kind, family, syntax, marks = row.split("|")
    comments, openers, strings = _SYNTAX[syntax]
    words = marks.split()
    return Language(
        name=name,
        kind=kind,
        family=family,
        extensions=tuple(word for word in words if word.startswith(".")),
        filenames=tuple(word[1:] for word in words if word.startswith("=")),
        interpreters=tuple(word[1:] for word in words if word.startswith("!")),
        comments=comments,
        openers=openers,
        strings=strings,
    )


LANGUAGES = tuple(_language(row) for row in _ROWS.strip().split("\n"))
