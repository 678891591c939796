"""What is known of contents, as a file: a line of JSON, then columns of numbers that are read without a loop.

The file is written by a process that has read hostile contents, so it is read as untrusted: sizes first, then every
number that another one depends on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from repocat.analysis import languages
from repocat.analysis.blobs import NAME_BYTES, Blobs
from repocat.analysis.measured import USES, Measured
from repocat.analysis.report import ANALYSER_VERSION
from repocat.analysis.scanner.functions import LONGEST_NAME, FunctionTable
from repocat.analysis.scanner.scans import Lines, Scans, together

_LONGEST_HEADER = 1 << 20
_REASON = re.compile(r"[a-z_]{1,40}")
_FUNCTION_COLUMNS = ("files", "line", "complexity", "lines", "nesting", "parameters")
_FILE_COLUMNS = 7


class InvalidBlobsError(ValueError):
    """Bytes that this version would not have written; the message says why."""


def dump(blobs: Blobs) -> bytes:
    """What `parse` reads. Contents without a name are left out."""
    counts, columns = [], []
    for group in _joined(blobs.measured):
        scans = group.scans
        words = json.dumps(scans.functions.names).encode("ascii")
        sizes = len(group.names), scans.line_lengths.size, scans.fingerprints.size, len(scans.functions.names)
        counts.append([_language(group), group.use, *sizes, len(words)])
        columns += [b"".join(group.names), *(block.tobytes() for block in _blocks(group)), words]
    body = b"".join(columns)
    header = {"analyser": ANALYSER_VERSION, "digest": _digest(body), "groups": counts}
    return json.dumps(header).encode("ascii") + b"\n" + body


def parse(data: bytes) -> Blobs:
    """The opposite of `dump`. Raises `InvalidBlobsError` for anything else, other versions' files among them."""
    header = data[:_LONGEST_HEADER].partition(b"\n")[0]
    body = memoryview(data)[len(header) + 1 :]
    try:
        plain = json.loads(header)
        _require(plain["analyser"] == ANALYSER_VERSION, "another version")
        _require(plain["digest"] == _digest(body), "damaged")
        reader = _Reader(body)
        groups = [_group(reader, *counts) for counts in plain["groups"]]
    except InvalidBlobsError:
        raise
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise InvalidBlobsError("not what is written here") from error
    _require(reader.place == len(body), "too long")
    return Blobs(groups)


def _require(holds: Any, why: str) -> None:
    if not holds:
        raise InvalidBlobsError(why)


def _digest(body: bytes | memoryview) -> str:
    return blake2b(body, digest_size=16).hexdigest()


def _language(group: Measured) -> str:
    return group.language.name if group.language else ""


def _joined(measured: Iterable[Measured]) -> Iterator[Measured]:
    """Named files only, one group for each language and use."""
    alike: dict[tuple[str, str], list[Measured]] = {}
    for group in measured:
        named = np.array([bool(one) for one in group.names], np.bool_)
        if named.any():
            kept = group if named.all() else group.take(named, [""] * int(named.sum()))
            alike.setdefault((_language(group), group.use), []).append(kept)
    for (_, use), groups in sorted(alike.items(), key=lambda item: item[0]):
        names = [one for group in groups for one in group.names]
        yield Measured(
            groups[0].language, use, [""] * len(names), names, np.concatenate([group.sizes for group in groups]),
            together([group.scans for group in groups]), np.concatenate([group.frameworks for group in groups]),
        )  # fmt: skip


def _blocks(group: Measured) -> Iterator[NDArray[Any]]:
    scans, functions = group.scans, group.scans.functions
    lines, counts = scans.lines, (scans.line_counts, scans.fingerprint_counts)
    yield np.stack([group.sizes, lines.code, lines.comment, lines.blank, scans.todos, *counts]).astype("<u4")
    yield group.frameworks.astype("<i8")
    yield np.minimum(scans.line_lengths, 2**16 - 1).astype("<u2")
    yield scans.fingerprints.astype("<u4")
    yield scans.fingerprint_lines.astype("<i4")
    yield np.stack([getattr(functions, column) for column in _FUNCTION_COLUMNS]).astype("<u4")
    yield functions.typed.astype("<i1")


class _Reader:
    """Takes columns off a body, never more than there is."""

    def __init__(self, body: memoryview) -> None:
        self._body = body
        self.place = 0

    def bytes(self, size: int) -> memoryview:
        _require(0 <= size <= len(self._body) - self.place, "too short")
        self.place += size
        return self._body[self.place - size : self.place]

    def numbers(self, dtype: str, count: int) -> NDArray[Any]:
        kind = np.dtype(dtype)
        return np.frombuffer(self.bytes(kind.itemsize * count), kind)

    def rows(self, rows: int, count: int) -> NDArray[np.int64]:
        return self.numbers("<u4", rows * count).astype(np.int64).reshape(rows, count)


def _group(reader: _Reader, language: str, use: str, *counts: int) -> Measured:
    known = languages.BY_NAME.get(language)
    _require(use in USES if known else language == "" and _REASON.fullmatch(use), "an unknown use")
    _require(all(type(count) is int and count >= 0 for count in counts), "a size")
    files, lengths, prints, functions, words = counts
    joined = bytes(reader.bytes(NAME_BYTES * files))
    names = [joined[start : start + NAME_BYTES] for start in range(0, len(joined), NAME_BYTES)]
    sizes, code, comment, blank, todos, line_counts, print_counts = reader.rows(_FILE_COLUMNS, files)
    frameworks = reader.numbers("<i8", files).astype(np.int64)
    scans = Scans(
        lines=Lines(code, comment, blank),
        todos=todos,
        line_lengths=reader.numbers("<u2", lengths).astype(np.int32),
        line_counts=line_counts,
        fingerprints=reader.numbers("<u4", prints).astype(np.uint32),
        fingerprint_lines=reader.numbers("<i4", prints).astype(np.int32),
        fingerprint_counts=print_counts,
        functions=_functions(reader, files, functions, words),
    )
    _require((code + comment + blank <= sizes + 1).all(), "more lines than bytes")
    _require(int(line_counts.sum()) == lengths and int(print_counts.sum()) == prints, "columns of different lengths")
    _require((scans.fingerprint_lines > 0).all() and (frameworks >= 0).all(), "a number is wrong")
    return Measured(known, use, [""] * files, names, sizes, scans, frameworks)


def _functions(reader: _Reader, files: int, functions: int, words: int) -> FunctionTable:
    columns = reader.rows(len(_FUNCTION_COLUMNS), functions)
    typed = reader.numbers("<i1", functions).astype(np.int64)
    names = json.loads(bytes(reader.bytes(words)))
    _require(type(names) is list and len(names) == functions, "columns of different lengths")
    _require(all(type(one) is str and len(one) <= LONGEST_NAME for one in names), "a name is wrong")
    file_of, line, complexity, lines, nesting, parameters = columns
    _require((np.diff(file_of) >= 0).all() and (file_of < files).all(), "a function of no file")
    _require((abs(typed) <= 1).all(), "a number is wrong")
    return FunctionTable(file_of, names, line, complexity, lines, nesting, parameters, typed)
