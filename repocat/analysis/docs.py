"""What a repository tells about itself: README, changelog, guide for contributors, documentation folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from repocat.analysis.report import Docs

_README = re.compile(r"(?:\.github/|docs/)?readme(?:\.(?:md|markdown|rst|txt|adoc|asciidoc|org|textile|rdoc))?")
_TEXT = r"(?:\.(?:md|markdown|rst|txt|adoc|asciidoc|org|html|topic))?"
#: Some projects have one for each of their packages; folders of tests hold others' as material.
_CHANGELOG = re.compile(
    rf"(?:docs?/|\.github/)?(?:change(?:s|[-_]?log)|history|news|release[-_]?notes|releases|whats[-_]?new){_TEXT}|"
    rf"(?!tests?/|fixtures?/|examples?/)(?:(?:packages|crates|libs|modules)/)?[^/]+/changelog{_TEXT}|"
    r"00-releasenotes|changelog\.d/.+|\.changes?(?:et)?s?/.+|newsfragments/.+|"
    r"docs?/(?:[a-z-]+/)?(?:releases?|release[-_]notes|whats[-_]?new|changelogs?)/.+"
)
_CONTRIBUTING = re.compile(
    rf"(?:\.github/|\.gitlab/|docs?/)?(?:contribut(?:e|ing)|contributors?[-_]guide|hacking|development){_TEXT}|"
    r"docs?/(?:[a-z-]+/)?contributing/.+"
)
_FOLDER = re.compile(
    r"(?:docs?|documentation|website|guides?|book|manual)/.+\.(?:md|rst|txt|adoc|html|tex|mdx|org|ipynb)|.+\.docc/.+\.md"
)

_HEADING = re.compile(
    rb"^(?:#{1,6}[ \t]+\S|={2,6}[ \t]+\S|h[1-6]\. )|<h[1-6]\b|"
    rb"(?<=\S\n)(?:={3,}|-{3,}|~{3,}|\^{3,}|\"{3,}|\*{3,})[ \t]*$",
    re.M,
)
_EXAMPLE = re.compile(rb"```|^~~~|^\.\. code|^::$|::[ \t]*$|^(?: {4}|\t)\S|^----$|<pre\b|^#\+begin_src", re.M | re.I)
_LINK = re.compile(rb"\]\(|https?://|`_\b|<a\s|\]\[|<img\b")
#: Addresses and tags are no words.
_MARKUP = re.compile(rb"https?://[^\s)>\"']++|<[^<>\n]{1,300}+>")
_WORD = re.compile(rb"[A-Za-z]{2,}")
_NOT_ASCII = bytes(range(128, 256))
_LONGEST = 100_000

#: A README is good when it has this many; each part counts for the share that is there.
_ENOUGH = {"words": 300, "headings": 4, "examples": 2, "links": 3}


def readme_path(paths: Sequence[str]) -> str | None:
    """The README that a host would show: at the top before .github/ and docs/, Markdown before others."""
    found = [path for path in paths if _README.fullmatch(path.lower())]
    order = (".md", ".markdown", ".rst", ".adoc", ".asciidoc", ".txt")
    return min(
        found,
        key=lambda path: (
            path.count("/"),
            next((rank for rank, ending in enumerate(order) if path.lower().endswith(ending)), len(order)),
            path,
        ),
        default=None,
    )


def readme_quality(text: bytes) -> float:
    """0.0-1.0: a quarter each for enough words, headings, code examples and links."""
    text = text[:_LONGEST].replace(b"\r\n", b"\n")
    found = {
        "words": _words(_MARKUP.sub(b" ", text)),
        "headings": len(_HEADING.findall(text)),
        "examples": len(_EXAMPLE.findall(text)),
        "links": len(_LINK.findall(text)),
    }
    return round(sum(min(1.0, found[part] / enough) for part, enough in _ENOUGH.items()) / len(_ENOUGH), 3)


def _words(text: bytes) -> int:
    """Words of Latin letters, and about as many as other writing has: one in six bytes, in Chinese as in Greek."""
    return len(_WORD.findall(text)) + (len(text) - len(text.translate(None, _NOT_ASCII))) // 6


def measure(paths: Sequence[str], contents: Mapping[str, bytes], code: int, comment: int) -> Docs:
    """`code` and `comment` are lines of production code; `contents` holds the README."""
    readme = readme_path(paths)
    lowered = [path.lower() for path in paths]
    return Docs(
        readme=readme,
        readme_quality=readme_quality(contents.get(readme, b"")) if readme else 0.0,
        changelog=any(_CHANGELOG.fullmatch(path) for path in lowered),
        contributing=any(_CONTRIBUTING.fullmatch(path) for path in lowered),
        folder=any(_FOLDER.fullmatch(path) for path in lowered),
        comment_share=round(comment / (code + comment), 6) if code else None,
    )
