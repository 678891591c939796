"""What a coat pattern consists of: patches on head and body, and colour roles of the rest."""

from __future__ import annotations

from dataclasses import dataclass

Shares = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """role: second, belly, white, warm, dark: which colour of the coat fills it."""

    d: str
    role: str


@dataclass(frozen=True, slots=True)
class Markings:
    head: tuple[Patch, ...] = ()
    body: tuple[Patch, ...] = ()
    #: Colour role of the ears, paws and tail, where the pattern decides it.
    ears: str = "base"
    paws: str = "base"
    tail: str = "base"
    tail_stripes: bool = False
    muzzle: bool = True
    belly: bool = True
    #: Wrinkles, drawn as lines.
    extras: tuple[str, ...] = ()
