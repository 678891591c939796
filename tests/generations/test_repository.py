from __future__ import annotations

import pytest

from repocat.generations.repository import AddressError, Repository

HOSTS = {"github.com": "https://github.com", "git.example.org": "https://git.example.org"}


@pytest.mark.parametrize(
    "spelling",
    [
        "https://github.com/pallets/flask",
        "HTTPS://GitHub.com/Pallets/Flask/",
        "http://www.github.com/pallets/flask.git",
        "github.com/pallets/flask",
        "git@github.com:pallets/flask.git",
        "ssh://git@github.com/pallets/flask",
        "pallets/flask",
        "  https://github.com/pallets/flask\n",
        "https://github.com/pallets/flask/tree/main/src?x=1#L3",
        "https://github.com/pallets/flask?tab=readme-ov-file",
    ],
)
def test_every_spelling_means_one_repository(spelling: str) -> None:
    repository = Repository.parse(spelling, HOSTS)
    assert repository.key == "github.com/pallets/flask"
    assert repository.url.lower() == "https://github.com/pallets/flask"


def test_other_allowed_hosts_are_named() -> None:
    assert Repository.parse("https://git.example.org/a/b", HOSTS).key == "git.example.org/a/b"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("x" * 301, "too_long"),
        ("https://github.com", "no_repository"),
        ("https://github.com/pallets", "no_repository"),
        ("github.com/pallets", "no_repository"),
        ("https://github.com/a/..", "no_repository"),
        ("a/.git", "no_repository"),
        ("https://gitlab.com/a/b", "host"),
        ("http://127.0.0.1/a/b", "host"),
        ("https://user:secret@github.com/a/b", "credentials"),
        ("https://github.com@evil.com/a/b", "credentials"),
        ("https://evil.com\\@github.com/o/r", "credentials"),
        ("file:///etc/passwd", "scheme"),
        ("git://github.com/a/b", "scheme"),
        ("ext::sh -c id", "scheme"),
        ("/etc/passwd", "local_path"),
        ("../secret", "local_path"),
        ("C:\\code\\cat", "local_path"),
        ("https://github.com:8080/a/b", "port"),
        ("https://g\u0456thub.com/a/b", "characters"),
        ("https://github.com/a/b\x00c", "characters"),
        ("https://github.com/a/\u202eb", "characters"),
        ("http::http://github.com/a/b", "helper"),
        ("--upload-pack=touch/x", "option"),
        ("https://github.com/../..", "malformed"),
        ("https://github.com/a//b", "malformed"),
        ("github.com/a/b/c", "malformed"),
        ("just words", "malformed"),
    ],
)
def test_each_kind_of_wrong_address_has_its_own_answer(text: str, code: str) -> None:
    with pytest.raises(AddressError) as caught:
        Repository.parse(text, HOSTS)
    assert caught.value.code == code
    assert "secret@" not in str(caught.value)


def test_a_hostile_address_takes_no_time() -> None:
    with pytest.raises(AddressError):
        Repository.parse("a/" + "." * 298, HOSTS)
    with pytest.raises(AddressError):
        Repository.parse("https://" + "a-" * 140 + "!", HOSTS)


def test_a_local_folder_keeps_only_its_label() -> None:
    repository = Repository.local("My project (v2)")
    assert repository.key == "local/local/my-project-v2"
    assert repository.url == "local:local/My-project-v2"
