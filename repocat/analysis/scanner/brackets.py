"""Which bracket closes which, for all brackets of a kind at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from repocat.analysis.scanner.text import Bytes, Flags, Ints

#: Pairs that are looked at on the way back to the one around an offset.
_NEARBY = 200


@dataclass(frozen=True, slots=True)
class Pairs:
    """Opening brackets in order and where each is closed, which for those that never are is the end of their file."""

    opens: Ints
    closes: Ints
    #: Length of the text; stands for "nowhere".
    size: int
    closed: Flags
    #: The same pairs in the order of their ends.
    sorted_closes: Ints
    sorted_opens: Ints

    def close_of(self, offsets: Ints) -> Ints:
        """The end of the pair that opens at each offset; `size` where none does."""
        if not self.opens.size:
            return np.full(offsets.shape, self.size)
        index = np.minimum(np.searchsorted(self.opens, offsets), self.opens.size - 1)
        return np.where(self.opens[index] == offsets, self.closes[index], self.size)

    def next_open(self, offsets: Ints) -> Ints:
        """The first opening bracket at or after each offset; `size` where there is none."""
        return np.append(self.opens, self.size)[np.searchsorted(self.opens, offsets)]

    def depth(self, offsets: Ints) -> Ints:
        """How many pairs are open at each offset."""
        return np.searchsorted(self.opens, offsets) - np.searchsorted(self.sorted_closes, offsets)

    def around(self, offset: int) -> int:
        """Where the innermost pair begins that is open at one offset; -1 where none is, or none is near."""
        last = int(self.opens.searchsorted(offset)) - 1
        nearby = range(last, max(last - _NEARBY, -1), -1)
        return next((int(self.opens[index]) for index in nearby if self.closes[index] >= offset), -1)

    def end(self, offset: int) -> int:
        """The end of the pair that opens at one offset; `size` where none does."""
        index = int(self.opens.searchsorted(offset))
        return int(self.closes[index]) if index < self.opens.size and self.opens[index] == offset else self.size

    def start(self, offset: int) -> int:
        """The beginning of the pair that is closed at one offset; -1 where none is."""
        index = int(self.sorted_closes.searchsorted(offset))
        found = index < self.opens.size and self.sorted_closes[index] == offset
        return int(self.sorted_opens[index]) if found else -1


def match(code: Bytes, opening: int, closing: int, file_ends: Ints) -> Pairs:
    """Pair brackets by depth: at one depth they open and close in turn. Closing ones without a partner are skipped."""
    size = code.size - 2
    offsets = np.flatnonzero((code == opening) | (code == closing))
    is_open = code[offsets] == opening
    depth = np.cumsum(np.where(is_open, 1, -1))
    file_of = np.searchsorted(file_ends, offsets)
    # Every file begins at depth 0 again; going down from file to file keeps their lowest depths apart.
    first = np.searchsorted(offsets, np.append(0, file_ends[:-1]))
    depth -= np.append(0, depth)[first][file_of]
    floor = file_of * -(depth.size + 1)
    lowest = np.minimum.accumulate(np.minimum(depth, 0) + floor) - floor
    before = np.append(0, lowest[:-1])
    before[np.diff(file_of, prepend=0) > 0] = 0
    stray = ~is_open & (lowest < before[: lowest.size])
    level = (depth - lowest + ~is_open)[~stray]
    offsets, is_open, file_of = offsets[~stray], is_open[~stray], file_of[~stray]
    order = np.argsort(level.astype(np.int16) if level.size and level.max() < 2**15 else level, kind="stable")
    offsets, is_open = offsets[order], is_open[order]
    answered = np.append(~is_open[1:], False)[is_open]
    closes = np.append(offsets[1:], size)[is_open]
    opens = offsets[is_open]
    closes = np.where(answered, closes, file_ends[file_of[order][is_open]])
    again = np.argsort(opens)
    opens, closes, answered = opens[again], closes[again], answered[again]
    by_end = np.argsort(closes, kind="stable")
    return Pairs(opens, closes, size, answered, closes[by_end], opens[by_end])
