"""What somebody pastes to show a cat elsewhere: addresses that last, and words for those who don't see it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, url_for

from repocat.formats import score_word
from repocat.generations.cats import picture_url, repository_path
from repocat.generations.models import Generation
from repocat.generations.presentation import own_report

WIDTH = 270


@dataclass(frozen=True, slots=True)
class Snippet:
    key: str
    title: str
    copy: str
    text: str


def snippets(generation: Generation) -> list[Snippet]:
    """Those of the repository, which show its newest cat for ever; none for a row without a readable address."""
    if not generation.repo_key or generation.repo_key.count("/") < 2:
        return []
    key = generation.repo_key
    page, cat, badge = (absolute(repository_path(key, file)) for file in (None, "cat.svg", "badge.svg"))
    words = portrait(generation)
    spoken = re.sub(r"([\\\[\]])", r"\\\1", words)
    dark, light = (html.escape(f"{cat}?theme={theme}&view=square") for theme in ("dark", "light"))
    return [
        Snippet("badge", "Badge, Markdown", "Copy the badge", f"[![{spoken}]({badge})]({page})"),
        Snippet("markdown", "Cat, Markdown", "Copy the Markdown", f"[![{spoken}]({cat}?view=square)]({page})"),
        Snippet(
            "html",
            "Cat, HTML, in the reader’s light or dark",
            "Copy the HTML",
            f'<a href="{html.escape(page)}">\n'
            f"  <picture>\n"
            f'    <source media="(prefers-color-scheme: dark)" srcset="{dark}">\n'
            f'    <img src="{light}" width="{WIDTH}" height="{WIDTH}" alt="{html.escape(words)}">\n'
            f"  </picture>\n"
            f"</a>",
        ),
    ]


def portrait(generation: Generation) -> str:
    """The cat in a sentence, with its date, as the picture may change and the sentence won't."""
    name = " ".join(generation.title.split())[:140]
    attributes = generation.cat_attributes if isinstance(generation.cat_attributes, dict) else {}
    if not generation.art_version or own_report(generation) is None:
        return f"The cat of {name}"
    size, age, breed = (_known(attributes, key) for key in ("size", "age", "breed"))
    words = (size, breed, "kitten") if age == "kitten" else (size, age, breed, "cat")
    parts = ["a " + " ".join(word for word in words if word).replace("-", " ")]
    if mood := _known(attributes, "mood"):
        parts.append(mood)
    if grade := score_word(generation.code_quality_score):
        parts.append(f"{grade} ({generation.code_quality_score:.1f} of 10)")
    day = generation.as_of
    return f"The cat of {name}: {', '.join(parts)}" + (f", {day.day} {day:%B %Y}" if day else "")


def _known(attributes: Mapping[str, Any], key: str) -> str:
    word = str(attributes.get(key) or "")
    return "" if word == "unknown" else word


def social(generation: Generation) -> dict[str, str]:
    """OpenGraph's and Twitter's properties for a link to a finished generation."""
    path = url_for("generations.show", generation_id=generation.id)
    return {
        "og:type": "website",
        "og:site_name": "Repocat",
        "og:title": f"{generation.title} as a cat",
        "og:description": portrait(generation),
        "og:url": absolute(path),
        "og:image": absolute(picture_url(generation, view="full", theme="light", file="cat.png")),
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": portrait(generation),
        "twitter:card": "summary_large_image",
    }


def absolute(path: str) -> str:
    """The address that other sites can use; never the host that a request happened to name."""
    return str(current_app.config["PUBLIC_URL"]) + path


def leads_nowhere() -> bool:
    """Whether only this machine can open the addresses."""
    return urlsplit(current_app.config["PUBLIC_URL"]).hostname in {"localhost", "127.0.0.1", "::1"}
