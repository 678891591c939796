"""What gives a language away at the beginning of a line, where more than one extension needs it."""

from __future__ import annotations

CPP = (
    rb"class[ \t]+[\w:]++(?:[ \t]+\w++)?+[ \t]*+(?:[{:]|$)|namespace[ \t]++[\w:]*+[ \t]*+(?:\{"
    rb"|$)|template[ \t]*+<"
    rb"|using[ \t]+\w|(?:public|private|protected)[ \t]*+:|constexpr\b|catch[ \t]*+\(|extern[ \t]+\"C\+\+\""
    rb"|#[ \t]*+include[ \t]*+<(?:cstd\w++|c?string|vector|map|list|array|queue|stack|memory|utility|functional"
    rb"|unordered_\w++|[io]?o?stream|algorithm)>"
)
OBJECTIVE_C = rb"@(?:interface|class|protocol|property|end|synthesize|implementation)\b|#import[ \t]+[<\"]"
PERL = (
    rb"use[ \t]+(?:strict|warnings|constant|overload|base|parent|lib|v?5)\b|package[ \t]+\w[\w:]*+[ \t]*+[;{]"
    rb"|(?:my|our|local)[ \t]+[$@%(]|sub[ \t]+\w++|require[ \t]+[\w:\"']"
)
RAKU = (
    rb"use[ \t]+v6\b|(?:unit[ \t]+)?module[ \t]+\w|(?:my[ \t]+)?(?:class|grammar"
    rb"|role)[ \t]+\w|multi[ \t]+sub\b"
)
XML_HEAD = rb"\A(?:\xef\xbb\xbf)?+\s{0,20}+<(?:\?xml|!DOCTYPE[ \t]+TS|TS\b|tileset\b|map\b)"
PASCAL = rb"\{\$\w++|end[.;][ \t]*+\r?$|(?:procedure|function)[ \t]+\w[\w.]*+[ \t]*+[(;:]"
ASSEMBLY = (
    rb"(?i:(?:mov[a-z]?+|push|pop|jmp|call|lea|xor|db|dw|dd|equ|ldr|bl|add|sub)[ \t]+[%$#\w\[(.-])"
    rb"|%(?:macro|define)\b"
)
FORTH = rb": \S|also |new-device|previous "
COQ = (
    rb"(?:Require[ \t]+(?:Import|Export)|(?:From[ \t]+\w[\w.]*+[ \t]+Require)|Proof\."
    rb"|Qed\.|Lemma[ \t]+\w|Theorem[ \t]+\w|Definition[ \t]+\w)"
)
VERILOG = (
    rb"(?:macro)?module[ \t]+\w|`(?:define|ifn?def|include|timescale|default_nettype"
    rb"|pragma)\b|always[ \t]*+@|endmodule\b|primitive\b"
)
