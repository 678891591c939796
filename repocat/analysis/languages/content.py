"""Extensions that several languages share: which of them a file is in, by what it says. Rules as data.

The facts are those of GitHub Linguist's heuristics, the patterns are ours: each runs over hostile bytes, so none may
look further than one line from where it begins, and none may give back what it has taken.
"""

from __future__ import annotations

from repocat.analysis.languages.signs import (
    ASSEMBLY,
    COQ,
    CPP,
    FORTH,
    OBJECTIVE_C,
    PASCAL,
    PERL,
    RAKU,
    VERILOG,
    XML_HEAD,
)

#: Extension -> (language, "starts" for the beginning of a line or "says" for anywhere in it, pattern). The first match
#: decides; where none does, the language stays the one that has the extension. An empty pattern always matches.
RULES: dict[str, tuple[tuple[str, str, bytes], ...]] = {
    ".h": (("Objective-C", "starts", OBJECTIVE_C), ("C++", "starts", CPP)),
    ".hh": (("Hack", "says", rb"<\?hh"), ("C++", "says", b"")),
    ".m": (
        ("Objective-C", "starts", OBJECTIVE_C),
        ("Mercury", "starts", rb":-[ \t]*+module\b"),
        ("Wolfram Language", "says", rb"\(\*.{0,300}\*\)|^[ \t]*+\(\*|:=[^;\n]{0,200}+;|\bBeginPackage\["),
        (
            "MATLAB",
            "starts",
            rb"%|function\b|classdef\b|end(?:function|if)?[ \t]*+;?+[ \t]*+\r?$|[\w.]++[ \t]*+=[^=].*;[ \t]*+\r?$"
            rb"|##",
        ),
    ),
    ".pl": (
        ("Raku", "starts", rb"use[ \t]+v6\b"),
        ("Perl", "starts", PERL + rb"|#!.*\bperl\b"),
        ("Prolog", "starts", rb":-|[a-z]\w*+(?:\([^)\n]{0,300}+\))?+[ \t]*+(?::-|-->)"),
        ("Raku", "starts", RAKU),
    ),
    ".pm": (
        ("X PixMap", "starts", rb"/\*[ \t]*+XPM"),
        ("Raku", "starts", rb"use[ \t]+v6\b"),
        ("Perl", "starts", PERL),
        ("Raku", "starts", RAKU),
    ),
    ".t": (
        ("Raku", "starts", rb"use[ \t]+v6\b"),
        ("Perl", "starts", PERL + rb"|use[ \t]+[A-Z]|#!.*\bperl\b"),
        ("Raku", "starts", RAKU),
        (
            "Terra",
            "starts",
            rb"terra[ \t]+\w|(?:local[ \t]+)?[\w.]++[ \t]*+=[ \t]*+terralib\.|local[ \t]+\w"
            rb"|require[ \t]*+[(\"']",
        ),
        ("Turing", "starts", rb"%[ \t]|var[ \t]+\w++[ \t]*+(?::[ \t]*+\w++[ \t]*+)?+:="),
    ),
    ".r": (
        ("Rebol", "says", rb"(?i:\brebol[ \t]*+\[)"),
        (
            "Rez",
            "starts",
            rb"#include[ \t]+[\"<](?:Types|Carbon/Carbon)\.r|(?:resource|data|type)[ \t]+'[A-Za-z0-9]{4}'",
        ),
    ),
    ".d": (
        (
            "D",
            "starts",
            rb"module[ \t]+[\w.]++[ \t]*+;|(?:(?:public|static)[ \t]++)?+import[ \t]++[\w.,:=][\w., :=]*+;"
            rb"|unittest\b",
        ),
        (
            "DTrace",
            "starts",
            rb"[\w$]*+:[\w$]*+:[\w$*-]*+:[\w$*-]*+[ \t]*+\r?$|(?:BEGIN|END)[ \t]*+\r?$"
            rb"|provider[ \t]+\w|#pragma[ \t]+D[ \t]",
        ),
        ("Makefile", "starts", rb"[^\s:#=]++[ \t]*+:(?!=)(?:[ \t].*)?+\\?\r?$"),
    ),
    ".v": (
        ("Rocq Prover", "starts", COQ),
        ("Verilog", "starts", VERILOG),
        (
            "V",
            "starts",
            rb"(?:pub[ \t]+)?fn[ \t]+[\w(]|import[ \t]+[\w.]++[ \t]*+\r?$|module[ \t]+\w++[ \t]*+\r?$"
            rb"|\$(?:if|else)\b",
        ),
    ),
    ".fs": (
        ("F#", "starts", rb"(?:open|module|namespace|let|type)[ \t]+\w|#light\b|\[<"),
        ("GLSL", "starts", rb"#version\b|precision[ \t]|uniform[ \t]|varying[ \t]|void[ \t]+main\b"),
        ("Forth", "starts", FORTH),
        ("RenderScript", "starts", rb"#include\b|#pragma[ \t]+(?:rs|version)\b"),
    ),
    ".cls": (
        ("VBA", "starts", rb"VERSION [0-9]\.[0-9] CLASS|Attribute VB_"),
        ("TeX", "starts", rb"\\(?:NeedsTeXFormat|ProvidesClass|LoadClass|DeclareOption)\b|%"),
        ("ObjectScript", "starts", rb"Class[ \t]+[%\w.]++(?:[ \t]+(?:Extends|\[)|[ \t]*+\{?[ \t]*+\r?$)"),
        (
            "Apex",
            "starts",
            rb"(?i:(?:(?:public|private|global|virtual|abstract|with|without|inherited"
            rb"|sharing)[ \t]+){1,6}(?:class|interface|enum)\b|@\w)",
        ),
        ("OpenEdge ABL", "starts", rb"(?i:end[ \t]+(?:class|interface)\.|class[ \t]+[\w.-]++:)"),
        ("Apex", "says", rb"\bclass[ \t]+\w"),
    ),
    ".inc": (
        ("PHP", "says", rb"<\?(?:php|=)?"),
        (
            "SourcePawn",
            "starts",
            rb"methodmap[ \t]+\w"
            rb"|(?:forward|native|stock|public)[ \t]+[\w:]++[ \t]*+\w*+[ \t]*+[(\[]|#pragma[ \t]+semicolon"
            rb"|#if[ \t]+defined[ \t]+_\w+_included",
        ),
        ("POV-Ray SDL", "starts", rb"#(?:declare|local|macro)[ \t]"),
        ("Pascal", "starts", PASCAL),
        ("BitBake", "starts", rb"(?:inherit[ \t]+\w|[A-Z_]{3,}(?::\w+)?[ \t]*+[?:+]{0,2}=[ \t]*+\")"),
        ("C++", "starts", CPP),
        ("C++", "says", rb"\w::\w|//|[;{][ \t]*+\r?$"),
        ("Assembly", "starts", rb"(?:\w++:[ \t]++)?+(?:" + ASSEMBLY + rb")|\.(?:macro|equ|globl|set|byte|word)\b|;"),
        ("Makefile", "starts", rb"[\w.]++[ \t]*+[:?+]?=|-?include[ \t]"),
        ("C++", "says", rb"^#"),
    ),
    ".ts": (("XML", "says", XML_HEAD),),
    ".tsx": (("XML", "says", XML_HEAD),),
    ".md": (
        (
            "GCC Machine Description",
            "starts",
            rb"\(define_(?:insn|expand|split|attr|constants|c_enum|mode|automaton|predicate)",
        ),
    ),
    ".pro": (
        ("Proguard", "starts", rb"-(?:keep\w*+|dontwarn|dontobfuscate|optimizations|include|assumenosideeffects)\b"),
        (
            "QMake",
            "starts",
            rb"(?:HEADERS|SOURCES|QT|TEMPLATE|CONFIG|SUBDIRS|TARGET|DEFINES|INCLUDEPATH)[ \t]*+[+*-]?=",
        ),
        ("IDL", "starts", rb"(?i:(?:function|pro)[ \t]+\w[\w:]*+[ \t]*+(?:,|\r?$)|compile_opt\b)"),
        ("Prolog", "starts", rb":-|[a-z]\w*+(?:\([^)\n]{0,300}+\))?+[ \t]*+(?::-|\.)"),
        ("QMake", "says", b""),
    ),
    ".gd": (
        ("GAP", "starts", rb"(?:Declare\w++|BindGlobal|KeyDependentOperation|InstallTrueMethod)[ \t]*+\("),
        ("GDScript", "says", b""),
    ),
    ".sql": (
        ("PLpgSQL", "says", rb"(?i:language[ \t]+'?plpgsql|\bas[ \t]+\$\w{0,20}\$)"),
        (
            "PLSQL",
            "says",
            rb"(?i:\$\$plsql_|\bxmltype\b|\bsystimestamp\b|\.nextval\b|\bconnect[ \t]+by\b"
            rb"|\bauthid[ \t]|\bvarchar2\b)",
        ),
        (
            "TSQL",
            "says",
            rb"(?i:^[ \t]*+go[ \t]*+\r?$|\bbegin[ \t]+(?:try|catch)\b|\boutput[ \t]+inserted\b"
            rb"|\bdeclare[ \t]+@|\[dbo\])",
        ),
    ),
    ".ml": (
        ("OCaml", "says", rb"\blet[ \t]+rec\b|^[ \t]*+(?:module|open)[ \t]+\w|\bmatch[ \t][^\n]{1,200}?\bwith\b|;;"),
        ("Standard ML", "says", rb"=>|\bcase[ \t][^\n]{1,200}?\bof\b|^[ \t]*+(?:fun|structure|signature)[ \t]"),
    ),
    ".php": (("Hack", "says", rb"<\?hh"),),
    ".res": (("ReScript", "starts", rb"(?:let|module|type|open|include|external|@\w++)[ \t(]|//"),),
    ".rs": (
        ("XML", "says", XML_HEAD),
        (
            "Rust",
            "starts",
            rb"(?:pub(?:\([^)\n]{0,60}+\))?+[ \t]+)?(?:use|fn|mod|impl|struct|enum|trait"
            rb"|const|static|extern|macro_rules!|type|unsafe|async)\b|#!?+\[|//!|pub\b",
        ),
        ("RenderScript", "starts", rb"#pragma[ \t]+(?:rs|version)\b|#include\b"),
    ),
    ".es": (
        ("Erlang", "starts", rb"#!.*\bescript\b|%%|main[ \t]*+\(.*->"),
        ("JavaScript", "says", rb"//|/\*|\b(?:var|let|const|function|export|import)\b"),
    ),
    ".fr": (
        ("Frege", "starts", rb"(?:import|module|package|data|type)[ \t]+\w"),
        ("Forth", "starts", FORTH),
        ("Text", "says", b""),
    ),
    ".cs": (("Smalltalk", "starts", rb"![\w \t]{0,200}?methodsFor: "),),
    ".bas": (
        (
            "VBA",
            "starts",
            rb"(?i:attribute vb_name|option (?:private module|compare database)|(?:public"
            rb"|private)?[ \t]*+declare ptrsafe)",
        ),
        (
            "FreeBASIC",
            "starts",
            rb"(?i:#(?:include|lang|ifdef|ifndef|define|macro|pragma)\b|dim (?:shared )?\w++ as \w++ ptr)",
        ),
        ("BASIC", "says", rb"\A\s{0,20}+\d"),
    ),
    ".cl": (
        ("Common Lisp", "starts", rb"(?i:\((?:defun|in-package|defpackage|defmacro|defvar|defclass|load)\b)|;;"),
        ("OpenCL", "says", b""),
    ),
    ".l": (
        ("Common Lisp", "starts", rb"\(def(?:un|macro|var|class)\b"),
        ("Roff", "says", rb"\A\s{0,5}+[.'](?:\\\"|[A-Za-z]{2}\b)"),
        ("Lex", "starts", rb"%[%{}xsoa]|<.{1,60}>"),
        ("PicoLisp", "starts", rb"\((?:de|class|rel|code|data|must)[ \t]"),
    ),
    ".spec": (
        (
            "RPM Spec",
            "starts",
            rb"(?:Name|Version|Summary|License|Release)[ \t]*+:|%(?:package|define|global"
            rb"|prep|build|install|files)\b",
        ),
        ("Python", "starts", rb"(?:import|from|a|pyz|exe|coll|app)[ \t]*+(?:=|\w)"),
        ("Ruby", "starts", rb"(?:describe|require|Gem::)\b"),
    ),
    ".st": (
        ("StringTemplate", "says", rb"\$\w++[($]|<!|\{!|^[ \t]*+group[ \t]+\w"),
        ("Smalltalk", "says", rb":=|!\s|>>|\bself\b|methodsFor:"),
        ("HTML", "says", b"</"),
    ),
    ".sc": (
        (
            "SuperCollider",
            "says",
            rb"(?i:\^(?:this|super)\.|^[ \t]*+~\w++[ \t]*+=|^[ \t]*+\*\w++[ \t]*+(?:\|"
            rb"|\{|\()|^[+A-Z]\w*+[ \t]*+:[ \t]*+\w++[ \t]*+\{)",
        ),
        ("Scala", "says", b""),
    ),
    ".f": (("Forth", "starts", FORTH), ("Fortran", "says", b"")),
    ".for": (("Forth", "starts", FORTH), ("Fortran", "says", b"")),
    ".pp": (("Puppet", "starts", rb"\w++[ \t]*+=>|(?:class|define|node)[ \t]+['\w:]++"), ("Pascal", "starts", PASCAL)),
    ".tst": (("GAP", "says", rb"gap> "), ("Scilab", "says", b"")),
    ".as": (("ActionScript", "starts", rb"(?:package|import|public|private|protected|class|function|var)\b"),),
    ".bb": (
        ("BitBake", "starts", rb"# |include[ \t]|require[ \t]|inherit[ \t]|[A-Z_]{3,}(?::\w+)?[ \t]*+[?:+]{0,2}="),
        ("Clojure", "starts", rb"\((?:def|ns|let|require|defn)\b|#!"),
    ),
    ".e": (("Eiffel", "starts", rb"(?:class|deferred|feature|inherit|note|indexing)\b|--"), ("E", "says", b"")),
    ".ex": (
        ("Euphoria", "starts", rb"(?:global[ \t]+)?(?:procedure|function)[ \t]+\w++\(|include[ \t]+\w++\.e\b"),
        ("Elixir", "says", b""),
    ),
    ".i": (("SWIG", "starts", rb"%[a-z{}]"), ("Assembly", "starts", ASSEMBLY)),
    ".j": (
        ("Objective-J", "starts", rb"@(?:import|implementation|protocol)\b"),
        ("Jasmin", "starts", rb"\.(?:class|super|method|field|source)\b"),
    ),
    ".ms": (("Roff", "starts", rb"[.'][A-Za-z]{2}\b"), ("Assembly", "starts", rb"\.\w")),
    ".mojo": (("XML", "says", XML_HEAD), ("Mojo", "says", b"")),
    ".plist": (("XML", "says", rb"<\?xml|<!DOCTYPE|<plist"), ("OpenStep Property List", "says", b"")),
    ".re": (
        ("Reason", "starts", rb"(?:let|open|include|type|module)[ \t]+\w"),
        ("C++", "starts", rb"#[ \t]*+(?:include|define|if)|template[ \t]*+<"),
    ),
    ".sw": (("XML", "says", XML_HEAD), ("Sway", "says", b"")),
    ".tl": (("Teal", "starts", rb"(?:local|function|record|global|return)\b|--"),),
    ".toc": (("TeX", "starts", rb"\\(?:contentsline|beamer|boolfalse|defcounter|babel)"),),
    ".tpl": (
        ("Go Template", "says", rb"\{\{-?[ \t]*+(?:\.|/\*|if|range|define|include|template|end|with)\b"),
        ("Smarty", "says", rb"\{(?:\*|\$|/?\w)"),
    ),
    ".typ": (("XML", "says", XML_HEAD), ("Typst", "says", b"")),
    ".vba": (("Vim script", "says", rb"\AUseVimball|^UseVimball"), ("VBA", "says", b"")),
    ".w": (("OpenEdge ABL", "says", rb"&ANALYZE-SUSPEND"), ("CWeb", "starts", rb"@(?:<|\w\b|\*)")),
    ".p": (
        (
            "OpenEdge ABL",
            "says",
            rb"(?i:\bdefine[ \t]+(?:variable|temp-table|buffer|query|input)\b|\bend(?:[ \t]+(?:procedure"
            rb"|function))?\.)",
        ),
        ("Gnuplot", "starts", rb"s?plot\b|set[ \t]+(?:term|out|[xy]\w+)\b"),
        ("Pascal", "starts", PASCAL),
    ),
    ".yy": (("JSON", "says", rb"\A\s{0,20}+[{\[]"), ("Yacc", "says", b"")),
    ".g": (
        ("GAP", "says", rb"\b(?:Declare|BindGlobal|Install(?:Method|GlobalFunction)|SetPackageInfo)"),
        ("ANTLR", "says", b""),
    ),
    ".b": (("Brainfuck", "says", rb"[-+<>\[\]]{8}"),),
}
