from __future__ import annotations

import io
import uuid
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskCliRunner
from PIL import Image

from repocat.analysis.dump import dump
from repocat.analysis.limits import Limits
from repocat.analysis.measure import measure
from repocat.analysis.source import open_folder
from tests.generations.rows import add
from tests.repositories import bare


@pytest.fixture
def stored_report(tmp_path: Path) -> Path:
    measured = measure(open_folder(bare(tmp_path, "owner", "dog"), Limits()), None, "2026-11-01", Limits())
    path = tmp_path / "report.json"
    path.write_bytes(dump(measured))
    return path


def test_a_folder_becomes_an_svg(runner: FlaskCliRunner, tmp_path: Path) -> None:
    target = tmp_path / "cat.svg"
    done = runner.invoke(args=["cat", "draw", str(bare(tmp_path, "owner", "cat")), "-o", str(target), "--name", "a/b"])
    assert (done.exit_code, done.stdout) == (0, f"{target}\n")
    tree = ElementTree.fromstring(target.read_bytes())
    assert tree.findtext("{http://www.w3.org/2000/svg}title") == "a/b"


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ([], (1200, 630)),
        (["--width", "600"], (600, 315)),
        (["--view", "square", "--theme", "dark"], (540, 540)),
        (["--view", "head", "--width", "64"], (64, 64)),
    ],
)
def test_a_report_becomes_a_png(
    runner: FlaskCliRunner, tmp_path: Path, stored_report: Path, options: list[str], size: tuple[int, int]
) -> None:
    target = tmp_path / "cat.png"
    done = runner.invoke(args=["cat", "draw", str(stored_report), "-o", str(target), *options])
    assert done.exit_code == 0, done.output
    assert Image.open(io.BytesIO(target.read_bytes())).size == size


def test_a_stored_generation_is_drawn(runner: FlaskCliRunner, tmp_path: Path) -> None:
    target = tmp_path / "cat.svg"
    done = runner.invoke(args=["cat", "draw", str(add().id), "-o", str(target)])
    assert done.exit_code == 0, done.output
    assert b"owner/repo0" in target.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["REPORT", "-o", "cat.gif"], "has to end with .svg or .png"),
        (["REPORT", "-o", "cat.png", "--theme", "auto"], "a PNG is light or dark"),
        (["REPORT", "--name", "flask"], "has to be OWNER/NAME"),
        (["REPORT", "-o", "/nowhere/cat.svg"], "could not be written"),
        (["WRONG"], "is no report of this version"),
        (["no-such-thing"], "no such folder or file"),
        ([str(uuid.uuid4())], "no finished generation"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    runner: FlaskCliRunner, tmp_path: Path, stored_report: Path, arguments: list[str], words: str
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}")
    places = {"REPORT": str(stored_report), "WRONG": str(wrong)}
    target = [] if "-o" in arguments else ["-o", str(tmp_path / "cat.svg")]
    done = runner.invoke(args=["cat", "draw", *(places.get(word, word) for word in arguments), *target])
    assert done.exit_code != 0
    assert words in done.output
