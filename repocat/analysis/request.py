"""What the parent asks the analysing child for, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address

#: Name of the file, in the request's directory, with what is known of contents afterwards.
BLOBS = "measured.blobs"


@dataclass(frozen=True, slots=True)
class Request:
    """What the parent asks for."""

    as_of: str
    limits: Limits
    folder: Path | None
    address: Address
    directory: Path
    #: A commit whose report the parent has: if it is still the newest, there is nothing to do.
    known: str = ""
    #: A file with what is known of contents, if there is one (`blob_format`).
    blobs: Path | None = None


def request_for(  # noqa: PLR0913, PLR0917 - each stands for itself
    address: Address, directory: Path, as_of: str, limits: Limits, known: str = "", blobs: Path | None = None
) -> bytes:
    """The request for a remote repository, for whoever starts the child."""
    place = {} if blobs is None else {"blobs": str(blobs)}
    return _request({"directory": str(directory), "known": known, **place, **_remote(address)}, as_of, limits)


def request_for_folder(folder: Path, as_of: str, limits: Limits) -> bytes:
    """The request for a folder or a repository on this machine."""
    return _request({"folder": str(folder)}, as_of, limits)


def _remote(address: Address) -> Mapping[str, Any]:
    values = asdict(address)
    return {"remote": values.pop("base_url"), **values}


def _request(values: Mapping[str, Any], as_of: str, limits: Limits) -> bytes:
    return json.dumps({**values, "as_of": as_of, "limits": asdict(limits)}).encode()


def parse_request(data: bytes) -> Request:
    """The request in the bytes; raises `AnalysisError("invalid_request")` for anything else."""
    try:
        plain = json.loads(data)
        known = {field.name for field in fields(Limits)}
        limits = Limits(**{key: value for key, value in plain.get("limits", {}).items() if key in known})
        address = Address(
            str(plain.get("remote", "")),
            str(plain.get("owner", "")),
            str(plain.get("name", "")),
            plain.get("allow_http") is True,
        )
        folder = Path(plain["folder"]) if "folder" in plain else None
        return Request(
            str(plain["as_of"]),
            limits,
            folder,
            address,
            Path(str(plain.get("directory", ""))),
            str(plain.get("known", "")),
            Path(plain["blobs"]) if "blobs" in plain else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnalysisError("invalid_request") from error
