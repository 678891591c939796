"""Programming languages whose lines are counted but whose functions are not measured, one row each."""

from __future__ import annotations

from repocat.analysis.languages import rows

#: Extensions are lower case but where only the capital letter has the meaning; content settles shared ones.
_ROWS = """
ABAP|programming|managed|abap|.abap
ActionScript|programming|web|c|.as
Ada|programming|systems|ada|.adb .ads
Agda|programming|functional|haskell|.agda
Alloy|programming|other|alloy|.als
ANTLR|programming|other|c|.g4
Apex|programming|managed|c|.apex .trigger
AppleScript|programming|apple|applescript|.applescript .scpt !osascript
ASP.NET|programming|web|aspx|.aspx .ascx .asax .ashx .asmx .master
Assembly|programming|hardware|assembly|.asm .s .S .nasm .a51 .nas
AutoHotkey|programming|dynamic|autohotkey|.ahk .ahkl
AutoIt|programming|dynamic|semicolon-any|.au3
Awk|programming|dynamic|hash|.awk .gawk .mawk .nawk !awk !gawk !mawk !nawk
Ballerina|programming|managed|c|.bal
BASIC|programming|managed|basic|
Batchfile|programming|dynamic|batch|.bat .cmd .btm
Bicep|programming|infrastructure|c|.bicep .bicepparam
BitBake|programming|infrastructure|hash|.bb .bbappend .bbclass
Bluespec|programming|hardware|c|.bsv
Brainfuck|programming|other|none|.bf .b
C3|programming|systems|c|.c3 .c3i
Cairo|programming|other|c|.cairo
Cap'n Proto|programming|data|hash|.capnp
Ceylon|programming|managed|c|.ceylon
Chapel|programming|systems|c|.chpl
Clojure|programming|functional|clojure|.clj .cljs .cljc .edn .boot .cljx !bb
CMake|programming|infrastructure|cmake|.cmake .cmake.in =CMakeLists.txt
COBOL|programming|managed|cobol|.cob .cbl .ccp .cobol .cpy
CoffeeScript|programming|web|coffee|.coffee .cjsx .iced =Cakefile !coffee
ColdFusion CFC|programming|web|c|.cfc
ColdFusion|programming|web|coldfusion|.cfm .cfml
Common Lisp|programming|lisp|lisp|.lisp .lsp .asd .ny !sbcl !ccl !clisp !ecl
Crystal|programming|dynamic|hash|.cr !crystal
Cuda|programming|shader|c|.cu .cuh
CUE|programming|infrastructure|c-double|.cue
CWeb|programming|systems|c|
Dart|programming|web|dart|.dart !dart
Devicetree|programming|hardware|c|.dts .dtsi .dtso
Dhall|programming|functional|haskell|.dhall
DM|programming|other|c|.dm
Dockerfile|programming|infrastructure|hash-line|.dockerfile .containerfile =Dockerfile =Containerfile
DTrace|programming|systems|c|.dtrace !dtrace
D|programming|systems|d|.d .di !rdmd
Eiffel|programming|managed|ada|.e
Elixir|programming|functional|hash-quotes|.ex .exs =mix.lock !elixir
Elm|programming|functional|haskell|.elm
Elvish|programming|dynamic|hash|.elv
Emacs Lisp|programming|lisp|semicolon|.el .emacs =Cask =Eask =.emacs =_emacs =.spacemacs
Erlang|programming|functional|percent|.erl .hrl .escript .xrl .yrl .app.src =rebar.config =Emakefile !escript
Euphoria|programming|other|ada|.exw
E|programming|other|hash|
F#|programming|managed|fsharp|.fs .fsi .fsx
F*|programming|functional|fsharp|.fst .fsti
Factor|programming|functional|factor|.factor
Fennel|programming|lisp|semicolon|.fnl !fennel
fish|programming|dynamic|fish|.fish !fish
Forth|programming|other|forth|.forth .4th .fth .frt .f83 .fr
Fortran Free Form|programming|systems|fortran|.f90 .f95 .f03 .f08
Fortran|programming|systems|fortran-fixed|.f .for .f77 .ftn
FreeBASIC|programming|managed|basic|.bi
FreeMarker|programming|web|freemarker|.ftl .ftlh
Frege|programming|functional|haskell|
Futhark|programming|functional|ada|.fut
Game Maker Language|programming|other|c|.gml
GAP|programming|data|hash|.g .gap .gi .tst
GCC Machine Description|programming|lisp|semicolon|
GDScript|programming|dynamic|hash-quotes|.gd
Gherkin|programming|other|hash-line|.feature
Gleam|programming|functional|gleam|.gleam
GLSL|programming|shader|c|.glsl .vert .frag .geom .comp .tesc .tese .vsh .fsh .vs .glslv .glslf .fp .shader
Gnuplot|programming|data|hash|.gnuplot .gp .gnu .plot !gnuplot
Groovy|programming|managed|c-quotes|.groovy .gvy .grt .gtpl =Jenkinsfile !groovy
Hack|programming|dynamic|php-like|.hack .hh .hhi !hhvm
Haskell|programming|functional|haskell|.hs .lhs .hsc .hs-boot !runghc !runhaskell
Haxe|programming|managed|c|.hx .hxsl
HCL|programming|infrastructure|hcl|.hcl .tf .tfvars .nomad .tofu
HLSL|programming|shader|c|.hlsl .fx .hlsli .cginc .fxh
Hy|programming|lisp|semicolon|.hy !hy
IDL|programming|data|semicolon-any|.dlm
Idris|programming|functional|haskell|.idr .lidr
Inno Setup|programming|infrastructure|semicolon-ini|.iss
Io|programming|dynamic|hash-c|.io !io
Isabelle|programming|functional|ocaml|.thy
Janet|programming|lisp|hash|.janet
Jasmin|programming|hardware|semicolon|
Java Server Pages|programming|web|jsp|.jsp .jspf .tag
JetBrains MPS|programming|other|xml|.mps
jq|programming|dynamic|hash|.jq !jq
Jsonnet|programming|infrastructure|hash-c|.jsonnet .libsonnet
Julia|programming|data|julia|.jl !julia
Just|programming|infrastructure|hash-line|.just =Justfile =justfile =.justfile =JUSTFILE
J|programming|other|none|.ijs
KakouneScript|programming|dynamic|hash|.kak
Koka|programming|functional|c|.kk
Lean|programming|functional|lean|.lean
Lex|programming|systems|c|.l .lex
Linker Script|programming|hardware|c|.ld .lds
LiveScript|programming|web|livescript|.ls =Slakefile
LLVM|programming|hardware|semicolon-any|.ll
Logos|programming|apple|c|.xm .xi
Luau|programming|dynamic|lua|.luau !luau
Lua|programming|dynamic|lua|.lua .rockspec .nse .wlua =.luacheckrc !lua !luajit
M4|programming|infrastructure|m4|.m4 .ac =configure.in =aclocal.m4
Makefile|programming|infrastructure|word-hash|.mk .mak .make .makefile =Makefile =makefile =GNUmakefile =BSDmakefile
  =Kbuild =Makefile.am =Makefile.in =Makefile.inc !make
Mako|programming|web|mako|.mako .mao
MATLAB|programming|data|matlab|.matlab .mlx
MAXScript|programming|other|ada|.mcr
Mercury|programming|lisp|prolog|
Meson|programming|infrastructure|meson|=meson.build =meson_options.txt =meson.options
Metal|programming|shader|c|.metal
MLIR|programming|hardware|slashes|.mlir
Modula-2|programming|systems|ocaml|
Modula-3|programming|systems|ocaml|.i3 .ig .m3 .mg
Module Management System|programming|infrastructure|hash|.mms .mmk =descrip.mmk =descrip.mms
Mojo|programming|dynamic|hash-quotes|.mojo
Move|programming|other|c|.move
NewLisp|programming|lisp|semicolon-any|.nl !newlisp
Nextflow|programming|data|c-quotes|.nf =nextflow.config
Nim|programming|systems|nim|.nim .nims .nimble
Nix|programming|infrastructure|nix|.nix
NSIS|programming|infrastructure|nsis|.nsi .nsh
Nushell|programming|dynamic|hash|.nu !nu
Objective-C++|programming|apple|c|.mm
Objective-C|programming|apple|c|.m
Objective-J|programming|web|c|.j .sj
ObjectScript|programming|managed|c|
OCaml|programming|functional|ocaml|.ml .mli .mll .mly .eliom !ocaml !ocamlrun
Odin|programming|systems|c|.odin
Open Policy Agent|programming|infrastructure|hash|.rego
OpenCL|programming|shader|c|.cl .opencl
OpenEdge ABL|programming|managed|c-comments|.p .w
OpenQASM|programming|other|c|.qasm
OpenSCAD|programming|other|c|.scad
Pascal|programming|systems|pascal|.pas .dpr .lpr .pascal !instantfpc
Perl|programming|dynamic|perl|.pl .pm .t .psgi .plx .perl .ph =Makefile.PL =cpanfile =Rexfile =.latexmkrc =ack !perl
  !cperl
PicoLisp|programming|lisp|hash|
Pkl|programming|infrastructure|c|.pkl
PLpgSQL|programming|data|sql|.pgsql
PLSQL|programming|data|sql|.pls .plb .pck .pkb .pks .plsql .fnc .trg .tps .tpb .vw
Pony|programming|systems|c-double|.pony
POV-Ray SDL|programming|other|c|.pov
PowerShell|programming|dynamic|powershell|.ps1 .psm1 .psd1 !pwsh
Processing|programming|other|c|.pde
Prolog|programming|lisp|prolog|.prolog .yap .plt !swipl !yap
Puppet|programming|infrastructure|hash|.pp =Modulefile
PureScript|programming|functional|haskell|.purs
QMake|programming|infrastructure|hash|.pri .pro
QML|programming|web|c|.qml .qbs
Qt Script|programming|web|c|.qs
Racket|programming|lisp|lisp|.rkt .rktd .rktl .scrbl !racket
Raku|programming|dynamic|raku|.raku .rakumod .rakutest .p6 .pm6 .pl6 .6pl .6pm !perl6 !raku !rakudo
Reason|programming|functional|c|.re .rei
Rebol|programming|other|semicolon|.reb .rebol .r2 .r3
RenderScript|programming|shader|c|.rsh
ReScript|programming|web|c|.res .resi
Rez|programming|apple|c|
Ring|programming|dynamic|hash-c|.ring
RobotFramework|programming|other|hash-line|.robot .resource
Rocq Prover|programming|functional|ocaml|.coq
Roc|programming|functional|hash|.roc
R|programming|data|hash-any|.r .R .rsx =.Rprofile !Rscript
SAS|programming|data|sas|.sas
Scheme|programming|lisp|lisp|.scm .ss .sld .sch .sls .sps !scheme !guile !csi !gosh !chicken !bigloo
Scilab|programming|data|slashes|.sci .sce
sed|programming|dynamic|hash-line|.sed !sed !gsed !minised !ssed
ShaderLab|programming|shader|c|
Slang|programming|shader|c|.slang
Smali|programming|hardware|hash|.smali
Smalltalk|programming|other|smalltalk|.st
Smarty|programming|web|smarty|.tpl
Snakemake|programming|data|hash-quotes|.smk .snakefile =Snakefile
Solidity|programming|other|c|.sol
SourcePawn|programming|other|c|.sp .sma
Squirrel|programming|dynamic|hash-c|.nut
Standard ML|programming|functional|ocaml|.sml .sig .fun
Stan|programming|data|hash-c|.stan
Starlark|programming|infrastructure|hash-quotes|.bzl .star .bazel =BUILD =WORKSPACE =BUCK =Tiltfile =BUILD.bazel
  =MODULE.bazel =WORKSPACE.bazel
Stata|programming|data|stata|.do .ado .doh .ihlp .mata .matah .sthlp
SuperCollider|programming|other|c|.scd !sclang !scsynth
Svelte|programming|web|component|.svelte
Sway|programming|other|c|.sw
SWIG|programming|systems|c|.i .swg .swig
SystemVerilog|programming|hardware|verilog|.sv .svh .vh
Tcl|programming|dynamic|word-hash|.tcl .tm .exp .sdc .xdc .tcl.in !tclsh !wish !expect
Tcsh|programming|dynamic|shell|.csh .tcsh =.cshrc =.tcshrc =.login !csh !tcsh
Teal|programming|dynamic|lua|.tl
Terra|programming|dynamic|lua|
Thrift|programming|data|hash-c|.thrift
TSQL|programming|data|sql|
Turing|programming|other|percent|.tu
TypeSpec|programming|data|c|.tsp
Typst|programming|markup|c-comments|.typ
UnrealScript|programming|other|c|.uc
Vala|programming|managed|c|.vala .vapi
VBA|programming|managed|basic|.bas .vba .frm
Verilog|programming|hardware|verilog|.v .veo
VHDL|programming|hardware|ada|.vhd .vhdl .vhf .vho .vht
Vim script|programming|dynamic|vim|.vim .vimrc .gvimrc =.vimrc =_vimrc =vimrc =.gvimrc =gvimrc =.nvimrc
Visual Basic .NET|programming|managed|basic|.vb
Visual Basic 6.0|programming|managed|basic|.ctl .Dsr
Vue|programming|web|component|.vue
Vyper|programming|other|hash-quotes|.vy
V|programming|systems|c|.vv !v
WebAssembly|programming|hardware|lisp|.wat .wast
WGSL|programming|shader|c|.wgsl
Wolfram Language|programming|data|ocaml|.wl .wls .mathematica .mt .nb .nbp !wolframscript
Wren|programming|dynamic|c|.wren
XQuery|programming|data|xquery|.xquery .xq .xqm .xqy .xql
XSLT|programming|data|xml|.xsl .xslt
Xtend|programming|managed|c|.xtend
Yacc|programming|systems|c|.y .yacc .yy
Yul|programming|other|c|.yul
Zig|programming|systems|zig|.zig .zig.zon .zon
"""

LANGUAGES = rows.languages(_ROWS)
