"""Shell: a function is a name with empty brackets or the word `function`; words open and close its blocks."""

from __future__ import annotations

from repocat.analysis.languages.grammar import Embedded, Language, Structure, quoted

#: A string inside a command inside a string, which may hold one command more.
_INNER = rb'"(?:[^"\\$]|\\.|\$(?:\([^()"]*+(?:"[^"]*+"?+[^()"]*+)*+\)?+)?+)*+"?+'
_COMMAND = rb"[^()\"'\\#]|\\.|#(?:(?<=\s#)[^\n]*+)?+|" + _INNER + rb"|'[^']*+'?+"
#: `$(…)` in a string is code: quotes in it do not end the string around it.
_IN_BRACKETS = (
    rb"\((?:" + _COMMAND + rb"|\((?:" + _COMMAND + rb"|\((?:" + _COMMAND + rb")*+\)?+)*+\)?+)*+\)?+"
)  # fmt: skip
_STRING = rb'"(?:[^"\\$]|\\.|\$' + _IN_BRACKETS + rb'|\$)*+"?+'
_HERE = rb"<<(?<!<<<)(?!<)-?+[ \t]*+"

SHELL = Language(
    name="Shell",
    kind="programming",
    family="dynamic",
    extensions=(
        ".sh",
        ".bash",
        ".zsh",
        ".ksh",
        ".bats",
        ".ebuild",
        ".eclass",
        ".command",
        ".sh.in",
        ".zsh-theme",
        ".tmux",
        ".slurm",
        ".sbatch",
    ),
    filenames=(
        "PKGBUILD",
        "APKBUILD",
        ".bashrc",
        ".bash_profile",
        ".bash_aliases",
        ".bash_logout",
        ".profile",
        ".zshrc",
        ".zshenv",
        ".zprofile",
        ".zlogin",
        ".zlogout",
        ".kshrc",
        ".envrc",
        ".xinitrc",
        "bashrc",
        "zshrc",
        "gradlew",
        "mvnw",
    ),
    interpreters=("sh", "bash", "zsh", "dash", "ksh", "bats", "ash", "mksh", "pdksh"),
    comments=(rb"#(?<![^\s;|&(]#)[^\n]*+",),
    openers=(b"#",),
    strings=(
        # A lone escaped byte opens no string and no bracket.
        rb"\\[^\n]",
        rb"\$'[^'\\]*+(?:\\.[^'\\]*+)*+'?+",
        _STRING,
        quoted(b"'", multiline=True, escapes=False),
        # `<<<` is followed by a word, a shift in arithmetic by no name at the end of its line's command.
        _HERE + rb"(?P<mark>[\"'\\]?)(?P<word>[A-Za-z_!][\w.!-]{0,60}+)[\"']?+[^\n]*+"
        rb"(?:\n(?![\t ]{0,80}(?P=word)[ \t\r]*+(?:\n|\Z|\)))[^\n]*+)*+(?:\n[\t ]*+(?P=word))?+",
    ),
    structure=Structure(
        shape="shell",
        decisions=frozenset({b"if", b"elif", b"for", b"while", b"until", b"select"}),
        controls=frozenset({b"if", b"case", b"do"}),
        not_names=frozenset({b"then", b"else", b"fi", b"done", b"esac", b"time"}),
        embedded=(
            # A document whose mark stands in quotes holds no code.
            Embedded(b"$(", rb"\$(" + _IN_BRACKETS + rb")", rb'"|' + _HERE + rb"[A-Za-z_!]"),
            Embedded(b"<<", _HERE + rb"[\"'\\]?+[A-Za-z_!][\w.!-]*+[\"']?+([^\n]*+)", None),
        ),
        head=rb"(?<![^\s;&|({])(?:function[ \t]++([^\s(){};&|<>\"#]{1,200}+)[ \t]*+(?:\(\s*+\))?+"
        rb"|([^\s(){};&|<>\"$=]{1,200}+)[ \t]*+\([ \t]*+\))\s*+([{(])",
    ),
    name_bytes=b"-$./:+@=%,*?~",
)

LANGUAGES = (SHELL,)
