"""The files of a repository in two shares, measured beside each other by two processes where there are two cores.

What goes into which share follows from the files alone: the result does not depend on how many processes there were.
Both run inside the same sandbox and trust each other as far as one would.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from typing import IO, Any, NoReturn, TypeVar

from repocat.analysis import sandbox
from repocat.analysis.batches import Batches
from repocat.analysis.errors import AnalysisError
from repocat.analysis.source import Entry

#: Below this many bytes a second process costs more than it gains.
WORTH_SHARING = 1 << 20
#: Bytes of neighbouring files that stay together: git reads neighbours faster, smaller pieces balance better.
_PIECE = 1 << 19

#: Told of every file: how many files and bytes have been read, and what is known so far.
Seen = Callable[[int, int, Batches], None]
Result = TypeVar("Result")
#: Measures one share.
Share = Callable[[Sequence[Entry], Seen], Result]


def split(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Pieces of neighbouring files, dealt out in turn. All in the first share where it is not worth sharing."""
    shares: tuple[list[Entry], list[Entry]] = ([], [])
    worth = sum(entry.size for entry in entries) >= WORTH_SHARING
    seen = 0
    for entry in entries:
        shares[seen // _PIECE % 2 if worth else 0].append(entry)
        seen += entry.size
    return shares


def measure(
    shares: tuple[Sequence[Entry], Sequence[Entry]], share: Share[Result], seen: Seen, processes: int
) -> list[Result]:
    """What `share` gives for each of the shares; `seen` hears of the first process's work, doubled."""
    first, second = shares
    if not second:
        return [share(first, seen)]

    def doubled(files: int, size: int, batches: Batches) -> None:
        seen(2 * files, 2 * size, batches)

    if processes < 2:
        return [share(first, doubled), share(second, _nobody)]
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _work(writer, second, share)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            return [share(first, doubled), _receive(pipe)]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _nobody(_files: int, _size: int, _batches: Batches) -> None:
    pass


def _work(writer: int, entries: Sequence[Entry], share: Share[Result]) -> NoReturn:
    """The second process: its result, or the code of the error that ended it, and nothing else."""
    try:
        sandbox.die_with_parent()
        result: Result | str = share(entries, _nobody)
    except AnalysisError as error:
        result = error.code
    except MemoryError:
        result = "out_of_memory"
    except BaseException:
        result = "internal"
    try:
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(result, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _receive(pipe: IO[bytes]) -> Any:
    try:
        result = pickle.load(pipe)  # noqa: S301 - written by this program's own fork
    except (EOFError, pickle.UnpicklingError) as error:
        raise AnalysisError("internal") from error
    if isinstance(result, str):
        raise AnalysisError(result)
    return result
