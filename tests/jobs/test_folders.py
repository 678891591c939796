from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from repocat.jobs.folders import SETTLED_AFTER, clear_leftovers, job_folder


def _age(folder: Path) -> None:
    then = time.time() - SETTLED_AFTER - 1
    os.utime(folder, (then, then))


def test_it_goes_with_the_job(tmp_path: Path) -> None:
    with job_folder(tmp_path) as folder:
        (folder / "x").write_text("x")
        _age(folder)
        clear_leftovers(tmp_path)
        assert (folder / "x").exists(), "a folder in use is nobody's to clear"
    assert list(tmp_path.iterdir()) == []


def test_a_killed_workers_folder_is_cleared_as_soon_as_it_is_settled(tmp_path: Path) -> None:
    code = (
        "import sys, time, pathlib; from repocat.jobs.folders import job_folder\n"
        "with job_folder(pathlib.Path(sys.argv[1])): print('ready', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        (left,) = tmp_path.iterdir()
        worker.kill()
    clear_leftovers(tmp_path)
    assert left.exists(), "whoever made a fresh one may be about to lock it"
    _age(left)
    clear_leftovers(tmp_path)
    assert not left.exists()


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    _age(tmp_path / "mine")
    clear_leftovers(tmp_path)
    assert (tmp_path / "mine").exists()
