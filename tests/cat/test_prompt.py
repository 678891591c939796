"""The image prompt: our own words, following the traits."""

from __future__ import annotations

from dataclasses import replace

from repocat.cat.prompt import image_prompt
from repocat.cat.traits import Traits, traits
from tests.cat import reports

PLAIN = traits(reports.report(), owner="pallets", name="flask")


def test_it_describes_the_cat() -> None:
    prompt = image_prompt(PLAIN)
    assert prompt.startswith("A sturdy tabby adult cat with a well kept ")
    assert "a warm den with a plush snake" in prompt
    assert "a blue collar with a silver bell" in prompt
    assert "Toy mice caught: 4." in prompt
    assert prompt.endswith("no text.")


def test_it_holds_nothing_of_the_repository() -> None:
    prompt = image_prompt(replace(PLAIN, owner="evilowner", name="evilname"))
    assert "evil" not in prompt


def test_a_cat_of_which_nothing_is_known_has_a_prompt() -> None:
    prompt = image_prompt(Traits("a", "b"))
    assert "domestic shorthair adult cat" in prompt
    assert "None" not in prompt


def test_bad_states_are_told() -> None:
    poor = replace(PLAIN, mice=0, complexity=20.0, copycats=2, daypart="night", idle="asleep", licence="none", books=0)
    prompt = image_prompt(poor)
    for words in ("A mouse sits on its head.", "yarn", "peeping from behind: 2.", "shows night", "curled up asleep"):
        assert words in prompt
