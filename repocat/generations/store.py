"""Where stored pictures lie: a folder, or a bucket that speaks S3.

Names follow from what the pictures show, so writing one twice is harmless and nothing stored ever changes.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from flask import current_app
from obstore.exceptions import BaseError, GenericError
from obstore.store import S3Store

#: key / view-theme[-size] . form; the key begins with the version of the art.
_NAME = re.compile(
    r"[0-9a-z][0-9a-z.]{0,15}/[0-9a-f]{2}/[0-9a-f]{62}/[a-z]{1,16}-[a-z]{4,5}(?:-[0-9x]{2,8})?\.(?:svg|svg\.gz|png)",
    re.ASCII,
)
_TYPES = {"png": "image/png", "svg": "image/svg+xml; charset=utf-8"}

CONNECT_SECONDS = 1.0
ANSWER_SECONDS = 2.0
#: How long a bucket that did not answer is left alone, so that not every visitor waits for it.
REST_SECONDS = 10.0
#: What a process remembers of a bucket: some thousand pictures.
RECENT_BYTES = 16 * 1024 * 1024


class StoreError(Exception):
    """The store could not be reached or refused; whoever wanted a picture draws it."""


class PictureStore(Protocol):
    def read(self, name: str) -> bytes | None:
        """None where there is no such picture. Raises `StoreError`."""

    def write(self, name: str, content: bytes) -> None:
        """Raises `StoreError`."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    folder: Path

    def read(self, name: str) -> bytes | None:
        try:
            # An empty one is what a power cut may leave of a file just written.
            return self._path(name).read_bytes() or None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(error.strerror) from error

    def write(self, name: str, content: bytes) -> None:
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(content)
                Path(temporary).chmod(0o644)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreError(error.strerror) from error

    def _path(self, name: str) -> Path:
        return self.folder / checked(name)


class Recent:
    """The contents asked for last, so that a picture that many look at is fetched once by each process."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        with self._lock:
            if name in self._contents:
                self._contents.move_to_end(name)
            return self._contents.get(name)

    def put(self, name: str, content: bytes) -> None:
        with self._lock:
            self._bytes += len(content) - len(self._contents.pop(name, b""))
            if content:
                self._contents[name] = content
            while self._bytes > self._most_bytes:
                _, oldest = self._contents.popitem(last=False)
                self._bytes -= len(oldest)


class BucketStore:
    """Pictures as objects; the type and lifetime stand with each, so a CDN may serve the bucket itself."""

    def __init__(self, bucket: S3Store) -> None:
        self._bucket = bucket
        self._rests_until = 0.0
        self._recent = Recent(RECENT_BYTES)

    def read(self, name: str) -> bytes | None:
        if (known := self._recent.get(checked(name))) is not None:
            return known
        try:
            content = bytes(self._awake().get(name).bytes())
            self._recent.put(name, content)
            return content or None
        except FileNotFoundError:
            return None
        except (BaseError, PermissionError) as error:
            raise self._trouble(error) from error

    def write(self, name: str, content: bytes) -> None:
        attributes = {
            "Content-Type": _TYPES["png" if name.endswith("png") else "svg"],
            "Cache-Control": "public, max-age=31536000, immutable",
        }
        if name.endswith(".gz"):
            attributes["Content-Encoding"] = "gzip"
        try:
            self._awake().put(checked(name), content, attributes=attributes, use_multipart=False)
            self._recent.put(name, content)
        except (BaseError, FileNotFoundError, PermissionError) as error:
            raise self._trouble(error) from error

    def _awake(self) -> S3Store:
        if time.monotonic() < self._rests_until:
            raise StoreError("the bucket did not answer a moment ago")
        return self._bucket

    def _trouble(self, error: Exception) -> StoreError:
        if isinstance(error, GenericError):
            self._rests_until = time.monotonic() + REST_SECONDS
        # The library's text repeats the server's answer and the address asked; neither belongs into a log.
        return StoreError(f"the bucket answered with {type(error).__name__}")


def picture_store() -> PictureStore:
    """The app's."""
    config = current_app.config
    place: str | Path = config["PICTURES"]
    if isinstance(place, Path):
        return FolderStore(place)
    names = ("ENDPOINT", "REGION", "KEY_ID", "SECRET")
    return _bucket(place, *(config[f"REPOCAT_PICTURES_{name}"] for name in names))


@cache
def _bucket(address: str, endpoint: str | None, region: str, key_id: str | None, secret: str | None) -> BucketStore:
    """One per process and set of settings: it keeps its connections open."""
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    given: dict[str, Any] = {"prefix": prefix.rstrip("/") or None, "endpoint": endpoint}
    if key_id and secret:
        # Without them the library asks the environment and the machine it runs on, as AWS's own programs do.
        given |= {"access_key_id": key_id, "secret_access_key": secret}
    return BucketStore(
        S3Store(
            bucket,
            region=region,
            client_options={
                "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
                "timeout": timedelta(seconds=ANSWER_SECONDS),
                "allow_http": bool(endpoint and endpoint.startswith("http://")),
            },
            retry_config={"max_retries": 1, "retry_timeout": timedelta(seconds=ANSWER_SECONDS)},
            **{name: value for name, value in given.items() if value},
        )
    )


def checked(name: str) -> str:
    """The name, if it is one of ours: an imported row may hold anything where others hold a key."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no picture's name: {name!r}")
    return name
