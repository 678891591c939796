"""The folders in which analyses work: gone with the job, or soon after, if its worker was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "job-"
#: Seconds in which whoever made a folder has locked it for sure.
SETTLED_AFTER = 10.0


@contextmanager
def job_folder(work: Path) -> Iterator[Path]:
    """A new folder below `work`; its lock is the kernel's, so it ends with this process however that ends."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=work))
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def clear_leftovers(work: Path) -> None:
    """Remove the folders that no living process has locked."""
    for folder in work.glob(f"{PREFIX}*"):
        with suppress(OSError):  # it may go at any moment
            if time.time() - folder.stat().st_mtime > SETTLED_AFTER and not _is_used(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_used(folder: Path) -> bool:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
