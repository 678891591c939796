"""Who made the commits: one person behind several names and addresses, and programs told from people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

#: Name and address as a commit has them, in lower case.
Identity = tuple[bytes, bytes]

_LONGEST_MAP = 1 << 20
_MAP_LINE = re.compile(rb"([^<>#]{0,200})<([^<>\n]{0,200})>(?:([^<>#]{0,200})<([^<>\n]{0,200})>)?")
_BOT = re.compile(
    rb".*\[bot\]|.*[-_](?:bot|robot|steward)|(?:dependabot|renovate|greenkeeper|snyk|pyup|github[ -]actions?|"
    rb"pre-commit-ci|mergify|bors|allcontributors|imgbot|imgbotapp|weblate|scala steward|semantic[ -]release|travis ci|"
    rb"copybara)(?:[ -].{0,40})?"
)
_BOT_ADDRESS = re.compile(rb".*\[bot\]@.*|(?:bot|dependabot|renovate)@.*")
#: A forge puts a number before the name where somebody hides their address.
_HIDDEN = re.compile(rb"\d{1,12}\+(.{1,100}@users\.noreply\.github\.com)")
#: What programs write where nobody told them a name: everybody's, so nobody's.
_NOBODY = frozenset(
    {b"", b"you@example.com", b"your.email@example.com", b"none@none", b"root@localhost", b"noreply@github.com"}
)
_NO_NAME = frozenset({b"your name", b"unknown author", b"no author", b"(no author)", b"first last", b"root user"})


def parse_mailmap(data: bytes) -> dict[Identity, Identity]:
    """Git's .mailmap: what a commit says -> what to take it for; an empty name or address stands for any.

    Lines that git would not understand are left out.
    """
    found: dict[Identity, Identity] = {}
    for line in data[:_LONGEST_MAP].lower().split(b"\n"):
        match = _MAP_LINE.match(line)
        if match:
            name, address = match[1].strip(), match[2].strip()
            found[((match[3] or b"").strip(), address if match[4] is None else match[4].strip())] = (name, address)
    return found


def count(identities: Mapping[Identity, int], mailmap: Mapping[Identity, Identity]) -> tuple[Counter[Identity], int]:
    """Commits of each person, and commits of programs.

    Identities are one person's where .mailmap says so, or where they share an address or a name of two words or more.
    """
    people: Counter[Identity] = Counter()
    programs = 0
    heads: dict[bytes, bytes] = {}
    keys: dict[Identity, bytes] = {}
    for identity in identities:
        name, address = _mapped(identity, mailmap)
        if not _is_bot(name, address):
            keys[identity] = _join(heads, name, address)
    firsts: dict[bytes, Identity] = {}
    for identity, commits in identities.items():
        if identity in keys:
            people[firsts.setdefault(_head(heads, keys[identity]), identity)] += commits
        else:
            programs += commits
    return people, programs


def _mapped(identity: Identity, mailmap: Mapping[Identity, Identity]) -> Identity:
    name, address = identity
    to = mailmap.get(identity) or mailmap.get((b"", address))
    return (to[0] or name, to[1] or address) if to else identity


def _is_bot(name: bytes, address: bytes) -> bool:
    if name.endswith(b"bot") and b" " not in name and address.startswith(name + b"@"):
        return True
    return bool(_BOT.fullmatch(name) or _BOT_ADDRESS.fullmatch(address))


def _join(heads: dict[bytes, bytes], name: bytes, address: bytes) -> bytes:
    """Put the name and the address into one set; gives a member of it."""
    hidden = _HIDDEN.fullmatch(address)
    by_address = b"<" + (hidden[1] if hidden else address)
    has_name = b" " in name and len(name) > 4 and name not in _NO_NAME
    if address in _NOBODY:
        return name
    if has_name:
        one, other = _head(heads, name), _head(heads, by_address)
        if one != other:
            heads[one] = other
    return by_address


def _head(heads: dict[bytes, bytes], key: bytes) -> bytes:
    while (above := heads.get(key)) is not None:
        # Halving the way keeps it short, whatever the order in which sets were joined.
        if (higher := heads.get(above)) is not None:
            heads[key] = higher
        key = above
    return key
