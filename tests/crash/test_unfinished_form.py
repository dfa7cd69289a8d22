"""kill -9 of the program while a form is open: what was typed is offered at the next start."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")


def start(home: Path, part: str) -> "subprocess.Popen[str]":
    """The real program in a process of its own; `typing_clerk` is the hand at its keys."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crash.typing_clerk", part, str(home / "books.sqlite3")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env=environment(home) | {"XDG_CONFIG_HOME": str(home / "config")}, cwd=ROOT,
    )  # fmt: skip


def test_a_power_cut_loses_no_more_than_a_few_seconds(tmp_path: Path, ordered_file: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copyfile(ordered_file, home / "books.sqlite3")
    typing = start(home, "type")
    assert typing.stdout
    said = typing.stdout.readline()
    typing.send_signal(signal.SIGKILL)
    _, errors = typing.communicate(timeout=60)
    assert said == "kept\n", errors
    assert typing.returncode == -signal.SIGKILL
    again = start(home, "go on")
    out, errors = again.communicate(timeout=120)
    assert out.splitlines() == [
        "offered: An unfinished challan for order 4649105",
        "stands there: C/77, 15, MP04 GA 1",
        "saved: C/77",
        "left: []",
    ], errors
    assert again.returncode == 0
