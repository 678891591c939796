from __future__ import annotations

import time

import pytest

from repocat.analysis.people import Identity, count, parse_mailmap

ANN = (b"ann lee", b"ann@x")


def people(*identities: Identity, mailmap: bytes = b"") -> list[int]:
    """Commits of each person where every identity made one."""
    return sorted(count(dict.fromkeys(identities, 1), parse_mailmap(mailmap))[0].values())


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ((b"a. lee", b"ann@x"), True),
        ((b"ann lee", b"ann@home"), True),
        ((b"bob lee", b"bob@x"), False),
        ((b"ann", b"ann@home"), False),
    ],
)
def test_one_person_shares_an_address_or_a_whole_name(other: Identity, same: bool) -> None:
    assert people(ANN, other) == ([2] if same else [1, 1])


def test_first_names_alone_join_nobody() -> None:
    assert people((b"ann", b"ann@x"), (b"ann", b"ann@home")) == [1, 1]


def test_a_hidden_address_is_the_same_with_and_without_its_number() -> None:
    assert people((b"al", b"12+al@users.noreply.github.com"), (b"al", b"al@users.noreply.github.com")) == [2]


def test_what_programs_fill_in_joins_nobody() -> None:
    assert people((b"ann lee", b"root@localhost"), (b"bob ray", b"root@localhost")) == [1, 1]
    assert people((b"your name", b"a@x"), (b"your name", b"b@x")) == [1, 1]


def test_people_are_joined_over_others() -> None:
    assert people(ANN, (b"lee", b"ann@x"), (b"ann lee", b"ann@home"), (b"al", b"ann@home")) == [4]


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (b"Ann Lee <ann@x> <al@y>", True),
        (b"Ann Lee <ann@x> AL <al@y>", True),
        (b"Ann Lee <al@y>", True),
        (b"<ann@x> <al@y>", True),
        (b"Ann Lee <ann@x> Other <al@y>", False),
        (b"# Ann Lee <ann@x> <al@y>", False),
        (b"Ann Lee ann@x al@y", False),
    ],
)
def test_the_mailmap_joins(line: bytes, same: bool) -> None:
    assert people(ANN, (b"al", b"al@y"), mailmap=b"\n" + line + b"\n") == ([2] if same else [1, 1])


@pytest.mark.parametrize(
    ("identity", "is_program"),
    [
        ((b"dependabot[bot]", b"49699333+dependabot[bot]@users.noreply.github.com"), True),
        ((b"renovate bot", b"bot@renovateapp.com"), True),
        ((b"scala steward", b"me@example.org"), True),
        ((b"github-actions", b"x@example.org"), True),
        ((b"k8s-ci-robot", b"x@example.org"), True),
        ((b"jekyllbot", b"jekyllbot@jekyllrb.com"), True),
        ((b"lorenzo zabot", b"lorenzozabot@gmail.com"), False),
        ((b"peter sobot", b"psobot@gmail.com"), False),
        ((b"alex", b"leha-bot@users.noreply.github.com"), False),
    ],
)
def test_programs_are_no_people(identity: Identity, is_program: bool) -> None:
    found, programs = count({identity: 3}, {})
    assert (programs, sum(found.values())) == ((3, 0) if is_program else (0, 3))


def test_many_people_take_little_time() -> None:
    chain = {(b"name %d x" % (number // 2), b"%d@x" % ((number + 1) // 2)): 1 for number in range(100_000)}
    begin = time.process_time()
    assert list(count(chain, {})[0].values()) == [100_000]
    parse_mailmap(b"<" * 500_000 + b"\n" + b"a<b>" * 100_000)
    assert time.process_time() - begin < 3
